using System.Buffers.Binary;
using System.Text;
using Lumos.Core.Migration.Targets.Parquet.Writing;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Finds and writes the footer of a Parquet file: metadata, its length, and the magic bytes at both ends.</summary>
internal static class ParquetFooter
{
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Reads the metadata.</summary>
    /// <returns>The metadata and the position at which they begin, which is where the pages end.</returns>
    /// <exception cref="InvalidDataException">The file is not a whole Parquet file.</exception>
    public static (ThriftValue Metadata, long Start) Read(FileStream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12) throw new InvalidDataException("The file is too short for a Parquet file.");
        file.Seek(-8, SeekOrigin.End);
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual(Magic) || length <= 0 || length > file.Length - 12) throw new InvalidDataException("The file does not end as a Parquet file does.");
        var start = file.Length - 8 - length;
        var bytes = new byte[length];
        file.Position = start;
        file.ReadExactly(bytes);
        return (ThriftCompact.ReadStruct(bytes), start);
    }

    /// <summary>Rows of the file.</summary>
    public static long RowsOf(ThriftValue metadata) => metadata[3]?.Number ?? 0;

    /// <summary>Value of a key of the key-value metadata; null when it is absent.</summary>
    public static string? KeyValueOf(ThriftValue metadata, string key)
    {
        foreach (var pair in metadata[5]?.Elements ?? [])
        {
            if (pair[1] is { } name && Encoding.UTF8.GetString(name.Bytes.Span) == key) return pair[2] is { } value ? Encoding.UTF8.GetString(value.Bytes.Span) : null;
        }

        return null;
    }

    /// <summary>Key-value metadata that hold a mark.</summary>
    public static ThriftValue KeyValues(TargetMark mark) =>
        ThriftValue.OfList(ThriftType.List, ThriftType.Struct, [ParquetTypes.Struct((1, ParquetTypes.Text(TargetMark.Key)), (2, ParquetTypes.Text(mark.ToString())))]);

    /// <summary>Writes the metadata at the stream's position and ends the file.</summary>
    public static void Write(Stream file, ThriftValue metadata)
    {
        var bytes = ThriftCompact.WriteStruct(metadata);
        file.Write(bytes);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        file.Write(length);
        file.Write(Magic);
    }
}
