using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>How many rows of each source would go to quarantine.</summary>
internal static class RowChecks
{
    public static void Check(SampledTable table, CheckBook checks)
    {
        foreach (var input in table.Plan.Inputs)
        {
            var source = input.Source.Name;
            var sampled = table.Inputs.FirstOrDefault(candidate => ReferenceEquals(candidate.Plan, input));
            if (sampled is null)
            {
                checks.Fail(Severity.Info, CheckCodes.Sample, table.Name, null, $"There are no sample rows of {source}, so nothing is known about its values.", "Raise sample_caps, or look at the quarantine after the run.");
                continue;
            }

            var rate = Rates.Share(sampled.UnfitRows, sampled.Rows);
            var message = sampled.UnfitRows == 0
                ? $"All {Rates.Count(sampled.Rows)} sample rows of {source} can go into the table."
                : $"{Rates.Count(sampled.UnfitRows)} of {Rates.Count(sampled.Rows)} sample rows of {source} ({Rates.Text(rate)}) would go to quarantine.";
            if (sampled.UnfitRows == 0) checks.Pass(CheckCodes.RowFailureRate, table.Name, null, message, rate, 0);
            else checks.Fail(Rates.Severity(rate), CheckCodes.RowFailureRate, table.Name, null, message, "See the checks of the columns for the reasons; rows in quarantine can be corrected and released.", rate, rate > Rates.Most ? Rates.Most : 0);
        }
    }
}
