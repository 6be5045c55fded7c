using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Codes of standards, with the words for them. Data: <c>known_codes.txt</c>.</summary>
internal sealed record KnownCodes(string[][] Names, IReadOnlyList<(string Code, string[] Spellings)> Codes)
{
    private static readonly IReadOnlyList<KnownCodes> All = Read();
    private static readonly string[] Endings = ["id", "identifier", "code", "key", "number", "value"];

    /// <summary>The codes a target column takes: by its name, and by its enum where it has one; null for none.</summary>
    public static KnownCodes? For(TargetColumnProfile target)
    {
        var known = All.FirstOrDefault(k => k.Names.Any(n => IsNamed(target.Words.Words, n)));
        return known is null || target.Column.Enum is { Count: > 0 } codes && !codes.All(c => known.Codes.Any(k => k.Code == c)) ? null : known;
    }

    /// <summary>Whether a value is a known spelling.</summary>
    public bool Has(string value) => Codes.Any(c => c.Spellings.Contains(value, StringComparer.OrdinalIgnoreCase));

    /// <summary>The code of a spelling; null for none.</summary>
    public string? CodeOf(string spelling) => Codes.FirstOrDefault(c => c.Spellings.Contains(spelling, StringComparer.OrdinalIgnoreCase)).Code;

    /// <summary>Spellings of the codes a target allows, each once; a code has precedence over later ones.</summary>
    public IEnumerable<(string Spelling, string Code)> Spellings(IReadOnlyList<string>? allowed) =>
        Codes.Where(k => allowed is not { Count: > 0 } || allowed.Contains(k.Code)).SelectMany(static k => k.Spellings.Prepend(k.Code).Select(s => (s, k.Code)));

    // "visit concept id" holds the code of the visit; "visit type concept id" and "gender source concept id" hold codes of something else, and "visit concept name" none.
    private static bool IsNamed(IReadOnlyList<string> words, string[] name)
    {
        for (var at = 0; at + name.Length <= words.Count; at++)
        {
            if (name.All(words.Skip(at).Take(name.Length).Contains)) return words.Skip(at + name.Length).All(static w => Endings.Contains(w) || w.All(char.IsAsciiDigit));
        }

        return false;
    }

    private static List<KnownCodes> Read()
    {
        List<KnownCodes> all = [];
        List<(string, string[])> codes = [];
        foreach (var line in WordLists.ReadLines("known_codes.txt"))
        {
            if (line[0] == '[')
            {
                codes = [];
                all.Add(new KnownCodes([.. line.Split(['[', ']'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static n => n.Split(' '))], codes));
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            codes.Add((line[..equals].Trim(), line[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries)));
        }

        return all;
    }
}
