using System.Buffers.Binary;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Reads and writes Thrift's compact protocol, as Parquet's footer uses it (Thrift, "Thrift compact protocol").</summary>
internal static class ThriftCompact
{
    private const int DeepestNesting = 64;

    /// <summary>Reads one struct.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a struct of the compact protocol.</exception>
    public static ThriftValue ReadStruct(ReadOnlyMemory<byte> bytes) => ReadStruct(bytes, out _);

    /// <summary>Reads one struct that something else may follow.</summary>
    /// <param name="bytes">Where it begins.</param>
    /// <param name="length">Bytes it takes.</param>
    /// <exception cref="InvalidDataException">The bytes are not a struct of the compact protocol.</exception>
    public static ThriftValue ReadStruct(ReadOnlyMemory<byte> bytes, out int length)
    {
        var reader = new Reader(bytes);
        var value = reader.ReadStruct(0);
        length = reader.At;
        return value;
    }

    /// <summary>Writes one struct.</summary>
    public static byte[] WriteStruct(ThriftValue value)
    {
        using var stream = new MemoryStream();
        WriteStruct(stream, value);
        return stream.ToArray();
    }

    private static void WriteStruct(MemoryStream stream, ThriftValue value)
    {
        short last = 0;
        foreach (var (id, field) in value.Fields)
        {
            var delta = id - last;
            if (delta is > 0 and <= 15)
            {
                stream.WriteByte((byte)((delta << 4) | (byte)field.Type));
            }
            else
            {
                stream.WriteByte((byte)field.Type);
                WriteZigZag(stream, id);
            }

            last = id;
            if (field.Type is not (ThriftType.True or ThriftType.False)) WriteValue(stream, field, inList: false);
        }

        stream.WriteByte(0);
    }

    private static void WriteValue(MemoryStream stream, ThriftValue value, bool inList)
    {
        switch (value.Type)
        {
            case ThriftType.True or ThriftType.False:
                if (inList) stream.WriteByte((byte)value.Type);
                break;
            case ThriftType.Byte:
                stream.WriteByte((byte)value.Number);
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                WriteZigZag(stream, value.Number);
                break;
            case ThriftType.Double:
                Span<byte> bits = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(bits, value.Number);
                stream.Write(bits);
                break;
            case ThriftType.Binary:
                WriteVarint(stream, (ulong)value.Bytes.Length);
                stream.Write(value.Bytes.Span);
                break;
            case ThriftType.List or ThriftType.Set:
                var count = value.Elements.Count;
                stream.WriteByte((byte)((Math.Min(count, 15) << 4) | (byte)value.ElementType));
                if (count >= 15) WriteVarint(stream, (ulong)count);
                foreach (var element in value.Elements) WriteValue(stream, element, inList: true);
                break;
            case ThriftType.Struct:
                WriteStruct(stream, value);
                break;
            default:
                throw new InvalidDataException($"A Thrift {value.Type} is not part of a Parquet footer.");
        }
    }

    private static void WriteZigZag(MemoryStream stream, long value) => WriteVarint(stream, (ulong)((value << 1) ^ (value >> 63)));

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private sealed class Reader(ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public int At => _at;

        public ThriftValue ReadStruct(int depth)
        {
            var fields = new SortedDictionary<short, ThriftValue>();
            short last = 0;
            while (true)
            {
                var head = Next();
                if (head == 0) return ThriftValue.OfStruct(fields);
                var delta = head >> 4;
                last = delta == 0 ? (short)ReadZigZag() : (short)(last + delta);
                fields[last] = ReadValue((ThriftType)(head & 15), depth, inList: false);
            }
        }

        private ThriftValue ReadValue(ThriftType type, int depth, bool inList)
        {
            if (depth > DeepestNesting) throw new InvalidDataException("The Parquet footer is nested too deeply.");
            switch (type)
            {
                case ThriftType.True or ThriftType.False:
                    if (inList) type = (ThriftType)Next();
                    return ThriftValue.OfNumber(type, type == ThriftType.True ? 1 : 0);
                case ThriftType.Byte:
                    return ThriftValue.OfNumber(type, (sbyte)Next());
                case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                    return ThriftValue.OfNumber(type, ReadZigZag());
                case ThriftType.Double:
                    return ThriftValue.OfNumber(type, BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span));
                case ThriftType.Binary:
                    return ThriftValue.OfBytes(Take(ReadCount()));
                case ThriftType.List or ThriftType.Set:
                    var head = Next();
                    var elementType = (ThriftType)(head & 15);
                    var count = head >> 4 == 15 ? ReadCount() : head >> 4;
                    if (count > bytes.Length) throw new InvalidDataException("A list of the Parquet footer is longer than the footer.");
                    var elements = new List<ThriftValue>(count);
                    for (var i = 0; i < count; i++) elements.Add(ReadValue(elementType, depth + 1, inList: true));
                    return ThriftValue.OfList(type, elementType, elements);
                case ThriftType.Struct:
                    return ReadStruct(depth + 1);
                default:
                    throw new InvalidDataException($"Thrift type {(int)type} is not part of a Parquet footer.");
            }
        }

        private long ReadZigZag()
        {
            var value = ReadVarint();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        private int ReadCount() => ReadVarint() is <= int.MaxValue and var count ? (int)count : throw new InvalidDataException("A length of the Parquet footer is too large.");

        private ulong ReadVarint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 70; shift += 7)
            {
                var part = Next();
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80) return value;
            }

            throw new InvalidDataException("A number of the Parquet footer is too long.");
        }

        private byte Next() => Take(1).Span[0];

        private ReadOnlyMemory<byte> Take(int count)
        {
            if (count < 0 || count > bytes.Length - _at) throw new InvalidDataException("The Parquet footer ends too early.");
            _at += count;
            return bytes.Slice(_at - count, count);
        }
    }
}
