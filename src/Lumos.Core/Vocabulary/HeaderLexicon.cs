using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Words of column headers: abbreviations and other languages brought to plain English words, and glued words cut.</summary>
internal sealed class HeaderLexicon
{
    private readonly FrozenDictionary<string, Meaning[]> _meanings;
    private readonly FrozenSet<string> _english;

    private HeaderLexicon()
    {
        Dictionary<string, List<Meaning>> meanings = [];
        HashSet<string> english = [];
        foreach (var line in WordLists.ReadFolder("Words"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts[0] == "=")
            {
                english.UnionWith(parts[1..]);
                continue;
            }

            var ambiguous = parts[1][0] == '?';
            var word = ambiguous ? parts[1][1..] : parts[1];
            if (!meanings.TryGetValue(word, out var list)) meanings[word] = list = [];
            list.Add(new Meaning(parts[0], parts[2] == "-" ? [] : parts[2..], ambiguous));
        }

        _meanings = meanings.ToFrozenDictionary(static p => p.Key, static p => p.Value.ToArray(), StringComparer.Ordinal);
        _english = english.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The lexicon that travels in the assembly.</summary>
    public static HeaderLexicon Default { get; } = new();

    /// <summary>What a word means in one language. English ("en") meanings are abbreviations.</summary>
    internal readonly record struct Meaning(string Language, string[] Words, bool Ambiguous);

    /// <summary>All words, of any language.</summary>
    public IEnumerable<string> Words => _english.Concat(_meanings.Keys).Order(StringComparer.Ordinal);

    /// <summary>Whether the word is known in any language.</summary>
    public bool Knows(string word) => _english.Contains(word) || _meanings.ContainsKey(word);

    /// <summary>Whether the word is plain English.</summary>
    public bool IsEnglish(string word) => _english.Contains(word);

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
        return pieces;
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
