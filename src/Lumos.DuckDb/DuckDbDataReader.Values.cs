using System.Diagnostics.CodeAnalysis;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb;

public sealed unsafe partial class DuckDbDataReader
{
    /// <inheritdoc />
    public override bool IsDBNull(int ordinal) => VectorAt(ordinal).IsNull(_row);

    /// <summary>
    /// The value as <typeparamref name="T"/>, without boxing. Integers convert to each other when they fit, <see cref="Nullable{T}"/> takes NULL, lists
    /// come as arrays or <see cref="List{T}"/>, and <c>DuckDb...</c> types hold what .NET's cannot.
    /// </summary>
    /// <exception cref="InvalidCastException">There is no such conversion, or the value is NULL and <typeparamref name="T"/> cannot be.</exception>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public override T GetFieldValue<T>(int ordinal) => VectorAt(ordinal).Get<T>(_row);

    /// <inheritdoc />
    public override object GetValue(int ordinal) => VectorAt(ordinal).GetValue(_row) ?? DBNull.Value;

    /// <inheritdoc />
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    /// <inheritdoc />
    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    /// <inheritdoc />
    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    /// <inheritdoc />
    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    /// <inheritdoc />
    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <inheritdoc />
    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    /// <inheritdoc />
    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    /// <inheritdoc />
    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    /// <inheritdoc />
    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    /// <inheritdoc />
    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    /// <inheritdoc />
    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    /// <inheritdoc />
    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    /// <inheritdoc />
    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    /// <inheritdoc />
    public override Stream GetStream(int ordinal) => GetFieldValue<Stream>(ordinal);

    /// <inheritdoc />
    public override TextReader GetTextReader(int ordinal) => GetFieldValue<TextReader>(ordinal);

    /// <summary>UTF-8 of a VARCHAR, or a BLOB, without copying; valid until the next <c>Read</c>.</summary>
    /// <exception cref="InvalidCastException">The value is NULL or of another type.</exception>
    public ReadOnlySpan<byte> GetUtf8(int ordinal)
    {
        var vector = VectorAt(ordinal);
        return TypeWidths.IsBytes(vector.Type.Kind) && !vector.IsNull(_row)
            ? vector.GetBytes(_row)
            : throw new InvalidCastException($"The {vector.Type} value is NULL or not made of bytes.");
    }

    /// <inheritdoc />
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = GetUtf8(ordinal);
        return buffer is null ? bytes.Length : CopyPart(bytes, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    /// <inheritdoc />
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal).AsSpan();
        return buffer is null ? text.Length : CopyPart(text, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    /// <inheritdoc />
    public override string GetName(int ordinal) => Column(ordinal).Name;

    /// <inheritdoc />
    public override string GetDataTypeName(int ordinal) => Column(ordinal).Type.ToString();

    /// <summary>The whole type of a column.</summary>
    public DuckDbLogicalType GetLogicalType(int ordinal) => Column(ordinal).Type;

    /// <inheritdoc />
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => ValueReader.TypeOf(Column(ordinal).Type);

    /// <summary>The place of a column by name, exact before ignoring case.</summary>
    public override int GetOrdinal(string name)
    {
        var columns = Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name) return i;
        }

        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        throw new IndexOutOfRangeException($"The result has no column '{name}'.");
    }

    private DuckDbField Column(int ordinal) => _result is not null || _described is not null ? Columns[ordinal] : throw new InvalidOperationException("There is no result.");

    private static int CopyPart<T>(ReadOnlySpan<T> from, long offset, Span<T> to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= from.Length) return 0;
        var part = from[(int)offset..];
        if (part.Length > to.Length) part = part[..to.Length];
        part.CopyTo(to);
        return part.Length;
    }
}
