using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>
/// One column of a chunk, read in place. Every span points into the engine's memory and lives as long as the chunk, which must not be
/// disposed before the last use.
/// </summary>
public readonly unsafe ref struct DuckDbVector
{
    private readonly nint _handle;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal DuckDbVector(nint handle, DuckDbLogicalType type, int length)
    {
        _handle = handle;
        Type = type;
        Length = length;
        _data = (byte*)Api.duckdb_vector_get_data(handle);
        _validity = Api.duckdb_vector_get_validity(handle);
    }

    internal DuckDbVector(nint handle, DuckDbLogicalType type, int length, nint data, nint validity)
    {
        _handle = handle;
        Type = type;
        Length = length;
        _data = (byte*)data;
        _validity = (ulong*)validity;
    }

    /// <summary>The type.</summary>
    public DuckDbLogicalType Type { get; }

    /// <summary>Rows; for the elements of a list column, elements.</summary>
    public int Length { get; }

    /// <summary>
    /// One bit per row, least significant first, 1 = present; empty when no row is NULL. Its bytes are Arrow's validity bitmap.
    /// </summary>
    public ReadOnlySpan<ulong> Validity => _validity == null ? default : new ReadOnlySpan<ulong>(_validity, (Length + 63) >> 6);

    /// <summary>Whether a row is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        if ((uint)row >= (uint)Length) ThrowRow();
        return _validity != null && (_validity[row >> 6] & (1UL << row)) == 0;
    }

    /// <summary>
    /// The values as they lie in memory: <see cref="bool"/> as bytes, integers and floats as they are, DATE as <see cref="int"/> days, times and
    /// timestamps as <see cref="long"/>, DECIMAL as the scaled integer of its width (up to 4, 9, 18, 38 digits: short, int, long, Int128),
    /// ENUM as the index of its width, UUID as <see cref="Int128"/> with its first bit turned, INTERVAL as <see cref="DuckDbInterval"/>, LIST and MAP as <see cref="DuckDbListEntry"/>. What
    /// stands at a NULL is undefined.
    /// </summary>
    /// <exception cref="InvalidCastException">The size of <typeparamref name="T"/> is not the width of a value.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        if (sizeof(T) != TypeWidths.Of(Type) || typeof(T) == typeof(Guid)) ThrowWidth(typeof(T));
        return new ReadOnlySpan<T>(_data, Length);
    }

    /// <summary>Bytes of a VARCHAR (UTF-8), BLOB, BIT or BIGNUM value, without copying. Undefined for NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetBytes(int row)
    {
        if ((uint)row >= (uint)Length) ThrowRow();
        var entry = _data + ((nint)row * 16);
        var length = *(uint*)entry;
        return new ReadOnlySpan<byte>(length <= 12 ? entry + 4 : *(byte**)(entry + 8), (int)length);
    }

    /// <summary>A VARCHAR value as a new string; null for NULL.</summary>
    public string? GetString(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(GetBytes(row));

    /// <summary>Bytes of all values that are not NULL together.</summary>
    public long CountBytes()
    {
        long total = 0;
        for (var row = 0; row < Length; row++)
        {
            if (!IsNull(row)) total += *(uint*)(_data + ((nint)row * 16));
        }

        return total;
    }

    /// <summary>
    /// Copies all values one behind the other, in Arrow's layout. A NULL takes no bytes.
    /// </summary>
    /// <param name="bytes">At least <see cref="CountBytes"/> long.</param>
    /// <param name="offsets">At least <see cref="Length"/> + 1 long; the first written is <paramref name="start"/>.</param>
    /// <param name="start">Offset of the first value, for a column collected from several chunks.</param>
    /// <returns>Bytes written.</returns>
    public int CopyBytes(Span<byte> bytes, Span<int> offsets, int start = 0)
    {
        var position = 0;
        offsets = offsets[..(Length + 1)];
        for (var row = 0; row < Length; row++)
        {
            offsets[row] = start + position;
            if (IsNull(row)) continue;
            var value = GetBytes(row);
            value.CopyTo(bytes[position..]);
            position += value.Length;
        }

        offsets[Length] = checked(start + position);
        return position;
    }

    /// <summary>The elements of all rows of a LIST or MAP (a struct of key and value), or of an ARRAY (<c>ArraySize</c> per row).</summary>
    public DuckDbVector Elements => Type.Kind switch
    {
        DuckDbType.List or DuckDbType.Map =>
            new DuckDbVector(Api.duckdb_list_vector_get_child(_handle), Type.Element!, (int)Api.duckdb_list_vector_get_size(_handle)),
        DuckDbType.Array => new DuckDbVector(Api.duckdb_array_vector_get_child(_handle), Type.Element!, Length * Type.ArraySize),
        _ => throw new InvalidCastException($"{Type} has no elements."),
    };

    /// <summary>Where the elements of a row of a LIST, MAP or ARRAY lie in <see cref="Elements"/>.</summary>
    public DuckDbListEntry GetList(int row) => Type.Kind == DuckDbType.Array
        ? new DuckDbListEntry((ulong)row * (ulong)Type.ArraySize, (ulong)Type.ArraySize)
        : Values<DuckDbListEntry>()[row];

    /// <summary>A field of a STRUCT by its place.</summary>
    public DuckDbVector Field(int index) => Type.Kind == DuckDbType.Struct
        ? new DuckDbVector(Api.duckdb_struct_vector_get_child(_handle, (ulong)index), Type.Fields[index].Type, Length)
        : throw new InvalidCastException($"{Type} has no fields.");

    /// <summary>A member of a UNION by its place; only rows whose <see cref="UnionTags"/> name it hold a value.</summary>
    public DuckDbVector Member(int index) => Type.Kind == DuckDbType.Union
        ? new DuckDbVector(Api.duckdb_struct_vector_get_child(_handle, (ulong)index + 1), Type.Fields[index].Type, Length)
        : throw new InvalidCastException($"{Type} has no members.");

    /// <summary>Which member each row of a UNION holds.</summary>
    public ReadOnlySpan<byte> UnionTags => Type.Kind == DuckDbType.Union
        ? new ReadOnlySpan<byte>(Api.duckdb_vector_get_data(Api.duckdb_struct_vector_get_child(_handle, 0)), Length)
        : throw new InvalidCastException($"{Type} has no members.");

    /// <summary>A value in its own .NET type, converted where nothing is lost; the same conversions as <c>GetFieldValue</c> of the reader.</summary>
    /// <exception cref="InvalidCastException">There is no such conversion, or the value is NULL and <typeparamref name="T"/> cannot be.</exception>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public T Get<T>(int row) => ValueReader.Get<T>(in this, row);

    /// <summary>A value boxed in its own .NET type; null for NULL.</summary>
    public object? GetValue(int row) => ValueReader.GetBoxed(in this, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly T At<T>(int row) where T : unmanaged
    {
        if ((uint)row >= (uint)Length) ThrowRow();
        return ref Unsafe.AsRef<T>(_data + ((nint)row * sizeof(T)));
    }

    private void ThrowWidth(Type asked) =>
        throw new InvalidCastException($"{Type} values are {TypeWidths.Of(Type)} bytes wide and not laid out like {asked.Name}.");

    private static void ThrowRow() => throw new ArgumentOutOfRangeException("row");
}

/// <summary>Where a row's elements lie in the element vector.</summary>
/// <param name="Offset">First element.</param>
/// <param name="Count">Number of elements.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbListEntry(ulong Offset, ulong Count);
