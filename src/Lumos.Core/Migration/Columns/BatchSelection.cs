using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Columns;

/// <summary>Copies some rows of a batch into a new one.</summary>
internal static class BatchSelection
{
    /// <summary>The rows, in order.</summary>
    /// <param name="batch">The batch; it stays as it is.</param>
    /// <param name="rows">Rows to copy, ascending.</param>
    public static ColumnBatch Take(ColumnBatch batch, ReadOnlySpan<int> rows)
    {
        var columns = new Column[batch.Columns.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = Take(batch.Columns[i], rows);
        return new ColumnBatch(batch.Schema, rows.Length, columns, batch.Origin);
    }

    private static Column Take(Column column, ReadOnlySpan<int> rows)
    {
        var validity = column.Validity.IsEmpty ? null : TakeBits(column.Validity.Span, rows);
        switch (column.Type.Kind)
        {
            case ColumnKind.Text:
                return TakeText(column, rows, validity);
            case ColumnKind.Bool:
                return new Column(column.Type, rows.Length, TakeBits(column.Values.Span, rows), validity: validity);
            case ColumnKind.Date:
                return new Column(column.Type, rows.Length, TakeValues<int>(column, rows), validity: validity);
            case ColumnKind.Decimal when column.Type.Precision > 18:
                return new Column(column.Type, rows.Length, TakeValues<Int128>(column, rows), validity: validity);
            default:
                return new Column(column.Type, rows.Length, TakeValues<long>(column, rows), validity: validity);
        }
    }

    private static Column TakeText(Column column, ReadOnlySpan<int> rows, byte[]? validity)
    {
        var from = column.Offsets.Span;
        var offsets = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + from[rows[i] + 1] - from[rows[i]];
        var bytes = new byte[offsets[^1]];
        var values = column.Values.Span;
        for (var i = 0; i < rows.Length; i++) values[from[rows[i]]..from[rows[i] + 1]].CopyTo(bytes.AsSpan(offsets[i]));
        return new Column(column.Type, rows.Length, bytes, offsets, validity);
    }

    private static byte[] TakeValues<T>(Column column, ReadOnlySpan<int> rows) where T : unmanaged
    {
        var from = column.GetValues<T>();
        var bytes = new byte[rows.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()];
        var to = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (var i = 0; i < rows.Length; i++) to[i] = from[rows[i]];
        return bytes;
    }

    private static byte[] TakeBits(ReadOnlySpan<byte> bits, ReadOnlySpan<int> rows)
    {
        var taken = new byte[(rows.Length + 7) >> 3];
        for (var i = 0; i < rows.Length; i++)
        {
            if ((bits[rows[i] >> 3] & (1 << (rows[i] & 7))) != 0) taken[i >> 3] |= (byte)(1 << (i & 7));
        }

        return taken;
    }
}
