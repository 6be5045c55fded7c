using System.Globalization;
using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>Finds the cell to blame in rows that break a sum or a product.</summary>
internal static class ArithmeticCells
{
    private const double Score = 0.8;

    public static void Look(CellTable table, IReadOnlyList<ArithmeticRule> rules, SuspicionBook book)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(book);
        for (var row = 0; row < table.Rows && rules.Count > 0; row++)
        {
            var held = rules.Where(rule => rule.Holds(row) == true).SelectMany(static rule => new[] { rule.First, rule.Second, rule.Whole }).ToHashSet();
            foreach (var rule in rules.Where(rule => rule.Holds(row) == false)) Blame(table, row, rule, rules, held, book);
        }
    }

    private static void Blame(CellTable table, int row, ArithmeticRule rule, IReadOnlyList<ArithmeticRule> rules, HashSet<MeasureColumn> held, SuspicionBook book)
    {
        MeasureColumn[] parts = [rule.Whole, rule.First, rule.Second];
        if (parts.Any(part => book.DoubtOf(row, part.Ordinal) >= SuspicionBook.Least)) return;

        // Not a cell that another rule of the row confirms, nor one for which nothing sensible would do. Of the rest the one that breaks most rules, then
        // the one whose value is odd already, then the result.
        var guilty = parts.Where(part => !held.Contains(part)).Where(part => part.Takes(rule.Needed(row, part))).DefaultIfEmpty(rule.Whole)
            .OrderByDescending(part => rules.Count(other => other.Holds(row) == false && (other.First == part || other.Second == part || other.Whole == part)))
            .ThenBy(part => part.Takes(part.Rows[row]))
            .First();
        var needed = rule.Needed(row, guilty);
        var correct = guilty.AreDates || double.IsNaN(needed) ? null : Math.Round(needed, guilty.AreWhole ? 0 : 2).ToString(guilty.AreWhole ? "0" : "0.00", CultureInfo.InvariantCulture);
        var names = $"'{table.Columns[rule.First.Ordinal].Name}' {(rule.IsProduct ? "times" : "plus")} '{table.Columns[rule.Second.Ordinal].Name}'";
        book.Add(new Suspicion(row, guilty.Ordinal, SuspicionKind.Rule, Score, $"'{table.Columns[rule.Whole.Ordinal].Name}' is {names} in almost all rows, here it is not.", correct));
    }
}
