using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Columns;

/// <summary>
/// Copies some rows of a batch into a new one, into borrowed buffers that go back when the new batch is disposed. Few rows are left out as a rule, so
/// runs of neighbours are copied at once.
/// </summary>
internal sealed class BatchSelection : IDisposable
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<int[]> _offsets = [];
    private readonly List<Run> _runs = [];
    private readonly int _rows;

    private BatchSelection(ReadOnlySpan<int> rows)
    {
        _rows = rows.Length;
        for (var i = 0; i < rows.Length;)
        {
            var first = i++;
            while (i < rows.Length && rows[i] == rows[i - 1] + 1) i++;
            _runs.Add(new Run(rows[first], first, i - first));
        }
    }

    /// <summary>The rows, in order.</summary>
    /// <param name="batch">The batch; it stays as it is.</param>
    /// <param name="rows">Rows to copy, ascending.</param>
    public static ColumnBatch Take(ColumnBatch batch, ReadOnlySpan<int> rows)
    {
        var buffers = new BatchSelection(rows);
        var columns = new Column[batch.Columns.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = buffers.Take(batch.Columns[i]);
        return new ColumnBatch(batch.Schema, rows.Length, columns, batch.Origin, buffers);
    }

    public void Dispose()
    {
        foreach (var buffer in _bytes) ArrayPool<byte>.Shared.Return(buffer);
        foreach (var buffer in _offsets) ArrayPool<int>.Shared.Return(buffer);
        _bytes.Clear();
        _offsets.Clear();
    }

    private Column Take(Column column)
    {
        var validity = column.Validity.IsEmpty ? default : TakeBits(column.Validity.Span);
        return column.Type.Kind switch
        {
            ColumnKind.Text => TakeText(column, validity),
            ColumnKind.Bool => new Column(column.Type, _rows, TakeBits(column.Values.Span), validity: validity),
            ColumnKind.Date => new Column(column.Type, _rows, TakeValues<int>(column), validity: validity),
            ColumnKind.Decimal when column.Type.Precision > 18 => new Column(column.Type, _rows, TakeValues<Int128>(column), validity: validity),
            _ => new Column(column.Type, _rows, TakeValues<long>(column), validity: validity),
        };
    }

    private Column TakeText(Column column, ReadOnlyMemory<byte> validity)
    {
        var from = column.Offsets.Span;
        var total = 0;
        foreach (var run in _runs) total += from[run.From + run.Count] - from[run.From];
        var offsets = ArrayPool<int>.Shared.Rent(_rows + 1);
        _offsets.Add(offsets);
        var bytes = Rent(total);
        var values = column.Values.Span;
        var end = 0;
        foreach (var run in _runs)
        {
            var moved = end - from[run.From];
            var starts = from.Slice(run.From, run.Count);
            var to = offsets.AsSpan(run.To, run.Count);
            for (var i = 0; i < to.Length; i++) to[i] = starts[i] + moved;
            var texts = values[from[run.From]..from[run.From + run.Count]];
            texts.CopyTo(bytes.Span[end..]);
            end += texts.Length;
        }

        offsets[_rows] = end;
        return new Column(column.Type, _rows, bytes, offsets.AsMemory(0, _rows + 1), validity);
    }

    private Memory<byte> TakeValues<T>(Column column) where T : unmanaged
    {
        var from = column.GetValues<T>();
        var bytes = Rent(_rows * Unsafe.SizeOf<T>());
        var to = MemoryMarshal.Cast<byte, T>(bytes.Span);
        foreach (var run in _runs) from.Slice(run.From, run.Count).CopyTo(to[run.To..]);
        return bytes;
    }

    private Memory<byte> TakeBits(ReadOnlySpan<byte> bits)
    {
        var taken = Rent((_rows + 7) >> 3);
        var to = taken.Span;
        to.Clear();
        foreach (var run in _runs)
        {
            var i = 0;
            for (; i < run.Count && ((run.To + i) & 7) != 0; i++) TakeBit(bits, run.From + i, to, run.To + i);
            var shift = (run.From + i) & 7;
            for (; i + 8 <= run.Count; i += 8)
            {
                var at = (run.From + i) >> 3;
                to[(run.To + i) >> 3] = shift == 0 ? bits[at] : (byte)((bits[at] >> shift) | (bits[at + 1] << (8 - shift)));
            }

            for (; i < run.Count; i++) TakeBit(bits, run.From + i, to, run.To + i);
        }

        return taken;
    }

    private static void TakeBit(ReadOnlySpan<byte> bits, int from, Span<byte> to, int at)
    {
        if ((bits[from >> 3] & (1 << (from & 7))) != 0) to[at >> 3] |= (byte)(1 << (at & 7));
    }

    private Memory<byte> Rent(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        _bytes.Add(buffer);
        return buffer.AsMemory(0, length);
    }

    /// <summary>Neighbouring rows, and where they come to lie.</summary>
    private readonly record struct Run(int From, int To, int Count);
}
