namespace Lumos.Core.Analysis.Cells;

/// <summary>What the names of columns say about their values, as far as checks need it.</summary>
internal static class ColumnWords
{
    private static readonly string[] Codes = ["id", "code", "number", "key", "zip", "postal", "phone", "fax", "reference", "ref", "sku", "isbn", "ean", "upc", "account", "year", "index"];

    private static readonly (string, string)[] Pairs = [("min", "max"), ("minimum", "maximum"), ("net", "gross"), ("start", "end"), ("begin", "end"), ("from", "to"), ("low", "high"), ("lower", "upper"), ("first", "last"), ("open", "close"), ("birth", "death")];

    /// <summary>Whether a column is named like one whose digits name things.</summary>
    public static bool NameCodes(CellColumn column) => column.Words.Any(static word => Codes.Contains(word, StringComparer.Ordinal)) || (column.Name.Length > 2 && column.Name.EndsWith("Id", StringComparison.Ordinal));

    /// <summary>The words that say the other end of what a word says: max for min.</summary>
    public static IEnumerable<string> Opposites(string word)
    {
        foreach (var (one, other) in Pairs)
        {
            if (word == one) yield return other;
            if (word == other) yield return one;
        }
    }
}
