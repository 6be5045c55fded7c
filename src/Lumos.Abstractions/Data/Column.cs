using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lumos.Abstractions;

/// <summary>
/// One column of a batch in Arrow's memory layout. Buffers are little-endian and may be native or pinned managed memory;
/// they live as long as the <see cref="ColumnBatch"/> that owns them.
/// </summary>
/// <remarks>
/// Values by kind: Text = UTF-8 bytes addressed by <see cref="Offsets"/>; Int64 = 8 bytes; Decimal = 8-byte scaled integer up to
/// 18 digits, 16-byte scaled integer above; Bool = one bit each, least significant first; Date = 4-byte days since 1970-01-01;
/// Timestamp = 8-byte microseconds since 1970-01-01T00:00; Float64 = 8 bytes.
/// </remarks>
public sealed class Column
{
    /// <summary>Creates a column over buffers it does not own.</summary>
    /// <param name="type">Value type.</param>
    /// <param name="length">Rows.</param>
    /// <param name="values">Value bytes.</param>
    /// <param name="offsets"><paramref name="length"/> + 1 offsets into <paramref name="values"/>; text only.</param>
    /// <param name="validity">One bit per row, least significant first, 1 = present; empty when no row is NULL.</param>
    public Column(ColumnType type, int length, ReadOnlyMemory<byte> values, ReadOnlyMemory<int> offsets = default, ReadOnlyMemory<byte> validity = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (type.Kind == ColumnKind.Text && offsets.Length < length + 1) throw new ArgumentException("A text column needs one offset per row and one more.", nameof(offsets));
        Type = type;
        Length = length;
        Values = values;
        Offsets = offsets;
        Validity = validity;
    }

    /// <summary>Value type.</summary>
    public ColumnType Type { get; }

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>Value bytes; see the remarks of the class.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>Text offsets; empty for other kinds.</summary>
    public ReadOnlyMemory<int> Offsets { get; }

    /// <summary>Validity bits; empty when no row is NULL.</summary>
    public ReadOnlyMemory<byte> Validity { get; }

    /// <summary>Whether the row is NULL.</summary>
    public bool IsNull(int row)
    {
        var bits = Validity.Span;
        return bits.Length != 0 && (bits[row >> 3] & (1 << (row & 7))) == 0;
    }

    /// <summary>UTF-8 bytes of a text value; empty for NULL.</summary>
    public ReadOnlySpan<byte> GetUtf8(int row)
    {
        var offsets = Offsets.Span;
        return Values.Span[offsets[row]..offsets[row + 1]];
    }

    /// <summary>The values of a fixed-width kind as <typeparamref name="T"/>.</summary>
    public ReadOnlySpan<T> GetValues<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Values.Span);

    /// <summary>A bool value.</summary>
    public bool GetBool(int row) => (Values.Span[row >> 3] & (1 << (row & 7))) != 0;

    /// <summary>The scaled integer of a decimal of any width.</summary>
    public Int128 GetScaled(int row) => Type.Precision <= 18
        ? BinaryPrimitives.ReadInt64LittleEndian(Values.Span[(row * 8)..])
        : BinaryPrimitives.ReadInt128LittleEndian(Values.Span[(row * 16)..]);
}
