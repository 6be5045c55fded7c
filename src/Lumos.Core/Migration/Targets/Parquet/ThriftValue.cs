namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Wire types of Thrift's compact protocol.</summary>
internal enum ThriftType : byte
{
    True = 1,
    False = 2,
    Byte = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}

/// <summary>A value of Thrift's compact protocol, kept whole, so that what is not understood is written back as it was.</summary>
internal sealed class ThriftValue
{
    private ThriftValue(ThriftType type) => Type = type;

    /// <summary>Wire type.</summary>
    public ThriftType Type { get; }

    /// <summary>Value of an integer type; bits of a double; 1 or 0 of a bool.</summary>
    public long Number { get; private init; }

    /// <summary>Bytes of a binary.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>Type of the elements of a list or set.</summary>
    public ThriftType ElementType { get; private init; }

    /// <summary>Elements of a list or set.</summary>
    public List<ThriftValue> Elements { get; private init; } = [];

    /// <summary>Fields of a struct by id.</summary>
    public SortedDictionary<short, ThriftValue> Fields { get; private init; } = [];

    /// <summary>Field of a struct; null when it is absent.</summary>
    public ThriftValue? this[short field] => Fields.GetValueOrDefault(field);

    public static ThriftValue OfNumber(ThriftType type, long number) => new(type) { Number = number };

    public static ThriftValue OfBytes(ReadOnlyMemory<byte> bytes) => new(ThriftType.Binary) { Bytes = bytes };

    public static ThriftValue OfList(ThriftType type, ThriftType elementType, List<ThriftValue> elements) => new(type) { ElementType = elementType, Elements = elements };

    public static ThriftValue OfStruct(SortedDictionary<short, ThriftValue> fields) => new(ThriftType.Struct) { Fields = fields };

    /// <summary>Replaces an integer field of a struct, keeping its type.</summary>
    public void Set(short field, long number) => Fields[field] = OfNumber(Fields[field].Type, number);

    /// <summary>Moves an integer field of a struct when it is there.</summary>
    public void Map(short field, Func<long, long> map)
    {
        if (Fields.TryGetValue(field, out var value)) Set(field, map(value.Number));
    }
}
