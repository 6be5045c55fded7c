namespace Lumos.Core.Analysis.Drift;

/// <summary>
/// Population stability index: the sum over bins of (q - p) ln(q / p), p and q the shares of both samples. An empty bin counts as
/// <see cref="EmptyShare"/>. Two samples of one distribution have an index of about (1/n + 1/m) chi-square with bins - 1 degrees of freedom: its mean is
/// taken off, and its upper quantile is what the index must exceed before it says anything.
/// </summary>
internal static class StabilityIndex
{
    /// <summary>Bins when nothing else is asked for.</summary>
    public const int Bins = 10;

    /// <summary>Share an empty bin counts as.</summary>
    public const double EmptyShare = 0.0001;

    /// <summary>Chance at which the noise level is exceeded without drift.</summary>
    public const double NoiseChance = 0.01;

    /// <summary>Index as computed, corrected, and the level that chance reaches once in a hundred.</summary>
    /// <param name="Plain">The textbook index.</param>
    /// <param name="Corrected">Less what chance alone adds on average; never below zero.</param>
    /// <param name="Noise">What chance exceeds once in a hundred.</param>
    internal readonly record struct Result(double Plain, double Corrected, double Noise)
    {
        /// <summary>Whether the index exceeds what chance does.</summary>
        public bool IsSignificant => Plain > Noise;
    }

    /// <summary>The index of two rows of counts over the same bins.</summary>
    public static Result Of(IReadOnlyList<long> a, IReadOnlyList<long> b, double emptyShare = EmptyShare)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count) throw new ArgumentException("Both rows need the same bins.");
        double na = a.Sum(), nb = b.Sum();
        if (na <= 0 || nb <= 0) return default;
        double index = 0;
        var used = 0;
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] == 0 && b[i] == 0) continue;
            used++;
            var (p, q) = (Math.Max(a[i] / na, a[i] == 0 ? emptyShare : 0), Math.Max(b[i] / nb, b[i] == 0 ? emptyShare : 0));
            index += (q - p) * Math.Log(q / p);
        }

        if (used < 2) return new Result(index, 0, 0);
        var scale = (1 / na) + (1 / nb);
        return new Result(index, Math.Max(0, index - (scale * (used - 1))), scale * ChiSquare.Quantile(NoiseChance, used - 1));
    }

    /// <summary>Inner edges of bins with equal shares of a sample (linear interpolation between order statistics); equal edges are kept once.</summary>
    public static IReadOnlyList<double> QuantileEdges(IReadOnlyList<double> sample, int bins = Bins)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var sorted = sample.Order().ToArray();
        List<double> edges = [];
        for (var i = 1; i < bins; i++)
        {
            var at = (double)i / bins * (sorted.Length - 1);
            var low = (int)Math.Floor(at);
            var edge = low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
            if (edges.Count == 0 || edge > edges[^1]) edges.Add(edge);
        }

        return edges;
    }

    /// <summary>Inner edges of bins of equal width from the least to the greatest value of a sample.</summary>
    public static IReadOnlyList<double> WidthEdges(IReadOnlyList<double> sample, int bins = Bins)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var (least, most) = (sample.Min(), sample.Max());
        return least == most ? [] : [.. Enumerable.Range(1, bins - 1).Select(i => least + ((most - least) * i / bins))];
    }

    /// <summary>Counts values by bin; a value on an edge belongs to the bin below it, the first and the last bin are open.</summary>
    public static IReadOnlyList<long> Count(IReadOnlyList<double> sample, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(edges);
        var counts = new long[edges.Count + 1];
        var sorted = edges as double[] ?? [.. edges];
        foreach (var value in sample)
        {
            var at = Array.BinarySearch(sorted, value);
            counts[at >= 0 ? at : ~at]++;
        }

        return counts;
    }
}
