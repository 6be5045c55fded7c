using Lumos.Core.Analysis.Drift;

namespace Lumos.Core.Tests.Analysis;

/// <summary>Statistics against closed forms and published tables.</summary>
public sealed class DriftStatisticsTests
{
    [Theory]
    [InlineData(3, 3, 20)]
    [InlineData(5, 5, 252)]
    [InlineData(4, 7, 330)]
    [InlineData(10, 12, 646646)]
    public void Kolmogorov_SamplesApart_PIsTwoPathsOfAll(int a, int b, double paths)
    {
        var (x, y) = (Enumerable.Range(0, a).Select(static i => (double)i).ToList(), Enumerable.Range(100, b).Select(static i => (double)i).ToList());

        Assert.Equal(1, Kolmogorov.Statistic(x, y));
        Assert.Equal(2 / paths, Kolmogorov.PValue(1, a, b), 1e-12);
    }

    [Fact]
    public void Kolmogorov_Ties_AreOneStep()
    {
        Assert.Equal(1.0 / 3, Kolmogorov.Statistic([1, 2, 3], [2, 3, 4]), 1e-15);
        Assert.Equal(0, Kolmogorov.Statistic([1, 1, 2], [2, 1, 1]));
        Assert.Equal(1, Kolmogorov.PValue(0, 5, 5));
    }

    // Critical values of Kolmogorov's limit: 1.3581 at 5 %, 1.6276 at 1 % (Smirnov 1948).
    [Theory]
    [InlineData(1.3581, 0.05)]
    [InlineData(1.6276, 0.01)]
    [InlineData(1.2238, 0.10)]
    public void Kolmogorov_LargeSamples_ReachTheLimit(double critical, double chance)
    {
        const int Rows = 10_000;
        Assert.Equal(chance, Kolmogorov.PValue(critical / Math.Sqrt(Rows / 2.0), Rows, Rows), 2e-4);
    }

    // Upper 5 % and 1 % points of the chi-square distribution, as in every table of it.
    [Theory]
    [InlineData(1, 0.05, 3.841459)]
    [InlineData(2, 0.05, 5.991465)]
    [InlineData(9, 0.01, 21.665994)]
    [InlineData(30, 0.05, 43.772972)]
    [InlineData(100, 0.01, 135.806723)]
    public void ChiSquare_Quantile_IsThatOfTheTables(int degrees, double chance, double critical)
    {
        Assert.Equal(critical, ChiSquare.Quantile(chance, degrees), 1e-6);
        Assert.Equal(chance, ChiSquare.PValue(critical, degrees), 1e-6);
    }

    [Fact]
    public void ChiSquare_TwoDegrees_IsAnExponential() => Assert.All(new[] { 0.1, 1, 10, 100, 600 }, static x => Assert.Equal(1, ChiSquare.PValue(x, 2) / Math.Exp(-x / 2), 1e-9));

    [Fact]
    public void ChiSquare_TwoByTwo_IsTheTextbookFormula()
    {
        // n (ad - bc)^2 over the product of the margins, and the same with Yates's correction.
        var plain = ChiSquare.Homogeneity([20, 30], [30, 15]);
        var corrected = ChiSquare.Homogeneity([20, 30], [30, 15], continuity: true);

        Assert.Equal(95 * Math.Pow((20 * 15) - (30 * 30), 2) / (50.0 * 45 * 50 * 45), plain.Statistic, 1e-10);
        Assert.Equal(95 * Math.Pow(600 - 47.5, 2) / (50.0 * 45 * 50 * 45), corrected.Statistic, 1e-10);
        Assert.Equal(1, plain.Degrees);
    }

    [Fact]
    public void StabilityIndex_TwoBins_IsTheSumByHand()
    {
        var expected = ((0.25 - 0.5) * Math.Log(0.5)) + ((0.75 - 0.5) * Math.Log(1.5));

        Assert.Equal(expected, StabilityIndex.Of([50, 50], [25, 75]).Plain, 1e-15);
        Assert.Equal(0, StabilityIndex.Of([50, 50], [500, 500]).Corrected);
    }

    [Fact]
    public void StabilityIndex_EmptyBin_CountsAsItsShare() =>
        Assert.Equal(((0.0001 - 0.5) * Math.Log(0.0002)) + (0.5 * Math.Log(2)), StabilityIndex.Of([50, 50], [0, 100]).Plain, 1e-12);

    [Fact]
    public void StabilityIndex_NoDrift_PlainAlarmsAndCorrectedDoesNot()
    {
        var random = new Random(41);
        const int Trials = 300, Rows = 100;
        var (plain, corrected, significant) = (0, 0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var (a, b) = (Sample(), Sample());
            var edges = StabilityIndex.QuantileEdges(a);
            var result = StabilityIndex.Of(StabilityIndex.Count(a, edges), StabilityIndex.Count(b, edges));
            if (result.Plain > 0.25) plain++;
            if (result.Corrected > 0.25) corrected++;
            if (result.Corrected > 0.1 && result.IsSignificant) significant++;
        }

        Assert.InRange(plain, Trials / 10, Trials);
        Assert.InRange(corrected, 0, Trials / 20);
        Assert.InRange(significant, 0, Trials / 20);

        List<double> Sample() => [.. Enumerable.Range(0, Rows).Select(_ => Math.Exp(random.NextDouble() * 3))];
    }

    [Fact]
    public void StabilityIndex_RealDrift_IsSeenAtAHundredRows()
    {
        var random = new Random(42);
        List<double> a = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())], b = [.. Enumerable.Range(0, 100).Select(_ => (random.NextDouble() * 0.5) + 0.5)];
        var edges = StabilityIndex.QuantileEdges(a);

        var result = StabilityIndex.Of(StabilityIndex.Count(a, edges), StabilityIndex.Count(b, edges));

        Assert.True(result.IsSignificant);
        Assert.True(result.Corrected > 0.25);
    }

    [Fact]
    public void JensenShannon_Bounds_AreNoughtAndOne()
    {
        Assert.Equal(0, JensenShannon.Distance([3, 7], [30, 70]), 1e-12);
        Assert.Equal(1, JensenShannon.Distance([10, 0], [0, 4]), 1e-12);
    }
}
