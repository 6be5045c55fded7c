using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // Decides which of the collected words are a name: the index of its last word, a score (0 for none) and the reason.
    private readonly (int To, double Score, string Why) Judge(scoped ReadOnlySpan<NameWord> kinds, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, ref int from, int count, bool titled, NameWord before, bool thing)
    {
        var strong = (before & NameWord.Strong) != 0;
        var weak = strong || (before & NameWord.Weak) != 0;
        var capitals = AllCapitals(starts, ends, from, count);
        if (titled)
        {
            if ((kinds[from] & NameWord.Block) != 0 && (kinds[from] & (NameWord.Given | NameWord.Family)) == 0) return default;
            return (Math.Min(count - 1, from + 3), 0.85, "a title in front");
        }

        if (thing && !strong) return default;
        if (strong && !capitals && (kinds[from] & NameWord.Block) == 0) return (Math.Min(count - 1, from + 3), 0.8, "the words in front introduce a person");
        // Words in front of the first given name that are no family name belong to something else: "Senior Partner Anna Schmidt".
        var given = from;
        while (given < count && !IsGiven(kinds[given])) given++;
        if (given < count && given > from)
        {
            // Family name first: Kovács István.
            if (given == from + 1 && IsFamily(kinds[from]) && (given == count - 1 || !IsFamily(kinds[given + 1])) && (kinds[from] & NameWord.CommonFamily) == 0) return (given, 0.7, "a known family name and a known given name");
            from = given;
        }

        // Vietnamese families are few and stand in front: Nguyễn Văn An.
        if (count > 1 && IsVietnameseFamily(_text[starts[0]..ends[0]])) return (Math.Min(count - 1, 3), 0.75, "a Vietnamese family name");
        if (given == count) return WithoutGiven(kinds, starts, ends, from, count, weak, capitals, before);
        // A given name that is also a word, a place or a family name needs help.
        var certain = (kinds[from] & (NameWord.Ambiguous | NameWord.Block)) == 0;
        var to = from;
        var family = false;
        var unknown = 0;
        for (var i = from + 1; i < count; i++)
        {
            if (IsFamily(kinds[i])) family = true;
            else if (family) break;
            else if (!IsGiven(kinds[i]) && (kinds[i] & (NameWord.Initial | NameWord.Particle)) == 0 && (++unknown > 1 || IsStreetWord(starts[i], ends[i]))) break;
            to = i;
        }

        if (to > from && (kinds[to] & NameWord.Initial) != 0 && ends[to] - starts[to] == 1) to--;
        if (family) return (to, capitals && !certain ? 0 : 0.9, "a known given name and a known family name");
        if (capitals) return default;
        if (to > from) return certain || weak ? (to, 0.7, "a known given name and a capital word behind it") : default;
        if ((before & NameWord.BeforeThing) != 0) return default;
        if (ends[from] - starts[from] < 3) return default;
        if (certain && (!IsFamily(kinds[from]) || weak)) return (from, 0.55, "a known given name");
        var behind = WordsBehind(ends[from]);
        if ((behind & NameWord.Lives) != 0 || (behind & NameWord.Does) != 0 && (certain || weak)) return (from, 0.55, "a known given name and what persons do behind it");
        return IsAddressed(starts[from], ends[from], FixedWords.Addressing) ? (from, 0.55, "a known given name that is spoken to") : default;
    }

    // The one or two words behind a name, as what they say it does.
    private readonly NameWord WordsBehind(int end)
    {
        Span<char> folded = stackalloc char[24];
        var (length, words, all) = (0, 0, NameWord.None);
        for (var at = end + 1; CharAt(end) == ' ' && words < 2 && at < _text.Length && char.IsLower(_text[at]); at++)
        {
            if (words > 0) folded[length++] = ' ';
            for (; at < _text.Length && char.IsLetter(_text[at]); at++)
            {
                if (length > folded.Length - 2) return all;
                folded[length++] = TextFolding.Fold(_text[at]);
            }

            all |= NameWords.Of(folded[..length]) & (NameWord.Does | NameWord.Lives);
            words++;
            if (CharAt(at) != ' ') break;
        }

        return all;
    }

    // "David, can you": at the start of a sentence, and small letters behind the comma.
    private readonly bool IsAddressed(int start, int end, string[] words)
    {
        if (CharAt(end) != ',' || CharAt(end + 1) != ' ' || !char.IsLower(CharAt(end + 2))) return false;
        var before = start;
        while (before > 0 && _text[before - 1] is ' ' or '"' or '>') before--;
        if (before > 0 && _text[before - 1] is not ('\n' or '.' or '!' or '?')) return false;
        var rest = _text[(end + 2)..];
        foreach (var word in words)
        {
            if (rest.StartsWith(word)) return true;
        }

        return false;
    }

    // No given name of the list: a family name with an initial or a capital word in front, or where the words in front help.
    private readonly (int To, double Score, string Why) WithoutGiven(scoped ReadOnlySpan<NameWord> kinds, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, int from, int count, bool weak, bool capitals, NameWord before)
    {
        if (capitals || (before & NameWord.BeforeThing) != 0 || (kinds[from] & NameWord.Acronym) != 0) return default;
        var last = Math.Min(count, from + 3) - 1;
        if (last == count - 1 && (kinds[from] & NameWord.Block) == 0 && ends[from] - starts[from] > 3 && char.IsAsciiLetterLower(CharAt(ends[last] + 1)) && (WordsBehind(ends[last]) & NameWord.Lives) != 0 && !IsPlainWord(starts[from], ends[from])) return (last, 0.55, "what only persons do behind it");
        if (count == from + 1 && IsAddressed(starts[from], ends[from], FixedWords.Asking) && SoundLikeNames(kinds, starts, ends, from, count)) return (from, 0.5, "an unknown capital word that is spoken to");
        if (weak && count - from is 2 or 3 && SoundLikeNames(kinds, starts, ends, from, count)) return (count - 1, 0.5, "unknown capital words that sound like names, and the words in front");
        for (var i = from + 1; i < Math.Min(count, from + 4); i++)
        {
            if (!IsFamily(kinds[i])) continue;
            var rare = (kinds[i] & NameWord.CommonFamily) == 0;
            if ((kinds[i - 1] & NameWord.Initial) != 0) return rare || weak ? (i, 0.65, "an initial and a known family name") : default;
            if (rare && ends[i] - starts[i] >= 5 && (kinds[from] & NameWord.Block) == 0 && (weak || i == from + 1 && !IsFamily(kinds[from]))) return (i, weak ? 0.6 : 0.5, "a known family name behind a capital word");
        }

        return default;
    }

    // Two or three unknown capital words, with an address in angle brackets or a birth date behind, or alone on their line above one with digits.
    private (int To, double Score, string Why) JudgeByWhatFollows(scoped ReadOnlySpan<NameWord> kinds, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, int from, int count)
    {
        var last = count - 1;
        if (last - from is < 1 or > 2) return default;
        for (var i = from; i <= last; i++)
        {
            if ((kinds[i] & (NameWord.Block | NameWord.Thing | NameWord.Title)) != 0 && (kinds[i] & (NameWord.Given | NameWord.Family)) == 0 || ends[i] - starts[i] < 2 && (kinds[i] & NameWord.Initial) == 0) return default;
        }

        if (AllCapitals(starts, ends, from, count)) return default;
        var rest = _text[ends[last]..];
        if (rest.StartsWith(" <") && rest[..Math.Min(60, rest.Length)].Contains('@') || rest.StartsWith(" (") && rest[..Math.Min(40, rest.Length)].Contains('@')) return (last, 0.8, "an e-mail address in brackets behind it");
        if (rest.StartsWith(", ") && (Context(starts[from], ends[last]).After & Birth) != 0) return (last, 0.75, "the words behind say birth");
        return StandsAboveDigits(starts[from], ends[last]) ? (last, 0.55, "alone on its line, above an address or a number") : default;
    }

    // Alone on its line, quoted or not, with short lines below of which one of the first has digits: the head of an address, a signature.
    private readonly bool StandsAboveDigits(int start, int end)
    {
        const int Lines = 3, Longest = 60;
        var before = start;
        while (before > 0 && _text[before - 1] is ' ' or '>' or '?' or '*' or '|') before--;
        if (before > 0 && _text[before - 1] != '\n') return false;
        // Below a line with digits it is part of an address that began above.
        var above = _text[..before].TrimEnd("\r\n >?*|");
        if (above[(above.LastIndexOf('\n') + 1)..].ContainsAnyInRange('0', '9')) return false;
        var rest = _text[end..];
        if (!(rest.StartsWith("\n") || rest.StartsWith("\r\n"))) return false;
        rest = rest.TrimStart("\r\n");
        for (var line = 0; line < Lines && rest.Length > 0; line++)
        {
            var stop = rest.IndexOf('\n');
            var next = (stop < 0 ? rest : rest[..stop]).Trim("\r >?*|");
            if (next.Length is 0 or > Longest) return false;
            if (next.ContainsAnyInRange('0', '9')) return true;
            rest = stop < 0 ? default : rest[stop..].TrimStart("\r\n");
        }

        return false;
    }

    private readonly bool SoundLikeNames(scoped ReadOnlySpan<NameWord> kinds, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, int from, int count)
    {
        for (var i = from; i < count; i++)
        {
            if ((kinds[i] & NameWord.Initial) != 0 && i > from && i < count - 1 || (kinds[i] & (NameWord.Given | NameWord.Family)) != 0 && (kinds[i] & NameWord.CommonFamily) == 0) continue;
            if (kinds[i] != NameWord.None || ends[i] - starts[i] < 3 || IsPlainWord(starts[i], ends[i]) || !WordModel.SoundsLikeName(_text[starts[i]..ends[i]].ToString())) return false;
        }

        return true;
    }

    private readonly bool IsPlainWord(int start, int end) => HeaderLexicon.Default.Knows(TextFolding.Fold(_text[start..end].ToString()));

    // The end of a letter: what stands on the line below is the writer's name.
    private static bool EndsLetter(ReadOnlySpan<char> line)
    {
        foreach (var word in FixedWords.LetterEnds)
        {
            if (line.EndsWith(word)) return true;
        }

        return false;
    }

    private static bool IsVietnameseFamily(ReadOnlySpan<char> word)
    {
        foreach (var family in word.Length > 6 || word.IndexOfAnyExceptInRange('\0', '\u007F') < 0 ? [] : FixedWords.VietnameseFamilies)
        {
            if (word.Equals(family, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsGiven(NameWord kind) => (kind & NameWord.Given) != 0 && ((kind & NameWord.Block) == 0 || (kind & NameWord.Ambiguous) != 0);

    private static bool IsFamily(NameWord kind) => (kind & NameWord.Family) != 0;

    private readonly bool AllCapitals(scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, int from, int count)
    {
        var long2 = false;
        for (var i = from; i < count; i++)
        {
            foreach (var c in _text[starts[i]..ends[i]])
            {
                if (char.IsLower(c)) return false;
            }

            long2 |= ends[i] - starts[i] > 2;
        }

        return long2;
    }
}
