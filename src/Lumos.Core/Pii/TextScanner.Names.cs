using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private const int MostNameWords = 7;

    /// <summary>A word of letters that starts with a capital.</summary>
    private void ReadWord(int start, int end)
    {
        if (ReadKeyBlock(start) || CharAt(end) is '-' or '.' && ReadKnownSecret(start)) return;
        if (FollowsIs(start) && ReadSpokenSecret(start)) return;
        if (end - start <= 5 && CharAt(end) is ' ' or '-' && ReadLetterCode(start, end)) return;
        if (end - start is 8 or 11 && FinanceShapes.IsBic(_text[start..end]) && (Context(start, end).Nearest & Bic) != 0)
        {
            Add(start, end, "bank.bic", 0.9, "the words in front say BIC");
            Pass(end);
            return;
        }

        if (end - start <= 9 && CharAt(end) is ' ' or '.' && char.IsAsciiDigit(CharAt(end + 1)) && MonthEnd(start) == end && ReadMonthDayYear(start, end)) return;
        if (ReadAddressFromWord(start, end) || ReadName(start)) return;
        Pass(end);
    }

    // Capitals in front of digits: an IBAN or an insurance number with blanks, a plate, a code with a hyphen.
    private bool ReadLetterCode(int start, int end)
    {
        var digitsFollow = char.IsAsciiDigit(CharAt(end + 1));
        if (end - start == 2 && digitsFollow && (ReadIban(start) || CharAt(end) == ' ' && (ReadSpacedNino(start) || ReadSpacedKind(start)))) return true;
        if (!char.IsAsciiLetterUpper(_text[end - 1])) return false;
        if (end - start <= 3 && (digitsFollow || char.IsAsciiLetterUpper(CharAt(end + 1))) && ReadSpacedPlate(start, end)) return true;
        return CharAt(end) == '-' && IsWord(CharAt(end + 1)) && BareText.CountDigits(_text[start..ChunkEnd(start)]) > 1 && ReadCode(start, ChunkEnd(start));
    }

    // "password is Secret!23": a word with digits or marks behind it.
    private bool ReadSpokenSecret(int start)
    {
        var end = start;
        while (end < _text.Length && end - start < 80 && !char.IsWhiteSpace(_text[end]) && _text[end] is not ('"' or ',')) end++;
        while (end > start && _text[end - 1] is '.' or ')' or ';' or '?') end--;
        var value = _text[start..end];
        if (value.Length < 6 || value.IndexOfAnyExceptInRange('A', 'z') < 0 && value[1..].IndexOfAnyInRange('A', 'Z') < 0 || value.IndexOfAnyInRange('a', 'z') < 0 && value.IndexOfAnyInRange('0', '9') < 0 || (Context(start, end).Nearest & Password) == 0) return false;
        return Found(start, end, "account.password", 0.8, "the words in front say password");
    }

    private bool ReadName(int first)
    {
        if (CharAt(first - 1) is '/' or '.' or '@' or '#' or '_' or '-' or '\\' or '<' or '=' && CharAt(first - 2) != ' ') return false;
        Span<int> starts = stackalloc int[MostNameWords], ends = stackalloc int[MostNameWords];
        Span<NameWord> kinds = stackalloc NameWord[MostNameWords];
        var count = CollectName(first, starts, ends, kinds, out var stop);
        if (count == 0) return false;
        var (from, titled) = (0, false);
        while (from < count && IsTitle(kinds[from], starts[from], ends[from])) (from, titled) = (from + 1, true);
        if (from == count)
        {
            Pass(ends[count - 1]);
            return true;
        }

        var before = titled ? NameWord.None : WordsBefore(first);
        var (to, score, why) = Judge(kinds, starts, ends, ref from, count, titled, before, stop);
        if (score == 0 && !titled && !stop && (before & NameWord.BeforeThing) == 0) (to, score, why) = JudgeByWhatFollows(kinds, starts, ends, from, count);
        if (score == 0) return false;
        var end = ends[to];
        if (to == from + 1 && !titled && SmallLists.Contains("country_name", _text[starts[from]..end])) return false;
        if (end - starts[from] > 3 && _text[end - 1] == 's' && _text[end - 2] is '\'' or '’') end -= 2;
        Add(starts[from], end, to > from ? "person.full_name" : titled || (kinds[from] & NameWord.Given) == 0 ? "person.last_name" : "person.first_name", score, why);
        Pass(ends[to]);
        return true;
    }

    // Capital words one blank apart, with the particles and initials between them. stop: the word behind makes it a thing.
    private readonly int CollectName(int first, scoped Span<int> starts, scoped Span<int> ends, scoped Span<NameWord> kinds, out bool stop)
    {
        stop = false;
        var count = 0;
        var at = first;
        Span<char> folded = stackalloc char[32];
        while (count < MostNameWords)
        {
            var end = at;
            while (end < _text.Length && (char.IsLetter(_text[end]) || _text[end] is '\'' or '’' or '-' && char.IsLetter(CharAt(end + 1)) || _text[end] is >= '\u0300' and <= '\u036F')) end++;
            if (end == at || end - at > 30 || char.IsAsciiDigit(CharAt(end)) || CharAt(end) is '_' or '@' or '(' or '\\') break;
            var kind = KindOf(_text[at..end], folded);
            if (count > 0 && (kind & (NameWord.Thing | NameWord.Block)) != 0 && (kind & (NameWord.Given | NameWord.Family)) == 0 && !IsVietnameseFamily(_text[starts[0]..ends[0]]))
            {
                stop = (kind & NameWord.Thing) != 0;
                break;
            }

            if (count == 0 && (kind & NameWord.Block) != 0 && (kind & (NameWord.Given | NameWord.Family | NameWord.Title)) == 0) break;
            if (end - at == 1 && CharAt(end) == '.')
            {
                kind |= NameWord.Initial;
                end++;
            }
            else if (end - at == 1) kind |= NameWord.Initial;
            else if (_text[at..end].IndexOfAnyExceptInRange('A', 'Z') < 0) kind |= NameWord.Acronym;
            else if ((kind & NameWord.Title) != 0 && CharAt(end) == '.') end++;
            else if (CharAt(end) == '.' && char.IsLetter(CharAt(end + 1)) && (kind & NameWord.Title) == 0) break;
            (starts[count], ends[count], kinds[count]) = (at, end, kind);
            count++;
            // Initials may touch: J.R.R. Tolkien.
            var next = end;
            if ((kind & NameWord.Initial) == 0 || CharAt(next) != ' ' && !char.IsUpper(CharAt(next)))
            {
                if (CharAt(next) is not (' ' or '\u00A0')) break;
                next++;
            }
            else if (CharAt(next) == ' ') next++;
            if (next >= _text.Length) break;
            if (char.IsLower(_text[next]) && !Particles(ref next)) break;
            if (!char.IsUpper(CharAt(next))) break;
            at = next;
        }

        if (count > 0 && CharAt(ends[count - 1]) == ' ' && CharAt(ends[count - 1] + 1) == '&') stop = true;
        return count;
    }

    // Passes lower-case particles: de la, van der.
    private readonly bool Particles(ref int at)
    {
        Span<char> folded = stackalloc char[8];
        for (var i = 0; i < 3; i++)
        {
            var end = at;
            while (end < _text.Length && end - at < 7 && char.IsLetter(_text[end])) end++;
            if (end == at || CharAt(end) is not (' ' or '\'')) return false;
            for (var c = at; c < end; c++) folded[c - at] = TextFolding.Fold(_text[c]);
            if ((NameWords.Of(folded[..(end - at)]) & NameWord.Particle) == 0) return false;
            at = end + 1;
            if (char.IsUpper(CharAt(at))) return true;
        }

        return false;
    }

    internal static NameWord KindOf(ReadOnlySpan<char> word, scoped Span<char> folded)
    {
        if (word.Length > 3 && word[^1] == 's' && word[^2] is '\'' or '’') word = word[..^2];
        var length = 0;
        foreach (var c in word)
        {
            if (c is >= '\u0300' and <= '\u036F') continue;
            if (length + 2 > folded.Length) return NameWord.None;
            if (c == 'ß') folded[length++] = 's';
            folded[length++] = c == 'ß' ? 's' : TextFolding.Fold(c);
        }

        var kind = NameWords.Of(folded[..length]);
        if (kind != NameWord.None) return kind;
        if (FamilyEndings.Fit(folded[..length])) return NameWord.Family;
        // A double name counts by its first part that is known.
        var hyphen = folded[..length].IndexOf('-');
        if (hyphen > 1) return (NameWords.Of(folded[..hyphen]) | NameWords.Of(folded[(hyphen + 1)..length])) & (NameWord.Given | NameWord.Family);
        var quote = folded[..length].IndexOfAny('\'', '’');
        return quote is 1 && length > 4 && folded[0] is 'o' or 'd' ? NameWord.Family : NameWord.None;
    }

    private readonly bool IsTitle(NameWord kind, int start, int end)
    {
        if ((kind & NameWord.Title) == 0) return false;
        var dotted = _text[end - 1] == '.';
        var length = end - start - (dotted ? 1 : 0);
        return length > 2 || dotted || _text[start..end] is "Mr" or "Ms" or "Dr" or "Fr" && false || length == 2 && _text[start..end] is "Mr" or "Ms" or "Dr" or "Mx" or "Hr";
    }
}
