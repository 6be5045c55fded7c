using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Sampling;

/// <summary>
/// Keeps candidates for a sample while rows stream past: those whose row number hashes smallest under the seed, and those that showed a
/// value or a way of writing for the first time, so that rare ones are not missed. One pass, bounded, the same for the same seed.
/// </summary>
internal sealed class RowReservoir
{
    private const int MostFlagged = 4096;

    private readonly PriorityQueue<SampleRow, ulong> _kept = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
    private readonly List<SampleRow> _flagged = [];
    private readonly int _capacity;
    private readonly long _rowBytes;
    private readonly long _seed;
    private readonly bool _hasOffsets;

    /// <summary>Creates a reservoir.</summary>
    /// <param name="capacity">Rows kept by hash.</param>
    /// <param name="rowBytes">Longest row kept, in bytes.</param>
    /// <param name="seed">Seed of the choice.</param>
    /// <param name="hasOffsets">Whether byte offsets point into one file.</param>
    public RowReservoir(int capacity, long rowBytes, long seed, bool hasOffsets) => (_capacity, _rowBytes, _seed, _hasOffsets) = (capacity, rowBytes, seed, hasOffsets);

    /// <summary>Rows not considered because they are longer than a row of a sample may be.</summary>
    public long TooLong { get; private set; }

    /// <summary>Looks at a batch.</summary>
    /// <param name="batch">Rows.</param>
    /// <param name="flagged">Rows of the batch that showed something new, in any order, with repetitions.</param>
    public void Observe(ColumnBatch batch, IEnumerable<int> flagged)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var first = batch.Origin.FirstRow;
        for (var row = 0; row < batch.RowCount; row++)
        {
            var hash = CellHash.Of(first + row, _seed);
            if (_kept.Count == _capacity && (!_kept.TryPeek(out _, out var worst) || hash >= worst)) continue;
            if (Copy(batch, row, hash) is not { } copy) continue;
            _kept.Enqueue(copy, hash);
            if (_kept.Count > _capacity) _kept.Dequeue();
        }

        foreach (var row in flagged.Distinct().Order())
        {
            if (_flagged.Count == MostFlagged) break;
            if (Copy(batch, row, CellHash.Of(first + row, _seed)) is { } copy) _flagged.Add(copy);
        }
    }

    /// <summary>The candidates: flagged ones once, then the others, each in order of hash.</summary>
    public IReadOnlyList<SampleRow> Take()
    {
        var flagged = _flagged.OrderBy(r => r.Hash).ToList();
        var numbers = flagged.Select(r => r.Row).ToHashSet();
        foreach (var row in flagged) row.ShowsSomethingNew = true;
        return [.. flagged, .. _kept.UnorderedItems.Select(i => i.Element).Where(r => !numbers.Contains(r.Row)).OrderBy(r => r.Hash)];
    }

    /// <summary>The rows kept by hash alone, in order of hash: an even sample.</summary>
    public IReadOnlyList<SampleRow> Even() => [.. _kept.UnorderedItems.Select(static item => item.Element).OrderBy(static row => row.Hash)];

    private SampleRow? Copy(ColumnBatch batch, int row, ulong hash)
    {
        long bytes = 0;
        for (var c = 0; c < batch.Columns.Count; c++) bytes += batch.Columns[c].GetUtf8(row).Length;
        if (bytes > _rowBytes)
        {
            TooLong++;
            return null;
        }

        var cells = new byte[]?[batch.Columns.Count];
        for (var c = 0; c < cells.Length; c++) cells[c] = batch.Columns[c].IsNull(row) ? null : batch.Columns[c].GetUtf8(row).ToArray();
        var offsets = batch.Origin.ByteOffsets.Span;
        return new SampleRow(batch.Origin.FirstRow + row, _hasOffsets && offsets.Length > row ? offsets[row] : -1, hash, cells, bytes);
    }
}

/// <summary>A candidate row, raw; it never leaves memory.</summary>
/// <param name="Row">0-based row of the source.</param>
/// <param name="ByteOffset">Its start; -1 when unknown.</param>
/// <param name="Hash">Its seeded hash.</param>
/// <param name="Cells">UTF-8 by column; null for NULL.</param>
/// <param name="Bytes">Bytes of all cells.</param>
internal sealed record SampleRow(long Row, long ByteOffset, ulong Hash, byte[]?[] Cells, long Bytes)
{
    /// <summary>Whether a value or a way of writing occurred in it for the first time.</summary>
    public bool ShowsSomethingNew { get; set; }
}
