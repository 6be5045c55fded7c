using System.Text;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Forms of a value that compare equal when only spelling differs.</summary>
internal static class ValueKeys
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["m"] = "male", ["f"] = "female", ["w"] = "female", ["man"] = "male", ["woman"] = "female", ["y"] = "yes", ["n"] = "no", ["true"] = "yes", ["false"] = "no", ["t"] = "yes", ["1"] = "yes", ["0"] = "no",
        ["positive"] = "yes", ["negative"] = "no", ["living"] = "alive", ["deceased"] = "dead", ["ja"] = "yes", ["nein"] = "no", ["oui"] = "yes", ["non"] = "no", ["si"] = "yes",
    };

    /// <summary>Letters and digits, folded; empty for none.</summary>
    public static string Of(string value)
    {
        var folded = TextFolding.Fold(value);
        var plain = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c)) plain.Append(c);
        }

        return plain.ToString();
    }

    /// <summary>What a code of a short list stands for, where that is common knowledge; the key itself otherwise.</summary>
    public static string Meaning(string key) => Codes.GetValueOrDefault(key, key);

    /// <summary>Words and numbers of a value, folded.</summary>
    public static IReadOnlyList<string> Words(string value)
    {
        List<string> words = [];
        var folded = TextFolding.Fold(value);
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inside = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            words.Add(folded[start..i]);
            start = -1;
        }

        return words;
    }
}
