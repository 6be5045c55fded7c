namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>What a format read from a text.</summary>
internal struct MomentFields
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    public int Year;
    public int Month;
    public int Day;
    public int Hour;
    public int Minute;
    public int Second;
    public int Microsecond;

    /// <summary>The day and the time of day, if there are such.</summary>
    public readonly bool TryMoment(out int days, out long timeOfDay)
    {
        timeOfDay = ((((Hour * 60L) + Minute) * 60) + Second) * MicrosecondsPerSecond + Microsecond;
        return Days.TryOf(Year, Month, Day, out days) && Hour <= 23 && Minute <= 59 && Second <= 59;
    }
}
