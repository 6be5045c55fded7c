using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Duplicates;

/// <summary>Cuts cells into words that can be compared: folded, without marks, common abbreviations written out.</summary>
internal static class RecordWords
{
    private const int MostWords = 16;

    // Abbreviations of addresses and companies that are read the same everywhere.
    private static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal)
    {
        ["st"] = "street", ["str"] = "street", ["ave"] = "avenue", ["av"] = "avenue", ["blvd"] = "boulevard", ["blv"] = "boulevard", ["rd"] = "road", ["dr"] = "drive", ["ln"] = "lane", ["pl"] = "place",
        ["ct"] = "court", ["cct"] = "circuit", ["cres"] = "crescent", ["crs"] = "crescent", ["hwy"] = "highway", ["pkwy"] = "parkway", ["sq"] = "square", ["ter"] = "terrace", ["tce"] = "terrace", ["n"] = "north",
        ["s"] = "south", ["e"] = "east", ["w"] = "west", ["ne"] = "northeast", ["nw"] = "northwest", ["se"] = "southeast", ["sw"] = "southwest", ["apt"] = "apartment", ["mt"] = "mount", ["ft"] = "fort",
        ["corp"] = "corporation", ["inc"] = "incorporated", ["ltd"] = "limited", ["co"] = "company", ["intl"] = "international", ["dept"] = "department", ["ctr"] = "center", ["centre"] = "center", ["bros"] = "brothers",
    };

    /// <summary>The words of a cell, in order.</summary>
    public static void Cut(string cell, FieldRole role, List<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = TextFolding.Fold(cell);
        var start = -1;
        for (var i = 0; i <= text.Length && words.Count < MostWords; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '\u2019' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]));
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            var word = text[start..i].Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal);
            words.Add(role == FieldRole.Name && word.Length == 1 ? word : Long.GetValueOrDefault(word, word));
            start = -1;
        }
    }

    /// <summary>A contact or mark as one comparable text: the digits of a number, an address of e-mail folded; null when there is too little.</summary>
    public static string? Whole(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Contains('@')) return TextFolding.Fold(cell.Trim());
        var digits = new string([.. cell.Where(char.IsAsciiDigit)]);
        if (digits.Length >= 5) return digits.Length > 10 && cell.AsSpan().ContainsAny("+() ") ? digits[^10..] : digits;
        var plain = new string([.. TextFolding.Fold(cell).Where(char.IsLetterOrDigit)]);
        return plain.Length >= 5 ? plain : null;
    }
}
