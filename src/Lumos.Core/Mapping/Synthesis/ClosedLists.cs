using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Lists everybody has: when the examples are pairs of one, the dictionary is the whole list, not only the pairs seen.</summary>
internal static class ClosedLists
{
    private const int LeastPairs = 3;

    /// <summary>All pairs of the list the examples come from; null when they come from none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>>? Expand(IReadOnlyList<(string Key, string Value)> pairs)
    {
        if (pairs.Count < LeastPairs) return null;
        foreach (var list in Lists())
        {
            if (!pairs.All(p => list.TryGetValue(p.Key, out var value) && value == p.Value)) continue;
            return [.. list.Select(static p => new KeyValuePair<string, string?>(p.Key, p.Value))];
        }

        return null;
    }

    private static IEnumerable<Dictionary<string, string>> Lists()
    {
        foreach (var months in DateWords.Months) yield return months;
        var countries = WordLists.Countries;
        string[] codes = [.. countries.Codes.Order(StringComparer.Ordinal)];
        var states = WordLists.ReadLines("us_states.txt").Select(static l => l.Split(';')).ToList();
        yield return codes.ToDictionary(static c => c, countries.ToAlpha3, StringComparer.Ordinal);
        yield return codes.ToDictionary(countries.ToAlpha3, static c => c, StringComparer.Ordinal);
        yield return codes.ToDictionary(static c => c, countries.ToName, StringComparer.Ordinal);
        yield return codes.ToDictionary(countries.ToAlpha3, countries.ToName, StringComparer.Ordinal);
        yield return Spelled(codes, static c => c);
        yield return Spelled(codes, countries.ToAlpha3);
        yield return Spelled(codes, countries.ToName);
        yield return states.ToDictionary(static s => s[0], static s => s[1], StringComparer.Ordinal);
        yield return states.ToDictionary(static s => s[1], static s => s[0], StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Spelled(string[] codes, Func<string, string> to)
    {
        Dictionary<string, string> list = new(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            foreach (var spelling in WordLists.Countries.SpellingsOf(code)) list.TryAdd(spelling, to(code));
        }

        return list;
    }
}
