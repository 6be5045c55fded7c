using System.Buffers;

namespace Lumos.DuckDb.Columns;

/// <summary>A column whose buffers hold still, to fill vectors from.</summary>
internal unsafe struct PinnedColumn : IDisposable
{
    private MemoryHandle _values;
    private MemoryHandle _offsets;
    private MemoryHandle _validity;

    internal PinnedColumn(in DuckDbColumnData data)
    {
        Data = data;
        _values = data.Values.Pin();
        _offsets = data.Offsets.Pin();
        _validity = data.Validity.Pin();
    }

    internal DuckDbColumnData Data { get; }

    internal readonly byte* Values => (byte*)_values.Pointer;

    internal readonly int* Offsets => (int*)_offsets.Pointer;

    public void Dispose()
    {
        _values.Dispose();
        _offsets.Dispose();
        _validity.Dispose();
    }

    /// <summary>
    /// Writes rows <paramref name="first"/> and on into a vector. Texts longer than 12 bytes are pointed at: the column stays pinned as
    /// long as the vector is read.
    /// </summary>
    internal readonly void Fill(DuckDbVectorWriter writer, int first, int rows)
    {
        writer.SetValidity(Data.Validity.Span, first, rows);
        switch (Data.Layout)
        {
            case ColumnLayout.Bytes:
                ColumnFill.Bytes(writer, Data, Values, Offsets, first, rows);
                break;
            case ColumnLayout.Bits:
                ColumnFill.Bits(writer, Data.Values.Span, first, rows);
                break;
            case ColumnLayout.Decimal64:
                ColumnFill.Decimal64(writer, Data, new ReadOnlySpan<long>(Values, Data.Length).Slice(first, rows), first);
                break;
            case ColumnLayout.Decimal128:
                ColumnFill.Decimal128(writer, Data, new ReadOnlySpan<Int128>(Values, Data.Length).Slice(first, rows), first);
                break;
            default:
                if (Data.Type.Kind == DuckDbType.Enum) ColumnFill.CheckEnum(Data, first, rows);
                var width = TypeWidths.Of(Data.Type);
                Data.Values.Span.Slice(first * width, rows * width).CopyTo(new Span<byte>(writer.Data, rows * width));
                break;
        }
    }
}
