namespace Lumos.Core.Evaluation.Domains;

/// <summary>Thresholds of the bands that labelled columns speak for.</summary>
/// <param name="TauHigh">Score from which a domain may be assigned without asking; null when no score is that reliable.</param>
/// <param name="HighColumns">Labelled columns at or above it.</param>
/// <param name="HighFound">Share of them that is right.</param>
/// <param name="TauLow">Score below which unknown is the better answer.</param>
/// <param name="LowColumns">Labelled columns between both thresholds.</param>
/// <param name="LowFound">Share of them that is right.</param>
public sealed record ThresholdSuggestion(double? TauHigh, int HighColumns, double HighFound, double TauLow, int LowColumns, double LowFound)
{
    /// <summary>Share of High answers that must be right.</summary>
    public const double HighPrecision = 0.98;

    /// <summary>Share of answers that must be right for them to be better than none.</summary>
    public const double LowPrecision = 0.5;

    /// <summary>Columns a threshold must stand on.</summary>
    public const int LeastColumns = 30;

    private const double Step = 0.01;

    // Nine times in ten the true share lies above the bound (Wilson's interval, one-sided).
    private const double Normal = 1.2816;

    /// <summary>
    /// Reads the thresholds off the reliability curve: the lowest score from which on High answers are right often enough even when these columns were lucky, and the lowest
    /// from which on an answer is right more often than not in every stretch above it.
    /// </summary>
    /// <param name="cases">Labelled columns with scores.</param>
    public static ThresholdSuggestion Of(IReadOnlyList<DomainCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        double? high = null;
        for (var at = 100; at >= 50; at--)
        {
            var tau = at * Step;
            var above = cases.Where(item => item.Score >= tau).ToList();
            if (above.Count < LeastColumns) continue;
            if (Bound(above.Count(static item => item.Right), above.Count) >= HighPrecision - 0.01 && Share(above) >= HighPrecision) high = Math.Round(tau, 2);
            else if (high is not null) break;
        }

        var low = 0.0;
        var top = high ?? 1;
        for (var at = (int)Math.Round(top / Step) - 5; at >= 0; at -= 5)
        {
            var stretch = cases.Where(item => item.Score >= at * Step && item.Score < (at + 5) * Step).ToList();
            if (stretch.Count < 5 || Share(stretch) >= LowPrecision) continue;
            low = Math.Round((at + 5) * Step, 2);
            break;
        }

        var sure = cases.Where(item => high is { } tau && item.Score >= tau).ToList();
        var between = cases.Where(item => item.Score >= low && !(high is { } tau && item.Score >= tau)).ToList();
        return new ThresholdSuggestion(high, sure.Count, Share(sure), Math.Min(low, top), between.Count, Share(between));
    }

    private static double Share(List<DomainCase> cases) => cases.Count == 0 ? 0 : (double)cases.Count(static item => item.Right) / cases.Count;

    private static double Bound(int right, int of)
    {
        double n = of, p = right / n, z2 = Normal * Normal;
        return (p + (z2 / (2 * n)) - (Normal * Math.Sqrt(((p * (1 - p)) + (z2 / (4 * n))) / n))) / (1 + (z2 / n));
    }
}
