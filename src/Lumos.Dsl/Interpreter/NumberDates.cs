using System.Globalization;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>Dates written as one number: time since 1970, and day numbers of spreadsheets.</summary>
internal static class NumberDates
{
    // Day numbers count from here: 1 is 1900-01-01, and 0 is 1904-01-01.
    private static readonly DateTime Before1900 = new(1899, 12, 31);
    private static readonly DateTime Start1904 = new(1904, 1, 1);

    /// <summary>An optional sign, 1 to 18 digits, and up to 9 digits behind a point.</summary>
    public static DateTime? ReadEpoch(string text, DateToken token, FractionRule rule)
    {
        var signed = text.Length > 0 && text[0] is '+' or '-';
        if (!TrySplit(signed ? text[1..] : text, maxWhole: 18, maxFraction: 9, out var whole, out var fraction)) return null;
        var microsecondsPerUnit = token switch { DateToken.EpochSeconds => 1_000_000, DateToken.EpochMilliseconds => 1_000, _ => 1 };

        // Exact, in billionths of a microsecond.
        const long Billion = 1_000_000_000;
        var exact = ((Parse(whole) * Billion) + Parse(fraction.PadRight(9, '0'))) * microsecondsPerUnit;
        var (microseconds, lost) = (exact / Billion, exact % Billion);
        if (rule == FractionRule.Exact && lost != 0) return null;
        if (rule == FractionRule.HalfAway && lost * 2 >= Billion) microseconds++;
        return DateReader.Shift(DateTime.UnixEpoch, text[0] == '-' ? -microseconds : microseconds) is { } moment ? DateTime.SpecifyKind(moment, DateTimeKind.Unspecified) : null;
    }

    /// <summary>1 to 7 digits, and up to 17 digits behind a point. The fraction of the day is rounded half up to the millisecond or second.</summary>
    public static DateTime? ReadSerial(string text, DateToken token, DateTarget target)
    {
        if (!TrySplit(text, maxWhole: 7, maxFraction: 17, out var whole, out var fraction)) return null;
        if (target == DateTarget.Date && fraction.Trim('0').Length > 0) return null;
        var day = (int)Parse(whole);
        DateTime midnight;
        if (token is DateToken.Serial1904 or DateToken.Serial1904Seconds)
        {
            midnight = Start1904;
        }
        else
        {
            // Day 0 is no day, and day 60 is 29 February 1900, which never was: from 61 on the numbers are one too high.
            if (day is 0 or 60) return null;
            midnight = Before1900;
            if (day > 60) day--;
        }

        // Eleven digits count: less than a microsecond, and all that 64 bits can multiply.
        var perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;
        const long Scale = 100_000_000_000;
        var parts = ((Parse(fraction.PadRight(11, '0')[..11]) * perDay) + (Scale / 2)) / Scale;
        const long DayMicroseconds = 86_400_000_000;
        return DateReader.Shift(midnight, (day * (Int128)DayMicroseconds) + (parts * (DayMicroseconds / perDay)));
    }

    // Digits, or digits "." digits.
    private static bool TrySplit(string text, int maxWhole, int maxFraction, out string whole, out string fraction)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        whole = point < 0 ? text : text[..point];
        fraction = point < 0 ? "" : text[(point + 1)..];
        return whole.Length > 0 && whole.Length <= maxWhole && fraction.Length <= maxFraction && (point < 0 || fraction.Length > 0) && (whole + fraction).All(char.IsAsciiDigit);
    }

    private static Int128 Parse(string digits) => Int128.Parse(digits, CultureInfo.InvariantCulture);
}
