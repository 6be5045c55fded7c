using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Kernels;

// Writing.
public sealed partial class DatePatternKernel
{
    private const int LongestPart = 32;

    /// <summary>Writes a date or timestamp.</summary>
    public ReadOnlySpan<char> Write(DateTime moment, TextScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var text = scratch.Take(_parts.Length * LongestPart);
        var at = 0;
        foreach (var part in _parts) at = Write(text, at, part, moment);
        scratch.GiveBack(text.Length - at);
        return text[..at];
    }

    /// <summary>Writes a date.</summary>
    public ReadOnlySpan<char> Write(DateOnly date, TextScratch scratch) => Write(date.ToDateTime(TimeOnly.MinValue), scratch);

    private int Write(Span<char> text, int at, DatePart part, DateTime moment)
    {
        switch (part.Token)
        {
            case DateToken.Literal:
                text[at] = part.Literal;
                return at + 1;
            case DateToken.Year4: return Write(text, at, moment.Year, 4);
            case DateToken.Year2: return Write(text, at, moment.Year % 100, 2);
            case DateToken.Month2: return Write(text, at, moment.Month, 2);
            case DateToken.Month1: return DateKernel.WriteOneOrTwo(text, at, moment.Month);
            case DateToken.MonthName or DateToken.MonthFullName: return TextKernel.Append(text, at, DateNames.Of(part.Token, _language)[moment.Month - 1][0]);
            case DateToken.Day2: return Write(text, at, moment.Day, 2);
            case DateToken.Day1: return DateKernel.WriteOneOrTwo(text, at, moment.Day);
            case DateToken.WeekdayName or DateToken.WeekdayShortName: return TextKernel.Append(text, at, DateNames.Of(part.Token, _language)[((int)moment.DayOfWeek + 6) % 7][0]);
            case DateToken.Hour: return Write(text, at, moment.Hour, 2);
            case DateToken.Hour1: return DateKernel.WriteOneOrTwo(text, at, moment.Hour);
            case DateToken.HalfDayHour: return Write(text, at, OnTheClock(moment.Hour), 2);
            case DateToken.HalfDayHour1: return DateKernel.WriteOneOrTwo(text, at, OnTheClock(moment.Hour));
            case DateToken.Meridiem: return WriteMeridiem(text, at, part.Spelling, moment.Hour >= 12);
            case DateToken.Minute: return Write(text, at, moment.Minute, 2);
            case DateToken.Second: return Write(text, at, moment.Second, 2);
            case DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction: return WriteFraction(text, at, moment, part.Spelling.Length);
            case DateToken.AnyFraction:
                var end = WriteFraction(text, at, moment, 9);
                while (end > at + 1 && text[end - 1] == '0') end--;
                return end;
            case DateToken.Offset:
                text[at] = 'Z';
                return at + 1;
            default:
                throw new InvalidOperationException($"Unknown token {part.Token}.");
        }
    }

    private static int Write(Span<char> text, int at, int value, int width)
    {
        DateKernel.Write(text, at, value, width);
        return at + width;
    }

    // Nine digits, of which a timestamp knows six; what is not asked for is written over.
    private static int WriteFraction(Span<char> text, int at, DateTime moment, int digits)
    {
        DateKernel.Write(text, at, (int)(moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), 6);
        text.Slice(at + 6, 3).Fill('0');
        return at + digits;
    }

    // Written the way the token is.
    private static int WriteMeridiem(Span<char> text, int at, string spelling, bool afternoon)
    {
        foreach (var c in spelling) text[at++] = !afternoon ? c : c == 'A' ? 'P' : c == 'a' ? 'p' : c;
        return at;
    }

    private static int OnTheClock(int hour) => hour % 12 == 0 ? 12 : hour % 12;
}
