using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Joins;

/// <summary>A source table with what was found for one target table in it and, where needed, in tables it refers to.</summary>
/// <param name="Own">The table rows are read from.</param>
/// <param name="Table">The same with the joined columns; itself without joins.</param>
/// <param name="Joins">Tables looked up; empty for none.</param>
/// <param name="Plan">Proposals by target column.</param>
internal sealed record PlannedSource(CatalogTable Own, CatalogTable Table, IReadOnlyList<SourceJoin> Joins, IReadOnlyDictionary<string, Proposal> Plan)
{
    /// <summary>Whether a proposal reads a joined table.</summary>
    public bool IsJoined(Proposal proposal) => Joins.Count > 0 && proposal.Chosen.Sources.Any(s => Own.Columns.All(c => c.SourceName != s.Name));
}
