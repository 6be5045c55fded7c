using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>What the words around a value speak of: sets of topics, and the phrases that name them.</summary>
internal static class Topics
{
    /// <summary>Longest phrase, in words.</summary>
    public const int MostWords = 3;

    private static readonly List<string> Names = [];
    private static readonly FrozenDictionary<string, UInt128> Phrases = Read();

    /// <summary>Numbers of things, which are not personal.</summary>
    public static readonly UInt128 Business = Of("business");

    /// <summary>Phrases looked up by span.</summary>
    public static FrozenDictionary<string, UInt128>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; } = Phrases.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Topic of a label; empty when no phrase names it.</summary>
    public static UInt128 Of(string name)
    {
        var at = Names.IndexOf(name);
        return at < 0 ? 0 : UInt128.One << at;
    }

    private static FrozenDictionary<string, UInt128> Read()
    {
        Dictionary<string, UInt128> phrases = new(StringComparer.Ordinal);
        foreach (var line in RuleData.Lines("context.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = line[..colon];
            if (!Names.Contains(name)) Names.Add(name);
            var bit = UInt128.One << Names.IndexOf(name);
            foreach (var phrase in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var folded = TextFolding.Fold(phrase);
                phrases[folded] = phrases.GetValueOrDefault(folded) | bit;
            }
        }

        return phrases.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
