using System.Globalization;

namespace Lumos.Core.Vocabulary;

internal sealed partial class HeaderWords
{
    // What one system puts behind the names of all columns of its customers.
    private const string OwnColumn = "__c";

    /// <summary>The folded pieces of a name, split at case, digits and punctuation; connectives are still there, marks of keys ("fk", "pk") are identifiers.</summary>
    public static IEnumerable<string> SplitTokens(string name)
    {
        if (name.Length > OwnColumn.Length && name.EndsWith(OwnColumn, StringComparison.OrdinalIgnoreCase)) name = name[..^OwnColumn.Length];
        return name.Contains("fk", StringComparison.OrdinalIgnoreCase) || name.Contains("pk", StringComparison.OrdinalIgnoreCase) ? WithoutMarks([.. Split(name)]) : Split(name);
    }

    // "fk_client" and "client_id_fk" are the identifier of a client.
    private static List<string> WithoutMarks(List<string> tokens)
    {
        var at = tokens.Count < 2 ? -1 : IsMark(tokens[0]) ? 0 : IsMark(tokens[^1]) ? tokens.Count - 1 : -1;
        if (at < 0) return tokens;
        tokens.RemoveAt(at);
        if (!tokens.Contains("id") && !tokens.Contains("key")) tokens.Insert(at, "id");
        return tokens;

        static bool IsMark(string token) => token is "fk" or "pk";
    }

    private static IEnumerable<string> Split(string name)
    {
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var c = i < name.Length ? name[i] : ' ';
            // Vowels of Thai and Hindi are marks on their consonants.
            var inside = char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c == '\'' && start >= 0;
            if (start >= 0 && (!inside || IsBoundary(name, i)))
            {
                yield return TextFolding.Fold(name[start..i].Replace("'", "", StringComparison.Ordinal));
                start = -1;
            }

            if (inside && start < 0) start = i;
            if (c is '%') yield return "percentage";
            if (c is '#') yield return "number";
        }
    }

    private static bool IsBoundary(string name, int i)
    {
        char before = name[i - 1], c = name[i];
        if (char.IsDigit(c) != char.IsDigit(before)) return char.IsLetterOrDigit(before);
        if (!char.IsUpper(c)) return char.IsUpper(before) && char.IsLower(c) && IsBehindCapitals(name, i);
        return char.IsLower(before) || char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1]) && !IsBehindCapitals(name, i + 1);
    }

    // "CEOname" is the name of a CEO, where "HTMLPage" is a page: the small letters are a word by themselves, and none with the capital in front of them.
    private static bool IsBehindCapitals(string name, int at)
    {
        const int leastWord = 3;
        var end = at;
        while (end < name.Length && char.IsLower(name[end])) end++;
        if (at < 2 || !char.IsUpper(name[at - 2])) return false;
        var word = name[at..end];
        return word == "id" ? end == name.Length : word.Length >= leastWord && HeaderLexicon.Default.IsEnglish(word) && !HeaderLexicon.Default.Knows(char.ToLowerInvariant(name[at - 1]) + word);
    }
}
