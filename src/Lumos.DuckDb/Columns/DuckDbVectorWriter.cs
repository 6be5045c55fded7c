using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>One column of a chunk to write. Rows are present until <see cref="SetNull"/> says otherwise.</summary>
public readonly unsafe ref struct DuckDbVectorWriter
{
    private readonly nint _handle;
    private readonly byte* _data;

    internal DuckDbVectorWriter(nint handle, DuckDbLogicalType type, int capacity)
    {
        _handle = handle;
        _data = (byte*)Api.duckdb_vector_get_data(handle);
        Type = type;
        Capacity = capacity;
    }

    /// <summary>The type.</summary>
    public DuckDbLogicalType Type { get; }

    /// <summary>Rows that fit.</summary>
    public int Capacity { get; }

    internal byte* Data => _data;

    /// <summary>The values in the layout <see cref="DuckDbVector.Values{T}"/> describes.</summary>
    /// <exception cref="InvalidCastException">The size of <typeparamref name="T"/> is not the width of a value.</exception>
    public Span<T> Values<T>() where T : unmanaged => sizeof(T) == TypeWidths.Of(Type) && !TypeWidths.IsBytes(Type.Kind)
        ? new Span<T>(_data, Capacity)
        : throw new InvalidCastException($"{Type} values cannot be written as {typeof(T).Name}.");

    /// <summary>Makes a row NULL.</summary>
    public void SetNull(int row)
    {
        CheckRow(row);
        var validity = WritableValidity();
        validity[row >> 6] &= ~(1UL << row);
    }

    /// <summary>Copies a bitmap: one bit per row, least significant first, 1 = present.</summary>
    /// <param name="bits">The bitmap; empty means that every row is present.</param>
    /// <param name="firstBit">Bit of the first row.</param>
    /// <param name="rows">Rows.</param>
    public void SetValidity(ReadOnlySpan<byte> bits, int firstBit, int rows)
    {
        if (bits.IsEmpty) return;
        ArgumentOutOfRangeException.ThrowIfNegative(firstBit);
        if ((uint)rows > (uint)Capacity) throw new ArgumentOutOfRangeException(nameof(rows));
        if (bits.Length < ((firstBit + rows + 7) >> 3)) throw new ArgumentException("The bitmap is too short.", nameof(bits));
        BitCopy.Copy(bits, firstBit, new Span<byte>(WritableValidity(), ((rows + 63) >> 6) * 8), rows);
    }

    /// <summary>Copies UTF-8 text into a VARCHAR row.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public void SetUtf8(int row, ReadOnlySpan<byte> utf8)
    {
        if (Type.Kind == DuckDbType.Varchar && !Utf8.IsValid(utf8)) throw new ArgumentException("The bytes are not UTF-8.", nameof(utf8));
        SetBytesUnchecked(row, utf8);
    }

    /// <summary>Copies bytes into a BLOB row.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        if (Type.Kind == DuckDbType.Varchar) SetUtf8(row, bytes);
        else SetBytesUnchecked(row, bytes);
    }

    private void SetBytesUnchecked(int row, ReadOnlySpan<byte> bytes)
    {
        if (!TypeWidths.IsBytes(Type.Kind)) throw new InvalidCastException($"{Type} values are not bytes.");
        CheckRow(row);
        fixed (byte* pointer = bytes)
        {
            if (bytes.Length <= 12) StringEntry.Write(_data + ((nint)row * 16), pointer, (uint)bytes.Length);
            else Api.duckdb_unsafe_vector_assign_string_element_len(_handle, (ulong)row, pointer, (ulong)bytes.Length);
        }
    }

    /// <summary>
    /// Sets the place of a LIST or MAP row among the elements. Reserve the elements first with <see cref="ReserveElements"/>.
    /// </summary>
    public void SetList(int row, DuckDbListEntry entry) => Values<DuckDbListEntry>()[row] = entry;

    /// <summary>Makes room for the elements of all rows and states how many there are. Take writers of the elements afterwards.</summary>
    public DuckDbVectorWriter ReserveElements(int count)
    {
        if (Type.Kind == DuckDbType.Array) return new DuckDbVectorWriter(Api.duckdb_array_vector_get_child(_handle), Type.Element!, Capacity * Type.ArraySize);
        if (Type.Kind is not (DuckDbType.List or DuckDbType.Map)) throw new InvalidCastException($"{Type} has no elements.");
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Api.duckdb_list_vector_reserve(_handle, (ulong)count) != 0 || Api.duckdb_list_vector_set_size(_handle, (ulong)count) != 0)
        {
            throw new DuckDbException("DuckDB could not make room for the elements.", DuckDbErrorType.OutOfMemory);
        }

        return new DuckDbVectorWriter(Api.duckdb_list_vector_get_child(_handle), Type.Element!, count);
    }

    /// <summary>A field of a STRUCT by its place.</summary>
    public DuckDbVectorWriter Field(int index) => Type.Kind == DuckDbType.Struct
        ? new DuckDbVectorWriter(Api.duckdb_struct_vector_get_child(_handle, (ulong)index), Type.Fields[index].Type, Capacity)
        : throw new InvalidCastException($"{Type} has no fields.");

    private ulong* WritableValidity()
    {
        Api.duckdb_vector_ensure_validity_writable(_handle);
        return Api.duckdb_vector_get_validity(_handle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Capacity) throw new ArgumentOutOfRangeException(nameof(row));
    }
}
