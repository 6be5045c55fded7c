using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;

namespace Lumos.Core.Migration.Staging;

/// <summary>Leaves rows of a source out without changing where the others come from.</summary>
internal static class RowSubset
{
    /// <summary>The rows at some places of a batch, ascending. Each keeps its number, line and offset.</summary>
    public static ColumnBatch Take(ColumnBatch batch, ReadOnlySpan<int> rows)
    {
        var origin = batch.Origin;
        var numbers = new long[rows.Length];
        for (var place = 0; place < rows.Length; place++) numbers[place] = origin.NumberOf(rows[place]);
        var issues = new List<RowIssue>();
        foreach (var issue in batch.Issues)
        {
            if (rows.BinarySearch(issue.Row) is >= 0 and var place) issues.Add(issue with { Row = place });
        }

        var taken = BatchSelection.Take(batch, rows);
        var from = origin with { FirstRow = rows.Length == 0 ? origin.FirstRow : numbers[0], ByteOffsets = Take(origin.ByteOffsets, rows), Lines = Take(origin.Lines, rows), Numbers = numbers };
        return new ColumnBatch(taken.Schema, taken.RowCount, taken.Columns, from, taken) { Issues = issues, Skipped = batch.Skipped };
    }

    private static ReadOnlyMemory<long> Take(ReadOnlyMemory<long> places, ReadOnlySpan<int> rows)
    {
        if (places.IsEmpty) return default;
        var taken = new long[rows.Length];
        for (var place = 0; place < rows.Length; place++) taken[place] = places.Span[rows[place]];
        return taken;
    }
}
