using System.Globalization;

namespace Lumos.DuckDb;

/// <summary>DATE: days since 1970-01-01, proleptic Gregorian, with infinity at both ends.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
public readonly record struct DuckDbDate(int Days)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Later than every date.</summary>
    public static DuckDbDate PositiveInfinity => new(int.MaxValue);

    /// <summary>Earlier than every date.</summary>
    public static DuckDbDate NegativeInfinity => new(-int.MaxValue);

    /// <summary>Whether this is a day and not an infinity.</summary>
    public bool IsFinite => Days != int.MaxValue && Days != -int.MaxValue;

    /// <summary>The date of a <see cref="DateOnly"/>.</summary>
    public static DuckDbDate From(DateOnly date) => new(date.DayNumber - Epoch);

    /// <summary>The day as <see cref="DateOnly"/>.</summary>
    /// <exception cref="OverflowException">Infinity, or a year outside 1 to 9999.</exception>
    public DateOnly ToDateOnly()
    {
        var number = (long)Days + Epoch;
        return number is >= 0 and <= 3652058
            ? DateOnly.FromDayNumber((int)number)
            : throw new OverflowException("The DATE is infinite or outside the years 1 to 9999: read it as DuckDbDate.");
    }
}

/// <summary>TIMETZ: a time of day, 00:00 to 24:00, with its offset from UTC.</summary>
/// <param name="Micros">Microseconds since midnight.</param>
/// <param name="OffsetSeconds">Seconds east of UTC, within 16 hours.</param>
public readonly record struct DuckDbTimeTz(long Micros, int OffsetSeconds)
{
    private const int MaxOffset = (16 * 60 * 60) - 1;

    internal static DuckDbTimeTz FromBits(ulong bits) => new((long)(bits >> 24), MaxOffset - (int)(bits & 0xFFFFFF));

    internal ulong ToBits() => ((ulong)Micros << 24) | (uint)(MaxOffset - OffsetSeconds);

    /// <summary>The time on 0001-01-01 with its offset.</summary>
    /// <exception cref="ArgumentException">The offset has seconds, or is more than 14 hours.</exception>
    public DateTimeOffset ToDateTimeOffset() =>
        new(new DateTime(1, 1, 2).AddTicks(Micros * TimeSpan.TicksPerMicrosecond), TimeSpan.FromSeconds(OffsetSeconds));

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromMicroseconds(Micros):c}{OffsetSeconds:+0;-0}s");
}

/// <summary>How a timestamp counts.</summary>
public enum DuckDbTimestampUnit
{
    /// <summary>Seconds: TIMESTAMP_S.</summary>
    Seconds,

    /// <summary>Milliseconds: TIMESTAMP_MS.</summary>
    Milliseconds,

    /// <summary>Microseconds: TIMESTAMP and TIMESTAMPTZ.</summary>
    Microseconds,

    /// <summary>Nanoseconds: TIMESTAMP_NS.</summary>
    Nanoseconds,
}

/// <summary>Any of the timestamps, exact, with infinity at both ends.</summary>
/// <param name="Value">Units since 1970-01-01T00:00.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct DuckDbTimestamp(long Value, DuckDbTimestampUnit Unit = DuckDbTimestampUnit.Microseconds)
{
    /// <summary>Later than every timestamp.</summary>
    public static DuckDbTimestamp PositiveInfinity => new(long.MaxValue);

    /// <summary>Earlier than every timestamp.</summary>
    public static DuckDbTimestamp NegativeInfinity => new(-long.MaxValue);

    /// <summary>Whether this is a moment and not an infinity.</summary>
    public bool IsFinite => Value != long.MaxValue && Value != -long.MaxValue;

    /// <summary>A timestamp in microseconds.</summary>
    /// <exception cref="ArgumentException">The moment has a fraction of a microsecond: pass nanoseconds instead.</exception>
    public static DuckDbTimestamp From(DateTime moment)
    {
        var ticks = moment.Ticks - DateTime.UnixEpoch.Ticks;
        return ticks % TimeSpan.TicksPerMicrosecond == 0
            ? new DuckDbTimestamp(ticks / TimeSpan.TicksPerMicrosecond)
            : throw new ArgumentException("The moment has a fraction of a microsecond; TIMESTAMP_NS holds it.", nameof(moment));
    }

    /// <summary>The moment as <see cref="DateTime"/>; nanoseconds below a hundred are cut off.</summary>
    /// <param name="kind">Utc for TIMESTAMPTZ.</param>
    /// <exception cref="OverflowException">Infinity, or a year outside 1 to 9999.</exception>
    public DateTime ToDateTime(DateTimeKind kind = DateTimeKind.Unspecified)
    {
        Int128 ticks = DateTime.UnixEpoch.Ticks + (Unit switch
        {
            DuckDbTimestampUnit.Seconds => (Int128)Value * TimeSpan.TicksPerSecond,
            DuckDbTimestampUnit.Milliseconds => (Int128)Value * TimeSpan.TicksPerMillisecond,
            DuckDbTimestampUnit.Microseconds => (Int128)Value * TimeSpan.TicksPerMicrosecond,
            _ => Value >= 0 ? Value / 100 : (Value - 99) / 100,
        });
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && IsFinite
            ? new DateTime((long)ticks, kind)
            : throw new OverflowException("The timestamp is infinite or outside the years 1 to 9999: read it as DuckDbTimestamp.");
    }
}
