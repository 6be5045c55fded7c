using System.Globalization;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>date_parse and date_format in the proleptic Gregorian calendar, years 0001 to 9999.</summary>
internal static class DateSemantics
{
    private static readonly DatePattern IsoDate = DatePattern.Parse("YYYY-MM-DD");
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static Func<string, Outcome> Parse(DateParse parse)
    {
        var patterns = parse.Formats.Select(DatePattern.Parse).ToList();
        return text =>
        {
            foreach (var pattern in patterns)
            {
                if (!TryRead(text, pattern, parse.Pivot ?? 0, out var moment)) continue;
                return parse.Target == DateTarget.Date ? new Outcome(DateOnly.FromDateTime(moment)) : new Outcome(moment);
            }

            return Outcome.Fail(ValueErrors.Date);
        };
    }

    public static Func<object?[], Outcome> Format(DateFormat format)
    {
        var pattern = DatePattern.Parse(format.Format);
        return inputs => inputs[0] switch
        {
            DateOnly date => new Outcome(Write(date.ToDateTime(TimeOnly.MinValue), pattern)),
            DateTime moment => new Outcome(Write(moment, pattern)),
            _ => Outcome.Null,
        };
    }

    public static bool TryReadIsoDate(string text, out DateOnly date)
    {
        var read = TryRead(text, IsoDate, pivot: 0, out var moment);
        date = DateOnly.FromDateTime(moment);
        return read;
    }

    private static bool TryRead(string text, DatePattern pattern, int pivot, out DateTime moment)
    {
        moment = default;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0, at = 0;
        foreach (var part in pattern.Parts)
        {
            var read = part.Token switch
            {
                DateToken.Literal => at < text.Length && text[at++] == part.Literal,
                DateToken.Year4 => TryDigits(text, ref at, 4, 4, out year),
                DateToken.Year2 => TryDigits(text, ref at, 2, 2, out year),
                DateToken.Month2 => TryDigits(text, ref at, 2, 2, out month),
                DateToken.Month1 => TryDigits(text, ref at, 1, 2, out month),
                DateToken.MonthName => TryMonthName(text, ref at, out month),
                DateToken.Day2 => TryDigits(text, ref at, 2, 2, out day),
                DateToken.Day1 => TryDigits(text, ref at, 1, 2, out day),
                DateToken.Hour => TryDigits(text, ref at, 2, 2, out hour),
                DateToken.Minute => TryDigits(text, ref at, 2, 2, out minute),
                DateToken.Second => TryDigits(text, ref at, 2, 2, out second),
                DateToken.Millisecond => TryDigits(text, ref at, 3, 3, out microsecond),
                DateToken.Microsecond => TryDigits(text, ref at, 6, 6, out microsecond),
                _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
            };
            if (!read) return false;
            if (part.Token == DateToken.Year2) year += year >= pivot ? 1900 : 2000;
            if (part.Token == DateToken.Millisecond) microsecond *= 1000;
        }

        if (at != text.Length || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        moment = new DateTime(year, month, day, hour, minute, second).AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static bool TryDigits(string text, ref int at, int min, int max, out int value)
    {
        value = 0;
        var count = 0;
        for (; count < max && at < text.Length && char.IsAsciiDigit(text[at]); count++) value = (value * 10) + text[at++] - '0';
        return count >= min;
    }

    private static bool TryMonthName(string text, ref int at, out int month)
    {
        month = 0;
        if (at + 3 > text.Length) return false;
        var name = TextSemantics.Case(text.Substring(at, 3), CaseMode.Lower, CaseAlphabet.Ascii);
        month = 1 + Array.FindIndex(MonthNames, candidate => TextSemantics.Case(candidate, CaseMode.Lower, CaseAlphabet.Ascii) == name);
        at += 3;
        return month > 0;
    }

    private static string Write(DateTime moment, DatePattern pattern) => string.Concat(pattern.Parts.Select(part => part.Token switch
    {
        DateToken.Literal => part.Literal.ToString(),
        DateToken.Year4 => Digits(moment.Year, 4),
        DateToken.Year2 => Digits(moment.Year % 100, 2),
        DateToken.Month2 => Digits(moment.Month, 2),
        DateToken.Month1 => Digits(moment.Month, 1),
        DateToken.MonthName => MonthNames[moment.Month - 1],
        DateToken.Day2 => Digits(moment.Day, 2),
        DateToken.Day1 => Digits(moment.Day, 1),
        DateToken.Hour => Digits(moment.Hour, 2),
        DateToken.Minute => Digits(moment.Minute, 2),
        DateToken.Second => Digits(moment.Second, 2),
        DateToken.Millisecond => Digits(Microsecond(moment) / 1000, 3),
        DateToken.Microsecond => Digits(Microsecond(moment), 6),
        _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
    }));

    private static int Microsecond(DateTime moment) => (int)(moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    private static string Digits(int value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
