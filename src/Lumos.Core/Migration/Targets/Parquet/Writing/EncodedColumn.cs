namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>What a row group says of one encoded column; places count from the start of the group.</summary>
internal sealed record EncodedColumn
{
    private const int Plain = 0, Rle = 3, RleDictionary = 8, SnappyCodec = 1;

    /// <summary>Rows, NULLs included.</summary>
    public required int Rows { get; init; }

    /// <summary>Place of the dictionary page; null for none.</summary>
    public int? Dictionary { get; init; }

    /// <summary>Place of the data page.</summary>
    public required int Data { get; init; }

    /// <summary>End of the data page.</summary>
    public required int End { get; init; }

    /// <summary>Bytes of the pages before they were compressed, headers included.</summary>
    public required int Uncompressed { get; init; }

    /// <summary>Whether the pages are compressed.</summary>
    public required bool IsCompressed { get; init; }

    /// <summary>Rows without a value.</summary>
    public required int Nulls { get; init; }

    /// <summary>Smallest value as statistics hold it; null when it is not said.</summary>
    public byte[]? Min { get; init; }

    /// <summary>Largest value as statistics hold it; null when it is not said.</summary>
    public byte[]? Max { get; init; }

    private int Start => Dictionary ?? Data;

    /// <summary>As Parquet's footer has it.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="type">How its values lie.</param>
    /// <param name="at">Place of the group in the file.</param>
    public ThriftValue ToThrift(string name, PhysicalType type, long at)
    {
        var encodings = new List<ThriftValue> { ParquetTypes.Int(Dictionary is null ? Plain : RleDictionary), ParquetTypes.Int(Rle) };
        if (Dictionary is not null) encodings.Add(ParquetTypes.Int(Plain));
        var statistics = ParquetTypes.Struct(
            (3, ParquetTypes.Long(Nulls)), (5, Max is null ? null : ThriftValue.OfBytes(Max)), (6, Min is null ? null : ThriftValue.OfBytes(Min)));
        var about = ParquetTypes.Struct(
            (1, ParquetTypes.Int((long)type)), (2, ThriftValue.OfList(ThriftType.List, ThriftType.I32, encodings)),
            (3, ThriftValue.OfList(ThriftType.List, ThriftType.Binary, [ParquetTypes.Text(name)])), (4, ParquetTypes.Int(IsCompressed ? SnappyCodec : 0)),
            (5, ParquetTypes.Long(Rows)), (6, ParquetTypes.Long(Uncompressed)), (7, ParquetTypes.Long(End - Start)), (9, ParquetTypes.Long(at + Data)),
            (11, Dictionary is { } dictionary ? ParquetTypes.Long(at + dictionary) : null), (12, statistics));
        return ParquetTypes.Struct((2, ParquetTypes.Long(0)), (3, about));
    }
}
