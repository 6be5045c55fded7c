using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;
using Lumos.Core.Supervision;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping;

/// <summary>Writes proposals into the plan: proves them on the sample, decides each one, and shows the SQL.</summary>
internal sealed class MappingWriter(IPiiMasker masker, ThresholdProfile thresholds, bool mayRun, SampleShelf samples)
{
    private const double SureEnough = 0.6;
    private readonly SampleProof _proof = new(samples, masker);

    /// <summary>One target table.</summary>
    public TableMapping Write(TargetTable target, IReadOnlyList<TargetColumnProfile> profiles, IReadOnlyList<PlannedSource> inputs, DuplicateKeyRule duplicates)
    {
        IReadOnlyList<string> key = target.PrimaryKey.Count > 0 ? target.PrimaryKey : target.Unique.Count > 0 ? target.Unique[0] : [];
        return new TableMapping
        {
            Target = target.Name,
            Inputs = [.. inputs.Select(i => Write(target, profiles, i))],
            Key = key,
            KeyStrategy = key.Count == 0 ? "none" : inputs.Any(i => key.Any(k => i.Plan.GetValueOrDefault(k)?.Chosen.Strategy is null or NumberedKeys.Surrogate)) ? NumberedKeys.Surrogate : key.Count == 1 ? "natural" : "composite",
            OnDuplicateKey = duplicates,
            Unmapped = [.. profiles.Where(p => inputs.Count == 0 || inputs.Any(i => !i.Plan.ContainsKey(p.Column.Name))).Select(static p => p.Column.Name)],
        };
    }

    private SourceMapping Write(TargetTable target, IReadOnlyList<TargetColumnProfile> profiles, PlannedSource planned)
    {
        var (source, plan) = (planned.Table, planned.Plan);
        var schema = SourceColumns.SchemaOf(source);
        List<ColumnMapping> columns = [];
        List<Pipeline> pipelines = [];
        foreach (var profile in profiles)
        {
            if (!plan.TryGetValue(profile.Column.Name, out var proposal)) continue;
            var typed = TablePlanner.Check(profile.Column.Name, proposal.Chosen.Expression, schema)!;
            columns.Add(Write(target, profile, source, proposal, typed));
            pipelines.Add(typed.Plan.Pipelines[0]);
        }

        return new SourceMapping { Source = planned.Own.Name, Joins = planned.Joins.Count > 0 ? planned.Joins : null, Columns = columns, SqlPreview = pipelines.Count == 0 ? null : DuckDbCompiler.Compile(new TransformPlan(ValueList.From(pipelines)), schema).SelectSql("\"source\"") };
    }

    private ColumnMapping Write(TargetTable target, TargetColumnProfile profile, CatalogTable source, Proposal proposal, TypedPlan typed)
    {
        var chosen = proposal.Chosen;
        var expression = typed.Plan.Pipelines[0].Expression;
        var proof = mayRun && samples.Of(source) is { RowCount: > 0 } sample ? _proof.Prove(typed, target, profile.Column, source, sample) : null;
        return new ColumnMapping
        {
            Target = profile.Column.Name,
            Type = profile.Column.Type,
            Dsl = DslText.Print(expression),
            DslHash = CanonicalJson.HashOf(expression),
            Sources = [.. Dsl.Lineage.ColumnLineage.Of(typed.Plan.Pipelines[0]).Sources],
            Strategy = chosen.Strategy,
            Confidence = Math.Round(chosen.Score, 4, MidpointRounding.AwayFromZero),
            Rationale = chosen.Rationale,
            RunnerUp = proposal.RunnerUp is { } second ? DslText.Print(second.Expression) : null,
            Decision = Decide(chosen, proof),
            Proof = proof,
        };
    }

    private GateDecision Decide(Candidate chosen, MappingProof? proof)
    {
        var sure = chosen.Strategy is "override" or "constant" || chosen.Score >= SureEnough;
        if (proof is null || proof.Rows == 0) return sure ? GateDecision.Accept : GateDecision.Hold;
        var rate = (double)(proof.Succeeded - proof.ConstraintBreaks) / proof.Rows;
        if (rate >= thresholds.MappingAcceptRateMin) return sure ? GateDecision.Accept : GateDecision.Hold;
        return rate >= thresholds.MappingAcceptRateMin - thresholds.MappingNearMatchWindow || SmallSample.MayBeChance(proof, thresholds) ? GateDecision.Hold : GateDecision.Fix;
    }
}
