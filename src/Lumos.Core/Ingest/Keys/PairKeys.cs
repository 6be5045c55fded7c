using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest.Keys;

/// <summary>Ranks columns for keys of two, and scores the pairs that identify rows.</summary>
internal static class PairKeys
{
    private const int MostKeys = 3;

    /// <summary>How likely a column is part of a key; 0 leaves it out.</summary>
    public static double Rank(ColumnProfiler column, string name, ColumnFinding finding)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (finding.Type.Kind is ColumnKind.Bool or ColumnKind.Decimal or ColumnKind.Float64 || finding.Nulls * 20 > column.Rows) return 0;
        var cues = new NameCues(name);
        if (cues.Number) return 0;
        if (KeyNames.Stem(name) is not null || cues.Id) return 3;
        if (cues.Code) return 2;
        return finding.Type.Kind switch
        {
            ColumnKind.Date or ColumnKind.Timestamp => 1.5,
            ColumnKind.Int64 => 1,
            _ => column.MaxLength <= 40 && !column.LineBreaks ? 0.5 : 0,
        };
    }

    /// <summary>Keys of two columns, best first.</summary>
    public static IReadOnlyList<CatalogKey> Judge(PairCounter pairs, IReadOnlyList<string> names, double mostRepeated)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return [.. pairs.Keys(mostRepeated)
            .Select(k =>
            {
                var cues = (Identifies(names[k.First]) ? 0.15 : 0) + (Identifies(names[k.Second]) ? 0.15 : 0);
                var chance = Math.Min(1, pairs.Rows / 50.0);
                var score = 0.30 + (0.15 * chance) + cues + (k.First == 0 ? 0.05 : 0) - ((double)k.Duplicates / pairs.Rows * 1.5);
                return new CatalogKey([names[k.First], names[k.Second]], Math.Round(Math.Clamp(score, 0, 1), 4), k.Duplicates);
            })
            .OrderByDescending(k => k.Score)
            .Take(MostKeys)];
    }

    private static bool Identifies(string name) => KeyNames.Stem(name) is not null || new NameCues(name).Id;
}
