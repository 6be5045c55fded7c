using System.Runtime.InteropServices;

namespace Lumos.Core.Vocabulary;

/// <summary>Words of column headers: abbreviations and other languages brought to plain English words, and glued words cut.</summary>
internal sealed class HeaderLexicon
{
    private const int Size = 50_000;
    private readonly Dictionary<string, Meaning[]> _meanings = new(Size, StringComparer.Ordinal);
    private readonly HashSet<string> _english = new(StringComparer.Ordinal);

    // Read at every start: words that mean the same share one array, and nothing is cut out of a line that is not kept.
    private HeaderLexicon()
    {
        Dictionary<string, string[]> said = new(StringComparer.Ordinal) { ["-"] = [] };
        Dictionary<string, string> languages = new(StringComparer.Ordinal);
        var meanings = _meanings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in WordLists.ReadFolder("Words"))
        {
            if (line[0] == '=')
            {
                _english.UnionWith(line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                continue;
            }

            var text = line.AsSpan();
            var first = text.IndexOf(' ');
            var second = first + 1 + text[(first + 1)..].IndexOf(' ');
            var from = text[first + 1] == '?' ? first + 2 : first + 1;
            var meaning = text[(second + 1)..];
            if (!languages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..first], out var language)) languages[language = text[..first].ToString()] = language;
            if (!said.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(meaning, out var words)) said[meaning.ToString()] = words = meaning.ToString().Split(' ');
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(meanings, text[from..second], out _);
            list = [.. list ?? [], new Meaning(language, words, text[first + 1] == '?')];
        }
    }

    /// <summary>The lexicon that travels in the assembly.</summary>
    public static HeaderLexicon Default { get; } = new();

    /// <summary>What a word means in one language. English ("en") meanings are abbreviations.</summary>
    internal readonly record struct Meaning(string Language, string[] Words, bool Ambiguous);

    /// <summary>All words, of any language, in no order.</summary>
    public IEnumerable<string> Words => _english.Concat(_meanings.Keys);

    /// <summary>Whether the word is known in any language.</summary>
    public bool Knows(string word) => _english.Contains(word) || _meanings.ContainsKey(word);

    /// <summary>Whether the word is plain English.</summary>
    public bool IsEnglish(string word) => _english.Contains(word);

    /// <summary>Whether the word is a known English one with an ending, such as "finished".</summary>
    public bool IsBent(string word)
    {
        const int LeastStem = 4;
        foreach (var ending in Endings)
        {
            if (word.Length < ending.Length + LeastStem || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
            var stem = word[..^ending.Length];
            if (_english.Contains(stem) || _english.Contains(stem + "e") || _english.Contains(stem + "y")) return true;
        }

        return false;
    }

    private static readonly string[] Endings = ["ed", "ing", "ings", "er", "ers", "or", "ors", "al", "ally", "ly", "ment", "ments", "able", "ness", "ies", "es", "s", "d", "ic", "ical", "ism", "ist"];

    /// <summary>Meanings of a word; empty when it is plain English or unknown.</summary>
    public IReadOnlyList<Meaning> MeaningsOf(string word) => _meanings.TryGetValue(word, out var list) ? list : [];

    // Short words of other languages would cut English words at random places.
    private bool IsPiece(string word) => _english.Contains(word) || word.Length >= 4 && _meanings.ContainsKey(word) || _meanings.TryGetValue(word, out var list) && Array.Exists(list, static m => m.Language == "en");

    /// <summary>Cuts a glued word into known words, fewest and longest first; the word itself when that fails.</summary>
    public IReadOnlyList<string> Cut(string word)
    {
        if (UnspacedScripts.Contains(word[0])) return CutUnspaced(word);
        // "genres" is no "gen" and "res": the plural of a known word is known.
        if (word.Length < 6 || word.Length > 60 || Knows(word) || word[^1] == 's' && _english.Contains(word[..^1])) return [word];
        // best[i]: cost and start of the last piece for the first i letters.
        Span<int> cost = stackalloc int[word.Length + 1];
        Span<int> from = stackalloc int[word.Length + 1];
        cost.Fill(int.MaxValue);
        cost[0] = 0;
        for (var end = 1; end <= word.Length; end++)
        {
            for (var start = Math.Max(0, end - 24); start < end; start++)
            {
                if (cost[start] == int.MaxValue) continue;
                var length = end - start;
                int price;
                if (length >= 3 && IsPiece(word.Substring(start, length))) price = 10;
                else if (length == 2 && start > 0 && word.AsSpan(start, 2) is "id" or "no" or "nr" or "cd" or "dt") price = 12;
                else if (length == 1 && start > 0 && end < word.Length && word[start] == 's') price = 5;
                else continue;
                if (cost[start] + price < cost[end]) (cost[end], from[end]) = (cost[start] + price, start);
            }
        }

        if (cost[word.Length] == int.MaxValue) return [word];
        List<string> pieces = [];
        for (var end = word.Length; end > 0; end = from[end])
        {
            if (end - from[end] > 1) pieces.Add(word[from[end]..end]);
        }

        pieces.Reverse();
        return IsOneWord(pieces) ? pieces : [word];
    }

    // Pieces of two languages make no word, and a short foreign one makes none beside English: "cancelaria" is no "cancel" and "aria".
    private bool IsOneWord(List<string> pieces)
    {
        const int Short = 4;
        HashSet<string>? languages = null;
        var brief = false;
        foreach (var piece in pieces.Where(p => p.Length > 2 && !_english.Contains(p)))
        {
            var spoken = Array.ConvertAll(_meanings[piece], static m => m.Language);
            if (spoken.Contains("en")) continue;
            brief |= piece.Length <= Short;
            if (languages is null) languages = [.. spoken];
            else languages.IntersectWith(spoken);
        }

        if (languages is null) return true;
        return languages.Count > 0 && (!brief || pieces.TrueForAll(p => p.Length == 2 || MeaningsOf(p).Any(m => languages.Contains(m.Language))));
    }

    // Chinese, Japanese, Korean and Thai names are written without blanks: as few known words as explain most of the letters.
    private IReadOnlyList<string> CutUnspaced(string word)
    {
        const int LongestName = 40, Known = 10, Strange = 25;
        if (word.Length > LongestName || Knows(word)) return [word];
        Span<int> cost = stackalloc int[word.Length + 1];
        Span<int> from = stackalloc int[word.Length + 1];
        cost.Fill(int.MaxValue);
        cost[0] = 0;
        for (var end = 1; end <= word.Length; end++)
        {
            for (var start = 0; start < end; start++)
            {
                var known = _meanings.ContainsKey(word[start..end]);
                if (!known && end - start > 1) continue;
                var price = cost[start] + (known ? Known : Strange);
                if (price < cost[end]) (cost[end], from[end]) = (price, start);
            }
        }

        List<string> pieces = [];
        var strange = 0;
        for (var end = word.Length; end > 0; end = from[end])
        {
            if (_meanings.ContainsKey(word[from[end]..end])) pieces.Add(word[from[end]..end]);
            else strange++;
        }

        // Mostly strange letters are another word.
        if (pieces.Count == 0 || 2 * strange > word.Length) return [word];
        pieces.Reverse();
        return pieces;
    }

    /// <summary>Cuts the longest word of a language off the end of a word nobody knows; the word itself when there is none.</summary>
    public IReadOnlyList<string> CutTail(string word, string language)
    {
        const int Shortest = 4, Least = 3;
        if (Knows(word)) return [word];
        for (var start = Least; start <= word.Length - Shortest; start++)
        {
            var tail = word[start..];
            if (_meanings.TryGetValue(tail, out var list) && Array.Exists(list, m => m.Language == language)) return [word[..start], tail];
        }

        return [word];
    }
}
