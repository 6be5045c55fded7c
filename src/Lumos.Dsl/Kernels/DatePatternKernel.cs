using System.ComponentModel;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Kernels;

/// <summary>
/// A date format prepared for generated code, for the tokens that code does not spell out itself: names, offsets, AM and PM, fractions, counts of seconds or
/// days. Same meaning as the interpreter's. Immutable. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class DatePatternKernel
{
    private const int MaxOffsetMinutes = 14 * 60;
    private readonly DatePart[] _parts;
    private readonly int _pivot;
    private readonly DateLanguage _language;
    private readonly FractionRule _fraction;
    private readonly DateTarget _target;
    private readonly DateToken? _number;

    private DatePatternKernel(DatePattern pattern, int pivot, DateLanguage language, FractionRule fraction, DateTarget target)
    {
        (_parts, _pivot, _language, _fraction, _target, _number) = ([.. pattern.Parts], pivot, language, fraction, target, pattern.Number);
    }

    /// <summary>Prepares a format.</summary>
    public static DatePatternKernel Create(string format, int pivot, DateLanguage language, FractionRule fraction, DateTarget target) =>
        new(DatePattern.Parse(format), pivot, language, fraction, target);

    /// <summary>Reads a date or timestamp; false when the text does not fit the format or the calendar.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime moment)
    {
        if (_number is { } number) return number.IsEpoch() ? TryReadEpoch(text, number, out moment) : TryReadSerial(text, number, out moment);
        moment = default;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, at = 0, weekday = 0, offsetMinutes = 0;
        bool? afternoon = null;
        ReadOnlySpan<char> fraction = default;
        foreach (var part in _parts)
        {
            var read = part.Token switch
            {
                DateToken.Literal => DateKernel.Literal(text, ref at, part.Literal),
                DateToken.Year4 => DateKernel.Digits(text, ref at, 4, out year),
                DateToken.Year2 => DateKernel.Digits(text, ref at, 2, out year),
                DateToken.Month2 => DateKernel.Digits(text, ref at, 2, out month),
                DateToken.Month1 => DateKernel.OneOrTwo(text, ref at, out month),
                DateToken.MonthName or DateToken.MonthFullName => TryName(text, ref at, part.Token, out month),
                DateToken.Day2 => DateKernel.Digits(text, ref at, 2, out day),
                DateToken.Day1 => DateKernel.OneOrTwo(text, ref at, out day),
                DateToken.WeekdayName or DateToken.WeekdayShortName => TryName(text, ref at, part.Token, out weekday),
                DateToken.Hour or DateToken.HalfDayHour => DateKernel.Digits(text, ref at, 2, out hour),
                DateToken.Hour1 or DateToken.HalfDayHour1 => DateKernel.OneOrTwo(text, ref at, out hour),
                DateToken.Meridiem => TryMeridiem(text, ref at, part.Spelling, out afternoon),
                DateToken.Minute => DateKernel.Digits(text, ref at, 2, out minute),
                DateToken.Second => DateKernel.Digits(text, ref at, 2, out second),
                DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction => TryFraction(text, ref at, part.Spelling.Length, part.Spelling.Length, out fraction),
                DateToken.AnyFraction => TryFraction(text, ref at, 1, 9, out fraction),
                DateToken.Offset => TryOffset(text, ref at, out offsetMinutes),
                _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
            };
            if (!read) return false;
            if (part.Token == DateToken.Year2) year = DateKernel.Year(year, _pivot);
        }

        if (at != text.Length || !DateKernel.TryDay(year, month, day, out var dayNumber)) return false;
        if (afternoon is { } isAfternoon)
        {
            // 12 AM is midnight, 12 PM is noon.
            if (hour is < 1 or > 12) return false;
            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        }

        if (!DateKernel.TryTime(hour, minute, second, 0, out var ticks)) return false;

        // Day 0, 0001-01-01, was a Monday; Monday is 1 here.
        if (weekday != 0 && weekday != (dayNumber % 7) + 1) return false;
        return TryMicroseconds(fraction, out var microseconds) && TryMoment((dayNumber * TimeSpan.TicksPerDay) + ticks, microseconds - (offsetMinutes * 60_000_000L), out moment);
    }

    private static bool TryMoment(long ticks, Int128 microseconds, out DateTime moment)
    {
        var shifted = ticks + (microseconds * TimeSpan.TicksPerMicrosecond);
        var fits = shifted >= 0 && shifted <= DateTime.MaxValue.Ticks;
        moment = fits ? new DateTime((long)shifted) : default;
        return fits;
    }

    // Six digits are kept; what is behind them is zero, or goes by the rule.
    private bool TryMicroseconds(ReadOnlySpan<char> digits, out int microseconds)
    {
        microseconds = 0;
        for (var i = 0; i < 6; i++) microseconds = (microseconds * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        var lost = digits.Length > 6 ? digits[6..] : default;
        if (_fraction == FractionRule.HalfAway && lost.Length > 0 && lost[0] >= '5') microseconds++;
        return _fraction != FractionRule.Exact || lost.IndexOfAnyExcept('0') < 0;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, scoped ref int at, int min, int max, out ReadOnlySpan<char> digits)
    {
        var start = at;
        while (at - start < max && at < text.Length && char.IsAsciiDigit(text[at])) at++;
        digits = text[start..at];
        return digits.Length >= min;
    }

    // The longest spelling that fits; January and Monday are 1.
    private bool TryName(ReadOnlySpan<char> text, ref int at, DateToken token, out int number)
    {
        number = 0;
        var length = 0;
        var names = DateNames.Of(token, _language);
        for (var i = 0; i < names.Count; i++)
        {
            var spellings = names[i];
            for (var k = 0; k < spellings.Count; k++)
            {
                var name = spellings[k];
                if (name.Length <= length || name.Length > text.Length - at || !IsSame(text.Slice(at, name.Length), name)) continue;
                (number, length) = (i + 1, name.Length);
            }
        }

        at += length;
        return number > 0;
    }

    private bool IsSame(ReadOnlySpan<char> text, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (Fold(text[i]) != Fold(name[i])) return false;
        }

        return true;
    }

    private char Fold(char c)
    {
        if (c < 0x80) return char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        return _language != DateLanguage.English && CasePages.Lower.TryMap(c, out var lower) ? lower : c;
    }

    private static bool TryMeridiem(ReadOnlySpan<char> text, ref int at, string spelling, out bool? afternoon)
    {
        afternoon = null;
        if (spelling.Length > text.Length - at) return false;
        var written = text.Slice(at, spelling.Length);
        at += spelling.Length;
        if (written.Equals("AM", StringComparison.OrdinalIgnoreCase) || written.Equals("A.M.", StringComparison.OrdinalIgnoreCase)) afternoon = false;
        if (written.Equals("PM", StringComparison.OrdinalIgnoreCase) || written.Equals("P.M.", StringComparison.OrdinalIgnoreCase)) afternoon = true;
        return afternoon is not null;
    }

    // Z, +hh, +hhmm or +hh:mm, at most 14 hours either way.
    private static bool TryOffset(ReadOnlySpan<char> text, ref int at, out int minutes)
    {
        minutes = 0;
        if (at >= text.Length) return false;
        var sign = text[at++];
        if (sign == 'Z') return true;
        if (sign is not ('+' or '-') || !DateKernel.Digits(text, ref at, 2, out var hours)) return false;
        var rest = 0;
        var hasColon = at < text.Length && text[at] == ':';
        if (hasColon) at++;
        if ((hasColon || (at < text.Length && char.IsAsciiDigit(text[at]))) && !DateKernel.Digits(text, ref at, 2, out rest)) return false;
        minutes = (hours * 60) + rest;
        if (rest > 59 || minutes > MaxOffsetMinutes) return false;
        if (sign == '-') minutes = -minutes;
        return true;
    }
}
