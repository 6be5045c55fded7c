using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Drift;

/// <summary>
/// Compares distributions two runs kept. A column has drifted when its test gives such a difference less than one chance in a thousand (Kolmogorov-Smirnov for numbers,
/// chi-square for categories), and the stability index, less what chance adds to it, is large enough to matter.
/// </summary>
internal static class DistributionDrift
{
    /// <summary>Chance below which a difference is none of chance.</summary>
    private const double MostChance = 0.001;

    /// <summary>Corrected stability index from which on a shift matters; the usual reading of "some shift".</summary>
    private const double LeastIndex = 0.1;

    /// <summary>Expected rows a category needs for the chi-square test; rarer ones are taken together.</summary>
    private const double LeastExpected = 5;

    /// <summary>What drifted in the columns both runs kept a distribution of.</summary>
    public static void Compare(TableDistributions before, TableDistributions after, List<DriftFinding> found)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(found);
        foreach (var now in after.Columns)
        {
            if (before.Columns.FirstOrDefault(column => column.Column == now.Column && column.Kind == now.Kind) is not { } then) continue;
            var finding = now.Kind switch
            {
                DistributionKind.Quantiles => Numbers(after.Table, then, now),
                DistributionKind.Categories => Categories(after.Table, then, now),
                _ => Hashed(after.Table, then, now),
            };
            if (finding is not null) found.Add(finding);
        }
    }

    private static DriftFinding? Numbers(string table, ColumnDistribution then, ColumnDistribution now)
    {
        var edges = StabilityIndex.QuantileEdges(then.Quantiles);
        var index = StabilityIndex.Of(Scaled(then, edges), Scaled(now, edges));
        if (index.Corrected < LeastIndex) return null;

        // A summary is off by at most a step between its points; only what exceeds that counts.
        var distance = Math.Max(0, Kolmogorov.Statistic(then.Quantiles, now.Quantiles) - Step(then) - Step(now));
        var chance = Kolmogorov.PValue(distance, (int)then.Values, (int)now.Values);
        if (chance >= MostChance) return null;
        var (old, current) = (then.Quantiles[then.Quantiles.Count / 2], now.Quantiles[now.Quantiles.Count / 2]);
        return new DriftFinding("distribution", table, now.Column, old, current, chance, string.Create(CultureInfo.InvariantCulture, $"The numbers moved: KS {distance:0.00}, PSI {index.Corrected:0.00} beyond chance; median {current:0.####}, {old:0.####} before."));
    }

    private static DriftFinding? Categories(string table, ColumnDistribution then, ColumnDistribution now)
    {
        var names = then.Categories.Concat(now.Categories).Select(static category => category.Value).Distinct(StringComparer.Ordinal).ToList();
        var (old, current) = (Counts(then, names), Counts(now, names));
        if (Judge(old, current) is not var (chance, index)) return null;
        var most = Enumerable.Range(0, names.Count).MaxBy(i => Math.Abs((double)old[i] / then.Values - (double)current[i] / now.Values));
        var (was, becomes) = ((double)old[most] / then.Values, (double)current[most] / now.Values);
        return new DriftFinding("distribution", table, now.Column, Math.Round(was, 6), Math.Round(becomes, 6), chance,
            string.Create(CultureInfo.InvariantCulture, $"The categories moved: PSI {index:0.00} beyond chance; most of all '{names[most]}', {Rates.Text(becomes)} now and {Rates.Text(was)} before."));
    }

    private static DriftFinding? Hashed(string table, ColumnDistribution then, ColumnDistribution now) => Judge(then.Buckets, now.Buckets) is not var (chance, index) ? null
        : new DriftFinding("distribution", table, now.Column, null, null, chance, string.Create(CultureInfo.InvariantCulture, $"The values moved: PSI {index:0.00} beyond chance. They are kept as hashes, so which did cannot be said."));

    private static (double Chance, double Index)? Judge(IReadOnlyList<long> old, IReadOnlyList<long> now)
    {
        double a = old.Sum(), b = now.Sum();
        if (a <= 0 || b <= 0) return null;

        // Rare categories one by one are noise to both statistics.
        var common = Enumerable.Range(0, old.Count).Where(i => (old[i] + now[i]) * Math.Min(a, b) / (a + b) >= LeastExpected).ToList();
        long[] x = [.. common.Select(i => old[i]), (long)a - common.Sum(i => old[i])], y = [.. common.Select(i => now[i]), (long)b - common.Sum(i => now[i])];
        var chance = ChiSquare.Homogeneity(x, y).PValue;
        var index = StabilityIndex.Of(x, y);
        return chance < MostChance && index.Corrected >= LeastIndex ? (chance, index.Corrected) : null;
    }

    private static List<long> Counts(ColumnDistribution distribution, List<string> names)
    {
        var counts = distribution.Categories.ToDictionary(static category => category.Value, static category => category.Rows, StringComparer.Ordinal);
        List<long> all = [.. names.Select(name => counts.GetValueOrDefault(name)), distribution.Other];
        return all;
    }

    private static double Step(ColumnDistribution distribution) => distribution.Quantiles.Count >= distribution.Values ? 0 : 1.0 / (distribution.Quantiles.Count - 1);

    // Points of a summary stand for all values.
    private static List<long> Scaled(ColumnDistribution distribution, IReadOnlyList<double> edges) =>
        [.. StabilityIndex.Count(distribution.Quantiles, edges).Select(count => (long)Math.Round((double)count * distribution.Values / distribution.Quantiles.Count))];
}
