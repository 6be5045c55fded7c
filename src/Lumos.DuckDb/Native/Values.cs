using System.Collections;
using System.Numerics;
using System.Text.Json;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Native;

/// <summary>Makes the engine's values of .NET values.</summary>
internal static unsafe partial class Values
{
    /// <param name="value">Null and <see cref="DBNull"/> are NULL.</param>
    /// <param name="type">The type to make; null takes the one that fits the .NET type.</param>
    internal static ValueHandle Create(object? value, DuckDbLogicalType? type)
    {
        var handle = value is null or DBNull ? Api.duckdb_create_null_value() : type is null ? Natural(value) : Typed(value, type);
        return handle != 0
            ? new ValueHandle(handle)
            : throw new ArgumentException($"DuckDB cannot make a value of {value?.GetType().Name ?? "NULL"}{(type is null ? "" : $" as {type}")}.", nameof(value));
    }

    private static nint Natural(object value) => value switch
    {
        string text => Text(text),
        int number => Api.duckdb_create_int32(number),
        long number => Api.duckdb_create_int64(number),
        double number => Api.duckdb_create_double(number),
        bool flag => Api.duckdb_create_bool(flag ? (byte)1 : (byte)0),
        decimal number => Decimal(DuckDbDecimal.From(number)),
        DateTime moment => Moment(moment),
        DateTimeOffset moment => Api.duckdb_create_timestamp_tz(ZonedMicros(moment.UtcDateTime)),
        DateOnly date => Api.duckdb_create_date(DuckDbDate.From(date).Days),
        TimeOnly time => Api.duckdb_create_time(WholeMicros(time.Ticks)),
        TimeSpan span => Api.duckdb_create_interval(DuckDbInterval.From(span)),
        Guid guid => Uuid(guid),
        byte[] bytes => Blob(bytes),
        ReadOnlyMemory<byte> bytes => Blob(bytes.Span),
        Memory<byte> bytes => Blob(bytes.Span),
        short number => Api.duckdb_create_int16(number),
        byte number => Api.duckdb_create_uint8(number),
        sbyte number => Api.duckdb_create_int8(number),
        ushort number => Api.duckdb_create_uint16(number),
        uint number => Api.duckdb_create_uint32(number),
        ulong number => Api.duckdb_create_uint64(number),
        float number => Api.duckdb_create_float(number),
        Int128 number => Api.duckdb_create_hugeint(HugeIntStruct.From(number)),
        UInt128 number => Api.duckdb_create_uhugeint(HugeIntStruct.From(number)),
        BigInteger number => BigNum(number),
        DuckDbDecimal number => Decimal(number),
        DuckDbDate date => Api.duckdb_create_date(date.Days),
        DuckDbTimeTz time => Api.duckdb_create_time_tz_value(time.ToBits()),
        DuckDbTimestamp moment => Timestamp(moment),
        DuckDbInterval interval => Api.duckdb_create_interval(interval),
        JsonElement json => Text(json.GetRawText()),
        char letter => Text(letter.ToString()),
        Enum named => Text(named.ToString()),
        IDictionary or IEnumerable => Typed(value, TypeInference.Of(value)),
        _ => throw new NotSupportedException($"A value of {value.GetType()} has no DuckDB type: convert it, or set LogicalType of the parameter."),
    };

    private static nint Typed(object value, DuckDbLogicalType type) => type.Kind switch
    {
        DuckDbType.Boolean => Natural(Convert.ToBoolean(value, Invariant)),
        DuckDbType.TinyInt => Natural(Convert.ToSByte(Whole(value, type), Invariant)),
        DuckDbType.SmallInt => Natural(Convert.ToInt16(Whole(value, type), Invariant)),
        DuckDbType.Integer => Natural(Convert.ToInt32(Whole(value, type), Invariant)),
        DuckDbType.BigInt => Natural(Convert.ToInt64(Whole(value, type), Invariant)),
        DuckDbType.UTinyInt => Natural(Convert.ToByte(Whole(value, type), Invariant)),
        DuckDbType.USmallInt => Natural(Convert.ToUInt16(Whole(value, type), Invariant)),
        DuckDbType.UInteger => Natural(Convert.ToUInt32(Whole(value, type), Invariant)),
        DuckDbType.UBigInt => Natural(Convert.ToUInt64(Whole(value, type), Invariant)),
        DuckDbType.HugeInt => Natural(checked((Int128)ToBig(value, type))),
        DuckDbType.UHugeInt => Natural(checked((UInt128)ToBig(value, type))),
        DuckDbType.BigNum => BigNum(ToBig(value, type)),
        DuckDbType.Float => Natural(ToFloat(value, type)),
        DuckDbType.Double => Natural(ToDouble(value, type)),
        DuckDbType.Decimal => Decimal(ToDecimal(value, type)),
        DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.Timestamp or DuckDbType.TimestampTz =>
            Timestamp(value, type.Kind),
        DuckDbType.Date when value is DateTime moment => Natural(DateOnly.FromDateTime(moment)),
        DuckDbType.Time when value is TimeSpan span => Api.duckdb_create_time(WholeMicros(span.Ticks)),
        DuckDbType.TimeTz when value is DateTimeOffset moment =>
            Natural(new DuckDbTimeTz(WholeMicros(moment.TimeOfDay.Ticks), (int)moment.Offset.TotalSeconds)),
        DuckDbType.TimeNs when value is TimeOnly time => Api.duckdb_create_time_ns(time.Ticks * TimeSpan.NanosecondsPerTick),
        DuckDbType.Varchar => Text(value as string ?? Convert.ToString(value, Invariant)!),
        DuckDbType.Bit when value is string text => Bit(text),
        DuckDbType.Uuid when value is string text => Uuid(Guid.Parse(text)),
        DuckDbType.Enum => Enumerated(value, type),
        DuckDbType.List => Elements(value, type, &Api.duckdb_create_list_value),
        DuckDbType.Array => Elements(value, type, &Api.duckdb_create_array_value),
        DuckDbType.Struct => Struct(value, type),
        DuckDbType.Map => Map(value, type),
        DuckDbType.Union => Union(value, type),
        _ => Natural(value),
    };
}
