using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Moments as a day since 1970 and microseconds of the day.</summary>
internal static class Moments
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    /// <summary>0001-01-01 and 9999-12-31.</summary>
    private const int FirstDay = -719_162, LastDay = 2_932_896;

    /// <summary>Moves a moment; false outside the years 0001 to 9999.</summary>
    public static bool TryShift(ref int days, ref long timeOfDay, Int128 microseconds)
    {
        var total = (days * (Int128)MicrosecondsPerDay) + timeOfDay + microseconds;
        if (total < FirstDay * (Int128)MicrosecondsPerDay || total >= (LastDay + 1) * (Int128)MicrosecondsPerDay) return false;
        Split((long)total, out days, out timeOfDay);
        return true;
    }

    /// <summary>A moment by another clock; false where it has none.</summary>
    public static bool TryShift(ZoneSteps zone, long microseconds, out long shifted)
    {
        var second = microseconds >= 0 ? microseconds / MicrosecondsPerSecond : (microseconds - MicrosecondsPerSecond + 1) / MicrosecondsPerSecond;
        var shift = zone.ShiftAt(second);
        shifted = microseconds + (shift.GetValueOrDefault() * MicrosecondsPerSecond);
        return shift is not null;
    }

    /// <summary>Day and time of day of microseconds since 1970.</summary>
    public static void Split(long microseconds, out int days, out long timeOfDay)
    {
        var quotient = Math.DivRem(microseconds, MicrosecondsPerDay, out timeOfDay);
        if (timeOfDay < 0)
        {
            quotient--;
            timeOfDay += MicrosecondsPerDay;
        }

        days = (int)quotient;
    }

    /// <summary>0 for Monday to 6.</summary>
    public static int WeekdayOf(int days) => (int)(((days + 3L) % 7 + 7) % 7);
}
