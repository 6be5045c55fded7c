using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Values that fail the test almost all others of their column pass: a checksum, an address, a list of codes.</summary>
internal static class InvalidCells
{
    private const int LeastRows = 12;
    private const double LeastShare = 0.8;
    private const int LeastOfList = 5;
    private const double Score = 0.75;
    private const double Known = 0.9;

    // Tests that a value passes by chance only seldom; lists only where many different entries are used.
    private static readonly (string Test, bool IsList)[] Tests =
    [
        ("email", false), ("url", false), ("uuid", false), ("ip", false), ("mac", false), ("iban", false), ("isbn", false), ("issn", false), ("vin", false), ("orcid", false), ("lei", false), ("isin", false),
        ("doi", false), ("card", false), ("gtin", false), ("id:health.us_npi", false), ("list:us_state_code", true), ("list:us_state_name", true), ("list:country_code", true), ("list:country_name", true), ("list:currency_code", true),
    ];

    public static void Look(CellTable table, SuspicionBook book, CancellationToken cancellationToken)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var column = table.Columns[c];
            if (column.Filled < LeastRows || Fitting(column) is not { } test) continue;
            var telling = column.Values.Count(value => test(value)) >= LeastOfList;
            var valid = column.Values.Select(value => test(value)).ToArray();
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is not (>= 0 and var code)) continue;

                // A value of the list is no slip of another one, however rare it is.
                if (valid[code]) book.Support(row, c, Known);
                else if (telling && book.SupportOf(row, c) < Known) book.Add(new Suspicion(row, c, SuspicionKind.Invalid, Score, "Fails the test that the other values of the column pass."));
            }
        }
    }

    private static NamedTest? Fitting(CellColumn column)
    {
        var probe = column.Values.Take(400).ToList();
        foreach (var (name, isList) in Tests)
        {
            if (name.StartsWith("id:", StringComparison.Ordinal) && !NationalIds.Labels.Contains(name[3..])) continue;
            var test = ValueTests.Get(name);
            if (probe.Count(value => test(value)) is var passed && (passed < 2 || (!isList && passed < probe.Count * LeastShare))) continue;
            var rows = Enumerable.Range(0, column.Values.Count).Where(i => test(column.Values[i])).Sum(i => column.Counts[i]);
            if (rows < column.Filled * (isList ? 0.9 : LeastShare)) continue;
            return test;
        }

        return null;
    }
}
