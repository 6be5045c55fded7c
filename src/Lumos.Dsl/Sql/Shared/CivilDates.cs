using System.Globalization;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// The proleptic Gregorian calendar in integer arithmetic: days and microseconds since 0001-01-01, which is day 0 and a Monday. Years are counted from March,
/// so that the leap day is the last one.
/// </summary>
internal static class CivilDates
{
    /// <summary>Microseconds before 1970 at which year 1 begins, and after it at which year 9999 ends.</summary>
    public const long FirstMicrosecond = -62_135_596_800_000_000;

    /// <summary>Last microsecond of year 9999, since 1970.</summary>
    public const long LastMicrosecond = 253_402_300_799_999_999;

    /// <summary>Microseconds of a day.</summary>
    public const long DayMicroseconds = 86_400_000_000;

    // From 0000-03-01 to 0001-01-01.
    private const int DaysToYearOne = 306;

    /// <summary>Day number of a valid date.</summary>
    public static SqlFragment DayOf(LetChain chain, DateWords words, SqlBinding year, SqlBinding month, SqlBinding day)
    {
        var y = chain.Bind(SqlFragment.Of($"{year} - CASE WHEN {month} <= 2 THEN 1 ELSE 0 END"));
        var m = SqlFragment.Of($"(153 * CASE WHEN {month} <= 2 THEN {month} + 9 ELSE {month} - 3 END + 2)");
        return SqlFragment.Of($"(365 * {y} + {words.Divided(y, 4)} - {words.Divided(y, 100)} + {words.Divided(y, 400)} + {words.Divided(m, 5)} + {day} - {DaysToYearOne + 1})");
    }

    /// <summary>How many days a month has.</summary>
    public static SqlFragment DaysIn(SqlFragment year, SqlFragment month) => DaysIn(month, IsLeap(year), static number => SqlFragment.Of($"{number}"));

    /// <summary>How many days a month of two digits has, in two digits.</summary>
    public static SqlFragment DaysInText(SqlFragment month, SqlFragment isLeap) => DaysIn(month, isLeap, Two);

    /// <summary>Whether a year given as an integer has a leap day.</summary>
    public static SqlFragment IsLeap(SqlFragment year) => SqlFragment.Of($"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)");

    /// <summary>A number of two digits as text.</summary>
    public static SqlFragment Two(int number) => SqlFragment.Text(number.ToString("00", CultureInfo.InvariantCulture));

    /// <summary>ISO text of a moment given in microseconds since 0001-01-01; NULL outside the years 0001 to 9999.</summary>
    public static SqlFragment Text(LetChain chain, DateWords words, SqlFragment microseconds, DateTarget target)
    {
        var given = chain.Bind(microseconds);
        var all = chain.Bind(SqlFragment.Of($"CASE WHEN {given} BETWEEN 0 AND {LastMicrosecond - FirstMicrosecond} THEN {given} END"));
        var dayNumber = chain.Bind(words.Divided(all, DayMicroseconds));
        var days = chain.Bind(SqlFragment.Of($"{dayNumber} + {DaysToYearOne}"));
        var era = chain.Bind(words.Divided(days, 146_097));
        var dayOfEra = chain.Bind(SqlFragment.Of($"{days} - {era} * 146097"));
        var yearOfEra = chain.Bind(words.Divided(SqlFragment.Of($"({dayOfEra} - {words.Divided(dayOfEra, 1460)} + {words.Divided(dayOfEra, 36_524)} - {words.Divided(dayOfEra, 146_096)})"), 365));
        var dayOfYear = chain.Bind(SqlFragment.Of($"{dayOfEra} - (365 * {yearOfEra} + {words.Divided(yearOfEra, 4)} - {words.Divided(yearOfEra, 100)})"));
        var march = chain.Bind(words.Divided(SqlFragment.Of($"(5 * {dayOfYear} + 2)"), 153));
        var day = SqlFragment.Of($"({dayOfYear} - {words.Divided(SqlFragment.Of($"(153 * {march} + 2)"), 5)} + 1)");
        var month = SqlFragment.Of($"(CASE WHEN {march} < 10 THEN {march} + 3 ELSE {march} - 9 END)");
        var year = SqlFragment.Of($"({yearOfEra} + {era} * 400 + CASE WHEN {march} < 10 THEN 0 ELSE 1 END)");
        List<SqlFragment> parts = [words.Printed(year, 4), SqlFragment.Text("-"), words.Printed(month, 2), SqlFragment.Text("-"), words.Printed(day, 2)];
        if (target == DateTarget.Date) return words.Joined(parts);

        var rest = chain.Bind(SqlFragment.Of($"{all} - {dayNumber} * {DayMicroseconds}"));
        parts.AddRange([SqlFragment.Text(" "), Clock(3_600_000_000, 24), SqlFragment.Text(":"), Clock(60_000_000, 60), SqlFragment.Text(":"), Clock(1_000_000, 60), SqlFragment.Text("."), Clock(1, 1_000_000)]);
        return words.Joined(parts);

        SqlFragment Clock(long unit, int modulus) => words.Printed(SqlFragment.Of($"({(unit == 1 ? rest : words.Divided(rest, unit))} % {modulus})"), modulus == 1_000_000 ? 6 : 2);
    }

    private static SqlFragment DaysIn(SqlFragment month, SqlFragment isLeap, Func<int, SqlFragment> n) => SqlFragment.Of(
        $"CASE WHEN {month} IN ({n(4)}, {n(6)}, {n(9)}, {n(11)}) THEN {n(30)} WHEN {month} <> {n(2)} THEN {n(31)} WHEN {isLeap} THEN {n(29)} ELSE {n(28)} END");
}
