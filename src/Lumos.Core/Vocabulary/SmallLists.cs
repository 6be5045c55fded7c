using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Closed lists of spellings by name, folded: <c>gender</c>, <c>currency_code</c>, <c>us_state_name</c> and so on.</summary>
internal static class SmallLists
{
    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> All = new(Read);

    /// <summary>A list by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public static FrozenSet<string> Get(string name) => All.Value[name];

    /// <summary>Whether there is a list of this name.</summary>
    public static bool Has(string name) => All.Value.ContainsKey(name);

    /// <summary>Whether the value, folded and trimmed, is in the list.</summary>
    public static bool Contains(string name, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length is 0 or > 80) return false;
        var (list, folded) = (All.Value[name], TextFolding.Fold(value.ToString()));
        // "United-States", "never_married": programs write blanks as strokes.
        return list.Contains(folded) || folded.AsSpan().ContainsAny("-_") && list.Contains(folded.Replace('_', ' ').Replace('-', ' '));
    }

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        Dictionary<string, IEnumerable<string>> lists = [];
        foreach (var line in WordLists.ReadLines("small_lists.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lists[line[..colon]] = line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries);
        }

        var states = WordLists.ReadLines("us_states.txt").Select(static l => l.Split(';')).ToList();
        lists["us_state_code"] = states.Select(static s => s[0]);
        lists["us_state_name"] = states.Select(static s => s[1]);
        lists["region_code"] = lists["us_state_code"].Concat(lists["region_code_more"]);
        var currencies = WordLists.ReadLines("currencies.txt").Select(static l => l.Split(';')).ToList();
        lists["currency_code"] = currencies.Select(static c => c[0]);
        lists["currency_name"] = currencies.SelectMany(static c => c.Skip(1));
        lists["region"] = WordLists.Load("regions.txt", "regions_world.txt").Concat(lists["us_state_name"]);
        lists["city"] = WordLists.Load("cities.txt", "places.txt");
        lists["language"] = WordLists.Load("languages.txt");
        lists["country_code"] = WordLists.Countries.Codes.Concat(WordLists.Countries.Codes3);
        lists["country_name"] = WordLists.Countries.Names;
        return lists.ToFrozenDictionary(static p => p.Key, static p => p.Value.Select(TextFolding.Fold).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
