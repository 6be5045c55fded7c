using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>Collects one column of binary COPY in Arrow's layout.</summary>
internal sealed class CopyColumn
{
    private const int FirstRows = 1024;

    private readonly ColumnField _field;
    private readonly string _source;
    private readonly int _width;
    private byte[] _values;
    private int[]? _offsets;
    private byte[] _validity = [];
    private int _rows;
    private int _used;

    private CopyColumn(ColumnField field, string source)
    {
        _field = field;
        _source = source;
        _width = field.Type.Kind switch
        {
            ColumnKind.Text or ColumnKind.Bool => 0,
            ColumnKind.Date => 4,
            ColumnKind.Decimal when field.Type.Precision > 18 => 16,
            _ => 8,
        };
        _values = [];
        Begin();
    }

    /// <summary>Bytes of text so far.</summary>
    public int TextBytes => _offsets is null ? 0 : _used;

    /// <summary>A collector of a column.</summary>
    public static CopyColumn Of(ColumnField field, string source) => new(field, source);

    /// <summary>Takes the column's fields of some rows.</summary>
    /// <param name="from">Bytes that arrived.</param>
    /// <param name="fields">Where each field's length stands, row after row.</param>
    /// <param name="index">Place of the column in a row.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="first">Number of the first of them, for messages.</param>
    public void Append(byte[] from, int[] fields, int index, int columns, int rows, long first)
    {
        Reserve(rows);
        for (var row = 0; row < rows; row++, _rows++)
        {
            var at = fields[row * columns + index];
            var bytes = BinaryPrimitives.ReadInt32BigEndian(from.AsSpan(at));
            if (bytes < 0) AppendNull();
            else if (_offsets is not null) AppendText(from.AsSpan(at + 4, bytes));
            else if (!TryAppend(from.AsSpan(at + 4, bytes), _rows)) throw PostgresErrors.ValueUnreadable(_source, _field.Name, _field.Type, first + row);
        }
    }

    /// <summary>The column so far; begins a new one.</summary>
    public (Column Column, (byte[] Values, int[]? Offsets) Buffers) Take()
    {
        var values = _offsets is not null ? _values.AsMemory(0, _used) : _field.Type.Kind == ColumnKind.Bool ? _values.AsMemory(0, (_rows + 7) / 8) : _values.AsMemory(0, _rows * _width);
        var column = new Column(_field.Type, _rows, values, _offsets is null ? default : _offsets.AsMemory(0, _rows + 1), _validity.Length == 0 ? default : _validity.AsMemory(0, (_rows + 7) / 8));
        var buffers = (_values, _offsets);
        Begin();
        return (column, buffers);
    }

    private void Begin()
    {
        _rows = 0;
        _used = 0;
        _validity = [];
        _values = ArrayPool<byte>.Shared.Rent(FirstRows * 16);
        if (_field.Type.Kind != ColumnKind.Text) return;
        _offsets = ArrayPool<int>.Shared.Rent(FirstRows);
        _offsets[0] = 0;
    }

    private void Reserve(int rows)
    {
        var end = _rows + rows;
        if (_offsets is not null && _offsets.Length <= end) Grow(ref _offsets, end + 1, _rows + 1);
        if (_offsets is null) Grow(ref _values, _width == 0 ? (end + 7) / 8 : end * _width, _width == 0 ? (_rows + 7) / 8 : _rows * _width);
        if (_validity.Length == 0 || _validity.Length * 8 >= end) return;
        var old = _validity.Length;
        Array.Resize(ref _validity, Math.Max(old * 2, (end + 7) / 8));
        _validity.AsSpan(old).Fill(0xFF);
    }

    private void AppendNull()
    {
        if (_validity.Length == 0)
        {
            _validity = new byte[(Math.Max(_rows + 1, FirstRows) + 7) / 8 + 128];
            _validity.AsSpan().Fill(0xFF);
        }

        _validity[_rows >> 3] &= (byte)~(1 << (_rows & 7));
        if (_offsets is not null) _offsets[_rows + 1] = _used;
        else if (_width == 0) SetBit(false);
        else _values.AsSpan(_rows * _width, _width).Clear();
    }

    private void AppendText(ReadOnlySpan<byte> field)
    {
        if (_values.Length - _used < field.Length) Grow(ref _values, checked(_used + field.Length), _used);
        field.CopyTo(_values.AsSpan(_used));
        _used += field.Length;
        _offsets![_rows + 1] = _used;
    }

    private bool TryAppend(ReadOnlySpan<byte> field, int row)
    {
        var to = _values.AsSpan(row * _width);
        switch (_field.Type.Kind)
        {
            case ColumnKind.Bool when field.Length == 1:
                SetBit(field[0] != 0);
                return true;
            case ColumnKind.Int64 when ReadInteger(field) is { } number:
                BinaryPrimitives.WriteInt64LittleEndian(to, number);
                return true;
            case ColumnKind.Decimal when field.Length >= 8:
                if (!CopyNumeric.TryRead(field, _field.Type.Precision, _field.Type.Scale, out var scaled)) return false;
                if (_width == 8) BinaryPrimitives.WriteInt64LittleEndian(to, (long)scaled);
                else BinaryPrimitives.WriteInt128LittleEndian(to, scaled);
                return true;
            case ColumnKind.Date when field.Length == 4:
                var days = (long)BinaryPrimitives.ReadInt32BigEndian(field) + CopyFormat.EpochDays;
                BinaryPrimitives.WriteInt32LittleEndian(to, (int)days);
                return days is >= FirstDay and <= LastDay;
            case ColumnKind.Timestamp when field.Length == 8:
                var moment = (Int128)BinaryPrimitives.ReadInt64BigEndian(field) + CopyFormat.EpochMicroseconds;
                if (moment < FirstDay * 86_400_000_000L || moment >= (LastDay + 1) * 86_400_000_000L) return false;
                BinaryPrimitives.WriteInt64LittleEndian(to, (long)moment);
                return true;
            case ColumnKind.Float64 when field.Length is 4 or 8:
                var real = field.Length == 8 ? BinaryPrimitives.ReadDoubleBigEndian(field) : BinaryPrimitives.ReadSingleBigEndian(field);
                BinaryPrimitives.WriteDoubleLittleEndian(to, real);
                return true;
            default:
                return false;
        }
    }

    // Years 0001 to 9999; the server's infinities lie outside.
    private const long FirstDay = -719_162;
    private const long LastDay = 2_932_896;

    private static long? ReadInteger(ReadOnlySpan<byte> field) => field.Length switch
    {
        8 => BinaryPrimitives.ReadInt64BigEndian(field),
        4 => BinaryPrimitives.ReadInt32BigEndian(field),
        2 => BinaryPrimitives.ReadInt16BigEndian(field),
        _ => null,
    };

    private void SetBit(bool value)
    {
        var bit = (byte)(1 << (_rows & 7));
        _values[_rows >> 3] = value ? (byte)(_values[_rows >> 3] | bit) : (byte)(_values[_rows >> 3] & ~bit);
    }

    private static void Grow<T>(ref T[] buffer, int needed, int used)
    {
        if (buffer.Length >= needed) return;
        var larger = ArrayPool<T>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, BitOperations.RoundUpToPowerOf2((uint)needed))));
        Array.Copy(buffer, larger, used);
        ArrayPool<T>.Shared.Return(buffer);
        buffer = larger;
    }
}
