using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly UInt128 Birth = Topics.Of("person.birth_date");
    private static readonly FoldedWords Months = FoldedWords.Of(SmallLists.Get("month"));

    // Thailand writes years 543 higher.
    private const int NewestOfBuddhistEra = 2600;

    // Dates in digits. Only those of birth are personal; the others are understood, and so taken for nothing else.
    private int ReadDate(scoped DigitGroups groups, int i)
    {
        if (groups.Length(i) == 8 && (i + 1 == groups.Count || groups.Separator(_text, i) is ' ') && Value(groups, i) is var plain and > 1900_01_00 and < 2100_00_00 && plain / 100 % 100 is >= 1 and <= 12 && plain % 100 is >= 1 and <= 31)
        {
            return AddBirth(groups.Start(i), groups.End(i)) ? 1 : 0;
        }

        if (i + 2 >= groups.Count) return 0;
        var separator = groups.Separator(_text, i);
        if (separator is not ('-' or '.' or '/') || groups.Separator(_text, i + 1) != separator) return 0;
        var (a, b, c) = (groups.Length(i), groups.Length(i + 1), groups.Length(i + 2));
        if (!(a == 4 && b <= 2 && c <= 2 || a <= 2 && b <= 2 && c is 4 or 2)) return 0;
        // A fourth group with the same mark makes it something else, 01.02.03.04.
        if (i + 3 < groups.Count && groups.Separator(_text, i + 2) == separator) return 0;
        var (start, end) = (groups.Start(i), groups.End(i + 2));
        var (first, second, third) = (Value(groups, i), Value(groups, i + 1), Value(groups, i + 2));
        var (year, month, day) = a == 4 ? (first, second, third) : second <= 12 ? (third, second, first) : (third, first, second);
        if (month is < 1 or > 12 || day is < 1 or > 31 || year is >= 100 and < 1800 or > 2200 and < NewestOfBuddhistEra - 200 or > NewestOfBuddhistEra) return 0;
        AddBirth(start, end);
        return 3;
    }

    // "2024-05-01T10:22:31.5Z", the most common number of a log: passed as a whole, unless somebody was born then.
    private bool ReadIsoTime(int start)
    {
        const string Form = "0000-00-00T00:00";
        if (start + Form.Length > _text.Length || _text[start + 4] != '-') return false;
        for (var i = 0; i < Form.Length; i++)
        {
            if (Form[i] == '0' ? !char.IsAsciiDigit(_text[start + i]) : _text[start + i] != Form[i]) return false;
        }

        // Seconds, their parts and a zone at most: whatever follows is a number of its own, and one that goes on was no part of a second.
        var end = start + Form.Length;
        if (IsMark(end, ":") && Digits(end + 1) == 2) end += 3;
        if (char.IsAsciiDigit(CharAt(end))) return false;
        var whole = IsMark(end, ".") && Digits(end + 1) is >= 1 and <= 9 || IsMark(end, ",") && Digits(end + 1) is 3 or 6 ? end + 1 + Digits(end + 1) : end;
        if (CharAt(whole) == 'Z') whole++;
        else if (IsMark(whole, "+-") && Digits(whole + 1) == 4) whole += 5;
        else if (IsMark(whole, "+-") && Digits(whole + 1) == 2) whole += IsMark(whole + 3, ":") && Digits(whole + 4) == 2 ? 6 : 3;
        if (!char.IsAsciiDigit(CharAt(whole)) && !(IsMark(whole, "-.:/") && char.IsAsciiDigit(CharAt(whole + 1)))) end = whole;
        AddBirth(start, start + 10);
        Pass(end);
        return true;
    }

    private readonly bool IsMark(int at, string marks) => marks.Contains(CharAt(at), StringComparison.Ordinal);

    private readonly int Digits(int at)
    {
        var end = at;
        while (char.IsAsciiDigit(CharAt(end))) end++;
        return end - at;
    }

    private readonly int Value(scoped DigitGroups groups, int group)
    {
        var value = 0;
        foreach (var c in _text[groups.Start(group)..groups.End(group)]) value = value * 10 + (c - '0');
        return value;
    }

    private bool AddBirth(int start, int end)
    {
        var at = start - 1;
        while (at >= 0 && start - at < 8 && !char.IsLetter(_text[at])) at--;
        var follows = end < _text.Length && _text[end] is ' ' or ')';
        if ((at < 0 || !char.IsLetter(_text[at])) && !follows) return false;
        var context = Context(start, end);
        if ((context.Nearest & Birth) == 0 && !((context.Before | context.After) != 0 && context.Nearest == 0 && (context.Around & Birth) != 0)) return false;
        Add(start, end, "person.birth_date", 0.9, "a date, and the words around say birth");
        return true;
    }

    // "12 March 1985", "12th of March, 1985", "12 de marzo de 1985", "12. März 1985", from the day on.
    private bool ReadDayMonthYear(int start)
    {
        var at = start;
        while (at < _text.Length && at - start < 2 && char.IsAsciiDigit(_text[at])) at++;
        foreach (var ending in FixedWords.DayEndings)
        {
            if (Rest(at).StartsWith(ending)) at += ending.Length;
        }

        if (IsWord(CharAt(at)) || CharAt(at) is not (' ' or '-' or '/')) return false;
        at++;
        foreach (var word in FixedWords.DateJoints)
        {
            if (Rest(at).StartsWith(word)) at += word.Length;
        }

        var end = MonthEnd(at);
        if (end == 0) return false;
        end = YearEnd(end);
        if (end == 0) return false;
        AddBirth(start, end);
        Pass(end);
        return true;
    }

    // "March 12, 1985", from the month on.
    private bool ReadMonthDayYear(int start, int monthEnd)
    {
        var at = monthEnd;
        if (CharAt(at) == '.') at++;
        if (CharAt(at) != ' ' || !char.IsAsciiDigit(CharAt(at + 1))) return false;
        at++;
        var day = at;
        while (at < _text.Length && at - day < 2 && char.IsAsciiDigit(_text[at])) at++;
        foreach (var ending in FixedWords.OrdinalEndings)
        {
            if (Rest(at).StartsWith(ending)) at += ending.Length;
        }

        if (CharAt(at) is not (',' or ' ')) return false;
        var end = YearEnd(at);
        if (end == 0) return false;
        AddBirth(start, end);
        Pass(end);
        return true;
    }

    private readonly int MonthEnd(int at)
    {
        Span<char> folded = stackalloc char[12];
        var end = at;
        while (end < _text.Length && end - at < folded.Length && (char.IsLetter(_text[end]) || UnspacedScripts.Contains(_text[end])))
        {
            folded[end - at] = TextFolding.Fold(_text[end]);
            end++;
        }

        return end - at >= 3 && !char.IsLetter(CharAt(end)) && Months.Contains(folded[..(end - at)]) ? end : 0;
    }

    private readonly int YearEnd(int at)
    {
        var from = at;
        while (at < _text.Length && at - from < 3 && _text[at] is ' ' or ',' or '.' or '-' or '/') at++;
        if (at == from) return 0;
        foreach (var word in FixedWords.YearJoints)
        {
            if (Rest(at).StartsWith(word)) at += word.Length;
        }

        var year = at;
        while (at < _text.Length && at - year < 4 && char.IsAsciiDigit(_text[at])) at++;
        return at - year == 4 && _text[year] is '1' or '2' && !char.IsAsciiDigit(CharAt(at)) ? at : 0;
    }
}
