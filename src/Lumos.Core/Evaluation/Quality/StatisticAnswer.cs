using System.Globalization;
using Lumos.Core.Analysis.Drift;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>Every statistic of a pair of samples, by its short name.</summary>
internal static class StatisticAnswer
{
    /// <summary><c>ks</c>, <c>ks_p</c>, <c>psi</c>, <c>psi_corrected</c>, <c>psi_noise</c>, <c>chi2</c>, <c>chi2_p</c>, <c>chi2_df</c>, <c>js</c>; those that make sense for the pair.</summary>
    public static IReadOnlyDictionary<string, double> Of(StatisticCase pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        Dictionary<string, double> answer = new(StringComparer.Ordinal);
        var (first, second) = (Numbers(pair.First), Numbers(pair.Second));
        if (pair.AreCounts && first is not null && second is not null)
        {
            Add(answer, ChiSquare.Fit(first, second));
            return answer;
        }

        var (a, b) = first is not null && second is not null ? Binned(pair, first, second, answer) : ByCategory(pair);
        Add(answer, ChiSquare.Homogeneity(a, b, pair.Continuity));
        var stability = StabilityIndex.Of(a, b, pair.EmptyShare ?? StabilityIndex.EmptyShare);
        (answer["psi"], answer["psi_corrected"], answer["psi_noise"]) = (stability.Plain, stability.Corrected, stability.Noise);
        answer["js"] = JensenShannon.Distance(a, b);
        return answer;
    }

    private static (IReadOnlyList<long>, IReadOnlyList<long>) Binned(StatisticCase pair, List<double> first, List<double> second, Dictionary<string, double> answer)
    {
        answer["ks"] = Kolmogorov.Statistic(first, second);
        answer["ks_p"] = Kolmogorov.PValue(answer["ks"], first.Count, second.Count);
        var edges = pair.Edges ?? (pair.EqualWidth ? StabilityIndex.WidthEdges(first, pair.Bins) : StabilityIndex.QuantileEdges(first, pair.Bins));
        return (StabilityIndex.Count(first, edges), StabilityIndex.Count(second, edges));
    }

    private static (IReadOnlyList<long>, IReadOnlyList<long>) ByCategory(StatisticCase pair)
    {
        var categories = pair.First.Concat(pair.Second).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (Count(pair.First), Count(pair.Second));

        IReadOnlyList<long> Count(IReadOnlyList<string> values)
        {
            var counts = values.CountBy(static value => value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            return [.. categories.Select(category => (long)counts.GetValueOrDefault(category))];
        }
    }

    private static void Add(Dictionary<string, double> answer, ChiSquare.Result result) => (answer["chi2"], answer["chi2_p"], answer["chi2_df"]) = (result.Statistic, result.PValue, result.Degrees);

    private static List<double>? Numbers(IReadOnlyList<string> values)
    {
        List<double> numbers = [];
        foreach (var value in values)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers.Count == 0 ? null : numbers;
    }
}
