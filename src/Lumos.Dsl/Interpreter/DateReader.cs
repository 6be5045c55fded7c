using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>Reads a text by one format: the whole text, ASCII digits, no leniency.</summary>
internal sealed class DateReader(DatePattern pattern, int pivot, DateLanguage language, FractionRule fractionRule)
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <summary>The moment, in UTC when the format has an offset; null when the format does not fit.</summary>
    public DateTime? Read(string text)
    {
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, at = 0, weekday = 0, offsetMinutes = 0;
        bool? afternoon = null;
        var fraction = "";
        foreach (var part in pattern.Parts)
        {
            var read = part.Token switch
            {
                DateToken.Literal => at < text.Length && text[at++] == part.Literal,
                DateToken.Year4 => TryNumber(text, ref at, 4, 4, out year),
                DateToken.Year2 => TryNumber(text, ref at, 2, 2, out year),
                DateToken.Month2 => TryNumber(text, ref at, 2, 2, out month),
                DateToken.Month1 => TryNumber(text, ref at, 1, 2, out month),
                DateToken.MonthName or DateToken.MonthFullName => TryName(text, ref at, part.Token, out month),
                DateToken.Day2 => TryNumber(text, ref at, 2, 2, out day),
                DateToken.Day1 => TryNumber(text, ref at, 1, 2, out day),
                DateToken.WeekdayName or DateToken.WeekdayShortName => TryName(text, ref at, part.Token, out weekday),
                DateToken.Hour or DateToken.HalfDayHour => TryNumber(text, ref at, 2, 2, out hour),
                DateToken.Hour1 or DateToken.HalfDayHour1 => TryNumber(text, ref at, 1, 2, out hour),
                DateToken.Meridiem => TryMeridiem(text, ref at, part.Spelling, out afternoon),
                DateToken.Minute => TryNumber(text, ref at, 2, 2, out minute),
                DateToken.Second => TryNumber(text, ref at, 2, 2, out second),
                DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction => TryDigits(text, ref at, part.Spelling.Length, part.Spelling.Length, out fraction),
                DateToken.AnyFraction => TryDigits(text, ref at, 1, 9, out fraction),
                DateToken.Offset => TryOffset(text, ref at, out offsetMinutes),
                _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
            };
            if (!read) return null;
            if (part.Token == DateToken.Year2) year += year >= pivot ? 1900 : 2000;
        }

        if (at != text.Length || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (afternoon is { } isAfternoon)
        {
            // 12 AM is midnight, 12 PM is noon.
            if (hour is < 1 or > 12) return null;
            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59) return null;
        var moment = new DateTime(year, month, day, hour, minute, second);

        // Monday is 1; the weekday is that of the date as written, before the offset.
        if (weekday != 0 && weekday % 7 != (int)moment.DayOfWeek) return null;
        return Microseconds(fraction) is { } microseconds ? Shift(moment, microseconds - (offsetMinutes * 60_000_000L)) : null;
    }

    /// <summary>The moment so many microseconds later; null outside the years 0001 to 9999.</summary>
    public static DateTime? Shift(DateTime moment, Int128 microseconds)
    {
        var ticks = moment.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks) : null;
    }

    // Six digits are kept; what is behind them is zero, or goes by the rule.
    private int? Microseconds(string digits)
    {
        var kept = int.Parse(digits.PadRight(6, '0')[..6], System.Globalization.CultureInfo.InvariantCulture);
        var lost = digits.Length > 6 ? digits[6..] : "";
        return fractionRule switch
        {
            FractionRule.Truncate => kept,
            FractionRule.HalfAway => lost.Length > 0 && lost[0] >= '5' ? kept + 1 : kept,
            _ => lost.Trim('0').Length == 0 ? kept : null,
        };
    }

    private static bool TryDigits(string text, ref int at, int min, int max, out string digits)
    {
        var start = at;
        while (at - start < max && at < text.Length && char.IsAsciiDigit(text[at])) at++;
        digits = text[start..at];
        return digits.Length >= min;
    }

    private static bool TryNumber(string text, ref int at, int min, int max, out int value)
    {
        var read = TryDigits(text, ref at, min, max, out var digits);
        value = read ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return read;
    }

    // The longest spelling that fits; January and Monday are 1.
    private bool TryName(string text, ref int at, DateToken token, out int number)
    {
        number = 0;
        var length = 0;
        var names = DateNames.Of(token, language);
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var name in names[i])
            {
                if (name.Length <= length || at + name.Length > text.Length || Fold(text.Substring(at, name.Length)) != Fold(name)) continue;
                (number, length) = (i + 1, name.Length);
            }
        }

        at += length;
        return number > 0;
    }

    private string Fold(string name) => TextSemantics.Case(name, CaseMode.Lower, language == DateLanguage.English ? CaseAlphabet.Ascii : CaseAlphabet.Unicode);

    private static bool TryMeridiem(string text, ref int at, string spelling, out bool? afternoon)
    {
        afternoon = null;
        if (at + spelling.Length > text.Length) return false;
        var written = TextSemantics.Case(text.Substring(at, spelling.Length), CaseMode.Upper, CaseAlphabet.Ascii);
        at += spelling.Length;
        if (written is "AM" or "A.M.") afternoon = false;
        if (written is "PM" or "P.M.") afternoon = true;
        return afternoon is not null;
    }

    // Z, +hh, +hhmm or +hh:mm, at most 14 hours either way. -00:00 is UTC.
    private static bool TryOffset(string text, ref int at, out int minutes)
    {
        minutes = 0;
        if (at >= text.Length) return false;
        var sign = text[at++];
        if (sign == 'Z') return true;
        if (sign is not ('+' or '-') || !TryNumber(text, ref at, 2, 2, out var hours)) return false;
        var rest = 0;
        var hasColon = at < text.Length && text[at] == ':';
        if (hasColon) at++;
        if ((hasColon || (at < text.Length && char.IsAsciiDigit(text[at]))) && !TryNumber(text, ref at, 2, 2, out rest)) return false;
        minutes = (hours * 60) + rest;
        if (rest > 59 || minutes > MaxOffsetMinutes) return false;
        if (sign == '-') minutes = -minutes;
        return true;
    }
}
