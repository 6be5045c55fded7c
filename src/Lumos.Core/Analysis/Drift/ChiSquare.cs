namespace Lumos.Core.Analysis.Drift;

/// <summary>Pearson's chi-square tests.</summary>
internal static class ChiSquare
{
    /// <summary>A statistic with its degrees of freedom and p-value.</summary>
    internal readonly record struct Result(double Statistic, int Degrees, double PValue);

    /// <summary>
    /// Homogeneity of two rows of counts over the same categories. Categories that neither has are left out; the degrees of freedom are the others less
    /// one. No continuity correction unless asked for; it is only ever applied to two categories.
    /// </summary>
    public static Result Homogeneity(IReadOnlyList<long> a, IReadOnlyList<long> b, bool continuity = false)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count) throw new ArgumentException("Both rows need the same categories.");
        var used = Enumerable.Range(0, a.Count).Where(i => a[i] + b[i] > 0).ToList();
        double na = used.Sum(i => a[i]), nb = used.Sum(i => b[i]);
        if (na <= 0 || nb <= 0 || used.Count < 2) return new Result(0, 0, 1);
        double sum = 0;
        foreach (var i in used)
        {
            double column = a[i] + b[i];
            var (ea, eb) = (column * na / (na + nb), column * nb / (na + nb));
            var (da, db) = (Math.Abs(a[i] - ea), Math.Abs(b[i] - eb));
            if (continuity && used.Count == 2) (da, db) = (da - Math.Min(0.5, da), db - Math.Min(0.5, db));
            sum += (da * da / ea) + (db * db / eb);
        }

        return new Result(sum, used.Count - 1, PValue(sum, used.Count - 1));
    }

    /// <summary>Fit of counts to expected counts; the degrees of freedom are the categories less one.</summary>
    public static Result Fit(IReadOnlyList<double> observed, IReadOnlyList<double> expected)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(expected);
        if (observed.Count != expected.Count || observed.Count < 2 || expected.Any(static e => e <= 0)) throw new ArgumentException("Observed and expected counts need the same two categories or more, and expectations above zero.");
        var sum = observed.Select((o, i) => (o - expected[i]) * (o - expected[i]) / expected[i]).Sum();
        return new Result(sum, observed.Count - 1, PValue(sum, observed.Count - 1));
    }

    /// <summary>Probability of a statistic at least as large.</summary>
    public static double PValue(double statistic, int degrees) => degrees <= 0 ? 1 : RegularizedGamma.Upper(degrees / 2.0, statistic / 2);

    /// <summary>The statistic that is exceeded with a probability.</summary>
    public static double Quantile(double probability, int degrees)
    {
        double low = 0, high = 1;
        while (PValue(high, degrees) > probability) high *= 2;
        for (var i = 0; i < 200 && high - low > high * 1e-14; i++)
        {
            var middle = (low + high) / 2;
            if (PValue(middle, degrees) > probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
