using System.Collections.Frozen;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>How much the name of a source table says that it is a target table.</summary>
internal static class TableNames
{
    /// <summary>The names are one, but for case, marks and blanks.</summary>
    public const int Same = 3;

    /// <summary>The names say the same words; a number (a year, a part) does not count.</summary>
    public const int SameWords = 2;

    /// <summary>One name says all the other does, and more.</summary>
    public const int Contained = 1;

    private const double LeastNear = 0.8;

    /// <summary>One of the levels above; 0 when the names have nothing to do with each other.</summary>
    public static int Affinity(string source, string target)
    {
        if (Letters(source) is { Length: > 0 } letters && letters == Letters(target)) return Same;
        var (one, other) = (Words(source), Words(target));
        if (one.Count == 0 || other.Count == 0) return 0;
        if (one.SetEquals(other)) return Numbers(source) is { Count: > 0 } years && Numbers(target) is { Count: > 0 } others && !years.SetEquals(others) ? Contained : SameWords;
        return one.IsSubsetOf(other) || other.IsSubsetOf(one) ? Contained : 0;
    }

    /// <summary>Whether one name says all that another says: <c>product_template</c> and <c>products</c>.</summary>
    public static bool SaysAllOf(string name, string other) => Words(other) is { Count: > 0 } words && words.IsSubsetOf(Words(name));

    /// <summary>Whether a word of one name is asked for beside one of the other: <c>diagnoses</c> and <c>condition_occurrence</c>.</summary>
    public static bool AreNear(string source, string target) => Spoken(source).SelectMany(Forms).Any(one => Spoken(target).SelectMany(Forms).Any(other => NearWords.Default.Of(one, other) >= LeastNear));

    /// <summary>Whether two names differ in numbers alone, as those of the parts of one table do (a year, a month, a copy).</summary>
    public static bool ArePartsOfOne(string one, string other) => one != other && Words(one) is { Count: > 0 } words && words.SetEquals(Words(other)) && !Numbers(one).SetEquals(Numbers(other));

    private static IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (word.EndsWith("ses", StringComparison.Ordinal)) yield return word[..^2] + "is";
        else if (word.EndsWith('s')) yield return word[..^1];
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static HashSet<string> Numbers(string name) => [.. HeaderWords.Parse(name).Words.Where(static word => char.IsAsciiDigit(word[0]))];

    // What a warehouse writes in front of its tables says what kind of table it is, not what of.
    private static readonly FrozenSet<string> Kinds = FrozenSet.ToFrozenSet(["dim", "dimension", "fact", "fct", "stg", "staging", "raw", "tbl", "table", "src", "dwh", "ods", "view", "vw", "bridge", "brg", "xref"]);

    /// <summary>The words of a name as it is spelled, without those that say what kind of table it is.</summary>
    public static IEnumerable<string> Spoken(string name) => HeaderWords.SplitTokens(name).Where(static word => !Kinds.Contains(word));

    // What an order is made of is called a line, an item or a position of it.
    private static readonly string[] Rows = ["line", "lines", "item", "items", "position", "positions", "detail", "details", "row", "rows"];

    private static HashSet<string> Words(string name)
    {
        List<string> words = [.. HeaderWords.Parse(name).Words.Where(static word => word.Length > 1 && !char.IsAsciiDigit(word[0]) && !Kinds.Contains(word))];
        if (words.Count > 1 && Rows.Contains(words[^1])) words[^1] = Rows[0];
        // A table of sales holds what was sold, not what was taken for it.
        return [.. words.Select(static word => word is "sale" or "sales" ? "sale" : WordNearness.Stem(WordMatching.Canon(Singular(word))))];
    }

    private static string Singular(string word) => WordMatching.Canon(word) == word && word.EndsWith('s') && WordMatching.Canon(word[..^1]) != word[..^1] ? word[..^1] : word;
}
