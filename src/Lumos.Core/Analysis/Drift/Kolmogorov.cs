namespace Lumos.Core.Analysis.Drift;

/// <summary>
/// Two-sample Kolmogorov-Smirnov test, two-sided. The statistic is the largest difference of the two empirical distribution functions. Up to
/// <see cref="MostExact"/> pairs of rows the p-value is exact (paths through the lattice of both samples, Hodges 1957; ties make it conservative),
/// beyond it is Kolmogorov's limit.
/// </summary>
internal static class Kolmogorov
{
    /// <summary>Product of the sample sizes up to which the p-value is exact.</summary>
    public const long MostExact = 25_000_000;

    /// <summary>Statistic of two samples, in any order.</summary>
    public static double Statistic(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count == 0 || b.Count == 0) throw new ArgumentException("Both samples need a value.");
        var (x, y) = (a.Order().ToArray(), b.Order().ToArray());
        int i = 0, j = 0;
        double most = 0;
        while (i < x.Length && j < y.Length)
        {
            var value = Math.Min(x[i], y[j]);
            while (i < x.Length && x[i] <= value) i++;
            while (j < y.Length && y[j] <= value) j++;
            most = Math.Max(most, Math.Abs(((double)i / x.Length) - ((double)j / y.Length)));
        }

        return most;
    }

    /// <summary>Probability of a statistic at least as large when both samples come from one distribution.</summary>
    public static double PValue(double statistic, int a, int b)
    {
        if (statistic <= 0) return 1;
        return (long)a * b <= MostExact ? Exact(statistic, a, b) : Limit(statistic * Math.Sqrt((double)a * b / ((double)a + b)));
    }

    // Chance that a random order of both samples reaches the statistic on its way; computed as such, so that tiny chances stay exact.
    private static double Exact(double statistic, int a, int b)
    {
        // The statistic is a whole number of steps of 1 / (a b); rounding keeps the comparison whole.
        var least = (long)Math.Round(statistic * a * b);
        var chance = new double[b + 1];
        for (var i = 0; i <= a; i++)
        {
            for (var j = 0; j <= b; j++)
            {
                if (Math.Abs(((long)i * b) - ((long)j * a)) >= least) chance[j] = 1;
                else if (i == 0 && j == 0) chance[j] = 0;
                else chance[j] = ((i == 0 ? 0 : i * chance[j]) + (j == 0 ? 0 : j * chance[j - 1])) / (i + j);
            }
        }

        return Math.Min(1, chance[b]);
    }

    private static double Limit(double x)
    {
        if (x < 0.2) return 1;
        double sum = 0;
        for (var k = 1; k <= 100; k++)
        {
            var term = Math.Exp(-2.0 * k * k * x * x);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-17) break;
        }

        return Math.Clamp(2 * sum, 0, 1);
    }
}
