using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Kernels;

// Counts of seconds and spreadsheet day numbers.
public sealed partial class DatePatternKernel
{
    private const long DayMicroseconds = 86_400_000_000;
    private static readonly long Before1900 = new DateTime(1899, 12, 31).Ticks;
    private static readonly long Start1904 = new DateTime(1904, 1, 1).Ticks;

    private bool TryReadEpoch(ReadOnlySpan<char> text, DateToken token, out DateTime moment)
    {
        moment = default;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        if (!TrySplit(digits, maxWhole: 18, maxFraction: 9, out var whole, out var fraction)) return false;
        var microsecondsPerUnit = token switch { DateToken.EpochSeconds => 1_000_000, DateToken.EpochMilliseconds => 1_000, _ => 1 };

        // Exact, in billionths of a microsecond.
        const long Billion = 1_000_000_000;
        var exact = (((Int128)Number(whole, whole.Length) * Billion) + Number(fraction, 9)) * microsecondsPerUnit;
        var (microseconds, lost) = (exact / Billion, exact % Billion);
        if (_fraction == FractionRule.Exact && lost != 0) return false;
        if (_fraction == FractionRule.HalfAway && lost * 2 >= Billion) microseconds++;
        return TryMoment(DateTime.UnixEpoch.Ticks, negative ? -microseconds : microseconds, out moment);
    }

    private bool TryReadSerial(ReadOnlySpan<char> text, DateToken token, out DateTime moment)
    {
        moment = default;
        if (!TrySplit(text, maxWhole: 7, maxFraction: 17, out var whole, out var fraction)) return false;
        if (_target == DateTarget.Date && fraction.IndexOfAnyExcept('0') >= 0) return false;
        var day = Number(whole, whole.Length);
        var start = Start1904;
        if (token is DateToken.Serial1900 or DateToken.Serial1900Seconds)
        {
            // Day 0 is no day, and day 60 is 29 February 1900, which never was: from 61 on the numbers are one too high.
            if (day is 0 or 60) return false;
            start = Before1900;
            if (day > 60) day--;
        }

        // Eleven digits count: less than a microsecond, and all that 64 bits can multiply.
        var perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;
        const long Scale = 100_000_000_000;
        var parts = (((Int128)Number(fraction, 11) * perDay) + (Scale / 2)) / Scale;
        return TryMoment(start, (day * (Int128)DayMicroseconds) + (parts * (DayMicroseconds / perDay)), out moment);
    }

    // Digits, or digits "." digits.
    private static bool TrySplit(ReadOnlySpan<char> text, int maxWhole, int maxFraction, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction)
    {
        var point = text.IndexOf('.');
        whole = point < 0 ? text : text[..point];
        fraction = point < 0 ? default : text[(point + 1)..];
        return whole.Length > 0 && whole.Length <= maxWhole && fraction.Length <= maxFraction && (point < 0 || fraction.Length > 0)
            && whole.IndexOfAnyExceptInRange('0', '9') < 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // The first digits as a number, filled up with zeros.
    private static long Number(ReadOnlySpan<char> digits, int count)
    {
        var number = 0L;
        for (var i = 0; i < count; i++) number = (number * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return number;
    }
}
