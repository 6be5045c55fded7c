using System.Globalization;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>Writes moments by one format. Fractions are cut, not rounded.</summary>
internal sealed class DateWriter(DatePattern pattern, DateLanguage language)
{
    public string Write(DateTime moment) => string.Concat(pattern.Parts.Select(part => part.Token switch
    {
        DateToken.Literal => part.Literal.ToString(),
        DateToken.Year4 => Digits(moment.Year, 4),
        DateToken.Year2 => Digits(moment.Year % 100, 2),
        DateToken.Month2 => Digits(moment.Month, 2),
        DateToken.Month1 => Digits(moment.Month, 1),
        DateToken.MonthName or DateToken.MonthFullName => DateNames.Of(part.Token, language)[moment.Month - 1][0],
        DateToken.Day2 => Digits(moment.Day, 2),
        DateToken.Day1 => Digits(moment.Day, 1),
        DateToken.WeekdayName or DateToken.WeekdayShortName => DateNames.Of(part.Token, language)[((int)moment.DayOfWeek + 6) % 7][0],
        DateToken.Hour => Digits(moment.Hour, 2),
        DateToken.Hour1 => Digits(moment.Hour, 1),
        DateToken.HalfDayHour => Digits(OnTheClock(moment.Hour), 2),
        DateToken.HalfDayHour1 => Digits(OnTheClock(moment.Hour), 1),
        DateToken.Meridiem => Meridiem(part.Spelling, moment.Hour >= 12),
        DateToken.Minute => Digits(moment.Minute, 2),
        DateToken.Second => Digits(moment.Second, 2),
        DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction => Fraction(moment)[..part.Spelling.Length],
        DateToken.AnyFraction => Fraction(moment).TrimEnd('0').PadRight(1, '0'),
        DateToken.Offset => "Z",
        _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
    }));

    private static int OnTheClock(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    // Written the way the token is.
    private static string Meridiem(string spelling, bool afternoon) => afternoon ? spelling.Replace('A', 'P').Replace('a', 'p') : spelling;

    // Nine digits, of which a timestamp knows six.
    private static string Fraction(DateTime moment) => Digits((int)(moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), 6) + "000";

    private static string Digits(int value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
