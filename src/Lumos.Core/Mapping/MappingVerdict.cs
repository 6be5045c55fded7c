using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>What the stage thinks of its own plan.</summary>
internal static class MappingVerdict
{
    /// <summary>Decision and reasons: every required column mapped and every mapping accepted, or hold.</summary>
    public static (GateDecision Decision, IReadOnlyList<string> Reasons) Of(MappingPlanArtifact plan, TargetSchemaArtifact target, ThresholdProfile thresholds, IEnumerable<(GateDecision Decision, string Reason)> doubts)
    {
        List<string> reasons = [];
        var decision = GateDecision.Accept;
        foreach (var table in plan.Tables)
        {
            if (table.Inputs.Count == 0) continue;

            var described = target.Tables.First(t => t.Name == table.Target);
            foreach (var name in table.Unmapped)
            {
                var column = described.Columns.First(c => c.Name == name);
                if (!column.Nullable && !column.IsGiven()) Worsen(GateDecision.Hold, $"Nothing was found for the required column '{table.Target}.{name}'; give a pipeline under overrides.mappings.");
            }

            foreach (var input in table.Inputs)
            {
                foreach (var column in input.Columns.Where(static c => c.Decision != GateDecision.Accept)) Worsen(column.Decision, Explain(table.Target, column, thresholds));
            }
        }

        foreach (var (to, reason) in doubts) Worsen(to, reason);
        if (Uncovered(plan) is { } uncovered) Worsen(GateDecision.Hold, uncovered);
        var columns = plan.Tables.SelectMany(static t => t.Inputs).SelectMany(static i => i.Columns).ToList();
        reasons.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{columns.Count(static c => c.Decision == GateDecision.Accept)} of {columns.Count} column mappings are accepted."));
        return (decision, reasons);

        void Worsen(GateDecision to, string reason)
        {
            reasons.Add(reason);
            if (decision == GateDecision.Accept || to == GateDecision.Fix) decision = to;
        }
    }

    // A schema may well describe more than the source has: one sentence for all of it.
    private static string? Uncovered(MappingPlanArtifact plan)
    {
        var names = plan.Tables.Where(static t => t.Inputs.Count == 0).Select(static t => $"'{t.Target}'").ToList();
        const string Next = "name a source in the contract under overrides.sources, or the tables that are meant under rhs.tables";
        return names.Count switch
        {
            0 => null,
            1 => $"No source table covers {names[0]}; {Next}.",
            _ => $"No source table covers {names.Count} of {plan.Tables.Count} target tables ({string.Join(", ", names)}); {Next}.",
        };
    }

    private static string Explain(string table, ColumnMapping column, ThresholdProfile thresholds)
    {
        if (column.Proof is not { Rows: > 0 } proof || (double)(proof.Succeeded - proof.ConstraintBreaks) / proof.Rows >= thresholds.MappingAcceptRateMin)
        {
            return string.Create(CultureInfo.InvariantCulture, $"'{table}.{column.Target}' from {string.Join(", ", column.Sources.Select(static s => $"'{s}'"))} has a confidence of only {column.Confidence:0.00}.");
        }

        var failures = string.Join(", ", proof.Failures.Concat(proof.BreakCodes ?? new Dictionary<string, long>()).Select(static f => $"{f.Value} {f.Key}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"'{table}.{column.Target}': {proof.Succeeded - proof.ConstraintBreaks} of {proof.Rows} sample rows pass, {thresholds.MappingAcceptRateMin:P0} are needed{(failures.Length > 0 ? $" ({failures})" : "")}{(SmallSample.MayBeChance(proof, thresholds) ? "; so few rows do not say that the pipeline is wrong" : "")}.");
    }
}
