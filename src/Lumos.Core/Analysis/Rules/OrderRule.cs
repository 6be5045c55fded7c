using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>One measure never exceeds another: ordered before shipped, net not above gross.</summary>
/// <param name="Low">The lesser measure.</param>
/// <param name="High">The greater measure.</param>
/// <param name="Rows">Rows in which both say something.</param>
/// <param name="Broken">Rows that break it.</param>
internal sealed record OrderRule(MeasureColumn Low, MeasureColumn High, int Rows, int Broken)
{
    private const int LeastRows = 30;
    private const double LeastShare = 0.97;

    /// <summary>Share at which rows put together at random obey too: then the rule says nothing.</summary>
    private const double Trivial = 0.9;

    private const double Score = 0.75;

    /// <summary>Rules that hold almost everywhere and would not by chance.</summary>
    public static IReadOnlyList<OrderRule> Find(CellTable table, IReadOnlyList<MeasureColumn> measures)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(measures);
        List<OrderRule> found = [];
        if (table.Rows < LeastRows) return found;
        var told = measures.Where(static m => m.Distinct >= 3).ToList();
        var dates = told.Where(static m => m.AreDates).ToList();

        // Any two numbers can happen to be ordered; the names must say that they measure the same.
        var alike = new AlikeColumns(table, [.. told.Where(static m => !m.AreDates).Select(static m => m.Ordinal)]);
        var byOrdinal = told.Where(static m => !m.AreDates).ToDictionary(static m => m.Ordinal);
        foreach (var low in told)
        {
            foreach (var high in low.AreDates ? dates : alike.With(low.Ordinal).Select(ordinal => byOrdinal[ordinal]))
            {
                if (low == high) continue;
                var (rows, broken, equal) = Count(low.Rows, high.Rows, 0);
                if (rows < LeastRows || rows - broken < rows * LeastShare || equal > rows * 0.9) continue;
                var (shuffled, against, _) = Count(low.Rows, high.Rows, Math.Max(1, low.Rows.Length * 2 / 5));
                if (shuffled - against < shuffled * Trivial) found.Add(new OrderRule(low, high, rows, broken));
            }
        }

        return found;
    }

    /// <summary>Doubts the greater cell of a row that breaks the rule, unless the other one is doubted already.</summary>
    public void Look(CellTable table, SuspicionBook book)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(book);
        for (var row = 0; row < table.Rows; row++)
        {
            if (!(Low.Rows[row] > High.Rows[row]) || book.DoubtOf(row, Low.Ordinal) >= SuspicionBook.Least) continue;
            var lowIsOdd = !Low.Takes(Low.Rows[row]) && High.Takes(High.Rows[row]);
            var (cell, other) = lowIsOdd ? (Low.Ordinal, High.Ordinal) : (High.Ordinal, Low.Ordinal);
            book.Add(new Suspicion(row, cell, SuspicionKind.Rule, Score, lowIsOdd ? $"Above '{table.Columns[other].Name}', which it never is." : $"Below '{table.Columns[other].Name}', which it never is."));
        }
    }

    private static (int Rows, int Broken, int Equal) Count(double[] low, double[] high, int shift)
    {
        var (rows, broken, equal) = (0, 0, 0);
        for (var row = 0; row < low.Length; row++)
        {
            var (a, b) = (low[row], high[(row + shift) % high.Length]);
            if (double.IsNaN(a) || double.IsNaN(b)) continue;
            rows++;
            if (a > b) broken++;
            else if (a == b) equal++;
        }

        return (rows, broken, equal);
    }
}
