namespace Lumos.DuckDb.Columns;

internal static partial class ValueReader
{
    private static DuckDbDate Date<T>(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.Date => new DuckDbDate(vector.At<int>(row)),
        _ => throw NoConversion<T>(vector.Type),
    };

    private static DuckDbTimestamp Timestamp(in DuckDbVector vector, int row) => new(vector.At<long>(row), vector.Type.Kind switch
    {
        DuckDbType.Timestamp or DuckDbType.TimestampTz => DuckDbTimestampUnit.Microseconds,
        DuckDbType.TimestampS => DuckDbTimestampUnit.Seconds,
        DuckDbType.TimestampMs => DuckDbTimestampUnit.Milliseconds,
        DuckDbType.TimestampNs => DuckDbTimestampUnit.Nanoseconds,
        _ => throw NoConversion<DuckDbTimestamp>(vector.Type),
    });

    private static DateTime Moment(in DuckDbVector vector, int row) => vector.Type.Kind == DuckDbType.Date
        ? Date<DateTime>(vector, row).ToDateOnly().ToDateTime(TimeOnly.MinValue)
        : Timestamp(vector, row).ToDateTime(vector.Type.Kind == DuckDbType.TimestampTz ? DateTimeKind.Utc : DateTimeKind.Unspecified);

    private static DateTimeOffset Offset(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.TimeTz => DuckDbTimeTz.FromBits(vector.At<ulong>(row)).ToDateTimeOffset(),
        DuckDbType.TimestampTz => new DateTimeOffset(Moment(vector, row), TimeSpan.Zero),
        _ => throw NoConversion<DateTimeOffset>(vector.Type),
    };

    private static TimeSpan Span(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.Interval => vector.At<DuckDbInterval>(row).ToTimeSpan(),
        DuckDbType.Time => new TimeSpan(vector.At<long>(row) * TimeSpan.TicksPerMicrosecond),
        DuckDbType.TimeNs => new TimeSpan(vector.At<long>(row) / TimeSpan.NanosecondsPerTick),
        _ => throw NoConversion<TimeSpan>(vector.Type),
    };

    private static TimeOnly TimeOfDay(in DuckDbVector vector, int row)
    {
        var span = vector.Type.Kind is DuckDbType.Time or DuckDbType.TimeNs ? Span(vector, row) : throw NoConversion<TimeOnly>(vector.Type);
        return span < TimeSpan.FromDays(1) ? TimeOnly.FromTimeSpan(span) : throw new OverflowException("TIME 24:00 is no TimeOnly: read it as TimeSpan.");
    }
}
