using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Lumos.DuckDb.Columns;

/// <summary>Turns Arrow's layouts into those of vectors, a stretch of rows at a time.</summary>
internal static unsafe class ColumnFill
{
    internal static void Bytes(DuckDbVectorWriter writer, in DuckDbColumnData column, byte* values, int* offsets, int first, int rows)
    {
        var total = column.Values.Length;
        var (begin, end) = (offsets[first], offsets[first + rows]);
        if (begin < 0 || end < begin || end > total) ThrowOffsets();
        var checkStarts = column.Type.Kind == DuckDbType.Varchar && !IsAscii(new ReadOnlySpan<byte>(values + begin, end - begin));
        var entry = writer.Data;
        var start = begin;
        for (var row = 0; row < rows; row++, entry += StringEntry.Size)
        {
            var next = offsets[first + row + 1];
            if (next < start || next > end) ThrowOffsets();
            if (checkStarts && next > start && (values[start] & 0xC0) == 0x80) ThrowUtf8();
            StringEntry.Write(entry, values + start, (uint)(next - start));
            start = next;
        }
    }

    internal static void Bits(DuckDbVectorWriter writer, ReadOnlySpan<byte> bits, int first, int rows)
    {
        var flags = writer.Values<byte>();
        for (var row = 0; row < rows; row++) flags[row] = (byte)((bits[(first + row) >> 3] >> ((first + row) & 7)) & 1);
    }

    internal static void Decimal64(DuckDbVectorWriter writer, in DuckDbColumnData column, ReadOnlySpan<long> values, int first)
    {
        long lost = 0;
        switch (TypeWidths.Of(column.Type))
        {
            case 2:
                var shorts = writer.Values<short>();
                for (var i = 0; i < values.Length; i++)
                {
                    shorts[i] = (short)values[i];
                    lost |= values[i] ^ shorts[i];
                }

                break;
            case 4:
                var ints = writer.Values<int>();
                for (var i = 0; i < values.Length; i++)
                {
                    ints[i] = (int)values[i];
                    lost |= values[i] ^ ints[i];
                }

                break;
            default:
                values.CopyTo(writer.Values<long>());
                break;
        }

        if (lost != 0) CheckDigits(column, values, first);
    }

    internal static void Decimal128(DuckDbVectorWriter writer, in DuckDbColumnData column, ReadOnlySpan<Int128> values, int first)
    {
        if (TypeWidths.Of(column.Type) == 16)
        {
            values.CopyTo(writer.Values<Int128>());
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value > long.MaxValue || value < long.MinValue)
            {
                if (IsPresent(column, first + i)) ThrowDigits(column.Type);
                value = 0;
            }

            var part = (long)value;
            Decimal64One(writer, column, part, i, first + i);
        }
    }

    /// <summary>An index beyond the values would make the engine read foreign memory.</summary>
    internal static void CheckEnum(in DuckDbColumnData column, int first, int rows)
    {
        var width = TypeWidths.Of(column.Type);
        var values = column.Values.Span;
        for (var row = first; row < first + rows; row++)
        {
            var at = values[(row * width)..];
            var index = width switch { 1 => at[0], 2 => BinaryPrimitives.ReadUInt16LittleEndian(at), _ => BinaryPrimitives.ReadUInt32LittleEndian(at) };
            if (index >= (uint)column.Type.EnumValues.Count && IsPresent(column, row)) throw new ArgumentException("An index of an ENUM column is beyond its values.");
        }
    }

    private static void Decimal64One(DuckDbVectorWriter writer, in DuckDbColumnData column, long value, int at, int row)
    {
        switch (TypeWidths.Of(column.Type))
        {
            case 2:
                if (value != (short)value && IsPresent(column, row)) ThrowDigits(column.Type);
                writer.Values<short>()[at] = (short)value;
                break;
            case 4:
                if (value != (int)value && IsPresent(column, row)) ThrowDigits(column.Type);
                writer.Values<int>()[at] = (int)value;
                break;
            default:
                writer.Values<long>()[at] = value;
                break;
        }
    }

    /// <summary>What stands at a NULL may be anything; a present value that does not fit is an error.</summary>
    private static void CheckDigits(in DuckDbColumnData column, ReadOnlySpan<long> values, int first)
    {
        var narrow = TypeWidths.Of(column.Type) == 2;
        for (var i = 0; i < values.Length; i++)
        {
            if ((narrow ? (short)values[i] : (int)values[i]) != values[i] && IsPresent(column, first + i)) ThrowDigits(column.Type);
        }
    }

    private static bool IsPresent(in DuckDbColumnData column, int row) => column.Validity.IsEmpty || BitCopy.Get(column.Validity.Span, row);

    /// <summary>Whether the texts are plain ASCII; else whether they are UTF-8 as a whole, so that only their first bytes are left to check.</summary>
    private static bool IsAscii(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes)) return true;
        if (!Utf8.IsValid(bytes)) ThrowUtf8();
        return false;
    }

    private static void ThrowOffsets() => throw new ArgumentException("The offsets of a column run backwards or leave its bytes.");

    private static void ThrowUtf8() => throw new ArgumentException("A text of a column is not UTF-8.");

    private static void ThrowDigits(DuckDbLogicalType type) => throw new OverflowException($"A value has more digits than {type} holds.");
}
