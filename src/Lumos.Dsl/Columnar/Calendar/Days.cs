namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Days since 1970-01-01 in the proleptic Gregorian calendar, years 0001 to 9999.</summary>
internal static class Days
{
    /// <summary>Days from 0001-01-01 to 1970-01-01.</summary>
    private const int Epoch = 719_162;

    /// <summary>Days from 0000-03-01 to 1970-01-01: years that begin in March have their leap day at the end.</summary>
    private const int MarchEpoch = 719_468;

    private const int DaysPer400Years = 146_097;

    private static ReadOnlySpan<byte> LengthOfMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static ReadOnlySpan<ushort> DaysBeforeMonth => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>The day, if there is one.</summary>
    public static bool TryOf(int year, int month, int day, out int days)
    {
        days = 0;
        if ((uint)(month - 1) >= 12 || (uint)(year - 1) >= 9999) return false;
        var leap = IsLeap(year);
        if ((uint)(day - 1) >= LengthOfMonth[month] + (leap && month == 2 ? 1 : 0)) return false;
        var before = (uint)year - 1;
        days = (int)((before * 365) + (before / 4) - (before / 100) + (before / 400)) + DaysBeforeMonth[month] + (leap && month > 2 ? 1 : 0) + day - 1 - Epoch;
        return true;
    }

    /// <summary>Year, month and day.</summary>
    public static void Split(int days, out int year, out int month, out int day)
    {
        var sinceMarch = (uint)(days + MarchEpoch);
        var cycle = sinceMarch / DaysPer400Years;
        var inCycle = sinceMarch % DaysPer400Years;
        var yearInCycle = (inCycle - (inCycle / 1460) + (inCycle / 36_524) - (inCycle / 146_096)) / 365;
        var dayOfYear = inCycle - ((365 * yearInCycle) + (yearInCycle / 4) - (yearInCycle / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        day = (int)(dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1);
        month = (int)(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
        year = (int)((cycle * 400) + yearInCycle) + (month <= 2 ? 1 : 0);
    }

    private static bool IsLeap(int year) => (year & 3) == 0 && ((year & 15) == 0 || year % 25 != 0);
}
