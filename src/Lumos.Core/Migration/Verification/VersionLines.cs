using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Transform;

namespace Lumos.Core.Migration.Verification;

/// <summary>Of a table with versions: hides from the hashes when versions end, and proves instead that those of a key follow one another. Does nothing for other tables.</summary>
internal sealed class VersionLines : IDisposable
{
    private readonly RowMarks _lines;
    private readonly int _from;
    private readonly int _to;
    private readonly int[] _key;
    private readonly bool _proves;
    private ulong[] _keys = [];
    private ulong[] _starts = [];
    private long[] _ends = [];

    /// <param name="scratch">Folder for what does not fit into memory.</param>
    /// <param name="manifest">The table.</param>
    public VersionLines(string scratch, TableManifest manifest)
    {
        var columns = manifest.Columns.ToList();
        _lines = new RowMarks(scratch, "versions");
        _from = columns.FindIndex(column => column.Name == manifest.ValidFrom);
        _to = columns.FindIndex(column => column.Name == manifest.ValidTo);
        _key = [.. Enumerable.Range(0, columns.Count).Where(at => at != _from && manifest.Key.Contains(columns[at].Name, StringComparer.Ordinal))];
        _proves = _from >= 0 && _to >= 0 && columns[_from].Type.Kind is not (ColumnKind.Text or ColumnKind.Float64) && columns[_from].Type == columns[_to].Type && (columns[_from].Type is not { Kind: ColumnKind.Decimal, Precision: > 18 });
    }

    /// <summary>The batch with no version ended; null when its table has no versions. Good as long as the batch is.</summary>
    public ColumnBatch? Hides(ColumnBatch batch)
    {
        if (_to < 0) return null;
        var columns = batch.Columns.ToArray();
        columns[_to] = ConstantColumn.Null(batch.Schema.Fields[_to].Type, batch.RowCount);
        return new ColumnBatch(batch.Schema, batch.RowCount, columns, batch.Origin);
    }

    /// <summary>Remembers from when to when the versions of a batch are valid.</summary>
    public void Add(ColumnBatch batch)
    {
        if (!_proves) return;
        var count = batch.RowCount;
        if (_keys.Length < count) (_keys, _starts, _ends) = (new ulong[count], new ulong[count], new long[count]);
        RowHasher.Hash(batch, _key, _keys);
        for (var row = 0; row < count; row++)
        {
            _starts[row] = Ordered((long)CellText.RawOf(batch.Columns[_from], row));
            _ends[row] = batch.Columns[_to].IsNull(row) ? long.MaxValue : (long)CellText.RawOf(batch.Columns[_to], row);
        }

        _lines.Add(_ends.AsSpan(0, count), _starts.AsSpan(0, count), _keys.AsSpan(0, count));
    }

    /// <summary>Versions that end before they begin, or after the next one of their key does.</summary>
    public long CountOverlaps(CancellationToken cancellationToken)
    {
        if (_lines.Count == 0) return 0;
        long overlaps = 0;
        RowMark? last = null;
        foreach (var part in new SortedMarks([_lines]).Read(cancellationToken))
        {
            foreach (var line in part)
            {
                var end = Ordered(line.Row);
                if (end <= line.Hash || (last is { } before && before.Key == line.Key && Ordered(before.Row) > line.Hash)) overlaps++;
                last = line;
            }
        }

        return overlaps;
    }

    public void Dispose() => _lines.Dispose();

    // Marks are sorted as numbers without a sign.
    private static ulong Ordered(long value) => (ulong)value ^ (1UL << 63);
}
