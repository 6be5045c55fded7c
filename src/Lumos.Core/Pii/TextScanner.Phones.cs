using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly UInt128 Phone = Topics.Of("contact.phone");

    // A plus sign and the digits of an existing numbering plan.
    private int ReadInternational(scoped DigitGroups groups, int i)
    {
        var start = groups.Start(i);
        var plus = CharAt(start - 1) == '+' ? start - 1 : CharAt(start - 1) == '(' && CharAt(start - 2) == '+' ? start - 2 : -1;
        if (plus < 0 || plus > 0 && IsWord(_text[plus - 1])) return 0;
        if (CharAt(plus - 1) == '(') plus--;
        Span<char> bare = stackalloc char[20];
        for (var j = Math.Min(groups.Count - 1, i + 7); j >= i; j--)
        {
            var length = groups.Copy(_text, i, j, bare);
            if (length is < 7 or > 16 || !PhonePlan.IsInternational(bare[..length], out var country)) continue;
            AddPhone(plus, groups.End(j), 0.95, country.Length > 0 ? "country prefix and length of the plan of " + country : "an international prefix");
            return j - i + 1;
        }

        // A number that breaks its plan is still one when the words say so.
        var total = groups.Digits(i, groups.Count - 1);
        if (total is < 7 or > 15 || (Context(plus, groups.End(groups.Count - 1)).Around & Phone) == 0) return 0;
        AddPhone(plus, groups.End(groups.Count - 1), 0.8, "a plus sign, and the words around say telephone");
        return groups.Count - i;
    }

    private int ReadNationalPhone(scoped DigitGroups groups, int i, scoped ref ContextView context)
    {
        var start = groups.Start(i);
        var bracket = CharAt(start - 1) == '(' && groups.Count > i + 1 && CharAt(groups.End(i)) == ')';
        if (bracket) start--;
        var named = (context.Nearest & Phone) != 0;
        var around = named || (context.Around & Phone) != 0;
        // Behind a name or an address a run of digits is a number to call.
        var beside = _found.Count > 0 && start - _found[^1].End is >= 0 and <= 12 && _found[^1].Label is "person.full_name" or "geo.street_address" or "geo.full_address" or "contact.email" or "contact.phone";
        if (!named && (context.SpeaksAgainst(Phone) || CharAt(start - 1) is '#' or '-' or '.' or '/' or '=' or '_')) return 0;
        Span<char> bare = stackalloc char[24];
        for (var j = Math.Min(groups.Count - 1, i + 6); j >= i; j--)
        {
            var length = groups.Copy(_text, i, j, bare);
            if (length is < 6 or > 15) continue;
            if (NationalForm(groups, i, j, bare[..length], bracket, named, around, beside) is not { } form) continue;
            AddPhone(start, groups.End(j), form.Score, form.Why);
            return j - i + 1;
        }

        return 0;
    }

    private readonly (double Score, string Why)? NationalForm(scoped DigitGroups groups, int i, int j, scoped ReadOnlySpan<char> bare, bool bracket, bool named, bool around, bool beside)
    {
        var count = j - i + 1;
        var decimalPoint = count == 2 && groups.Separator(_text, i) == '.';
        if (bare.StartsWith("00") && bare.Length >= 10 && (count > 1 || around) && PhonePlan.IsInternational(bare[2..], out _)) return (0.85, "an international prefix");
        if (bare.StartsWith("001") && bare.Length == 13 && count > 2) return (0.8, "an international prefix");
        var tail = count >= 3 && groups.Length(j) == 4 && groups.Length(j - 1) == 3 && groups.Length(j - 2) == 3;
        if (tail && (count == 3 || count == 4 && groups.Length(i) == 1 && bare[0] == '1'))
        {
            if (bracket || around || PhonePlan.IsNorthAmerican(bare[^10..])) return (named ? 0.95 : 0.8, "area code, exchange and number of North America");
        }

        if (Checksums.IsRepdigit(bare)) return null;
        if (named && bare.Length >= 6 && (count > 1 || bare.Length >= 7) && !decimalPoint) return (0.9, "the word in front says telephone");
        if (bracket && bare.Length is >= 7 and <= 13) return (0.75, "an area code in brackets");
        if (count > 1 && bare[0] == '0' && bare[1] != '0' && bare.Length is >= 9 and <= 12 && groups.Length(i) is >= 2 and <= 5 && SoberSeparators(groups, i, j)) return (0.75, "a trunk zero and groups of a telephone number");
        if (count == 3 && (groups.Like(_text, i, [3, 4, 4], " -") && bare[0] == '1' && bare[1] >= '3' || groups.Length(i) == 2 && groups.Length(i + 1) == 5 && groups.Length(j) == 4 && bare[2] == '9')) return (0.65, "groups of a mobile number");
        if (count == 2 && groups.Like(_text, i, [5, 5], " -") && bare[0] is >= '6' and <= '9' && around) return (0.8, "groups of a mobile number");
        if (count == 5 && bare.Length == 11 && bare[0] is '7' or '8' && groups.Length(i) == 1 && groups.Length(i + 1) == 3 && groups.Length(j) == 2) return (0.75, "groups of a telephone number");
        if (groups.Like(_text, i, [5, 4], "-") && !named) return null;
        if (beside && bare.Length is >= 8 and <= 12 && (count > 2 || count == 2 && !decimalPoint && bare.Length >= 9)) return (0.65, "groups of digits behind a name or an address");
        if (around && !decimalPoint && (count > 1 && bare.Length >= 7 || bare.Length is >= 9 and <= 12 && count == 1 && (bare[0] == '0' || PhonePlan.IsNorthAmerican(bare) || PhonePlan.IsInternational(bare, out _) || bare.Length is 10 or 11))) return (0.7, "the words around say telephone");
        return null;
    }

    // Hyphens and blanks, or one kind of other mark: 01.02.03-04/05 is none.
    private readonly bool SoberSeparators(scoped DigitGroups groups, int i, int j)
    {
        var other = '\0';
        for (var g = i; g < j; g++)
        {
            var mark = groups.Separator(_text, g);
            if (mark is '\0' or ' ' or '-' or '\u00A0' or '\u202F' or '\u2011') continue;
            if (other != '\0' && mark != other) return false;
            other = mark;
        }

        return true;
    }

    // An extension behind the number belongs to it.
    private void AddPhone(int start, int end, double score, string why)
    {
        var at = end;
        while (at < _text.Length && at - end < 3 && _text[at] is ' ' or ',') at++;
        foreach (var word in FixedWords.ExtensionMarks)
        {
            if (!Rest(at).StartsWith(word)) continue;
            var from = at + word.Length;
            while (from < _text.Length && _text[from] is ' ' or '.' or ':') from++;
            var stop = from;
            while (stop < _text.Length && char.IsAsciiDigit(_text[stop])) stop++;
            if (stop - from is >= 1 and <= 6 && !IsWord(CharAt(stop)) && CharAt(stop) != '@')
            {
                end = stop;
                break;
            }
        }

        Add(start, end, "contact.phone", score, why);
        Pass(end);
    }
}
