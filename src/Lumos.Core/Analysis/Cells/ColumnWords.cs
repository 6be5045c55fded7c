namespace Lumos.Core.Analysis.Cells;

/// <summary>What the names of columns say about their values, as far as checks need it.</summary>
internal static class ColumnWords
{
    private static readonly string[] Codes = ["id", "ids", "code", "codes", "no", "nr", "num", "number", "key", "zip", "zipcode", "postal", "postcode", "plz", "phone", "fax", "tel", "ref", "sku", "isbn", "ean", "upc", "account", "year", "index"];

    private static readonly (string, string)[] Pairs = [("min", "max"), ("net", "gross"), ("start", "end"), ("begin", "end"), ("from", "to"), ("low", "high"), ("lower", "upper"), ("first", "last"), ("open", "close"), ("birth", "death")];

    /// <summary>Whether a column is named like one whose digits name things.</summary>
    public static bool NameCodes(string name) => Of(name).Any(static word => Codes.Contains(word, StringComparer.Ordinal)) || (name.Length > 2 && name.EndsWith("Id", StringComparison.Ordinal));

    /// <summary>Whether two names say that both columns measure the same in different ways: net_total and gross_total, min_temp and max_temp.</summary>
    public static bool AreAlike(string a, string b)
    {
        var (x, y) = (Of(a), Of(b));
        if (NameCodes(a) || NameCodes(b)) return false;
        return x.Any(word => word.Length >= 3 && y.Contains(word)) || Pairs.Any(pair => (x.Contains(pair.Item1) && y.Contains(pair.Item2)) || (x.Contains(pair.Item2) && y.Contains(pair.Item1)));
    }

    /// <summary>The words of a name in small letters: <c>TotalCost</c> and <c>total_cost</c> are total and cost.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        List<string> words = [];
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var cut = i == name.Length || !char.IsLetterOrDigit(name[i]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1]));
            if (!cut) continue;
            var word = name[start..i].Trim('_', '-', ' ', '.', '/').ToLowerInvariant();
            if (word.Length > 0) words.Add(word);
            start = i;
        }

        return words;
    }
}
