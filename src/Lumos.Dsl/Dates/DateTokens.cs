namespace Lumos.Dsl.Dates;

/// <summary>What tokens have in common.</summary>
internal static class DateTokens
{
    /// <summary>A number of one or two digits, or of one to nine: its end is where the digits end.</summary>
    public static bool HasOpenEnd(this DateToken token) => token is DateToken.Month1 or DateToken.Day1 or DateToken.Hour1 or DateToken.HalfDayHour1 or DateToken.AnyFraction;

    /// <summary>Reads digits and nothing else.</summary>
    public static bool IsDigits(this DateToken token) => !IsName(token) && token is not (DateToken.Literal or DateToken.Meridiem or DateToken.Offset);

    /// <summary>A name of a language.</summary>
    public static bool IsName(this DateToken token) => token is DateToken.MonthName or DateToken.MonthFullName or DateToken.WeekdayName or DateToken.WeekdayShortName;

    /// <summary>Speaks of the time of day.</summary>
    public static bool IsTime(this DateToken token) =>
        token is DateToken.Hour or DateToken.Hour1 or DateToken.HalfDayHour or DateToken.HalfDayHour1 or DateToken.Meridiem or DateToken.Minute or DateToken.Second or DateToken.Offset
        || IsFraction(token) || IsEpoch(token);

    /// <summary>Digits of a second.</summary>
    public static bool IsFraction(this DateToken token) => token is DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction or DateToken.AnyFraction;

    /// <summary>A time since 1970.</summary>
    public static bool IsEpoch(this DateToken token) => token is DateToken.EpochSeconds or DateToken.EpochMilliseconds or DateToken.EpochMicroseconds;

    /// <summary>A day number of a spreadsheet.</summary>
    public static bool IsSerial(this DateToken token) => token is DateToken.Serial1900 or DateToken.Serial1900Seconds or DateToken.Serial1904 or DateToken.Serial1904Seconds;
}
