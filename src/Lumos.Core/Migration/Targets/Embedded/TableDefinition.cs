using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>What people declared about a table that is there.</summary>
/// <param name="Sql">Statement that makes the table, without its indexes.</param>
/// <param name="IndexSql">Statements that make its indexes, by name of the index.</param>
/// <param name="Checks">What it asks of every row.</param>
/// <param name="IsBare">Whether it is nothing but columns, some of them NOT NULL, as tables made by a run are.</param>
internal sealed record TableDefinition(string Sql, IReadOnlyDictionary<string, string> IndexSql, IReadOnlyList<RowCheck> Checks, bool IsBare);
