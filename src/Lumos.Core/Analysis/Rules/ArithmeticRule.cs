namespace Lumos.Core.Analysis.Rules;

/// <summary>One measure is the sum or the product of two others; days between two dates are a sum too: admitted + days = discharged.</summary>
/// <param name="First">First part.</param>
/// <param name="IsProduct">Whether the parts are multiplied.</param>
/// <param name="Second">Second part.</param>
/// <param name="Whole">The result.</param>
/// <param name="Rows">Rows in which all three say something.</param>
/// <param name="Broken">Rows that break it.</param>
internal sealed record ArithmeticRule(MeasureColumn First, bool IsProduct, MeasureColumn Second, MeasureColumn Whole, int Rows, int Broken)
{
    private const int MostMeasures = 24;
    private const int LeastRows = 30;
    private const double LeastShare = 0.9;
    private const int Probes = 60;

    /// <summary>Rules that hold almost everywhere, counted over rows in which they could fail.</summary>
    public static IReadOnlyList<ArithmeticRule> Find(IReadOnlyList<MeasureColumn> measures, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(measures);
        List<ArithmeticRule> found = [];
        var able = measures.Where(static measure => measure.Distinct >= 3).Take(MostMeasures).ToList();
        foreach (var whole in able)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < able.Count; i++)
            {
                for (var j = 0; j < able.Count; j++)
                {
                    if (i == j || able[i] == whole || able[j] == whole) continue;
                    foreach (var product in new[] { false, true })
                    {
                        // Either order of the parts is the same rule; a date is always the first part of a sum.
                        var dates = (able[i].AreDates, able[j].AreDates, whole.AreDates);
                        if (dates is not ((false, false, false) or (true, false, true)) || (product && whole.AreDates) || (j < i && !whole.AreDates)) continue;
                        if (Judge(able[i], product, able[j], whole) is { } rule) found.Add(rule);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Whether a row obeys; null when a part is missing.</summary>
    public bool? Holds(int row)
    {
        var (a, b, c) = (First.Rows[row], Second.Rows[row], Whole.Rows[row]);
        if (double.IsNaN(a) || double.IsNaN(b) || double.IsNaN(c)) return null;
        return Math.Abs(Result(a, b) - c) <= Tolerance(c);
    }

    /// <summary>What would have to stand in a cell for the row to obey; NaN when nothing would do.</summary>
    public double Needed(int row, MeasureColumn cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var (a, b, c) = (First.Rows[row], Second.Rows[row], Whole.Rows[row]);
        if (cell == Whole) return Result(a, b);
        var other = cell == First ? b : a;
        return IsProduct ? other == 0 ? double.NaN : c / other : c - other;
    }

    private static ArithmeticRule? Judge(MeasureColumn first, bool product, MeasureColumn second, MeasureColumn whole)
    {
        var rule = new ArithmeticRule(first, product, second, whole, 0, 0);
        var step = Math.Max(1, whole.Rows.Length / Probes);
        var (rows, broken) = rule.Count(step);
        if (rows < 10 || broken > rows * 0.3) return null;
        (rows, broken) = rule.Count(1);
        return rows < LeastRows || rows - broken < rows * LeastShare ? null : rule with { Rows = rows, Broken = broken };
    }

    // Adding nothing and multiplying by one prove nothing.
    private (int Rows, int Broken) Count(int step)
    {
        var (rows, broken) = (0, 0);
        for (var row = 0; row < Whole.Rows.Length; row += step)
        {
            if (IsProduct ? First.Rows[row] is 0 or 1 || Second.Rows[row] is 0 or 1 : Second.Rows[row] == 0 || (First.Rows[row] == 0 && !First.AreDates)) continue;
            if (Holds(row) is not { } holds) continue;
            rows++;
            if (!holds) broken++;
        }

        return (rows, broken);
    }

    private double Result(double a, double b) => IsProduct ? a * b : a + b;

    // Money is rounded to cents; a product of rounded numbers is off by little more.
    private double Tolerance(double c) => Whole.AreDates ? 0.5 : 0.0101 + (Math.Abs(c) * 1e-7);
}
