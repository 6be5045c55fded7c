using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>How well one source column and one target column correspond.</summary>
/// <param name="Source">Source column.</param>
/// <param name="Target">Target column.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Reasons">Why, without values.</param>
internal sealed record RankedPair(SourceColumn Source, TargetColumnProfile Target, double Score, IReadOnlyList<string> Reasons);

/// <summary>Ranks every source column against every target column, before any transform is chosen. Pure.</summary>
internal static class MappingRanking
{
    /// <summary>All pairs with a score above zero, best first; ties in order of source and target.</summary>
    public static IReadOnlyList<RankedPair> Rank(MappingWorkbench bench, CatalogArtifact catalog, TargetSchemaArtifact schema)
    {
        List<RankedPair> pairs = [];
        foreach (var table in catalog.Tables)
        {
            foreach (var target in schema.Tables)
            {
                var similarity = new ColumnSimilarity(table, target);
                foreach (var source in bench.Sources[table.Name])
                {
                    foreach (var profile in bench.Targets[target.Name])
                    {
                        List<string> reasons = [];
                        if (similarity.Score(source, profile, reasons) is > 0 and var score) pairs.Add(new RankedPair(source, profile, score, reasons));
                    }
                }
            }
        }

        return [.. pairs.OrderByDescending(static p => p.Score)];
    }
}
