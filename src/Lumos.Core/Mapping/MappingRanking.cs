using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;

namespace Lumos.Core.Mapping;

/// <summary>How well one source column and one target column correspond.</summary>
/// <param name="Source">Source column.</param>
/// <param name="Target">Target column.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Explain">Gives the reasons, without values.</param>
internal sealed record RankedPair(SourceColumn Source, TargetColumnProfile Target, double Score, Func<IReadOnlyList<string>> Explain);

/// <summary>Ranks every source column against every target column, before any transform is chosen. Pure.</summary>
internal static class MappingRanking
{
    /// <summary>All pairs, best first; ties in order of source and target.</summary>
    public static IReadOnlyList<RankedPair> Rank(MappingWorkbench bench)
    {
        List<RankedPair> pairs = [];
        foreach (var (table, sources) in bench.Sources.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            foreach (var (target, targets) in bench.Targets.OrderBy(static t => t.Key, StringComparer.Ordinal))
            {
                if (sources.Count == 0 || targets.Length == 0) continue;
                var matrix = bench.Match(table, target);
                for (var s = 0; s < sources.Count; s++)
                {
                    for (var t = 0; t < targets.Length; t++)
                    {
                        var (source, at) = (s, t);
                        pairs.Add(new RankedPair(sources[s], targets[t], matrix.Rank(s, t), () => matrix.Explain(source, at)));
                    }
                }
            }
        }

        return [.. pairs.OrderByDescending(static p => p.Score)];
    }
}
