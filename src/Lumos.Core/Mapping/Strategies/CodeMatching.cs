using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>
/// Matches the few values of a category with the codes of a target where spelling, word order or a usual abbreviation is all that differs. Each value must have one code
/// that fits clearly best. Nothing is learnt of columns that may name a person.
/// </summary>
internal static class CodeMatching
{
    private const int MostValues = 60;
    private const double LeastAlike = 0.5;
    private const double Ahead = 0.15;

    /// <summary>Code by value, for values that have one and are no spelling already known.</summary>
    /// <param name="source">Source column.</param>
    /// <param name="codes">Codes of the target with what they stand for; the code itself where nothing says more.</param>
    /// <param name="known">Lower-case spellings that need no match.</param>
    public static IReadOnlyList<(string Value, string Code)> Find(SourceColumn source, IReadOnlyList<(string Code, string Label)> codes, IReadOnlySet<string> known)
    {
        var values = source.Sample.Select(static v => v.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (values.Count is 0 or > MostValues || source.Sample.Count >= 12 && values.Count * 2 > source.Sample.Count || source.Domain?.Pii == PiiGrade.Direct) return [];
        var labels = codes.Select(static c => (c.Code, Key: ValueKeys.Of(c.Label), Words: ValueKeys.Words(c.Label))).ToList();
        List<(string, string)> found = [];
        foreach (var value in values)
        {
            if (!known.Contains(value) && Best(value, labels) is { } code) found.Add((value, code));
        }

        return found;
    }

    private static string? Best(string value, List<(string Code, string Key, IReadOnlyList<string> Words)> labels)
    {
        var (key, words) = (ValueKeys.Of(value), ValueKeys.Words(value));
        if (key.Length == 0) return null;
        var meaning = ValueKeys.Meaning(key);
        var ranked = labels.Select(l => (l.Code, Score: l.Key == key ? 1 : l.Key == meaning || ValueKeys.Meaning(l.Key) == meaning ? 0.95 : Alike(key, words, l.Key, l.Words))).OrderByDescending(static l => l.Score).ToList();
        if (ranked[0].Score < LeastAlike) return null;
        return ranked.Count > 1 && ranked[0].Score - ranked[1].Score < Ahead && ranked[0].Code != ranked[1].Code ? null : ranked[0].Code;
    }

    private static double Alike(string key, IReadOnlyList<string> words, string labelKey, IReadOnlyList<string> label)
    {
        if (words.Count == 0 || label.Count == 0) return 0;
        var shared = words.Distinct(StringComparer.Ordinal).Count(w => label.Any(l => l == w || w.Length >= 4 && l.Length >= 4 && WordNearness.Stem(l) == WordNearness.Stem(w)));
        var jaccard = (double)shared / (words.Count + label.Count - shared);
        // "ER" for emergency room, "OP" for outpatient.
        if (jaccard == 0 && words.Count == 1 && key.Length is >= 2 and <= 4 && key.All(char.IsLetter) && labelKey.Length > key.Length) return Abbreviates(key, labelKey, label);
        return jaccard;
    }

    private static double Abbreviates(string key, string labelKey, IReadOnlyList<string> label)
    {
        if (label.Count == key.Length && label.Select(static (w, i) => (w, i)).All(p => p.w[0] == key[p.i])) return 0.85;
        if (labelKey.StartsWith(key, StringComparison.Ordinal)) return 0.75;
        if (labelKey[0] != key[0]) return 0;
        var at = 0;
        foreach (var c in labelKey)
        {
            if (at < key.Length && key[at] == c) at++;
        }

        return at == key.Length ? 0.6 : 0;
    }
}
