using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv.Bytes;

namespace Lumos.Core.Ingest.Csv;

/// <summary>Grows one text column of a batch in pinned buffers.</summary>
internal unsafe struct CsvColumnBuilder
{
    private const int Slack = 32;

    private byte[] _values;
    private int[] _offsets;
    private byte[] _validity;
    private byte* _valuesAt;
    private int* _offsetsAt;
    private int _limit;
    private int _length;
    private bool _hasNull;

    public void Begin(int rows, int guess)
    {
        _offsets = CsvBufferPool<int>.Rent(rows + 1);
        _validity = CsvBufferPool<byte>.Rent((rows + 7) / 8);
        _validity.AsSpan().Fill(0xFF);
        _offsetsAt = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_offsets));
        *_offsetsAt = 0;
        _length = 0;
        _hasNull = false;
        SetValues(CsvBufferPool<byte>.Rent(Math.Max(256, guess)));
    }

    /// <summary>Bytes written.</summary>
    public readonly int Length => _length;

    /// <summary>Appends a value; the source must have 16 readable bytes from its start.</summary>
    /// <returns>False when the column would pass 2 GB.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Append(int row, byte* from, int length)
    {
        if (_length + (long)length > _limit && !Grow(length)) return false;
        var to = _valuesAt + _length;
        if (length <= 16) Vector128.Load(from).Store(to);
        else Buffer.MemoryCopy(from, to, int.MaxValue, length);
        _length += length;
        _offsetsAt[row + 1] = _length;
        return true;
    }

    public bool Append(int row, ReadOnlySpan<byte> value)
    {
        if (_length + (long)value.Length > _limit && !Grow(value.Length)) return false;
        value.CopyTo(new Span<byte>(_valuesAt + _length, value.Length));
        _length += value.Length;
        _offsetsAt[row + 1] = _length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendNull(int row)
    {
        _hasNull = true;
        _validity[row >> 3] &= (byte)~(1 << (row & 7));
        _offsetsAt[row + 1] = _length;
    }

    /// <summary>The finished column; its buffers go to <paramref name="owner"/>.</summary>
    public Column Finish(int rows, CsvBatchOwner owner)
    {
        owner.Add(_values);
        owner.Add(_validity);
        owner.Add(_offsets);
        var column = new Column(ColumnType.Text, rows, _values.AsMemory(0, _length), _offsets.AsMemory(0, rows + 1), _hasNull ? _validity.AsMemory(0, (rows + 7) / 8) : default);
        _values = [];
        return column;
    }

    public void Abandon()
    {
        if (_values is null || _values.Length == 0) return;
        CsvBufferPool<byte>.Return(_values);
        CsvBufferPool<byte>.Return(_validity);
        CsvBufferPool<int>.Return(_offsets);
        _values = [];
    }

    private bool Grow(int length)
    {
        var needed = _length + (long)length + Slack;
        if (needed > Array.MaxLength) return false;
        var size = (int)Math.Min(Array.MaxLength, Math.Max(needed, _values.Length * 2L));
        var larger = CsvBufferPool<byte>.Rent(size);
        _values.AsSpan(0, _length).CopyTo(larger);
        CsvBufferPool<byte>.Return(_values);
        SetValues(larger);
        return true;
    }

    private void SetValues(byte[] values)
    {
        _values = values;
        _valuesAt = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
        _limit = values.Length - Slack;
    }
}

/// <summary>Gives the buffers of a batch back to the pool, once.</summary>
internal sealed class CsvBatchOwner : IDisposable
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<int[]> _ints = [];
    private readonly List<long[]> _longs = [];

    public void Add(byte[] buffer) => _bytes.Add(buffer);

    public void Add(int[] buffer) => _ints.Add(buffer);

    public void Add(long[] buffer) => _longs.Add(buffer);

    public void Dispose()
    {
        foreach (var buffer in _bytes) CsvBufferPool<byte>.Return(buffer);
        foreach (var buffer in _ints) CsvBufferPool<int>.Return(buffer);
        foreach (var buffer in _longs) CsvBufferPool<long>.Return(buffer);
        _bytes.Clear();
        _ints.Clear();
        _longs.Clear();
    }
}
