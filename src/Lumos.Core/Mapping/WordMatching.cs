using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>How close two names are as sets of words.</summary>
internal static class WordMatching
{
    // Words of a line mean the same in headers; the first one stands for all.
    private const string Synonyms = """
        id number key identifier
        customer client cust
        person patient subject individual
        phone mobile cell landline
        quantity count pieces
        amount sum
        product item article
        since joined signup registered start admission begin
        end discharge stop
        tier level grade
        gender sex
        visit encounter occurrence
        zip postal
        note notes remark remarks comment comments
        company organisation firm employer business
        created inserted entered
        updated modified changed
        url website link homepage
        supplier vendor
        revenue turnover sales
        employee staff worker
        title name
        ship shipping delivery
        bill billing invoice
        """;

    private static readonly FrozenSet<string> Generic = FrozenSet.ToFrozenSet(["id", "name", "title", "code", "date", "type", "value", "total", "amount", "flag", "text", "concept", "time", "timestamp", "line", "full", "body", "status"]);
    private static readonly FrozenDictionary<string, string> Canonical = Read();

    /// <summary>Dice coefficient over weighted words, 0 to 1. Words that only name the subject count little.</summary>
    public static double Similarity(IReadOnlyList<string> a, IReadOnlyList<string> b, IReadOnlySet<string> subject)
    {
        if (a.Count == 0 || b.Count == 0) return 0;
        double total = 0, common = 0;
        Span<bool> used = stackalloc bool[b.Count];
        used.Clear();
        foreach (var word in a)
        {
            total += Weight(word, subject);
            var (at, closeness) = Best(word, b, used);
            if (at < 0) continue;
            used[at] = true;
            common += closeness * (Weight(word, subject) + Weight(b[at], subject)) / 2;
        }

        foreach (var word in b) total += Weight(word, subject);
        return Math.Min(1, 2 * common / total);
    }

    /// <summary>Share of the words of <paramref name="name"/> that <paramref name="description"/> has too, by weight.</summary>
    public static double Coverage(IReadOnlyList<string> name, IReadOnlyList<string> description, IReadOnlySet<string> subject)
    {
        double total = 0, common = 0;
        Span<bool> used = stackalloc bool[description.Count];
        used.Clear();
        var telling = false;
        foreach (var word in name)
        {
            var weight = Weight(word, subject);
            total += weight;
            var (at, closeness) = Best(word, description, used);
            if (at < 0) continue;
            used[at] = true;
            telling |= !Generic.Contains(Canon(word));
            common += closeness * weight;
        }

        return total == 0 || !telling ? 0 : common / total;
    }

    private static double Weight(string word, IReadOnlySet<string> subject)
    {
        var canon = Canon(word);
        if (subject.Contains(canon)) return 0.35;
        return Generic.Contains(canon) || char.IsAsciiDigit(word[0]) ? 0.5 : 1;
    }

    /// <summary>Whether a word says what a column holds, rather than whose or of which kind.</summary>
    public static bool IsTelling(string word, IReadOnlySet<string> subject) => Weight(word, subject) >= 1;

    /// <summary>The word that stands for all its synonyms.</summary>
    public static string Canon(string word) => Canonical.GetValueOrDefault(word, word);

    private static (int At, double Closeness) Best(string word, IReadOnlyList<string> others, Span<bool> used)
    {
        var at = -1;
        double best = 0;
        var canon = Canon(word);
        for (var i = 0; i < others.Count; i++)
        {
            if (used[i]) continue;
            double closeness = 0;
            if (others[i] == word) closeness = 1;
            else if (Canon(others[i]) == canon) closeness = 0.92;
            else if (word.Length >= 4 && others[i].Length >= 4)
            {
                var near = WordDistance.Closeness(word, others[i]);
                if (near >= 0.8) closeness = near * 0.9;
                else if (word.StartsWith(others[i], StringComparison.Ordinal) || others[i].StartsWith(word, StringComparison.Ordinal)) closeness = 0.75;
            }

            if (closeness > best) (at, best) = (i, closeness);
        }

        return (at, best);
    }

    private static FrozenDictionary<string, string> Read()
    {
        Dictionary<string, string> canon = new(StringComparer.Ordinal);
        foreach (var line in Synonyms.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words) canon.TryAdd(word, words[0]);
        }

        return canon.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
