using System.Runtime.Intrinsics;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>
/// A target column in the making. Numbers, offsets and validity of every row have their place from the start, so row ranges are written side
/// by side; the bytes of texts gather in one part per range and are put together at the end.
/// </summary>
internal sealed unsafe class OutputColumn
{
    private readonly TargetColumnPlan _plan;
    private readonly int _rows;
    private readonly PinnedBuffer<byte>[] _parts;
    private readonly int[] _partBytes;
    private readonly int[] _partRows;
    private PinnedBuffer<byte> _values = PinnedBuffer<byte>.None;
    private PinnedBuffer<int> _offsets = PinnedBuffer<int>.None;
    private PinnedBuffer<byte> _validity = PinnedBuffer<byte>.None;
    private bool _hasNulls;

    /// <param name="plan">The column.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="ranges">Row ranges it will be written in.</param>
    public OutputColumn(TargetColumnPlan plan, int rows, int ranges)
    {
        _plan = plan;
        _rows = rows;
        _validity = PinnedBuffer<byte>.Rent(((rows + 63L) / 64 * 8) + 8);
        if (plan.Form == ValueForm.Text)
        {
            _parts = new PinnedBuffer<byte>[ranges];
            Array.Fill(_parts, PinnedBuffer<byte>.None);
            _partBytes = new int[ranges];
            _partRows = new int[ranges];
            _offsets = PinnedBuffer<int>.Rent(rows + 1L);
        }
        else
        {
            (_parts, _partBytes, _partRows) = ([], [], []);
            _values = PinnedBuffer<byte>.Rent(plan.Form == ValueForm.Flag ? ((rows + 63L) / 64 * 8) + 8 : (long)rows * plan.Width);
        }
    }

    /// <summary>Where the numbers of a row and those after it go.</summary>
    public byte* At(int row) => _values.Pointer + ((long)row * _plan.Width);

    /// <summary>Takes the values of a block over.</summary>
    /// <param name="values">The root node's.</param>
    /// <param name="sink">Bytes of the range; already written when the kernel appends in place.</param>
    /// <param name="start">Bytes the range had before the block.</param>
    /// <param name="firstRow">The block's first row.</param>
    /// <param name="rows">Rows of the block.</param>
    public void Add(BlockValues values, ByteSink sink, int start, int firstRow, int rows)
    {
        AddValidity(values, firstRow, rows);
        switch (_plan.Form)
        {
            case ValueForm.Text when _plan.AppendsInPlace:
                AddOffsets(values.Lengths, _offsets.Pointer + firstRow + 1, start, rows);
                break;
            case ValueForm.Text:
                Gather(values, sink, _offsets.Pointer + firstRow + 1, rows);
                break;
            case ValueForm.Flag:
                Pack(values, firstRow, rows);
                break;
            default:
                if (!_plan.WritesInPlace) CopyNumbers(values, At(firstRow), rows);
                break;
        }
    }

    /// <summary>Keeps the bytes of a finished range.</summary>
    public void EndRange(int range, int firstRow, int rows, ByteSink sink)
    {
        _partBytes[range] = sink.Used;
        _partRows[range] = firstRow;
        _parts[range] = sink.Detach();
        _plan.Learn(rows, sink.Used);
    }

    /// <summary>Puts the ranges of a text together.</summary>
    /// <exception cref="LumosException"><c>COLUMN_TOO_LARGE</c>: more than offsets can count.</exception>
    public void Join()
    {
        if (_plan.Form != ValueForm.Text) return;
        var offsets = _offsets.Pointer;
        offsets[0] = 0;
        if (_parts.Length == 1)
        {
            (_values, _parts[0]) = (_parts[0], PinnedBuffer<byte>.None);
            return;
        }

        var total = _partBytes.Sum(bytes => (long)bytes);
        if (total > Array.MaxLength - Bytes.Slack) throw ByteSink.TooLarge();
        _values = PinnedBuffer<byte>.Rent(total);
        var at = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            new ReadOnlySpan<byte>(_parts[i].Pointer, _partBytes[i]).CopyTo(new Span<byte>(_values.Pointer + at, _partBytes[i]));
            _parts[i].Return();
            _parts[i] = PinnedBuffer<byte>.None;
            var end = i + 1 < _parts.Length ? _partRows[i + 1] : _rows;
            if (at != 0) Shift(new Span<int>(offsets + _partRows[i] + 1, end - _partRows[i]), at);
            at += _partBytes[i];
        }
    }

    /// <summary>The column over the buffers.</summary>
    public Column ToColumn()
    {
        var type = _plan.Field.Type;
        var validity = Volatile.Read(ref _hasNulls) ? _validity.Array.AsMemory(0, (_rows + 7) / 8) : default;
        if (_plan.Form == ValueForm.Text) return new Column(type, _rows, _values.Array.AsMemory(0, _offsets.Pointer[_rows]), _offsets.Array.AsMemory(0, _rows + 1), validity);
        var bytes = _plan.Form == ValueForm.Flag ? (_rows + 7) / 8 : _rows * _plan.Width;
        return new Column(type, _rows, _values.Array.AsMemory(0, bytes), default, validity);
    }

    /// <summary>Gives the buffers back.</summary>
    public void Return()
    {
        foreach (var part in _parts) part.Return();
        _values.Return();
        _offsets.Return();
        _validity.Return();
        (_values, _offsets, _validity) = (PinnedBuffer<byte>.None, PinnedBuffer<int>.None, PinnedBuffer<byte>.None);
        Array.Fill(_parts, PinnedBuffer<byte>.None);
    }

    private void AddValidity(BlockValues values, int firstRow, int rows)
    {
        var bits = _validity.Pointer + (firstRow >> 3);
        var bytes = (rows + 7) / 8;
        if (values.AllValid)
        {
            new Span<byte>(bits, bytes).Fill(0xFF);
        }
        else
        {
            new ReadOnlySpan<byte>(values.Valid, bytes).CopyTo(new Span<byte>(bits, bytes));
            Volatile.Write(ref _hasNulls, true);
        }

        if ((rows & 7) != 0) bits[bytes - 1] &= (byte)((1 << (rows & 7)) - 1);
    }

    private static void AddOffsets(int* lengths, int* offsets, int at, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            at += lengths[i];
            offsets[i] = at;
        }
    }

    private static void Gather(BlockValues values, ByteSink sink, int* offsets, int rows)
    {
        var pointers = values.Pointers;
        var lengths = values.Lengths;
        var start = sink.Used;
        var first = sink.Reserve(Bytes.Sum(lengths, rows));
        var to = first;
        for (var i = 0; i < rows; i++)
        {
            var length = lengths[i];
            Bytes.Copy(to, pointers[i], length);
            to += length;
            offsets[i] = start + (int)(to - first);
        }

        sink.Advance(to);
    }

    private static void Shift(Span<int> offsets, int by)
    {
        var i = 0;
        for (; i + Vector256<int>.Count <= offsets.Length; i += Vector256<int>.Count)
        {
            var eight = offsets.Slice(i, Vector256<int>.Count);
            (Vector256.Create<int>(eight) + Vector256.Create(by)).CopyTo(eight);
        }

        for (; i < offsets.Length; i++) offsets[i] += by;
    }

    private void Pack(BlockValues values, int firstRow, int rows)
    {
        var bits = _values.Pointer + (firstRow >> 3);
        for (var i = 0; i < rows; i += 8)
        {
            var packed = 0;
            for (var k = 0; k < 8 && i + k < rows; k++) packed |= values.Fixed[i + k] << k;
            if (!values.AllValid) packed &= ((byte*)values.Valid)[i >> 3];
            bits[i >> 3] = (byte)packed;
        }
    }

    // Of a row without a value a source may hold anything; here it is 0.
    private void CopyNumbers(BlockValues values, byte* to, int rows)
    {
        new ReadOnlySpan<byte>(values.Fixed, rows * _plan.Width).CopyTo(new Span<byte>(to, rows * _plan.Width));
        if (values.AllValid) return;
        for (var i = 0; i < rows; i++)
        {
            if (BlockValues.IsNull(values.Valid, i)) new Span<byte>(to + (i * _plan.Width), _plan.Width).Clear();
        }
    }
}
