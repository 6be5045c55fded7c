using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>
/// Texts typed without capitals, as in chats and searches: gives the words that can only be names their capital, so that they are read as in any other text. Places stay where they are.
/// </summary>
internal static class SmallLetters
{
    private const int Longest = 4_000, MostWords = 600;

    /// <summary>Whether a text has words and no capital, and is short enough to be somebody's message.</summary>
    public static bool Are(ReadOnlySpan<char> text)
    {
        if (text.Length is < 8 or > Longest || text.IndexOfAnyInRange('a', 'z') < 0 || text.IndexOfAnyInRange('A', 'Z') >= 0) return false;
        foreach (var c in text)
        {
            if (char.IsUpper(c)) return false;
        }

        return true;
    }

    /// <summary>Writes the text with its names in capitals.</summary>
    /// <param name="text">Text.</param>
    /// <param name="raised">As long as the text.</param>
    /// <returns>Whether there was one.</returns>
    public static bool Raise(ReadOnlySpan<char> text, Span<char> raised)
    {
        text.CopyTo(raised);
        Span<Range> words = stackalloc Range[MostWords];
        Span<NameWord> kinds = stackalloc NameWord[MostWords];
        var count = Cut(text, words, kinds);
        var any = false;
        for (var i = 0; i < count; i++)
        {
            if (NamesAt(text, words[..count], kinds[..count], i) is var last && last < i) continue;
            // "ms. quinzia": the title is read in front of a name only with its capital.
            if (i > 0 && (kinds[i - 1] & NameWord.Title) != 0) raised[words[i - 1].Start.Value] = char.ToUpperInvariant(raised[words[i - 1].Start.Value]);
            for (var word = i; word <= last; word++)
            {
                ref var first = ref raised[words[word].Start.Value];
                first = char.ToUpperInvariant(first);
            }

            (i, any) = (last, true);
        }

        return any;
    }

    private static int Cut(ReadOnlySpan<char> text, Span<Range> words, Span<NameWord> kinds)
    {
        var count = 0;
        Span<char> folded = stackalloc char[32];
        for (var at = 0; at < text.Length && count < words.Length;)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '\'' or '’' or '-' && end + 1 < text.Length && char.IsLetter(text[end + 1]))) end++;
            var length = Math.Min(end - at, folded.Length);
            for (var i = 0; i < length; i++) folded[i] = TextFolding.Fold(text[at + i]);
            // A part of an address of the network or a file is no word.
            var token = at > 0 && text[at - 1] is '@' or '/' or '.' or '_' or '\\' || end < text.Length && text[end] is '@' or '/' or '_' or '\\' || end + 1 < text.Length && text[end] == '.' && char.IsLetter(text[end + 1]);
            kinds[count] = token ? NameWord.Block : NameWords.Of(folded[..length]) is var kind && kind == NameWord.None && FamilyEndings.Fit(folded[..length]) ? NameWord.Family : kind;
            words[count++] = at..end;
            at = end;
        }

        return count;
    }

    // The last word of the name that begins here, less than the word when none does.
    private static int NamesAt(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, ReadOnlySpan<NameWord> kinds, int i)
    {
        var told = Introduces(text, words, i);
        var introduced = told || i > 0 && ((kinds[i - 1] & NameWord.Title) != 0 && Gap(text, words, i - 1) is " " or ". " || (kinds[i - 1] & NameWord.Strong) != 0 && IsCertain(kinds[i]) && Gap(text, words, i - 1) is " " or ", ");
        var kind = kinds[i];
        var last = i;
        var listed = (kind & NameWord.Given) != 0 && IsName(kind) && IsListed(text, words, kinds, i);
        if (IsCertain(kind) || listed || introduced && IsName(kind))
        {
            // An initial or a particle only between two parts.
            var next = i + 1;
            while (next < words.Length && next - i < 3 && Gap(text, words, next - 1) is " " or ". " && (Length(words[next]) == 1 || (kinds[next] & NameWord.Particle) != 0)) next++;
            if (next < words.Length && Gap(text, words, next - 1) is " " or ". " && (IsName(kinds[next]) && !IsPlain(text[words[next]], kinds[next]) || introduced && IsStrange(text[words[next]], kinds[next]))) return next;
            return introduced || listed ? i : -1;
        }

        // Behind "my name is" a word of another language is a name too: "vitoria".
        if (!introduced || !IsStrange(text[words[i]], kind) && !(told && (kind & NameWord.Block) == 0 && Length(words[i]) > 2 && !HeaderLexicon.Default.IsEnglish(TextFolding.Fold(text[words[i]].ToString())))) return -1;
        if (i + 1 < words.Length && Gap(text, words, i) is " " && (IsCertain(kinds[i + 1]) || IsStrange(text[words[i + 1]], kinds[i + 1]))) last = i + 1;
        return last;
    }

    // "my name is", "call me": what cannot be followed by anything else.
    private static bool Introduces(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int i)
    {
        if (i == 0 || Gap(text, words, i - 1) is not (" " or ": " or ", ")) return false;
        var before = text[..words[i - 1].End.Value];
        foreach (var phrase in FixedWords.Introductions)
        {
            if (before.EndsWith(phrase) && (before.Length == phrase.Length || !char.IsLetter(before[^(phrase.Length + 1)]))) return true;
        }

        return false;
    }

    // Three and more known names with commas between them, the last one behind "and".
    private static bool IsListed(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, ReadOnlySpan<NameWord> kinds, int i)
    {
        if (i > 2 && IsConjunction(text[words[i - 1]]) && IsName(kinds[i - 2]) && IsName(kinds[i])) i -= 2;
        var (first, last) = (i, i);
        while (first > 0 && IsName(kinds[first - 1]) && Gap(text, words, first - 1) is ", ") first--;
        while (last + 1 < words.Length && IsName(kinds[last + 1]) && Gap(text, words, last) is ", ") last++;
        var members = last - first + 1;
        if (members >= 2 && last + 2 < words.Length && IsConjunction(text[words[last + 1]]) && IsName(kinds[last + 2])) members++;
        return members >= 3;
    }

    private static bool IsConjunction(ReadOnlySpan<char> word) => word is "and" or "und" or "et" or "y" or "e" or "en" or "og" or "och";

    private static ReadOnlySpan<char> Gap(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int i) => text[words[i].End.Value..words[i + 1].Start.Value];

    private static int Length(Range word) => word.End.Value - word.Start.Value;

    private static bool IsName(NameWord kind) => (kind & (NameWord.Given | NameWord.Family)) != 0 && (kind & NameWord.Block) == 0;

    private static bool IsCertain(NameWord kind) => (kind & NameWord.Given) != 0 && (kind & (NameWord.Block | NameWord.Ambiguous)) == 0;

    private static bool IsPlain(ReadOnlySpan<char> word, NameWord kind) => (kind & NameWord.CommonFamily) == 0 && HeaderLexicon.Default.Knows(TextFolding.Fold(word.ToString()));

    private static bool IsStrange(ReadOnlySpan<char> word, NameWord kind) =>
        word.Length > 2 && (kind & (NameWord.Block | NameWord.Thing | NameWord.Title | NameWord.Particle | NameWord.Does | NameWord.Lives | NameWord.Strong | NameWord.Weak)) == 0 && ((kind & (NameWord.Given | NameWord.Family)) != 0 || !HeaderLexicon.Default.Knows(TextFolding.Fold(word.ToString())));
}
