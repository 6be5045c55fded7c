namespace Lumos.Core.Analysis.Cells;

/// <summary>What the names of columns say about their values, as far as checks need it.</summary>
internal static class ColumnWords
{
    private static readonly string[] Codes = ["id", "code", "number", "key", "zip", "postal", "phone", "fax", "reference", "ref", "sku", "isbn", "ean", "upc", "account", "year", "index"];

    private static readonly (string, string)[] Pairs = [("min", "max"), ("minimum", "maximum"), ("net", "gross"), ("start", "end"), ("begin", "end"), ("from", "to"), ("low", "high"), ("lower", "upper"), ("first", "last"), ("open", "close"), ("birth", "death")];

    /// <summary>Whether a column is named like one whose digits name things.</summary>
    public static bool NameCodes(CellColumn column) => column.Words.Any(static word => Codes.Contains(word, StringComparer.Ordinal)) || (column.Name.Length > 2 && column.Name.EndsWith("Id", StringComparison.Ordinal));

    /// <summary>Whether two names say that both columns measure the same in different ways: net_total and gross_total, min_temp and max_temp.</summary>
    public static bool AreAlike(CellColumn a, CellColumn b)
    {
        var (x, y) = (a.Words, b.Words);
        return (x.Any(word => word.Length >= 3 && y.Contains(word)) || Pairs.Any(pair => (x.Contains(pair.Item1) && y.Contains(pair.Item2)) || (x.Contains(pair.Item2) && y.Contains(pair.Item1)))) && !NameCodes(a) && !NameCodes(b);
    }
}
