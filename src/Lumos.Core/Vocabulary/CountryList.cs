using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>ISO 3166-1: alpha-2, alpha-3 and names in several spellings. Source: ISO's public code table; English names as in the tz database.</summary>
internal sealed class CountryList
{
    private readonly FrozenDictionary<string, string> _alpha2ByAny;
    private readonly FrozenDictionary<string, string> _alpha3;
    private readonly FrozenDictionary<string, string> _name;
    private readonly FrozenDictionary<string, string[]> _spellings;

    /// <summary>Reads lines <c>alpha2;alpha3;name;other spelling;...</c>.</summary>
    public CountryList(IEnumerable<string> lines)
    {
        Dictionary<string, string> any = [], alpha3 = [], name = [];
        Dictionary<string, string[]> spellings = [];
        foreach (var line in lines)
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            alpha3[parts[0]] = parts[1];
            name[parts[0]] = parts[2];
            spellings[parts[0]] = parts;
            foreach (var spelling in parts) any.TryAdd(TextFolding.Fold(spelling), parts[0]);
        }

        _alpha2ByAny = any.ToFrozenDictionary(StringComparer.Ordinal);
        _alpha3 = alpha3.ToFrozenDictionary(StringComparer.Ordinal);
        _name = name.ToFrozenDictionary(StringComparer.Ordinal);
        _spellings = spellings.ToFrozenDictionary(StringComparer.Ordinal);
        Codes = alpha3.Keys.ToFrozenSet(StringComparer.Ordinal);
        Codes3 = alpha3.Values.ToFrozenSet(StringComparer.Ordinal);
        Names = any.Keys.Where(static k => k.Length > 3).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Alpha-2 codes, upper case.</summary>
    public FrozenSet<string> Codes { get; }

    /// <summary>Alpha-3 codes, upper case.</summary>
    public FrozenSet<string> Codes3 { get; }

    /// <summary>Folded names longer than a code.</summary>
    public FrozenSet<string> Names { get; }

    /// <summary>Alpha-2 code of a code or name in any known spelling; null when it is none.</summary>
    public string? ToAlpha2(string text) => _alpha2ByAny.GetValueOrDefault(TextFolding.Fold(text.Trim()));

    /// <summary>Alpha-3 code of an alpha-2 code.</summary>
    public string ToAlpha3(string alpha2) => _alpha3[alpha2];

    /// <summary>English name of an alpha-2 code.</summary>
    public string ToName(string alpha2) => _name[alpha2];

    /// <summary>Codes and names of an alpha-2 code in every known spelling.</summary>
    public IReadOnlyList<string> SpellingsOf(string alpha2) => _spellings[alpha2];
}
