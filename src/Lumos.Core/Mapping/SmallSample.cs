using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>What a share of few rows says: one bad row of five is no share of a fifth.</summary>
internal static class SmallSample
{
    private const int LargeRows = 100;
    private const double LeastChance = 0.05;

    /// <summary>
    /// Whether a proof over fewer than 100 rows has no more failures than one time in twenty a pipeline has that passes the required share of
    /// all rows (binomial).
    /// </summary>
    public static bool MayBeChance(MappingProof proof, ThresholdProfile thresholds)
    {
        var rows = proof.Rows;
        var failed = rows - (proof.Succeeded - proof.ConstraintBreaks);
        if (rows is < 1 or >= LargeRows || failed >= rows || failed < 1) return false;
        var (pass, fail) = (thresholds.MappingAcceptRateMin, 1 - thresholds.MappingAcceptRateMin);
        if (fail <= 0) return false;

        // The chance of fewer failures, term by term.
        double term = Math.Pow(pass, rows), fewer = 0;
        for (long k = 0; k < failed; k++)
        {
            fewer += term;
            term *= (rows - k) / (double)(k + 1) * fail / pass;
        }

        return 1 - fewer >= LeastChance;
    }
}
