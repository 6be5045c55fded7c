namespace Lumos.Core.Vocabulary;

internal sealed partial class HeaderWords
{
    private const int LongestPhrase = 4;
    private const int ShortestPhrase = 4;

    // "plat nomor", "αριθμός κυκλοφορίας": the lists hold what several words say together as one word, the blanks left out.
    private static IEnumerable<string> WithPhrases(IEnumerable<string> pieces, string? language, HeaderLexicon lexicon)
    {
        string[] tokens = [.. pieces];
        for (var i = 0; i < tokens.Length; i++)
        {
            var length = Math.Min(LongestPhrase, tokens.Length - i);
            while (length > 1 && !IsPhrase(tokens.AsSpan(i, length), language, lexicon)) length--;
            yield return length == 1 ? tokens[i] : string.Concat(tokens.AsSpan(i, length));
            i += length - 1;
        }
    }

    // Words that are all English make a phrase of no other language.
    private static bool IsPhrase(ReadOnlySpan<string> tokens, string? language, HeaderLexicon lexicon)
    {
        var joined = string.Concat(tokens);
        if (joined.Length < ShortestPhrase || lexicon.IsEnglish(joined) || Connectives.AsSpan().Contains(tokens[^1])) return false;
        var meanings = lexicon.MeaningsOf(joined);
        if (meanings.Count == 0) return false;
        var english = true;
        foreach (var token in tokens) english &= lexicon.IsEnglish(token);
        HashSet<string>? alone = null;
        foreach (var meaning in meanings)
        {
            if (meaning.Language != "en" && (english || meaning.Ambiguous && meaning.Language != language)) continue;
            alone ??= Said(tokens, language, lexicon);
            if (!Array.TrueForAll(meaning.Words, w => alone.Contains(w) || w == "identifier" && alone.Contains("id"))) return true;
        }

        return false;
    }

    // What the words say one by one they need not say together: "fecha nacimiento" is a date and a birth.
    private static HashSet<string> Said(ReadOnlySpan<string> tokens, string? language, HeaderLexicon lexicon)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (var token in tokens) words.UnionWith(CutIn(token, language, lexicon).SelectMany(piece => Translate(piece, language, lexicon)));
        return words;
    }
}
