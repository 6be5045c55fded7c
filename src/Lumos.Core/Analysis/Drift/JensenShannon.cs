namespace Lumos.Core.Analysis.Drift;

/// <summary>Jensen-Shannon distance: the square root of the divergence with base 2, from 0 for equal shares to 1 for nothing in common.</summary>
internal static class JensenShannon
{
    /// <summary>The distance of two rows of counts over the same bins.</summary>
    public static double Distance(IReadOnlyList<long> a, IReadOnlyList<long> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        double na = a.Sum(), nb = b.Sum(), sum = 0;
        if (na <= 0 || nb <= 0) return 0;
        for (var i = 0; i < a.Count; i++)
        {
            var (p, q) = (a[i] / na, b[i] / nb);
            var middle = (p + q) / 2;
            if (p > 0) sum += p * Math.Log2(p / middle) / 2;
            if (q > 0) sum += q * Math.Log2(q / middle) / 2;
        }

        return Math.Sqrt(Math.Max(0, sum));
    }
}
