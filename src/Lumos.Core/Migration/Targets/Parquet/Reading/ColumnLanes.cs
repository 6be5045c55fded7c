using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Targets.Parquet.Writing;

namespace Lumos.Core.Migration.Targets.Parquet.Reading;

/// <summary>
/// Reads the pages of one column as the lanes a row hash folds in (<see cref="RowHasher"/>), without making the column: of a dictionary each value is
/// hashed once. Serves one thread.
/// </summary>
internal sealed class ColumnLanes : IDisposable
{
    private readonly PageBuffer _dictionary = new();
    private readonly PageBuffer _data = new();
    private ulong[] _entries = [];
    private ulong[] _lanes = [];
    private ulong[] _high = [];
    private int[] _indexes = [];

    /// <summary>Lanes of the rows that hold a value, in order.</summary>
    public ReadOnlySpan<ulong> Lanes => _lanes;

    /// <summary>Second lanes of decimals of more than 18 digits.</summary>
    public ReadOnlySpan<ulong> High => _high;

    /// <summary>Reads a column.</summary>
    /// <param name="pages">Bytes of its pages.</param>
    /// <param name="about">How they lie.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="rows">Rows of the group.</param>
    /// <returns>Which rows hold a value, as Arrow has it; empty when all do.</returns>
    /// <exception cref="InvalidDataException">The pages are damaged.</exception>
    public ReadOnlySpan<byte> Read(ReadOnlyMemory<byte> pages, StagedPages about, ColumnType type, int rows)
    {
        if (_lanes.Length < rows) (_lanes, _high, _indexes) = (new ulong[rows], new ulong[rows], new int[rows]);
        var entries = 0;
        if (about.HasDictionary)
        {
            (var dictionary, entries) = ReadPage(ref pages, about.IsCompressed, _dictionary, dictionary: true);
            if (_entries.Length < entries) _entries = new ulong[entries];
            ReadPlain(dictionary.Span, type, _entries.AsSpan(0, entries), default);
        }

        var (page, count) = ReadPage(ref pages, about.IsCompressed, _data, dictionary: false);
        if (count != rows || !pages.IsEmpty) throw Damaged();
        var data = page.Span;
        var validity = ReadLevels(ref data, rows);
        var present = validity.IsEmpty ? rows : Present(validity, rows);
        var lanes = _lanes.AsSpan(0, present);
        if (!about.HasDictionary)
        {
            ReadPlain(data, type, lanes, _high);
            return validity;
        }

        if (data.IsEmpty) throw Damaged();
        var indexes = _indexes.AsSpan(0, present);
        IndexReader.Read(data[1..], data[0], indexes);
        for (var i = 0; i < indexes.Length; i++) lanes[i] = (uint)indexes[i] < (uint)entries ? _entries[indexes[i]] : throw Damaged();
        return validity;
    }

    public void Dispose()
    {
        _dictionary.Dispose();
        _data.Dispose();
    }

    private static ReadOnlySpan<byte> ReadLevels(scoped ref ReadOnlySpan<byte> data, int rows)
    {
        if (data.Length < 4) throw Damaged();
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        if (length < 1 || length > data.Length - 4) throw Damaged();
        var levels = data.Slice(4, length);
        data = data[(4 + length)..];
        var at = 0;
        var head = IndexReader.ReadVarint(levels, ref at);
        if ((head & 1) == 0) return head >> 1 == rows && at + 1 == length && levels[at] == 1 ? default : throw Damaged();
        return head >> 1 == (rows + 7) >> 3 && length - at == (rows + 7) >> 3 ? levels[at..] : throw Damaged();
    }

    private static int Present(ReadOnlySpan<byte> validity, int rows)
    {
        var present = 0;
        for (var at = 0; at < rows >> 3; at++) present += BitOperations.PopCount(validity[at]);
        return (rows & 7) == 0 ? present : present + BitOperations.PopCount((uint)validity[rows >> 3] & ((1u << (rows & 7)) - 1));
    }

    private static void ReadPlain(ReadOnlySpan<byte> data, ColumnType type, Span<ulong> lanes, Span<ulong> high)
    {
        switch (ParquetTypes.PhysicalOf(type))
        {
            case PhysicalType.ByteArray:
                for (var i = 0; i < lanes.Length; i++)
                {
                    if (data.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(data) is var length && (length < 0 || length > data.Length - 4)) throw Damaged();
                    lanes[i] = Xxh64.Hash(data.Slice(4, length));
                    data = data[(4 + length)..];
                }

                if (!data.IsEmpty) throw Damaged();
                break;
            case PhysicalType.Boolean:
                if (data.Length != (lanes.Length + 7) >> 3) throw Damaged();
                for (var i = 0; i < lanes.Length; i++) lanes[i] = (ulong)(data[i >> 3] >> (i & 7)) & 1;
                break;
            case PhysicalType.Int32:
                if (data.Length != lanes.Length * sizeof(int)) throw Damaged();
                var narrow = MemoryMarshal.Cast<byte, int>(data);
                for (var i = 0; i < lanes.Length; i++) lanes[i] = (ulong)narrow[i];
                break;
            case PhysicalType.FixedBytes:
                if (data.Length != lanes.Length * 16) throw Damaged();
                for (var i = 0; i < lanes.Length; i++)
                {
                    high[i] = BinaryPrimitives.ReadUInt64BigEndian(data[(i * 16)..]);
                    lanes[i] = BinaryPrimitives.ReadUInt64BigEndian(data[((i * 16) + 8)..]);
                }

                break;
            default:
                if (data.Length != lanes.Length * sizeof(ulong)) throw Damaged();
                MemoryMarshal.Cast<byte, ulong>(data).CopyTo(lanes);
                if (type.Kind == ColumnKind.Float64) for (var i = 0; i < lanes.Length; i++) lanes[i] = RowHasher.LaneOf(BitConverter.UInt64BitsToDouble(lanes[i]));
                break;
        }
    }

    private static (ReadOnlyMemory<byte> Body, int Values, int Bytes) ReadHeader(ReadOnlyMemory<byte> pages, bool dictionary)
    {
        const short type = 1, uncompressed = 2, compressed = 3, dataHeader = 5, dictionaryHeader = 7, values = 1;
        var header = ThriftCompact.ReadStruct(pages, out var length);
        var about = header[dictionary ? dictionaryHeader : dataHeader];
        var bytes = header[compressed]?.Number ?? -1;
        var whole = header[uncompressed]?.Number ?? -1;
        var count = about?[values]?.Number ?? -1;
        if (header[type]?.Number != (dictionary ? 2 : 0) || bytes < 0 || bytes > pages.Length - length || whole is < 0 or > int.MaxValue || count is < 0 or > int.MaxValue) throw Damaged();
        return (pages.Slice(length, (int)bytes), (int)count, (int)whole);
    }

    private static (ReadOnlyMemory<byte> Body, int Values) ReadPage(ref ReadOnlyMemory<byte> pages, bool compressed, PageBuffer room, bool dictionary)
    {
        var (body, values, bytes) = ReadHeader(pages, dictionary);
        MemoryMarshal.TryGetArray(pages, out var whole);
        MemoryMarshal.TryGetArray(body, out var part);
        pages = pages[(part.Offset - whole.Offset + part.Count)..];
        if (!compressed) return body.Length == bytes ? (body, values) : throw Damaged();

        // Nothing shrinks to less than a sixtieth, so a damaged length does not ask for all memory.
        if (bytes > (body.Length * 64L) + 64) throw Damaged();
        room.Clear();
        SnappyReader.Read(body.Span, room.Reserve(bytes)[..bytes]);
        room.Advance(bytes);
        return (room.Memory, values);
    }

    private static InvalidDataException Damaged() => new("A page of a staged Parquet file is damaged.");
}
