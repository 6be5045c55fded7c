using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>
/// Checks that nothing of a file was lost: rows and skipped ranges must follow each other without a gap from the first byte to the last,
/// and the bytes of each row must hold one record, no more.
/// </summary>
internal sealed class CsvByteAccount(CsvLayout layout)
{
    private readonly List<long> _rows = [];
    private readonly List<SkippedRange> _skipped = [];

    public void Add(ColumnBatch batch)
    {
        foreach (var offset in batch.Origin.ByteOffsets.Span) _rows.Add(offset);
        _skipped.AddRange(batch.Skipped);
    }

    /// <summary>Bytes that are accounted for by nothing, or that were swallowed by the row before them.</summary>
    public async Task<long> LostAsync(string path, CancellationToken cancellationToken)
    {
        var stream = await CsvInput.File(path).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
        return Lost(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    private long Lost(ReadOnlySpan<byte> bytes)
    {
        var ranges = _skipped.OrderBy(static range => range.ByteStart).ToList();
        var rows = CollectionsMarshal.AsSpan(_rows);
        long lost = 0;
        long at = 0;
        int row = 0, range = 0;
        while (row < rows.Length || range < ranges.Count)
        {
            if (range < ranges.Count && (row == rows.Length || ranges[range].ByteStart <= rows[row]))
            {
                lost += Math.Max(0, ranges[range].ByteStart - at);
                at = Math.Max(at, ranges[range].ByteEnd);
                range++;
                continue;
            }

            lost += Math.Max(0, rows[row] - at);
            var next = row + 1 < rows.Length ? rows[row + 1] : bytes.Length;
            if (range < ranges.Count) next = Math.Min(next, ranges[range].ByteStart);
            lost += Surplus(bytes[(int)rows[row]..(int)Math.Max(rows[row], next)]);
            at = Math.Max(at, next);
            row++;
        }

        return lost + Math.Max(0, bytes.Length - at);
    }

    /// <summary>Bytes after the first record in what should be one record.</summary>
    private long Surplus(ReadOnlySpan<byte> record)
    {
        if (layout.Encoding != "utf-8" || record.IsEmpty) return 0;
        var parser = new CsvRecordParser(CsvDialect.From(layout));
        parser.Read(record, 0, true, layout.Table.Width + layout.Table.TrailingFields, [], out var next);
        return record.Length - next;
    }
}
