using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>
/// What the catalog's counts say about repeated keys over the whole source; a small sample of a large source sees few of them. Equal source
/// values make equal keys, so this is a lower bound.
/// </summary>
internal static class WholeSourceRate
{
    /// <summary>Distinct counts are estimates with about 2 % error; less than this says nothing.</summary>
    private const double LeastEstimate = 0.06;

    /// <summary>Share of rows that repeat a key, over the source with the most; null when nothing is known.</summary>
    public static double? Of(PlannedTable table) => table.Inputs.Max(input => Of(table, input));

    private static double? Of(PlannedTable table, PlannedInput input)
    {
        if (input.Source.RowCount is not > 0) return null;
        HashSet<string> columns = new(StringComparer.Ordinal);
        foreach (var name in table.Key)
        {
            if (table.IndexOf(name) is var index && (index < 0 || input.Columns[index] is not { Feed: Feed.Mapped, Reads: [_] })) return null;
            if (input.Find(input.Columns[index].Reads[0]) is not { } column) return null;
            columns.Add(column.Name);
        }

        if (input.Source.Keys.FirstOrDefault(key => columns.SetEquals(key.Columns)) is { } found) return Rates.Share(found.Duplicates, input.Source.RowCount.Value);
        if (columns.Count != 1 || input.Source.Columns.First(column => columns.Contains(column.Name)).Counts is not { } counts) return null;
        var present = input.Source.RowCount.Value - counts.Nulls;
        var estimate = Rates.Share(Math.Max(0, present - counts.Distinct), present);
        return estimate >= LeastEstimate ? estimate : null;
    }
}
