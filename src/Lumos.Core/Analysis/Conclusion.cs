using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Analysis.Statistics;

namespace Lumos.Core.Analysis;

/// <summary>What follows from the checks.</summary>
internal static class Conclusion
{
    /// <summary>
    /// Rejected when nothing could run, held when a check failed that a person has to look at, else accepted: single bad rows are what quarantine is for.
    /// </summary>
    public static GateDecision Of(IReadOnlyList<PlannedTable> tables, IReadOnlyList<SampledTable> samples, CheckBook checks)
    {
        var runs = tables.Any(static table => table.Inputs.Any(static input => input.Plan is not null));
        var fails = samples.Sum(static table => table.Rows) > 0 && samples.Sum(static table => table.FitRows) == 0;
        if (!runs || fails) return GateDecision.Reject;
        return checks.HasErrors ? GateDecision.Hold : GateDecision.Accept;
    }

    /// <summary>The same in sentences: the count first, then what stops the run.</summary>
    public static IReadOnlyList<string> Reasons(IReadOnlyList<AnalysisCheck> checks, PolicyDecision policy, bool statistics)
    {
        var open = checks.Where(static check => !check.Passed).ToLookup(static check => check.Severity);
        List<string> reasons = [$"{Rates.Count(checks.Count)} checks: {Rates.Count(open[Severity.Error].Count())} errors, {Rates.Count(open[Severity.Warning].Count())} warnings, {Rates.Count(open[Severity.Info].Count())} remarks."];
        reasons.AddRange(open[Severity.Error].Select(static check => $"{check.Table}{(check.Column is null ? "" : "." + check.Column)}: {check.Message}"));
        if (!statistics) reasons.Add("No value was looked at: " + policy.Reason);
        return reasons;
    }
}
