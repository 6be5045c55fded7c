namespace Lumos.DuckDb.Columns;

/// <summary>
/// One column of any length over buffers in Arrow's layout, which it does not own and which must not change while it is used. Validity is one bit per row,
/// least significant first, 1 = present; empty when no row is NULL.
/// </summary>
public readonly struct DuckDbColumnData
{
    private DuckDbColumnData(DuckDbLogicalType type, int length, ColumnLayout layout, ReadOnlyMemory<byte> values, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> validity)
    {
        if (!validity.IsEmpty && validity.Length < (length + 7) / 8) throw new ArgumentException("The validity bitmap is too short.", nameof(validity));
        Type = type;
        Length = length;
        Layout = layout;
        Values = values;
        Offsets = offsets;
        Validity = validity;
    }

    /// <summary>The type the rows have in DuckDB.</summary>
    public DuckDbLogicalType Type { get; }

    /// <summary>Rows.</summary>
    public int Length { get; }

    internal ColumnLayout Layout { get; }

    internal ReadOnlyMemory<byte> Values { get; }

    internal ReadOnlyMemory<int> Offsets { get; }

    internal ReadOnlyMemory<byte> Validity { get; }

    /// <summary>VARCHAR: UTF-8 bytes, and one offset per row and one more. Rows that are not UTF-8 are refused when used.</summary>
    public static DuckDbColumnData Text(ReadOnlyMemory<byte> utf8, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> validity = default) =>
        Variable(DuckDbLogicalType.Of(DuckDbType.Varchar), utf8, offsets, validity);

    /// <summary>BLOB: bytes, and one offset per row and one more.</summary>
    public static DuckDbColumnData Blob(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> validity = default) =>
        Variable(DuckDbLogicalType.Of(DuckDbType.Blob), bytes, offsets, validity);

    /// <summary>BOOLEAN: one bit per row, least significant first.</summary>
    public static DuckDbColumnData Bits(ReadOnlyMemory<byte> bits, int length, ReadOnlyMemory<byte> validity = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (bits.Length < (length + 7) / 8) throw new ArgumentException("One bit per row is needed.", nameof(bits));
        return new DuckDbColumnData(DuckDbLogicalType.Of(DuckDbType.Boolean), length, ColumnLayout.Bits, bits, default, validity);
    }

    /// <summary>DECIMAL: scaled integers, little-endian.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="bytesPerValue">8 up to 18 digits, or 16.</param>
    /// <param name="precision">Total digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="validity">Which rows are present.</param>
    public static DuckDbColumnData Decimal(ReadOnlyMemory<byte> values, int bytesPerValue, int precision, int scale, ReadOnlyMemory<byte> validity = default)
    {
        if (bytesPerValue != 16 && (bytesPerValue != 8 || precision > 18)) throw new ArgumentOutOfRangeException(nameof(bytesPerValue));
        var layout = bytesPerValue == 8 ? ColumnLayout.Decimal64 : ColumnLayout.Decimal128;
        return new DuckDbColumnData(DuckDbLogicalType.Decimal(precision, scale), values.Length / bytesPerValue, layout, values, default, validity);
    }

    /// <summary>Any type of fixed width in the layout of <see cref="DuckDbVector.Values{T}"/>, such as days for DATE.</summary>
    public static DuckDbColumnData Fixed(DuckDbLogicalType type, ReadOnlyMemory<byte> values, ReadOnlyMemory<byte> validity = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        var width = TypeWidths.Of(type);
        if (width == 0 || TypeWidths.IsBytes(type.Kind) || type.Kind is DuckDbType.List or DuckDbType.Map) throw new ArgumentException($"{type} has no fixed width.", nameof(type));
        return new DuckDbColumnData(type, values.Length / width, ColumnLayout.Fixed, values, default, validity);
    }

    /// <summary>As the other <c>Fixed</c>, of a type without parameters.</summary>
    public static DuckDbColumnData Fixed(DuckDbType type, ReadOnlyMemory<byte> values, ReadOnlyMemory<byte> validity = default) =>
        Fixed(DuckDbLogicalType.Of(type), values, validity);

    /// <summary>As <c>Fixed</c>, over an array of values of the right width.</summary>
    public static DuckDbColumnData Of<T>(DuckDbType type, T[] values, ReadOnlyMemory<byte> validity = default) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var logical = DuckDbLogicalType.Of(type);
        if (TypeWidths.Of(logical) != System.Runtime.CompilerServices.Unsafe.SizeOf<T>()) throw new ArgumentException($"{logical} values are not as wide as {typeof(T).Name}.", nameof(values));
        return Fixed(logical, new ArrayBytes<T>(values).Memory, validity);
    }

    private static DuckDbColumnData Variable(DuckDbLogicalType type, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> validity)
    {
        if (offsets.IsEmpty) throw new ArgumentException("One offset per row and one more are needed.", nameof(offsets));
        return new DuckDbColumnData(type, offsets.Length - 1, ColumnLayout.Bytes, bytes, offsets, validity);
    }
}

/// <summary>How values lie in a column's buffer.</summary>
internal enum ColumnLayout
{
    Fixed,
    Bytes,
    Bits,
    Decimal64,
    Decimal128,
}
