namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Days since 1970-01-01 in the proleptic Gregorian calendar, years 0001 to 9999.</summary>
internal static class Days
{
    /// <summary>Days from 0000-03-01 to 1970-01-01: years that begin in March have their leap day at the end.</summary>
    private const uint Epoch = 719_468;

    // By month, first of common and then of leap years; a month that is none has no days.
    private static ReadOnlySpan<byte> LengthOfMonth =>
        [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0, 0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0];

    /// <summary>The day, if there is one. Without branches that depend on the date: dates come in no order.</summary>
    public static bool TryOf(int year, int month, int day, out int days)
    {
        days = 0;
        if ((uint)month > 12 || (uint)(year - 1) >= 9999) return false;
        var leap = (year & 3) == 0 & ((year & 15) == 0 | year % 25 != 0) ? 16 : 0;
        if ((uint)(day - 1) >= LengthOfMonth[leap + month]) return false;
        var early = (uint)(month - 3) >> 31;
        var fromMarch = (uint)year - early;
        var monthFromMarch = (uint)month + (12 * early) - 3;
        days = (int)((365 * fromMarch) + (fromMarch / 4) - (fromMarch / 100) + (fromMarch / 400) + (((153 * monthFromMarch) + 2) / 5) + (uint)day - 1 - Epoch);
        return true;
    }

    /// <summary>Year, month and day.</summary>
    /// <remarks>C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar algorithms", 2022.</remarks>
    public static void Split(int days, out int year, out int month, out int day)
    {
        var centuries = (4 * ((uint)days + Epoch)) + 3;
        var century = centuries / 146_097;
        var inCentury = (centuries % 146_097) | 3;
        var years = 2_939_745UL * inCentury;
        var dayOfYear = (uint)years / 2_939_745 / 4;
        var months = (2141 * dayOfYear) + 197_913;
        var late = dayOfYear >= 306 ? 1 : 0;
        year = (int)((100 * century) + (uint)(years >> 32)) + late;
        month = (int)(months >> 16) - (12 * late);
        day = (int)((months & 0xFFFF) / 2141) + 1;
    }
}
