using System.Data.Common;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.Vectors;

/// <summary>The DuckDB backend, held against vectors over an open connection.</summary>
/// <param name="connection">An open connection to DuckDB; used by one call at a time and never closed.</param>
public sealed class DuckDbBackend(DbConnection connection) : IVectorBackend
{
    private readonly SqlVectorBackend _backend = new(SqlEngine.DuckDb, SqlRows.Over(connection));

    /// <inheritdoc/>
    public string Name => _backend.Name;

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken) => _backend.Evaluate(vector, rows, cancellationToken);

    /// <summary>SQL of rows written out, with their numbers in column n.</summary>
    internal static string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows) => SqlDialects.Find(SqlEngine.DuckDb)!.Relation(source, rows);

    /// <summary>SQL that prints a column as canonical text.</summary>
    internal static string Canonical(string column, ColumnType type) => SqlDialects.Find(SqlEngine.DuckDb)!.Canonical(column, type);
}
