using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Encodes one column of a batch after the other. Serves one thread.</summary>
internal sealed unsafe class ColumnEncoder : IDisposable
{
    private readonly NumberDictionary _numbers = new();
    private readonly TextDictionary _texts = new();
    private readonly PageWriter _pages = new();
    private readonly PageBuffer _dictionary = new();
    private readonly PageBuffer _data = new();
    private int[] _present = [];
    private int[] _indexes = [];
    private ulong[] _words = [];

    /// <summary>Appends the pages of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="to">Pages of the row group.</param>
    public EncodedColumn Encode(Column column, int rows, PageBuffer to)
    {
        if (_present.Length < rows) (_present, _indexes, _words) = (new int[rows], new int[rows], new ulong[rows]);
        var validity = column.Validity.Span;
        var present = PresentRows.Of(validity, rows, _present);
        _dictionary.Clear();
        _data.Clear();
        IndexRuns.WriteLevels(_data, present.All ? default : validity, rows);
        var range = ParquetTypes.PhysicalOf(column.Type) switch
        {
            PhysicalType.ByteArray => EncodeTexts(column, present),
            PhysicalType.Boolean => EncodeFlags(column, present),
            PhysicalType.FixedBytes => EncodeWide(column, present),
            PhysicalType.Double => EncodeDoubles(column, present),
            _ => EncodeNumbers(column, present),
        };
        return _pages.Write(to, range.Entries, _dictionary.Written, _data.Written, rows) with { Nulls = rows - present.Count, Min = range.Min, Max = range.Max };
    }

    public void Dispose()
    {
        _dictionary.Dispose();
        _data.Dispose();
        _pages.Dispose();
    }

    private Values EncodeTexts(Column column, PresentRows rows)
    {
        var offsets = column.Offsets.Span;
        using var pinned = column.Values.Pin();
        var values = (byte*)pinned.Pointer;
        if (rows.Count > 0 && _texts.TryFind(values, offsets, rows, _indexes))
        {
            var entries = _texts.Entries;
            var width = IndexRuns.WidthOf(entries.Length);
            if (_texts.Bytes + (4L * entries.Length) + ((long)rows.Count * width / 8) < PlainBytes(offsets, rows))
            {
                var range = new TextRange();
                foreach (ref readonly var entry in entries)
                {
                    WriteText(_dictionary, entry.Span);
                    range.Add(entry.Span);
                }

                _data.WriteByte((byte)width);
                IndexRuns.Write(_data, _indexes.AsSpan(0, rows.Count), width);
                return range.ToValues(entries.Length);
            }
        }

        return EncodePlainTexts(values, offsets, rows);
    }

    private Values EncodePlainTexts(byte* values, ReadOnlySpan<int> offsets, PresentRows rows)
    {
        var range = new TextRange();
        var total = checked((int)PlainBytes(offsets, rows));
        fixed (byte* start = _data.Reserve(total))
        {
            var to = start;
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                var length = offsets[row + 1] - offsets[row];
                var text = new ReadOnlySpan<byte>(values + offsets[row], length);
                Unsafe.WriteUnaligned(to, length);
                text.CopyTo(new Span<byte>(to + 4, length));
                to += 4 + length;
                range.Add(text);
            }
        }

        _data.Advance(total);
        return range.ToValues(0);
    }

    private Values EncodeNumbers(Column column, PresentRows rows)
    {
        var isNarrow = ParquetTypes.PhysicalOf(column.Type) == PhysicalType.Int32;
        var words = _words.AsSpan(0, rows.Count);
        if (column.Type.Kind == ColumnKind.Date)
        {
            var days = column.GetValues<int>();
            for (var i = 0; i < words.Length; i++) words[i] = (ulong)days[rows[i]];
        }
        else
        {
            var values = column.GetValues<ulong>();
            if (rows.All) values[..words.Length].CopyTo(words);
            else for (var i = 0; i < words.Length; i++) words[i] = values[rows[i]];
        }

        var bytes = isNarrow ? 4 : 8;
        var (min, max) = RangeOf(words);
        var (low, high) = words.IsEmpty ? (null, null) : (Bytes(min, bytes), Bytes(max, bytes));
        if (_numbers.TryFind(words, _indexes))
        {
            var entries = _numbers.Entries;
            var width = IndexRuns.WidthOf(entries.Length);
            if ((entries.Length * bytes) + ((long)words.Length * width / 8) < (long)words.Length * bytes * 3 / 4)
            {
                WriteNumbers(_dictionary, entries, bytes);
                _data.WriteByte((byte)width);
                IndexRuns.Write(_data, _indexes.AsSpan(0, words.Length), width);
                return new Values(entries.Length, low, high);
            }
        }

        WriteNumbers(_data, words, bytes);
        return new Values(0, low, high);
    }

    private Values EncodeFlags(Column column, PresentRows rows)
    {
        var bits = column.Values.Span;
        var bytes = (rows.Count + 7) >> 3;
        var to = _data.Reserve(bytes)[..bytes];
        to.Clear();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            to[i >> 3] |= (byte)(((bits[row >> 3] >> (row & 7)) & 1) << (i & 7));
        }

        _data.Advance(bytes);
        return default;
    }

    private Values EncodeWide(Column column, PresentRows rows)
    {
        const int bytes = 16;
        var values = column.GetValues<Int128>();
        var to = _data.Reserve(rows.Count * bytes);
        for (var i = 0; i < rows.Count; i++) BinaryPrimitives.WriteInt128BigEndian(to[(i * bytes)..], values[rows[i]]);
        _data.Advance(rows.Count * bytes);
        return default;
    }

    private Values EncodeDoubles(Column column, PresentRows rows)
    {
        var values = column.GetValues<ulong>();
        var words = _words.AsSpan(0, rows.Count);
        for (var i = 0; i < words.Length; i++) words[i] = values[rows[i]];
        WriteNumbers(_data, words, sizeof(double));
        return default;
    }

    private static (ulong Min, ulong Max) RangeOf(ReadOnlySpan<ulong> words)
    {
        var (min, max) = (long.MaxValue, long.MinValue);
        foreach (var word in words) (min, max) = (Math.Min(min, (long)word), Math.Max(max, (long)word));
        return ((ulong)min, (ulong)max);
    }

    private static void WriteNumbers(PageBuffer to, ReadOnlySpan<ulong> words, int bytes)
    {
        var room = to.Reserve(words.Length * bytes);
        if (bytes == 8)
        {
            MemoryMarshal.AsBytes(words).CopyTo(room);
        }
        else
        {
            var narrow = MemoryMarshal.Cast<byte, int>(room)[..words.Length];
            for (var i = 0; i < narrow.Length; i++) narrow[i] = (int)words[i];
        }

        to.Advance(words.Length * bytes);
    }

    private static void WriteText(PageBuffer to, ReadOnlySpan<byte> text)
    {
        var room = to.Reserve(4 + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[4..]);
        to.Advance(4 + text.Length);
    }

    // A row without a value may have bytes of its own in the column, which count for nothing.
    private static long PlainBytes(ReadOnlySpan<int> offsets, PresentRows rows)
    {
        if (rows.All) return (4L * rows.Count) + offsets[rows.Count] - offsets[0];
        var bytes = 4L * rows.Count;
        for (var i = 0; i < rows.Count; i++) bytes += offsets[rows[i] + 1] - offsets[rows[i]];
        return bytes;
    }

    private static byte[] Bytes(ulong word, int bytes)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(value, word);
        return value[..bytes];
    }

    /// <summary>What was encoded: entries of the dictionary, 0 for none, and the range of the values.</summary>
    internal readonly record struct Values(int Entries, byte[]? Min, byte[]? Max);
}
