using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Columns;

/// <summary>Copies some rows of a batch into a new one, into borrowed buffers that go back when the new batch is disposed.</summary>
internal sealed class BatchSelection : IDisposable
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<int[]> _offsets = [];

    private BatchSelection()
    {
    }

    /// <summary>The rows, in order.</summary>
    /// <param name="batch">The batch; it stays as it is.</param>
    /// <param name="rows">Rows to copy, ascending.</param>
    public static ColumnBatch Take(ColumnBatch batch, ReadOnlySpan<int> rows)
    {
        var buffers = new BatchSelection();
        var columns = new Column[batch.Columns.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = buffers.Take(batch.Columns[i], rows);
        return new ColumnBatch(batch.Schema, rows.Length, columns, batch.Origin, buffers);
    }

    public void Dispose()
    {
        foreach (var buffer in _bytes) ArrayPool<byte>.Shared.Return(buffer);
        foreach (var buffer in _offsets) ArrayPool<int>.Shared.Return(buffer);
        _bytes.Clear();
        _offsets.Clear();
    }

    private Column Take(Column column, ReadOnlySpan<int> rows)
    {
        var validity = column.Validity.IsEmpty ? default : TakeBits(column.Validity.Span, rows);
        return column.Type.Kind switch
        {
            ColumnKind.Text => TakeText(column, rows, validity),
            ColumnKind.Bool => new Column(column.Type, rows.Length, TakeBits(column.Values.Span, rows), validity: validity),
            ColumnKind.Date => new Column(column.Type, rows.Length, TakeValues<int>(column, rows), validity: validity),
            ColumnKind.Decimal when column.Type.Precision > 18 => new Column(column.Type, rows.Length, TakeValues<Int128>(column, rows), validity: validity),
            _ => new Column(column.Type, rows.Length, TakeValues<long>(column, rows), validity: validity),
        };
    }

    private Column TakeText(Column column, ReadOnlySpan<int> rows, ReadOnlyMemory<byte> validity)
    {
        var from = column.Offsets.Span;
        var offsets = ArrayPool<int>.Shared.Rent(rows.Length + 1);
        _offsets.Add(offsets);
        offsets[0] = 0;
        for (var i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + from[rows[i] + 1] - from[rows[i]];
        var bytes = Rent(offsets[rows.Length]);
        var values = column.Values.Span;
        for (var i = 0; i < rows.Length; i++) values[from[rows[i]]..from[rows[i] + 1]].CopyTo(bytes.Span[offsets[i]..]);
        return new Column(column.Type, rows.Length, bytes, offsets.AsMemory(0, rows.Length + 1), validity);
    }

    private Memory<byte> TakeValues<T>(Column column, ReadOnlySpan<int> rows) where T : unmanaged
    {
        var from = column.GetValues<T>();
        var bytes = Rent(rows.Length * Unsafe.SizeOf<T>());
        var to = MemoryMarshal.Cast<byte, T>(bytes.Span);
        for (var i = 0; i < rows.Length; i++) to[i] = from[rows[i]];
        return bytes;
    }

    private Memory<byte> TakeBits(ReadOnlySpan<byte> bits, ReadOnlySpan<int> rows)
    {
        var taken = Rent((rows.Length + 7) >> 3);
        var to = taken.Span;
        to.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            if ((bits[rows[i] >> 3] & (1 << (rows[i] & 7))) != 0) to[i >> 3] |= (byte)(1 << (i & 7));
        }

        return taken;
    }

    private Memory<byte> Rent(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        _bytes.Add(buffer);
        return buffer.AsMemory(0, length);
    }
}
