using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // "ul. Długa 5/7", "via Garibaldi 3, 20121 Milano": the kind of street in small letters. Words that are others too are believed with a postal code or place behind.
    private bool ReadLowerFrontStreet(int start)
    {
        const int Longest = 9, Reach = 48;
        var kindEnd = start - 1;
        // Without a number near there is no house, and most capital words have none.
        if (CharAt(kindEnd) != ' ' || _text.Slice(start, Math.Min(Reach, _text.Length - start)).IndexOfAnyInRange('0', '9') < 0) return false;
        if (CharAt(kindEnd - 1) == '.') kindEnd--;
        var kind = kindEnd;
        while (kind > _floor && kindEnd - kind <= Longest && char.IsLower(CharAt(kind - 1))) kind--;
        if (kindEnd - kind is < 2 or > Longest || IsWord(CharAt(kind - 1))) return false;
        Span<char> folded = stackalloc char[28];
        var word = Fold(kind, kindEnd, folded);
        if (!Front.Contains(word)) return false;
        var (at, floor, found) = (_at, _floor, _found.Count);
        if (!ReadFrontStreet(kind, kindEnd)) return false;
        if (LowerFront.Contains(word) || HasPostalCode(_text[_found[^1].Start.._found[^1].End]) || (Context(kind, kind).Nearest & Address) != 0) return true;
        if (_found.Count > found) _found.RemoveAt(_found.Count - 1);
        (_at, _floor) = (at, floor);
        return false;
    }

    // "Váci utca 12": the kind of street in small letters behind its name.
    private bool ReadLowerStreet(int start, int end)
    {
        if (CharAt(end) != ' ' || !char.IsLower(CharAt(end + 1))) return false;
        var kind = WordEnd(end + 1);
        // The number stands right behind, or behind "No".
        if (CharAt(kind) is not (' ' or ',' or '.') || !char.IsAsciiDigit(CharAt(kind + 1)) && CharAt(kind + 1) is not ('N' or 'n' or ' ' or 'д')) return false;
        foreach (var word in FixedWords.LowerStreets)
        {
            if (_text[(end + 1)..kind].Equals(word, StringComparison.Ordinal)) return ReadHouseNumber(start, kind);
        }

        return false;
    }

    // "Na Příkopě 14, 110 00 Praha 1": no word for a street, and number, postal code and place behind the name.
    private bool ReadPostalTail(int start, int end)
    {
        const int MostWords = 4, FewestDigits = 5;
        var at = end;
        for (var words = 1; words < MostWords && CharAt(at) == ' ' && char.IsUpper(CharAt(at + 1)); words++) at = WordEnd(at + 1);
        if (CharAt(at) != ' ' || !char.IsAsciiDigit(CharAt(at + 1))) return false;
        var number = DigitsEnd(at + 1);
        if (number - at > 5) return false;
        if (char.IsAsciiLetter(CharAt(number)) && !char.IsLetterOrDigit(CharAt(number + 1))) number++;
        else if (CharAt(number) == '/' && char.IsAsciiDigit(CharAt(number + 1))) number = DigitsEnd(number + 1);
        if (CharAt(number) != ',' || CharAt(number + 1) != ' ' || !char.IsAsciiDigit(CharAt(number + 2))) return false;
        var postal = PostalEnd(number + 2);
        // Four digits are a year more often than not.
        if (postal <= 0 || BareText.CountDigits(_text[(number + 2)..postal]) < FewestDigits || CharAt(postal) != ' ' || !char.IsUpper(CharAt(postal + 1))) return false;
        Span<char> folded = stackalloc char[28];
        return (NameWords.Of(Fold(start, end, folded)) & (NameWord.Block | NameWord.Thing)) == 0 && AddAddress(start, number, "a house number in front of postal code and place");
    }

    // Four digits and more together, or 00-238: a house number has fewer.
    private static bool HasPostalCode(ReadOnlySpan<char> address)
    {
        const int Fewest = 4;
        var run = 0;
        for (var i = 0; i < address.Length; i++)
        {
            run = char.IsAsciiDigit(address[i]) ? run + 1 : run == 2 && address[i] == '-' ? run : 0;
            if (run >= Fewest) return true;
        }

        return false;
    }

    private bool ReadFrontStreet(int start, int kindEnd)
    {
        var at = kindEnd;
        if (CharAt(at) is '.' or '/') at++;
        var capitals = 0;
        for (var words = 0; words < 6; words++)
        {
            if (CharAt(at) == ' ' || words == 0 && CharAt(at - 1) == '/') at += CharAt(at) == ' ' ? 1 : 0;
            else break;
            if (char.IsAsciiDigit(CharAt(at))) break;
            var end = WordEnd(at);
            if (end == at) return false;
            if (char.IsUpper(CharAt(at))) capitals++;
            else if (end - at > 4) return false;
            at = end;
            if (CharAt(at) == '.' && end - at < 3) at++;
        }

        if (capitals == 0) return false;
        if (CharAt(at) == ',') at++;
        if (char.IsAsciiDigit(CharAt(at)) && CharAt(at - 1) == ' ') return ReadHouseNumber(start, at - 1);
        return ReadHouseNumber(start, at);
    }

    private bool ReadHouseNumber(int start, int streetEnd)
    {
        var at = streetEnd;
        if (CharAt(at) == '.') at++;
        if (CharAt(at) == ',') at++;
        if (CharAt(at) is ' ') at++;
        foreach (var word in FixedWords.NumberMarks)
        {
            if (Rest(at).StartsWith(word)) at += word.Length;
        }

        if (Rest(at).StartsWith("s/n")) return AddAddress(start, at + 3, "a word for a kind of street, without a number");
        if (at == streetEnd || !char.IsAsciiDigit(CharAt(at))) return false;
        var end = DigitsEnd(at);
        if (end - at > 4 || CharAt(end) == '.' && char.IsAsciiDigit(CharAt(end + 1))) return false;
        if (char.IsAsciiLetter(CharAt(end)) && !char.IsLetterOrDigit(CharAt(end + 1))) end++;
        else if (CharAt(end) is '-' or '/' && char.IsAsciiLetterOrDigit(CharAt(end + 1)))
        {
            var more = end + 1;
            while (more < _text.Length && more - end < 5 && char.IsAsciiLetterOrDigit(_text[more])) more++;
            end = more;
        }

        return !char.IsLetterOrDigit(CharAt(end)) && AddAddress(start, end, "a word for a kind of street and a house number");
    }
}
