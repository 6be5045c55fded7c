using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>How near two words are: the same, a synonym, of one stem, an abbreviation or a typing error. Remembers what it computed; not thread-safe.</summary>
internal sealed class WordNearness
{
    private readonly Dictionary<(string, string), double> _known = [];

    /// <summary>0 to 1.</summary>
    public double Of(string a, string b)
    {
        if (a == b) return 1;
        if (_known.TryGetValue((a, b), out var known)) return known;
        return _known[(a, b)] = Compute(a, b);
    }

    private static double Compute(string a, string b)
    {
        if (WordMatching.Canon(a) == WordMatching.Canon(b)) return 0.92;
        if (char.IsAsciiDigit(a[0]) || char.IsAsciiDigit(b[0])) return 0;
        return Math.Max(NearWords.Default.Of(a, b), OfLetters(a, b));
    }

    private static double OfLetters(string a, string b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (Stem(a) == Stem(b)) return 0.95;
        var common = CommonStart(a, b);
        if (common >= 5 && common * 10 >= longer.Length * 6) return 0.82;
        if (shorter.Length >= 3 && longer.Length >= shorter.Length + 2 && common == shorter.Length) return 0.7;
        if (shorter.Length >= 4 && WordDistance.Closeness(a, b, 0.8) is > 0 and var near) return near * 0.9;
        if (shorter.Length is >= 3 and <= 6 && longer.Length >= shorter.Length + 2 && IsAbbreviation(shorter, longer)) return 0.55;
        return 0;
    }

    /// <summary>A word without the ending that only bends it.</summary>
    public static string Stem(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length < ending.Length + 4 || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
            var stem = word[..^ending.Length];
            // "shipped" is of "ship", "billed" of "bill".
            return ending is "ed" or "ing" && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
        }

        return word;
    }

    private static readonly string[] Endings = ["ologically", "ological", "ologic", "ology", "ations", "ation", "ically", "ical", "ions", "ion", "ings", "ing", "ies", "ied", "ed", "es", "ic", "al", "s", "y", "e"];

    private static int CommonStart(string a, string b)
    {
        var n = 0;
        while (n < a.Length && n < b.Length && a[n] == b[n]) n++;
        return n;
    }

    // The letters occur in order, beginning with the first: "hstlgy" for "histology".
    private static bool IsAbbreviation(string shorter, string longer)
    {
        if (shorter[0] != longer[0] || shorter.AsSpan(1).ContainsAny("aeiou")) return false;
        var at = 0;
        foreach (var c in longer)
        {
            if (at < shorter.Length && shorter[at] == c) at++;
        }

        return at == shorter.Length;
    }
}
