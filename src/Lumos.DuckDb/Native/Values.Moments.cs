namespace Lumos.DuckDb.Native;

/// <summary>Moments: with a zone or without, in the unit a type counts.</summary>
internal static unsafe partial class Values
{
    /// <summary>A moment in UTC becomes TIMESTAMPTZ, any other TIMESTAMP, or TIMESTAMP_NS when it is finer than a microsecond.</summary>
    private static nint Moment(DateTime moment)
    {
        if (moment.Kind == DateTimeKind.Utc) return Api.duckdb_create_timestamp_tz(ZonedMicros(moment));
        return moment.Ticks % TimeSpan.TicksPerMicrosecond == 0
            ? Api.duckdb_create_timestamp(DuckDbTimestamp.From(moment).Value)
            : Api.duckdb_create_timestamp_ns(Nanoseconds(moment.Ticks - DateTime.UnixEpoch.Ticks));
    }

    /// <summary>TIMESTAMP_NS would be exact, but has no zone: the engine reads it in the zone of the session, hours away.</summary>
    private static long ZonedMicros(DateTime moment) => moment.Ticks % TimeSpan.TicksPerMicrosecond == 0
        ? DuckDbTimestamp.From(moment).Value
        : throw new ArgumentException(
            "The moment has a fraction of a microsecond, which TIMESTAMPTZ does not hold: cut it with AddTicks(-(Ticks % TimeSpan.TicksPerMicrosecond)), or pass a DateTime without zone, which TIMESTAMP_NS holds.");

    private static nint Timestamp(DuckDbTimestamp value) => value.Unit switch
    {
        DuckDbTimestampUnit.Seconds => Api.duckdb_create_timestamp_s(value.Value),
        DuckDbTimestampUnit.Milliseconds => Api.duckdb_create_timestamp_ms(value.Value),
        DuckDbTimestampUnit.Nanoseconds => Api.duckdb_create_timestamp_ns(value.Value),
        _ => Api.duckdb_create_timestamp(value.Value),
    };

    private static nint Timestamp(object value, DuckDbType kind)
    {
        var units = value is DuckDbTimestamp exact ? Units(exact, kind) : Units(Ticks(value, kind) - DateTime.UnixEpoch.Ticks, kind);
        return kind switch
        {
            DuckDbType.TimestampS => Api.duckdb_create_timestamp_s(units),
            DuckDbType.TimestampMs => Api.duckdb_create_timestamp_ms(units),
            DuckDbType.TimestampNs => Api.duckdb_create_timestamp_ns(units),
            DuckDbType.TimestampTz => Api.duckdb_create_timestamp_tz(units),
            _ => Api.duckdb_create_timestamp(units),
        };
    }

    private static long Ticks(object value, DuckDbType kind)
    {
        if (value is DateTimeOffset offset) return offset.UtcDateTime.Ticks;
        if (value is DateOnly date) return date.ToDateTime(TimeOnly.MinValue).Ticks;
        var moment = Convert.ToDateTime(value, Invariant);
        return (kind == DuckDbType.TimestampTz && moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks;
    }

    private static long Units(long ticks, DuckDbType kind) => kind switch
    {
        DuckDbType.TimestampS => Whole(ticks, TimeSpan.TicksPerSecond, kind),
        DuckDbType.TimestampMs => Whole(ticks, TimeSpan.TicksPerMillisecond, kind),
        DuckDbType.TimestampNs => Nanoseconds(ticks),
        _ => Whole(ticks, TimeSpan.TicksPerMicrosecond, kind),
    };

    private static long Units(DuckDbTimestamp moment, DuckDbType kind)
    {
        var wanted = PerSecond(kind switch
        {
            DuckDbType.TimestampS => DuckDbTimestampUnit.Seconds,
            DuckDbType.TimestampMs => DuckDbTimestampUnit.Milliseconds,
            DuckDbType.TimestampNs => DuckDbTimestampUnit.Nanoseconds,
            _ => DuckDbTimestampUnit.Microseconds,
        });
        var given = PerSecond(moment.Unit);
        if (given == wanted || !moment.IsFinite) return moment.Value;
        return given < wanted ? checked(moment.Value * (wanted / given)) : Whole(moment.Value, given / wanted, kind);
    }

    private static long PerSecond(DuckDbTimestampUnit unit) => unit switch
    {
        DuckDbTimestampUnit.Seconds => 1,
        DuckDbTimestampUnit.Milliseconds => 1_000,
        DuckDbTimestampUnit.Microseconds => 1_000_000,
        _ => 1_000_000_000,
    };

    private static long Nanoseconds(long ticks)
    {
        var nanoseconds = (Int128)ticks * TimeSpan.NanosecondsPerTick;
        return nanoseconds > -long.MaxValue && nanoseconds < long.MaxValue
            ? (long)nanoseconds
            : throw new OverflowException("The moment is finer than a microsecond, which needs TIMESTAMP_NS, and outside its years, 1677 to 2262.");
    }

    private static long Whole(long ticks, long unit, DuckDbType kind) => ticks % unit == 0
        ? ticks / unit
        : throw new ArgumentException($"The moment is finer than {kind} counts.");
}
