namespace Lumos.Core.Mapping.Matching;

/// <summary>
/// Letters all names of an old table begin with, such as the <c>cli</c> of <c>clinombre</c> and <c>clitelef</c>: they say whose table it is and hide the words behind them. A prefix with a mark behind it
/// is a word of its own and needs no help.
/// </summary>
internal static class GluedPrefix
{
    private const int Shortest = 2;
    private const int Longest = 12;
    private const int LeastNames = 5;
    private const int LeastRest = 2;
    private const double Share = 0.75;
    private const double MostAlike = 0.6;

    /// <summary>The letters, in lower case; empty for none.</summary>
    public static string Of(IReadOnlyList<string> names)
    {
        if (names.Count < LeastNames) return "";
        var found = "";
        foreach (var name in names)
        {
            for (var length = Math.Min(Longest, name.Length - LeastRest); length > Math.Max(Shortest - 1, found.Length); length--)
            {
                var prefix = name[..length].ToLowerInvariant();
                if (!prefix.All(char.IsAsciiLetterLower)) continue;
                var behind = names.Where(n => Has(n, prefix)).Select(n => char.ToLowerInvariant(n[prefix.Length])).ToList();
                // Where all go on with one letter, the word goes on.
                if (behind.Count < Math.Max(LeastNames, Share * names.Count) || behind.CountBy(static c => c).Max(static g => g.Value) > MostAlike * behind.Count) continue;
                found = prefix;
                break;
            }
        }

        return found;
    }

    /// <summary>A name without the letters in front of it; the name itself where they are a word of its own.</summary>
    public static string Without(string prefix, string name) => prefix.Length > 0 && Has(name, prefix) ? name[prefix.Length..] : name;

    // "CLNOME" and "clinombre", but not "cli_nombre" and not "cliNombre".
    private static bool Has(string name, string prefix) =>
        name.Length >= prefix.Length + LeastRest && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && char.IsLetter(name[prefix.Length]) && char.IsUpper(name[prefix.Length]) == char.IsUpper(name[prefix.Length - 1]);
}
