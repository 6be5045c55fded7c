using System.Collections;
using System.Numerics;

namespace Lumos.DuckDb.Native;

/// <summary>The DuckDB type that fits a .NET value. Lists take the type all their elements fit in.</summary>
internal static class TypeInference
{
    internal static DuckDbLogicalType Of(object? value) => value switch
    {
        null or DBNull => DuckDbLogicalType.Of(DuckDbType.SqlNull),
        bool => DuckDbLogicalType.Of(DuckDbType.Boolean),
        sbyte => DuckDbLogicalType.Of(DuckDbType.TinyInt),
        short => DuckDbLogicalType.Of(DuckDbType.SmallInt),
        int => DuckDbLogicalType.Of(DuckDbType.Integer),
        long => DuckDbLogicalType.Of(DuckDbType.BigInt),
        byte => DuckDbLogicalType.Of(DuckDbType.UTinyInt),
        ushort => DuckDbLogicalType.Of(DuckDbType.USmallInt),
        uint => DuckDbLogicalType.Of(DuckDbType.UInteger),
        ulong => DuckDbLogicalType.Of(DuckDbType.UBigInt),
        float => DuckDbLogicalType.Of(DuckDbType.Float),
        double => DuckDbLogicalType.Of(DuckDbType.Double),
        Int128 => DuckDbLogicalType.Of(DuckDbType.HugeInt),
        UInt128 => DuckDbLogicalType.Of(DuckDbType.UHugeInt),
        BigInteger => DuckDbLogicalType.Of(DuckDbType.BigNum),
        decimal number => DuckDbDecimal.From(number) is var exact ? DuckDbLogicalType.Decimal(exact.Precision, exact.Scale) : null!,
        DuckDbDecimal exact => DuckDbLogicalType.Decimal(exact.Precision, exact.Scale),
        DateOnly or DuckDbDate => DuckDbLogicalType.Of(DuckDbType.Date),
        TimeOnly => DuckDbLogicalType.Of(DuckDbType.Time),
        DuckDbTimeTz => DuckDbLogicalType.Of(DuckDbType.TimeTz),
        TimeSpan or DuckDbInterval => DuckDbLogicalType.Of(DuckDbType.Interval),
        DateTime { Kind: DateTimeKind.Utc } or DateTimeOffset => DuckDbLogicalType.Of(DuckDbType.TimestampTz),
        DateTime moment when moment.Ticks % TimeSpan.TicksPerMicrosecond != 0 => DuckDbLogicalType.Of(DuckDbType.TimestampNs),
        DateTime => DuckDbLogicalType.Of(DuckDbType.Timestamp),
        DuckDbTimestamp moment => DuckDbLogicalType.Of(moment.Unit switch
        {
            DuckDbTimestampUnit.Seconds => DuckDbType.TimestampS,
            DuckDbTimestampUnit.Milliseconds => DuckDbType.TimestampMs,
            DuckDbTimestampUnit.Nanoseconds => DuckDbType.TimestampNs,
            _ => DuckDbType.Timestamp,
        }),
        Guid => DuckDbLogicalType.Of(DuckDbType.Uuid),
        byte[] => DuckDbLogicalType.Of(DuckDbType.Blob),
        string or char or Enum => DuckDbLogicalType.Of(DuckDbType.Varchar),
        IEnumerable<KeyValuePair<string, object?>> fields => DuckDbLogicalType.Struct([.. fields.Select(field => new DuckDbField(field.Key, Of(field.Value)))]),
        IDictionary map => DuckDbLogicalType.Map(Common(map.Keys), Common(map.Values)),
        IEnumerable list => DuckDbLogicalType.List(Common(list)),
        _ => throw new NotSupportedException($"A value of {value.GetType()} has no DuckDB type: convert it, or set LogicalType of the parameter."),
    };

    private static DuckDbLogicalType Common(IEnumerable values)
    {
        DuckDbLogicalType? common = null;
        foreach (var value in values)
        {
            if (value is null or DBNull) continue;
            var type = Of(value);
            common = common is null ? type : CommonType.Of(common, type);
        }

        return common ?? values switch
        {
            IEnumerable<int> => DuckDbLogicalType.Of(DuckDbType.Integer),
            IEnumerable<long> => DuckDbLogicalType.Of(DuckDbType.BigInt),
            IEnumerable<double> => DuckDbLogicalType.Of(DuckDbType.Double),
            IEnumerable<string> => DuckDbLogicalType.Of(DuckDbType.Varchar),
            _ => DuckDbLogicalType.Of(DuckDbType.SqlNull),
        };
    }
}
