using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>What a capital word can be in and around the name of a person.</summary>
[Flags]
internal enum NameWord
{
    None = 0,
    Given = 1,
    Family = 2,
    Title = 4,
    Block = 8,
    Thing = 16,
    Particle = 32,
    Ambiguous = 64,
    CommonFamily = 128,
    Strong = 256,
    Weak = 512,
    BeforeThing = 1024,
    Initial = 2048,
    Acronym = 4096,
}

/// <summary>The words by span, folded.</summary>
internal static class NameWords
{
    private static readonly FrozenDictionary<string, NameWord>.AlternateLookup<ReadOnlySpan<char>> Words = Read().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a folded word or phrase is.</summary>
    public static NameWord Of(ReadOnlySpan<char> folded) => Words.TryGetValue(folded, out var kind) ? kind : NameWord.None;

    /// <summary>Whether a word that is on no list ends the way family names of some languages do.</summary>
    public static bool EndsLikeFamily(ReadOnlySpan<char> folded)
    {
        if (folded.Length < 6) return false;
        foreach (var ending in FamilyEndings)
        {
            if (folded.EndsWith(ending) && folded.Length >= ending.Length + 3) return true;
        }

        return false;
    }

    private static readonly string[] FamilyEndings = ["ski", "ska", "wicz", "czyk", "vic", "dottir", "dottur", "sson", "ssen", "rsen", "nsen", "dsen", "poulos", "idis", "akis", "oglu", "shvili", "adze", "escu", "inen", "strom", "qvist", "quist", "gren", "mann", "enko", "chuk", "ova", "kov", "nov", "rov", "mov", "lov", "sov", "yev", "dev", "nyan", "ryan", "syan", "iev", "ndez", "rtez", "rez", "nez", "etti", "elli", "ucci", "cchi", "rini", "nini", "lini", "meyer", "meier", "bauer", "stein", "thaler", "huber", "fsson", "derson", "terson", "nson", "kson", "lsson"];

    private static FrozenDictionary<string, NameWord> Read()
    {
        Dictionary<string, NameWord> words = new(StringComparer.Ordinal);
        foreach (var name in WordLists.FirstNames) Set(name, NameWord.Given);
        foreach (var name in WordLists.LastNames) Set(name, NameWord.Family);
        foreach (var name in RuleData.Lines("given_names.txt")) Set(TextFolding.Fold(name), NameWord.Given);
        foreach (var name in RuleData.Lines("family_names.txt")) Set(TextFolding.Fold(name), NameWord.Family);
        foreach (var line in RuleData.Lines("name_words.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var kind = line[..colon] switch
            {
                "title" => NameWord.Title,
                "particle" => NameWord.Particle,
                "block" => NameWord.Block,
                "org" => NameWord.Thing,
                "ambiguous" => NameWord.Ambiguous,
                "common_family" => NameWord.CommonFamily,
                "strong" => NameWord.Strong,
                "weak" => NameWord.Weak,
                "before_thing" => NameWord.BeforeThing,
                var other => throw new InvalidOperationException($"name_words.txt: there is no section '{other}'."),
            };
            foreach (var word in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Set(TextFolding.Fold(word), kind);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Set(string word, NameWord kind) => words[word] = words.GetValueOrDefault(word) | kind;
    }
}
