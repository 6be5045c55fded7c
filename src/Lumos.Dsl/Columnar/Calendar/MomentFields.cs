namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>What a format read from a text.</summary>
internal struct MomentFields
{
    public int Year;
    public int Month;
    public int Day;
    public int Hour;
    public int Minute;
    public int Second;

    /// <summary>Microseconds of the second; a million when digits below were rounded up.</summary>
    public int Microsecond;

    /// <summary>1 for Monday to 7; 0 when the text names none.</summary>
    public int Weekday;

    /// <summary>Whether the hour is one of twelve, 1 to 12, and which half of the day it is in.</summary>
    public bool IsHalfDay;
    public bool IsAfternoon;

    /// <summary>How far the text's clock is ahead of UTC.</summary>
    public int OffsetMinutes;

    /// <summary>The day and the time of day in UTC, if there are such.</summary>
    public bool TryMoment(out int days, out long timeOfDay)
    {
        timeOfDay = 0;
        if (!Days.TryOf(Year, Month, Day, out days)) return false;
        if (IsHalfDay)
        {
            // 12 AM is midnight, 12 PM is noon.
            if (Hour is < 1 or > 12) return false;
            Hour = (Hour % 12) + (IsAfternoon ? 12 : 0);
        }

        if (Hour > 23 || Minute > 59 || Second > 59) return false;

        // The weekday is that of the date as written, before the offset.
        if (Weekday != 0 && Weekday != Moments.WeekdayOf(days) + 1) return false;
        timeOfDay = (((((Hour * 60L) + Minute) * 60) + Second) * Moments.MicrosecondsPerSecond) + Microsecond;
        return (OffsetMinutes == 0 && Microsecond < Moments.MicrosecondsPerSecond) || Moments.TryShift(ref days, ref timeOfDay, OffsetMinutes * -60L * Moments.MicrosecondsPerSecond);
    }
}
