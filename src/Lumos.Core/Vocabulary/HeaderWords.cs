namespace Lumos.Core.Vocabulary;

/// <summary>A column or table name as plain English words: split at case and punctuation, abbreviations and other languages resolved.</summary>
internal sealed partial class HeaderWords
{
    /// <summary>Words that join others and say nothing.</summary>
    internal static readonly string[] Connectives = ["of", "the", "de", "du", "des", "di", "del", "della", "la", "le", "les", "von", "der", "die", "das", "do", "da", "el", "y", "and", "et", "und", "for", "to", "van", "het", "en", "e", "d", "l", "in", "is", "a", "an"];

    // Codes of languages at the end of names of columns; those that are words of headers themselves (id, no, is, it, pl, pt) are not among them.
    private static readonly string[] Languages = ["en", "fr", "de", "es", "ar", "ko", "kr", "ja", "jp", "zh", "cn", "ru", "nl", "tr", "th", "vi", "fa", "he", "hi", "el", "uk", "hu", "fi", "eng", "fra", "ger", "deu", "spa", "ara"];

    // Languages whose names say first what a thing is and then whose: "fecha pedido" is an order date.
    private static readonly string[] HeadFirst = ["es", "it", "pt", "fr", "ca", "ro", "pl", "cs", "sk", "hr", "sr", "sl", "ru", "uk", "bg", "el", "id", "he", "ar", "fa", "th", "vi"];

    // Languages that write words together, the one that says what it is last: "Bestelldatum" is a date.
    private static readonly string[] Compounding = ["de", "nl", "sv", "no", "da", "is", "fi", "hu", "et"];

    // One word is a given (or family) name beside its counterpart, and any name elsewhere: the word and the neighbour it needs.
    private static readonly (string Word, string Counterpart)[] SharedNames = [("nome", "last"), ("nombre", "last"), ("nom", "first"), ("jméno", "last"), ("ime", "last"), ("имя", "last"), ("імя", "last"), ("nume", "first"), ("ad", "last")];

    private HeaderWords(string raw, IReadOnlyList<string> words, string? language) => (Raw, Words, Language) = (raw, words, language);

    /// <summary>The name as it was.</summary>
    public string Raw { get; }

    /// <summary>Words in order, without connectives; a number is a word.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Language the words came from, when they were not English.</summary>
    public string? Language { get; }

    /// <summary>The words with those of the first piece behind the others, where the language says first what a thing is; null elsewhere.</summary>
    public IReadOnlyList<string>? HeadLast { get; private init; }

    /// <summary>Whether the words are those of a name that is a given or family name only beside its counterpart.</summary>
    public bool IsSharedName => Words.Count >= 2 && Words[1] == "name" && Words.Skip(2).All(static w => char.IsAsciiDigit(w[0])) && CounterpartOf(Unnumbered) is not null;

    private string Unnumbered => Raw.TrimEnd('_', '-', ' ', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    /// <summary>Whether the name says anything: <c>c1</c>, <c>col_7</c>, <c>field3</c>, <c>x</c> and blank say nothing.</summary>
    public bool Informative => Words.Any(static w => w.Length > 1 && !char.IsAsciiDigit(w[0]) && w is not ("column" or "col" or "field" or "attribute" or "attr" or "var" or "variable" or "unnamed" or "fld" or "f"));

    /// <summary>The words joined with blanks.</summary>
    public override string ToString() => string.Join(' ', Words);

    /// <summary>Reads a name. The hint is a language already seen in the same table, for words that several languages share.</summary>
    public static HeaderWords Parse(string name, string? languageHint = null)
    {
        var lexicon = HeaderLexicon.Default;
        List<string> pieces = [];
        var question = false;
        var owner = 0;
        foreach (var token in WithPhrases(SplitTokens(WithoutLanguage(name)), languageHint, lexicon))
        {
            // "is active member" and "has card" ask a question that is answered yes or no.
            if (pieces.Count == 0 && !question && token is "is" or "has")
            {
                question = true;
                continue;
            }

            if (Connectives.AsSpan().Contains(token) && pieces.Count > 0)
            {
                // "number of visits" counts visits; "visit number" numbers them.
                if (token == "of" && pieces[^1] is "number" or "num" or "no" or "nr") pieces[^1] = "count";
                if (token == "of" && owner == 0) owner = pieces.Count;
                continue;
            }

            // "numero di medici" counts them; "numero di telefono" is one.
            if (pieces is [.., "numero" or "num"] && IsRomancePlural(token)) pieces[^1] = "count";

            if (token == "mail" && pieces is [.., "e"]) pieces[^1] = "email";
            else pieces.AddRange(CutIn(token, languageHint, lexicon));
        }

        var language = languageHint ?? LanguageOf(pieces, lexicon);
        List<string> words = [];
        var (head, front) = (0, 0);
        for (var i = 0; i < pieces.Count; i++)
        {
            // "CO2" and "CD4" are no company and no code.
            if (pieces[i] is "co" or "cd" && i + 1 < pieces.Count && char.IsAsciiDigit(pieces[i + 1][0])) words.Add(pieces[i] + pieces[++i]);
            else words.AddRange(Translate(pieces[i], language, lexicon));
            if (head == 0) head = words.Count;
            if (i == owner - 1) front = words.Count;
        }

        // "nombre producto" is the name of a product, whatever "nombre" is alone; "nombre apellidos" stays a given and a family name.
        if (head == 2 && words.Count > 2 && words[1] == "name" && CounterpartOf(pieces[0]) is { } counterpart && !words.Contains(counterpart) && !words.Contains("family") && !char.IsAsciiDigit(words[2][0]))
        {
            words.RemoveAt(0);
            head = 1;
        }

        // So is "banco_nome" that of a bank.
        if (words.Count > 2 && words[^1] == "name" && words[^2] is "first" or "last" && pieces.Count > 1 && CounterpartOf(pieces[^1]) is { } other && !words.Contains(other) && !words.Contains("family") && head < words.Count - 1) words.RemoveAt(words.Count - 2);

        if (question) words.Add("flag");
        var turned = !question && head > 0 && head < words.Count && language is not null && HeadFirst.AsSpan().Contains(language);
        // "duration_delivery" is how long it took.
        turned |= !question && words is ["duration", _] && language is not null;
        // "place of birth" is a birth place, as "lieu de naissance" is.
        if (!question && front > 0 && front < words.Count) (turned, head) = (true, front);
        return new HeaderWords(name, words, language) { HeadLast = turned ? [.. words.Skip(head), .. words.Take(head)] : null };
    }

    /// <summary>The same header in a table with these words: "nome" without a family name beside it is any name.</summary>
    public HeaderWords Among(IReadOnlySet<string> context)
    {
        if (IsSharedName) return context.Contains(CounterpartOf(Unnumbered)!) ? this : new HeaderWords(Raw, ["name"], Language);
        // Beside a given name, and without a family name, the bare "name" is the family name.
        return Words is ["name"] && IsBareName(Raw) && context.Contains("first") && !context.Contains("last") && !context.Contains("family") && !context.Contains("full") ? new HeaderWords(Raw, ["last", "name"], Language) : this;
    }

    // "title_en" and "title_ar" are titles.
    private static string WithoutLanguage(string name)
    {
        var end = name.LastIndexOfAny(['_', '-', '.']);
        return end >= 2 && Languages.AsSpan().Contains(name[(end + 1)..].ToLowerInvariant()) ? name[..end] : name;
    }

    // Spanish, Portuguese and Italian plurals; a telephone, an order and a client are none.
    private static bool IsRomancePlural(string word) => word.Length > 4 && (word.EndsWith("os", StringComparison.Ordinal) || word.EndsWith("as", StringComparison.Ordinal) || word.EndsWith("es", StringComparison.Ordinal) || word[^1] == 'i');

    private static bool IsBareName(string raw) => raw.Trim().ToUpperInvariant() is "NAME" or "NAAM" or "NAMN" or "NAVN" or "NIMI";

    private static IReadOnlyList<string> CutIn(string token, string? language, HeaderLexicon lexicon)
    {
        var pieces = lexicon.Cut(token);
        return pieces.Count == 1 && language is not null && Compounding.AsSpan().Contains(language) ? lexicon.CutTail(token, language) : pieces;
    }

    /// <summary>Whether a folded word is a given or family name only beside its counterpart, such as "nome".</summary>
    internal static bool IsAnyName(string word) => CounterpartOf(word) is not null;

    private static string? CounterpartOf(string word)
    {
        foreach (var (shared, counterpart) in SharedNames)
        {
            if (string.Equals(word.Trim(), shared, StringComparison.OrdinalIgnoreCase)) return counterpart;
        }

        return null;
    }

    private static IEnumerable<string> Translate(string piece, string? language, HeaderLexicon lexicon)
    {
        var meanings = lexicon.MeaningsOf(piece);
        if (meanings.Count == 0 && Singular(piece, lexicon) is var single) return !lexicon.Knows(single) && Misspellings.Of(single) is { } meant ? Translate(meant, language, lexicon) : [single];
        HeaderLexicon.Meaning? english = null, native = null, any = null;
        foreach (var meaning in meanings)
        {
            if (meaning.Language == "en") english ??= meaning;
            else if (meaning.Language == language) native ??= meaning;
            else if (!meaning.Ambiguous) any ??= meaning;
        }

        if (native is { } own) return own.Words;
        if (english is { } abbreviation) return abbreviation.Words;
        return any is { } other && !lexicon.IsEnglish(piece) ? other.Words : [piece];
    }

    /// <summary>The language most of the names agree on, two at the least; null when it is English or cannot be told.</summary>
    public static string? CommonLanguage(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var lexicon = HeaderLexicon.Default;
        SortedDictionary<string, double> votes = new(StringComparer.Ordinal);
        double english = 0;
        foreach (var name in names)
        {
            HashSet<string> heard = new(StringComparer.Ordinal);
            var plain = false;
            foreach (var piece in SplitTokens(name).SelectMany(lexicon.Cut))
            {
                // A word that is English as well says little about the language.
                var shared = lexicon.IsEnglish(piece);
                plain |= piece.Length > 2 && shared;
                foreach (var meaning in lexicon.MeaningsOf(piece))
                {
                    if (meaning.Language == "en" || shared || !heard.Add(meaning.Language)) continue;
                    votes[meaning.Language] = votes.GetValueOrDefault(meaning.Language) + (meaning.Ambiguous ? 0.4 : 1);
                }
            }

            if (plain && heard.Count == 0) english++;
        }

        string? best = null;
        foreach (var (language, count) in votes)
        {
            if (count >= 1.4 && count > english * 0.8 && (best is null || count > votes[best])) best = language;
        }

        return best;
    }

    private static string? LanguageOf(List<string> pieces, HeaderLexicon lexicon)
    {
        string? found = null;
        foreach (var piece in pieces)
        {
            if (lexicon.IsEnglish(piece)) continue;
            var meanings = lexicon.MeaningsOf(piece);
            if (meanings.Count == 1 && meanings[0] is { Language: not "en", Ambiguous: false } only) found ??= only.Language;
        }

        return found;
    }

    private static string Singular(string word, HeaderLexicon lexicon)
    {
        if (word.Length < 4 || word[^1] != 's' || lexicon.IsEnglish(word)) return word;
        if (word.EndsWith("ies", StringComparison.Ordinal) && lexicon.IsEnglish(word[..^3] + "y")) return word[..^3] + "y";
        if (lexicon.IsEnglish(word[..^1])) return word[..^1];
        if (word.EndsWith("es", StringComparison.Ordinal) && lexicon.IsEnglish(word[..^2])) return word[..^2];
        return word.Length > 5 && word[^2] is not ('s' or 'u' or 'i' or 'a') && !lexicon.Knows(word) ? word[..^1] : word;
    }
}
