using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>How values lie in a Parquet file; the numbers are those of parquet.thrift.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Double = 5,
    ByteArray = 6,
    FixedBytes = 7,
}

/// <summary>How the types of columns are said in a Parquet schema.</summary>
internal static class ParquetTypes
{
    private const int DecimalBytes = 16;

    // ConvertedType of parquet.thrift, for readers that do not know logical types.
    private const long ConvertedUtf8 = 0, ConvertedDecimal = 5, ConvertedDate = 6, ConvertedTimestamp = 10;

    public static PhysicalType PhysicalOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => PhysicalType.ByteArray,
        ColumnKind.Bool => PhysicalType.Boolean,
        ColumnKind.Date => PhysicalType.Int32,
        ColumnKind.Float64 => PhysicalType.Double,
        ColumnKind.Decimal when type.Precision <= 9 => PhysicalType.Int32,
        ColumnKind.Decimal when type.Precision > 18 => PhysicalType.FixedBytes,
        _ => PhysicalType.Int64,
    };

    /// <summary>The schema: a root and one optional element per column.</summary>
    public static ThriftValue SchemaOf(ColumnSchema schema)
    {
        var elements = new List<ThriftValue>
        {
            Struct((3, Int(0)), (4, Text("lumos")), (5, Int(schema.Fields.Count))),
        };
        foreach (var field in schema.Fields) elements.Add(ElementOf(field));
        return ThriftValue.OfList(ThriftType.List, ThriftType.Struct, elements);
    }

    public static ThriftValue Struct(params (short Id, ThriftValue? Value)[] fields)
    {
        var known = new SortedDictionary<short, ThriftValue>();
        foreach (var (id, value) in fields)
        {
            if (value is not null) known[id] = value;
        }

        return ThriftValue.OfStruct(known);
    }

    public static ThriftValue Int(long number) => ThriftValue.OfNumber(ThriftType.I32, number);

    public static ThriftValue Long(long number) => ThriftValue.OfNumber(ThriftType.I64, number);

    public static ThriftValue Bool(bool value) => ThriftValue.OfNumber(value ? ThriftType.True : ThriftType.False, value ? 1 : 0);

    public static ThriftValue Text(string text) => ThriftValue.OfBytes(Encoding.UTF8.GetBytes(text));

    private static ThriftValue ElementOf(ColumnField field)
    {
        const long optional = 1;
        var type = field.Type;
        var physical = PhysicalOf(type);
        var (converted, logical) = type.Kind switch
        {
            ColumnKind.Text => (Int(ConvertedUtf8), Struct((1, Struct()))),
            ColumnKind.Date => (Int(ConvertedDate), Struct((6, Struct()))),
            ColumnKind.Decimal => (Int(ConvertedDecimal), Struct((5, Struct((1, Int(type.Scale)), (2, Int(type.Precision)))))),
            ColumnKind.Timestamp => (Int(ConvertedTimestamp), Struct((8, Struct((1, Bool(false)), (2, Struct((2, Struct()))))))),
            _ => ((ThriftValue?)null, (ThriftValue?)null),
        };
        return Struct(
            (1, Int((long)physical)), (2, physical == PhysicalType.FixedBytes ? Int(DecimalBytes) : null), (3, Int(optional)), (4, Text(field.Name)), (6, converted),
            (7, type.Kind == ColumnKind.Decimal ? Int(type.Scale) : null), (8, type.Kind == ColumnKind.Decimal ? Int(type.Precision) : null), (10, logical));
    }
}
