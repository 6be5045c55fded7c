using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Columns;

/// <summary>
/// Collects one column of the engine's chunks into Arrow's layout. Its buffers grow to the largest batch and are used again after
/// <see cref="Clear"/>.
/// </summary>
internal sealed class ColumnCollector(ColumnType type)
{
    private readonly int _width = WidthOf(type);
    private byte[] _values = [];
    private int[] _offsets = [];
    private byte[] _validity = [];
    private int _bytes;
    private bool _hasNulls;

    /// <summary>Rows collected.</summary>
    public int Rows { get; private set; }

    /// <summary>Forgets the rows, keeps the buffers.</summary>
    public void Clear()
    {
        Rows = 0;
        _bytes = 0;
        _hasNulls = false;
    }

    /// <summary>Adds the rows of a chunk.</summary>
    /// <param name="vector">The chunk's column.</param>
    /// <param name="keep">Rows to take, ascending; empty with <paramref name="all"/>.</param>
    /// <param name="all">Whether every row is taken.</param>
    public void Append(in DuckDbVector vector, ReadOnlySpan<int> keep, bool all)
    {
        var count = all ? vector.Length : keep.Length;
        AppendValidity(vector, keep, all, count);
        if (type.Kind == ColumnKind.Text) AppendText(vector, keep, all, count);
        else AppendFixed(vector, keep, all, count);
        Rows += count;
    }

    /// <summary>Adds whole numbers, none of them NULL.</summary>
    public void Append(ReadOnlySpan<long> numbers)
    {
        if (_hasNulls) throw new InvalidOperationException("Whole numbers are appended to columns without NULL only.");
        Grow(ref _values, (Rows + numbers.Length) * 8, Rows * 8);
        MemoryMarshal.AsBytes(numbers).CopyTo(_values.AsSpan(Rows * 8));
        Rows += numbers.Length;
    }

    /// <summary>The rows as a column over the collector's own buffers.</summary>
    public Column ToColumn()
    {
        var validity = _hasNulls ? _validity.AsMemory(0, (Rows + 7) >> 3) : default;
        if (type.Kind != ColumnKind.Text) return new Column(type, Rows, _values.AsMemory(0, type.Kind == ColumnKind.Bool ? (Rows + 7) >> 3 : Rows * _width), validity: validity);
        if (_offsets.Length == 0) _offsets = new int[1];
        return new Column(type, Rows, _values.AsMemory(0, _bytes), _offsets.AsMemory(0, Rows + 1), validity);
    }

    private void AppendText(in DuckDbVector vector, ReadOnlySpan<int> keep, bool all, int count)
    {
        Grow(ref _offsets, Rows + count + 1, Rows + 1);
        if (all)
        {
            Grow(ref _values, checked(_bytes + (int)vector.CountBytes() + TextEntry.Slack), _bytes);
            _bytes = TextEntry.CopyAll(vector, _values, _bytes, _offsets.AsSpan(Rows, count + 1));
            return;
        }

        for (var i = 0; i < keep.Length; i++)
        {
            _offsets[Rows + i] = _bytes;
            if (vector.IsNull(keep[i])) continue;
            var text = vector.GetBytes(keep[i]);
            Grow(ref _values, checked(_bytes + text.Length), _bytes);
            text.CopyTo(_values.AsSpan(_bytes));
            _bytes += text.Length;
        }

        _offsets[Rows + count] = _bytes;
    }

    private void AppendFixed(in DuckDbVector vector, ReadOnlySpan<int> keep, bool all, int count)
    {
        switch (type.Kind)
        {
            case ColumnKind.Bool:
                AppendBits(vector.Values<byte>(), keep, all, count);
                break;
            case ColumnKind.Date:
                Copy<int, int>(vector.Values<int>(), keep, all, count);
                break;
            case ColumnKind.Decimal when type.Precision <= 4:
                Copy<short, long>(vector.Values<short>(), keep, all, count);
                break;
            case ColumnKind.Decimal when type.Precision <= 9:
                Copy<int, long>(vector.Values<int>(), keep, all, count);
                break;
            case ColumnKind.Decimal when type.Precision > 18:
                Copy<Int128, Int128>(vector.Values<Int128>(), keep, all, count);
                break;
            case ColumnKind.Float64:
                Copy<double, double>(vector.Values<double>(), keep, all, count);
                break;
            default:
                AppendWhole(vector, keep, all, count);
                break;
        }
    }

    // A table may hold whole numbers of fewer bits than those Lumos computes with.
    private void AppendWhole(in DuckDbVector vector, ReadOnlySpan<int> keep, bool all, int count)
    {
        switch (vector.Type.Kind)
        {
            case DuckDbType.SmallInt:
                Copy<short, long>(vector.Values<short>(), keep, all, count);
                break;
            case DuckDbType.Integer:
                Copy<int, long>(vector.Values<int>(), keep, all, count);
                break;
            default:
                Copy<long, long>(vector.Values<long>(), keep, all, count);
                break;
        }
    }

    private void Copy<TFrom, TTo>(ReadOnlySpan<TFrom> from, ReadOnlySpan<int> keep, bool all, int count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var size = Unsafe.SizeOf<TTo>();
        Grow(ref _values, (Rows + count) * size, Rows * size);
        var to = MemoryMarshal.Cast<byte, TTo>(_values.AsSpan(Rows * size, count * size));
        if (typeof(TFrom) == typeof(TTo) && all) MemoryMarshal.Cast<TFrom, TTo>(from[..count]).CopyTo(to);
        else for (var i = 0; i < to.Length; i++) to[i] = TTo.CreateTruncating(from[all ? i : keep[i]]);
    }

    private void AppendBits(ReadOnlySpan<byte> flags, ReadOnlySpan<int> keep, bool all, int count)
    {
        Grow(ref _values, (Rows + count + 7) >> 3, (Rows + 7) >> 3);
        for (var i = 0; i < count; i++) SetBit(_values, Rows + i, flags[all ? i : keep[i]] != 0);
    }

    private void AppendValidity(in DuckDbVector vector, ReadOnlySpan<int> keep, bool all, int count)
    {
        if (!_hasNulls && !HasNulls(vector)) return;
        Grow(ref _validity, (Rows + count + 7) >> 3, _hasNulls ? (Rows + 7) >> 3 : 0);
        if (!_hasNulls)
        {
            _hasNulls = true;
            _validity.AsSpan(0, (Rows + 7) >> 3).Fill(0xFF);
        }

        for (var i = 0; i < count; i++) SetBit(_validity, Rows + i, !vector.IsNull(all ? i : keep[i]));
    }

    private static bool HasNulls(in DuckDbVector vector)
    {
        var words = vector.Validity;
        var tail = vector.Length & 63;
        for (var i = 0; i < words.Length; i++)
        {
            var behind = i == words.Length - 1 && tail != 0 ? ulong.MaxValue << tail : 0;
            if ((words[i] | behind) != ulong.MaxValue) return true;
        }

        return false;
    }

    private static void SetBit(byte[] bits, int at, bool value)
    {
        var mask = (byte)(1 << (at & 7));
        if (value) bits[at >> 3] |= mask;
        else bits[at >> 3] &= (byte)~mask;
    }

    private static void Grow<T>(ref T[] buffer, int needed, int used)
    {
        if (needed <= buffer.Length) return;
        var larger = new T[Math.Max(needed, Math.Max(256, (int)Math.Min(Array.MaxLength, buffer.Length * 3L / 2)))];
        buffer.AsSpan(0, Math.Min(used, buffer.Length)).CopyTo(larger);
        buffer = larger;
    }

    private static int WidthOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Date => 4,
        ColumnKind.Decimal when type.Precision > 18 => 16,
        _ => 8,
    };
}
