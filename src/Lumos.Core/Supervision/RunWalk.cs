using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Supervision;

/// <summary>One walk through the stages of one run.</summary>
internal sealed class RunWalk(
    StageSet stages, SupervisorParts parts, RunRecord run, RunLog log, StageRunner runner, RunEnding ending, RunSettings settings, RunIncrements increments)
{
    private readonly List<string> _holds = [];

    public async Task<RunResult> WalkAsync(bool planOnly, CancellationToken cancellationToken)
    {
        var catalog = await runner.RunAsync(stages.Ingest, new IngestInput(), run.Governing, PolicyActions.CatalogInference, cancellationToken).ConfigureAwait(false);
        if (await StopAsync(StageName.Ingest, catalog).ConfigureAwait(false) is { } afterIngest) return afterIngest;
        if (NothingChanged(catalog.Output) is { } nothing) return await ending.EndAsync(planOnly ? RunStatus.Planned : RunStatus.Completed, [nothing]).ConfigureAwait(false);
        var kept = await KeptAsync(catalog.Output, cancellationToken).ConfigureAwait(false);
        var sample = catalog.Output.SamplePackHash is { } hash ? await parts.Store.GetAsync<SamplePackArtifact>(hash, cancellationToken).ConfigureAwait(false) : null;

        var domains = kept is not null ? await runner.KeepAsync<DomainAssignmentsArtifact>(StageName.Domains, kept.Value.Domains, run.Since!.PlanOf!, cancellationToken).ConfigureAwait(false) : await runner.RunAsync(
            stages.Domains, new DomainsInput(catalog.Output, sample), [catalog.Hash], PolicyActions.CatalogInference, cancellationToken).ConfigureAwait(false);
        if (await StopAsync(StageName.Domains, domains).ConfigureAwait(false) is { } afterDomains) return afterDomains;

        var target = await parts.Store.GetAsync<TargetSchemaArtifact>(run.TargetSchemaHash, cancellationToken).ConfigureAwait(false);
        var plan = kept is not null ? await runner.KeepAsync<MappingPlanArtifact>(StageName.Mapping, kept.Value.Plan, run.Since!.PlanOf!, cancellationToken).ConfigureAwait(false) : await runner.RunAsync(
            stages.Mapping, new MappingInput(catalog.Output, sample, domains.Output, target, run.TargetSchemaHash),
            stages.FixesHash is { } fixes ? [catalog.Hash, domains.Hash, run.TargetSchemaHash, fixes] : [catalog.Hash, domains.Hash, run.TargetSchemaHash],
            PolicyActions.TransformPreviews, cancellationToken).ConfigureAwait(false);
        if (await StopAsync(StageName.Mapping, plan).ConfigureAwait(false) is { } afterMapping) return afterMapping;

        var analysis = await runner.RunAsync(
            stages.Analysis, new AnalysisInput(catalog.Output, sample, domains.Output, target, plan.Output),
            [catalog.Hash, domains.Hash, run.TargetSchemaHash, plan.Hash], PolicyActions.AnalysisChecks, cancellationToken).ConfigureAwait(false);
        if (await StopAsync(StageName.Analysis, analysis).ConfigureAwait(false) is { } afterAnalysis) return afterAnalysis;

        var input = new MigrationInput(catalog.Output, domains.Output, target, plan.Output, analysis.Output);
        if (planOnly)
        {
            var preview = await PreviewAsync(input, onlyAdditive: false, cancellationToken).ConfigureAwait(false);
            return await ending.EndAsync(RunStatus.Planned, [.. _holds, .. preview.Additions, .. preview.Problems.Select(static problem => "As the target stands, the run would stop: " + problem)]).ConfigureAwait(false);
        }

        return await MigrateAsync(input, [catalog.Hash, domains.Hash, run.TargetSchemaHash, plan.Hash, analysis.Hash], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What to say when tables were read from where the last run ended, and none has a row more; null when there is something to do.</summary>
    private static string? NothingChanged(CatalogArtifact catalog) => catalog.Tables.Count > 0 && catalog.Tables.All(static table => table is { RowCount: 0, Increment: { From: not null, Replication: null or { Gone: 0 } } })
        ? $"Nothing changed: {string.Join(", ", catalog.Tables.Select(static table => $"{table.Name} since {table.Increment!.Column ?? "position"} {table.Increment.From}"))}."
        : null;

    /// <summary>The mapping of the run before, when the source has the same shape still.</summary>
    private async Task<(string Catalog, string Domains, string Plan)?> KeptAsync(CatalogArtifact catalog, CancellationToken cancellationToken)
    {
        if (await increments.KeptPlanAsync(run, cancellationToken).ConfigureAwait(false) is not { } kept) return null;
        var before = await parts.Store.GetAsync<CatalogArtifact>(kept.Catalog, cancellationToken).ConfigureAwait(false);
        return Shape(before).SequenceEqual(Shape(catalog), StringComparer.Ordinal) ? kept : null;

        static IEnumerable<string> Shape(CatalogArtifact catalog) => catalog.Tables.SelectMany(static table => table.Columns.Select(column => $"{table.Name}\u001f{column.Name}\u001f{column.SourceName}"));
    }

    private async Task<RunResult> MigrateAsync(MigrationInput input, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var policy = parts.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.Migration, Mode = run.Contract.Mode, Actor = run.Contract.RbacActor });
        var isDryRun = policy.Obligations.Contains("dry_run");
        IReadOnlyList<string> added = [];
        if (policy.Allowed && !isDryRun)
        {
            var preview = await PreviewAsync(input, onlyAdditive: true, cancellationToken).ConfigureAwait(false);
            var gate = new ConfirmationGate(parts, run.Contract, log, settings);
            var refused = await gate.AskAsync(input, inputs, _holds, preview.Additions, cancellationToken).ConfigureAwait(false);
            if (refused is not null) return await ending.EndAsync(RunStatus.Held, [refused, .. _holds, .. preview.Additions]).ConfigureAwait(false);
            added = preview.Additions;
        }

        var migration = await runner.RunAsync(stages.Migration, input, inputs, PolicyActions.Migration, cancellationToken).ConfigureAwait(false);
        return migration.Decision switch
        {
            GateDecision.Accept => await ending.EndAsync(isDryRun ? RunStatus.Planned : RunStatus.Completed, [.. migration.Reasons, .. added], migration.Output).ConfigureAwait(false),
            GateDecision.Fix => await ending.EndAsync(RunStatus.NeedsFix, migration.Reasons, migration.Output).ConfigureAwait(false),
            GateDecision.Reject => await ending.EndAsync(RunStatus.Rejected, migration.Reasons, migration.Output).ConfigureAwait(false),
            _ => await ending.EndAsync(RunStatus.Held, migration.Reasons, migration.Output).ConfigureAwait(false),
        };
    }

    // Only additive changes and the plan ask for it: rows are moved under the target's own eyes anyway.
    private async Task<TargetPreview> PreviewAsync(MigrationInput input, bool onlyAdditive, CancellationToken cancellationToken) => stages.Migration is ITargetPreview stage
        ? await stage.PreviewAsync(input, run.Contract, parts.Paths.Work(run.RunId), onlyAdditive, cancellationToken).ConfigureAwait(false)
        : TargetPreview.None;

    /// <summary>
    /// Ends the run when the gate is shut. A hold does not end it here: the stages that follow only read, and a person is asked once, before
    /// anything is written.
    /// </summary>
    private async Task<RunResult?> StopAsync<TOut>(StageName stage, GatedOutput<TOut> output)
    {
        switch (output.Decision)
        {
            case GateDecision.Accept:
                return null;
            case GateDecision.Fix:
                return await ending.EndAsync(RunStatus.NeedsFix, output.Reasons).ConfigureAwait(false);
            case GateDecision.Reject:
                return await ending.EndAsync(RunStatus.Rejected, output.Reasons).ConfigureAwait(false);
            default:
                _holds.AddRange(output.Reasons.Count > 0 ? output.Reasons.Select(reason => $"{stage}: {reason}") : [$"{stage}: held by its gate."]);
                return null;
        }
    }
}
