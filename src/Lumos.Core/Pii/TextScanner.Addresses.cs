using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly Dictionary<string, string[]> StreetWords = RuleData.Lines("street_words.txt").ToDictionary(static l => l[..l.IndexOf(':', StringComparison.Ordinal)], static l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries));
    private static readonly FoldedWords Behind = FoldedWords.Of(StreetWords["behind"]), Front = FoldedWords.Of(StreetWords["front"]), Unit = FoldedWords.Of(StreetWords["unit"]), LowerFront = FoldedWords.Of(StreetWords["lower"]);

    private static readonly UInt128 Address = Topics.Of("geo.street_address");
    private static readonly string[][] Endings = FixedWords.ByLastLetter(StreetWords["end"]);

    // "12 Main Street", "221B Baker St", "14 rue de la Paix": from the house number on.
    private bool ReadAddressFromNumber(int start)
    {
        var at = start;
        while (at < _text.Length && at - start < 6 && char.IsAsciiDigit(_text[at])) at++;
        if (at - start is 0 or > 5) return false;
        if (char.IsAsciiLetter(CharAt(at)) && !char.IsLetterOrDigit(CharAt(at + 1))) at++;
        if (CharAt(at) == ',') at++;
        if (CharAt(at) is not ' ' || !char.IsLetterOrDigit(CharAt(at + 1)) || CharAt(start - 1) is '.' or '/' or '-' && char.IsAsciiDigit(CharAt(start - 2))) return false;
        Span<char> folded = stackalloc char[28];
        var capitals = 0;
        at++;
        for (var words = 0; words < 6; words++)
        {
            var end = WordEnd(at);
            if (end == at || end - at > 24) return false;
            var word = Fold(at, end, folded);
            var capital = char.IsUpper(_text[at]);
            if ((words == 0 || capitals == 0) && Front.Contains(word) && word.Length > 2 && CharAt(end) is ' ' or '.' && FrenchStreet(start, end)) return true;
            if (words > 0 && capitals > 0 && (Behind.Contains(word) || word.Length > 4 && word[^1] == 's' && Behind.Contains(word[..^1])) && (capital || word.Length > 4 && word is "street" or "avenue" or "road" or "drive" or "lane")) return FinishStreet(start, end, capitals);
            if (words > 0 && capitals > 0 && EndsLikeStreet(word) && capital) return FinishStreet(start, end, capitals);
            // A unit behind a street without a kind: 4562 Koskikatu Apt. 3.
            if (words is >= 1 and <= 5 && capitals > 0 && capital && Unit.Contains(word) && word.Length > 2) return FinishStreet(start, at - 1, capitals);
            if (words >= 1 && capitals > 0 && char.IsAsciiDigit(_text[at]) && end - at <= 4 && UnitEnd(SkipSpace(end)) > 0) return FinishStreet(start, end, capitals);
            if (capital || char.IsAsciiDigit(_text[at]) && !char.IsAsciiDigit(_text[end - 1])) capitals++;
            else if (word is not ("de" or "la" or "of" or "the" or "van" or "von" or "du" or "bis" or "ter")) return false;
            if (CharAt(end) == '.' && end - at <= 2) end++;
            if (CharAt(end) != ' ') return capitals > 0 && UnitEnd(SkipSpace(end)) > 0 && FinishStreet(start, end, capitals);
            at = end + 1;
        }

        return false;
    }

    private readonly int SkipSpace(int at)
    {
        var from = at;
        while (at < _text.Length && at - from < 4 && (char.IsWhiteSpace(_text[at]) || _text[at] == ',')) at++;
        return at;
    }

    // "641 Dašická 688" where the words in front say address.
    private bool ReadNamedAddressFromNumber(int start)
    {
        var at = DigitsEnd(start);
        if (at - start > 5 || CharAt(at) != ' ' || !char.IsUpper(CharAt(at + 1)) || (Context(start, at).Nearest & Address) == 0) return false;
        var end = at;
        for (var words = 0; words < 4 && CharAt(end) == ' ' && char.IsUpper(CharAt(end + 1)); words++) end = WordEnd(end + 1);
        if (CharAt(end) == ' ' && char.IsAsciiDigit(CharAt(end + 1)) && DigitsEnd(end + 1) - end <= 5) end = DigitsEnd(end + 1);
        return AddAddress(start, end, "the words in front say address");
    }

    private readonly bool IsStreetWord(int start, int end)
    {
        Span<char> folded = stackalloc char[28];
        var word = Fold(start, end, folded);
        return Behind.Contains(word) || word.Length > 4 && word[^1] == 's' && Behind.Contains(word[..^1]);
    }

    private bool FinishStreet(int start, int end, int capitals)
    {
        if (capitals == 0) return false;
        if (CharAt(end) == '.') end++;
        if (CharAt(end) == ' ' && CharAt(end + 1) is 'N' or 'S' or 'E' or 'W' && !char.IsLetter(CharAt(end + 2))) end += 2;
        return AddAddress(start, end, "a house number and a word for a kind of street");
    }

    // The words of the street behind "rue", up to a comma, a line end or a postal code.
    private bool FrenchStreet(int start, int kindEnd)
    {
        var at = kindEnd;
        if (CharAt(at) == '.') at++;
        var end = at;
        var capitals = 0;
        for (var words = 0; words < 7 && CharAt(at) == ' '; words++)
        {
            var wordEnd = WordEnd(at + 1);
            if (wordEnd == at + 1 || char.IsAsciiDigit(CharAt(at + 1)) && capitals > 0) break;
            var capital = _text[(at + 1)..wordEnd].IndexOfAnyInRange('A', 'Z') >= 0 || char.IsUpper(CharAt(at + 1));
            if (!capital && wordEnd - at > 5) break;
            if (capital) capitals++;
            at = wordEnd;
            if (capital) end = at;
        }

        return capitals > 0 && AddAddress(start, end, "a house number and a word for a kind of street");
    }

    // "Hauptstraße 5", "Calle Mayor 12", "Via Roma, 3", "P.O. Box 12": the number comes last.
    private bool ReadAddressFromWord(int start, int end)
    {
        Span<char> folded = stackalloc char[28];
        if (end - start > 26) return false;
        var word = Fold(start, end, folded);
        if (ReadBox(start, end, word)) return true;
        var hyphenated = end;
        while (CharAt(hyphenated) == '-' && char.IsLetter(CharAt(hyphenated + 1))) hyphenated = WordEnd(hyphenated + 1);
        var last = hyphenated > end && hyphenated - start <= 60 ? Fold(LastPart(start, hyphenated), hyphenated, folded) : word;
        if (EndsLikeStreet(last) || hyphenated > end && Behind.Contains(last) && last is "strasse" or "str" or "platz" or "allee" or "weg" or "gasse" or "ring" or "damm" or "ufer")
        {
            return ReadHouseNumber(start, hyphenated);
        }

        // Two words: "Lange Straße 5".
        if (CharAt(end) == ' ' && char.IsUpper(CharAt(end + 1)))
        {
            var second = WordEnd(end + 1);
            if (second - end <= 12 && Fold(end + 1, second, folded) is "strasse" or "str" or "weg" or "platz" or "allee" or "gasse" or "ring" or "ulica" or "katu" or "utca" or "ut" or "sokak" or "sok" or "caddesi" or "cad" or "bulvari" or "gate" or "vei" or "laan" or "plein" && ReadHouseNumber(start, second)) return true;
        }

        if (ReadLowerFrontStreet(start) || ReadLowerStreet(start, end) || ReadPostalTail(start, end)) return true;
        word = Fold(start, end, folded);
        if (Front.Contains(word) && (word.Length >= 2 || CharAt(end) is '.' or '/') && ReadFrontStreet(start, end)) return true;
        return ReadNamedAddress(start, end);
    }

    // Capital words and a number where the words in front say address, or on the line below a name.
    private bool ReadNamedAddress(int start, int end)
    {
        var at = end;
        for (var words = 1; words < 6 && CharAt(at) == ' ' && char.IsLetter(CharAt(at + 1)) && !Rest(at).StartsWith(" s/n"); words++) at = WordEnd(at + 1);
        if (CharAt(at) == '.') at++;
        var number = at;
        if (CharAt(number) == ',') number++;
        if (CharAt(number) != ' ' || !char.IsAsciiDigit(CharAt(number + 1)) && !Rest(number).StartsWith(" s/n")) return false;
        Span<char> folded = stackalloc char[28];
        if (Topics.IsPhrase(Fold(start, end, folded))) return false;
        var below = _found.Count > 0 && CharAt(start - 1) == '\n' && _found[^1].Label is "person.full_name" && start - _found[^1].End <= 2;
        if (!below && (Context(start, start).Nearest & Address) == 0) return false;
        if (!Rest(number).StartsWith(" s/n")) return ReadHouseNumber(start, at);
        return AddAddress(start, number + 4, "the words in front say address");
    }

    private bool AddAddress(int start, int end, string why)
    {
        var full = ExtendAddress(end);
        Add(start, full, full > end ? "geo.full_address" : "geo.street_address", 0.82, full > end ? why + ", with postal code or place" : why);
        Pass(full);
        return true;
    }

    private static bool EndsLikeStreet(ReadOnlySpan<char> word)
    {
        foreach (var ending in word.Length > 0 && word[^1] < 128 ? Endings[word[^1]] : [])
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending) && (ending.Length > 3 || ending is "str" or "weg" or "vej" or "vei" || word.Length > ending.Length + 4 && ending is "tie")) return true;
        }

        return false;
    }

    private readonly ReadOnlySpan<char> Fold(int start, int end, Span<char> folded)
    {
        var length = 0;
        for (var i = start; i < end && length + 2 < folded.Length; i++)
        {
            if (_text[i] == 'ß') folded[length++] = 's';
            folded[length++] = _text[i] == 'ß' ? 's' : TextFolding.Fold(_text[i]);
        }

        return folded[..length];
    }

    private readonly int WordEnd(int at)
    {
        while (at < _text.Length && (char.IsLetterOrDigit(_text[at]) || _text[at] is '\'' or '’' or '-' && char.IsLetter(CharAt(at + 1)))) at++;
        return at;
    }

    private readonly int DigitsEnd(int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at])) at++;
        return at;
    }

    private readonly int LastPart(int start, int end)
    {
        var at = end;
        while (at > start && _text[at - 1] != '-') at--;
        return at;
    }
}
