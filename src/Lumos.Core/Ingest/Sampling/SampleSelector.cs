using Lumos.Abstractions;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest.Sampling;

/// <summary>Chooses the rows of a sample from the candidates: rows that show something new first, then every stratum its share.</summary>
internal static class SampleSelector
{
    private const int MostCategories = 40;

    /// <summary>What rows are stratified by.</summary>
    /// <param name="Ordinal">Column; -1 for none.</param>
    /// <param name="Name">What the sample says, such as <c>category status</c>.</param>
    /// <param name="ByYear">Whether the year in a date makes the stratum rather than the whole value.</param>
    internal sealed record Strata(int Ordinal, string? Name, bool ByYear);

    /// <summary>The best column to stratify by: a category, else the year of a date, else nothing beyond the hash.</summary>
    public static Strata ChooseStrata(IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<string> names, IReadOnlyList<ColumnFinding> findings, IReadOnlyList<KeyFinder.Candidate> keys)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var best = -1;
        for (var i = 0; i < columns.Count; i++)
        {
            var distinct = columns[i].Sketch.Count;
            if (!columns[i].Sketch.IsExact || distinct is < 2 or > MostCategories || distinct * 5L > columns[i].Rows || findings[i].Type.Kind is not (ColumnKind.Text or ColumnKind.Bool)) continue;
            if (best < 0 || distinct > columns[best].Sketch.Count) best = i;
        }

        if (best >= 0) return new Strata(best, "category " + names[best], false);
        for (var i = 0; i < columns.Count; i++)
        {
            if (findings[i].Type.Kind is ColumnKind.Date or ColumnKind.Timestamp) return new Strata(i, "year of " + names[i], true);
        }

        return keys.Count > 0 ? new Strata(-1, "hash of row, key " + names[keys[0].Ordinal], false) : new Strata(-1, null, false);
    }

    /// <summary>Chooses rows.</summary>
    /// <returns>Rows in source order.</returns>
    public static IReadOnlyList<SampleRow> Choose(IReadOnlyList<SampleRow> candidates, Strata strata, SampleCaps caps)
    {
        ArgumentNullException.ThrowIfNull(caps);
        var order = new List<SampleRow>();
        var newOnes = candidates.Where(r => r.ShowsSomethingNew).Take(Math.Max(1, caps.RowsMax * 2 / 5));
        order.AddRange(newOnes);
        var taken = order.Select(r => r.Row).ToHashSet();

        // Round robin over strata by rank of the row within its stratum, so small strata are there and large ones fill the rest.
        var ranked = candidates.Where(r => !taken.Contains(r.Row))
            .GroupBy(r => StratumOf(r, strata))
            .SelectMany(g => g.OrderBy(r => r.Hash).Select((r, rank) => (Row: r, Share: rank / Math.Max(1.0, Math.Sqrt(g.Count())))))
            .OrderBy(x => x.Share).ThenBy(x => x.Row.Hash);
        order.AddRange(ranked.Select(x => x.Row));

        var chosen = new List<SampleRow>();
        long bytes = 0;
        foreach (var row in order)
        {
            if (chosen.Count == caps.RowsMax) break;
            if (bytes + row.Bytes > caps.BytesMax) continue;
            bytes += row.Bytes;
            chosen.Add(row);
        }

        return [.. chosen.OrderBy(r => r.Row)];
    }

    private static ulong StratumOf(SampleRow row, Strata strata)
    {
        if (strata.Ordinal < 0 || row.Cells[strata.Ordinal] is not { } cell) return 0;
        var trimmed = Whitespace.Trim(cell, out _);
        if (!strata.ByYear) return trimmed.Length == 0 ? 0 : CellHash.Of(trimmed);
        for (int i = 0, run = 0; i < trimmed.Length; i++)
        {
            run = trimmed[i] is >= (byte)'0' and <= (byte)'9' ? run + 1 : 0;
            if (run == 4) return CellHash.Of(trimmed.Slice(i - 3, 4));
        }

        return 1;
    }
}
