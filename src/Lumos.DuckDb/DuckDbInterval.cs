using System.Globalization;
using System.Runtime.InteropServices;

namespace Lumos.DuckDb;

/// <summary>INTERVAL: months, days and microseconds, each counted on its own because none has a fixed length in another.</summary>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="Micros">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Micros)
{
    /// <summary>Days and time of day as one span; a day counts 24 hours.</summary>
    /// <exception cref="InvalidCastException">The interval has months.</exception>
    public TimeSpan ToTimeSpan() => Months == 0
        ? TimeSpan.FromDays(Days) + new TimeSpan(checked(Micros * TimeSpan.TicksPerMicrosecond))
        : throw new InvalidCastException("An INTERVAL with months is no TimeSpan: read it as DuckDbInterval.");

    /// <summary>An interval of whole days and microseconds. Ticks below a microsecond are refused.</summary>
    /// <exception cref="ArgumentException">The span has a fraction of a microsecond.</exception>
    public static DuckDbInterval From(TimeSpan span)
    {
        var rest = span.Ticks % TimeSpan.TicksPerDay;
        if (rest % TimeSpan.TicksPerMicrosecond != 0) throw new ArgumentException("INTERVAL counts whole microseconds.", nameof(span));
        return new DuckDbInterval(0, (int)(span.Ticks / TimeSpan.TicksPerDay), rest / TimeSpan.TicksPerMicrosecond);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Months} months {Days} days {Micros} microseconds");
}
