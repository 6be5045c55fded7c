using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping;

/// <summary>Third stage: pipelines from the raw source columns to every target table, with confidence, reasons and proof on the sample.</summary>
internal sealed class MappingStage(ICatalogReader reader, IPiiMasker masker, IColumnNamer namer, IReadOnlyList<MappingRule>? rules = null, IReadOnlyList<AppliedFix>? fixes = null, IModelAdvice? model = null) : IStage<MappingInput, MappingPlanArtifact>
{
    /// <inheritdoc/>
    public StageName Name => StageName.Mapping;

    /// <inheritdoc/>
    public async Task<StageOutcome<MappingPlanArtifact>> RunAsync(MappingInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        return (await PlanAsync(input, context, cancellationToken).ConfigureAwait(false)).Outcome;
    }

    /// <summary>The plan, and what it was chosen from.</summary>
    public async Task<(StageOutcome<MappingPlanArtifact> Outcome, MappingWorkbench Bench)> PlanAsync(MappingInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        var bench = await MappingWorkbench.PrepareAsync(reader, namer, input, context, cancellationToken).ConfigureAwait(false);
        var overrides = new Overrides(context.Contract.Overrides, input.Catalog, input.Target);
        var remembered = new RememberedMappings(rules ?? []);
        var mended = new FixedPlans(fixes ?? []);
        var joiner = new JoinPlanner(input.Catalog, bench, remembered);
        var numbers = new NumberedKeys(input.Catalog, bench, input.Target.Tables, remembered.Refuses);
        var references = new FollowedReferences(input.Catalog, bench, remembered.Refuses);
        var samples = new SampleShelf(bench.Samples);
        var writer = new MappingWriter(masker, context.Thresholds, bench.MayRun, samples);

        var examples = new ExampleBook(context);
        List<TableMapping> tables = [];
        List<string> hints = [];
        Dictionary<string, SourcesChosen> choices = new(StringComparer.Ordinal);
        TableAffinity names = new([.. input.Catalog.Tables.Select(static t => t.Name)], [.. input.Target.Tables.Select(static t => t.Name)]);
        Dictionary<(string Source, string Target), PlannedSource> alone = [];
        foreach (var target in input.Target.Tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var profiles = bench.Targets[target.Name];
            foreach (var table in input.Catalog.Tables) alone[(table.Name, target.Name)] = new PlannedSource(table, table, [], Learn(table, bench, profiles, bench.MayRun ? RowsFor(input, examples, table, target) : null, Plan(table, bench, profiles, overrides, remembered), remembered));
        }

        foreach (var target in ReferenceOrder.Of(input.Target.Tables, NumberedKeys.Refers))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var profiles = bench.Targets[target.Name];
            var followed = input.Catalog.Tables.Select(t => numbers.WithoutGuesses(references.Extend(alone[(t.Name, target.Name)], profiles))).ToList();
            var likely = SourceChoice.Likeliest(profiles, followed, names);
            var meant = overrides.SourcesOf(target.Name);
            var plans = followed.Select(p => mended.Apply(numbers.Extend(likely.Contains(p.Own.Name) || meant?.Contains(p.Own.Name) == true ? references.ExtendFarther(joiner.Extend(p.Own, profiles, p.Plan, numbers.IsNumber), profiles) : p, profiles))).ToList();
            PlannedSource? Elsewhere(string source) => input.Target.Tables.Where(t => t.Name != target.Name).Select(t => alone[(source, t.Name)]).MaxBy(RatedSource.PlacedOf);
            IReadOnlyList<PlannedSource> chosen;
            if (meant is not null) chosen = [.. meant.Select(n => plans.First(p => p.Own.Name == n))];
            else chosen = (choices[target.Name] = SourceChoice.Choose(profiles, plans, input.Catalog.ForeignKeys, names, Elsewhere)).Sources;
            chosen = numbers.Settle(target.Name, chosen, profiles);
            references.Settle(target, chosen);
            foreach (var source in chosen.Where(c => c.Joins.Count > 0 && bench.MayRun)) await samples.FetchAsync(reader, source.Table, input.Sample, cancellationToken).ConfigureAwait(false);

            if (model is not null) chosen = await AskAsync(new ModelProposals(model, masker, context), bench, chosen, profiles, source => writer.Write(target, profiles, [source], DuplicateKeyRule.CollapseIdentical).Inputs[0], remembered, cancellationToken).ConfigureAwait(false);
            tables.Add(writer.Write(target, profiles, chosen, mended.DuplicatesOf(target.Name, overrides.DuplicatesOf(target.Name))));
            hints.AddRange(JoinHints.Of(input.Catalog, bench, tables[^1], chosen));
            context.Progress?.Report(new StageProgress(StageName.Mapping, $"mapping {target.Name}", tables.Count, input.Target.Tables.Count, "tables"));
        }

        var artifact = new MappingPlanArtifact { Header = HeaderOf(input, context, bench.Previews), TargetSchemaHash = input.TargetSchemaHash, Tables = tables, UnusedSources = Unused(input.Catalog, tables) };
        var (decision, reasons) = MappingVerdict.Of(artifact, input.Target, context.Thresholds, [.. SourceDoubts.Of(tables, choices, input.Catalog.Tables, names), .. SourceDoubts.OfColumns(tables, input.Catalog), .. DateDoubts.Of(tables, input.Catalog), .. DateDoubts.OfMoments(tables, input.Target, input.Catalog)]);
        return (new StageOutcome<MappingPlanArtifact>(artifact, decision, [.. reasons, .. hints]), bench);
    }

    private static async Task<IReadOnlyList<PlannedSource>> AskAsync(
        ModelProposals model, MappingWorkbench bench, IReadOnlyList<PlannedSource> chosen, TargetColumnProfile[] profiles, Func<PlannedSource, SourceMapping> write, RememberedMappings remembered, CancellationToken cancellationToken)
    {
        List<PlannedSource> improved = [];
        foreach (var source in chosen) improved.Add(await model.ImproveAsync(source, profiles, bench.Sources[source.Own.Name], write, remembered.Refuses, cancellationToken).ConfigureAwait(false));
        return improved;
    }

    private static IReadOnlyDictionary<string, Proposal> Plan(CatalogTable source, MappingWorkbench bench, TargetColumnProfile[] targets, Overrides overrides, RememberedMappings remembered)
    {
        var columns = bench.Sources[source.Name];
        if (columns.Count == 0 || targets.Length == 0) return new Dictionary<string, Proposal>();
        var schema = SourceColumns.SchemaOf(source);
        Dictionary<string, Proposal> plan = new(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            if (overrides.Find(target.Table.Name, target.Column.Name, source) is not { } expression)
            {
                if (remembered.Find(target, source, columns) is { } known && TablePlanner.IsSound(known, schema)) plan[target.Column.Name] = new Proposal(known, null);
                continue;
            }

            var reads = Dsl.Lineage.ColumnLineage.Of(new Dsl.Model.Pipeline("x", null, expression)).Sources;
            var candidate = new Candidate(target, [.. columns.Where(c => reads.Contains(c.Name))], expression, "override", 1, ["The contract says so."], false);
            if (!TablePlanner.IsSound(candidate, schema)) throw WrongOverride(target, expression, schema);
            plan[target.Column.Name] = new Proposal(candidate, null);
        }

        foreach (var (name, proposal) in TablePlanner.Plan(columns, targets, bench.Match(source.Name, targets[0].Table.Name), schema, plan.Keys.ToHashSet(StringComparer.Ordinal), remembered.Refuses)) plan[name] = proposal;
        return plan;
    }

    private static ExampleRows? RowsFor(MappingInput input, ExampleBook examples, CatalogTable source, TargetTable target) =>
        examples.Of(source, target) ?? (input.TargetRows.TryGetValue(target.Name, out var rows) ? new ExampleRows(rows, null) : null);

    // Target rows decide what the matcher left open; what the contract says stays.
    private IReadOnlyDictionary<string, Proposal> Learn(CatalogTable source, MappingWorkbench bench, TargetColumnProfile[] targets, ExampleRows? examples, IReadOnlyDictionary<string, Proposal> plan, RememberedMappings remembered)
    {
        if (examples is null || targets.Length == 0 || bench.Samples.GetValueOrDefault(source.Name) is not { RowCount: > 0 } sample) return plan;
        Dictionary<string, Proposal> learnt = new(plan, StringComparer.Ordinal);
        TargetColumnProfile[] open = [.. targets.Where(t => plan.GetValueOrDefault(t.Column.Name)?.Chosen.Strategy != "override")];
        var learner = new LearntMappings(bench.Match(source.Name, targets[0].Table.Name), new HeldValues(masker, source, sample));
        foreach (var (name, proposal) in learner.Find(source, bench.Sources[source.Name], examples.Old ?? sample, open, examples.New, plan, examples.Old is not null))
        {
            if (!remembered.Refuses(proposal.Chosen)) learnt[name] = proposal;
        }

        return learnt;
    }

    private static LumosException WrongOverride(TargetColumnProfile target, Dsl.Model.Expression expression, ColumnSchema schema)
    {
        var type = TablePlanner.Check(target.Column.Name, expression, schema)?.Pipelines[0].Value.Type;
        var what = type is { } t ? $"gives {t}, but the target wants {target.Column.Type}" : "is refused by the transform language";
        return new LumosException(ErrorCode.DslReject, "MAPPING_OVERRIDE_WRONG", $"The override of '{target.Table.Name}.{target.Column.Name}' {what}.", new ErrorLocation(Column: target.Column.Name), "Check it with `lumos dsl check`.");
    }

    private static IReadOnlyList<string> Unused(CatalogArtifact catalog, List<TableMapping> tables)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var input in tables.SelectMany(static t => t.Inputs))
        {
            foreach (var (table, column) in input.Columns.SelectMany(static c => c.Sources).Concat((input.Joins ?? []).Select(static j => j.Reference)).Select(input.Locate)) used.Add(table + "." + column);
            foreach (var join in input.Joins ?? []) used.Add(join.Table + "." + join.Key);
        }

        return [.. catalog.Tables.SelectMany(t => t.Columns.Select(c => t.Name + "." + c.SourceName)).Where(n => !used.Contains(n))];
    }

    private static ArtifactHeader HeaderOf(MappingInput input, StageContext context, PolicyDecision decision) => new()
    {
        Kind = ArtifactKind.MappingPlan, RunId = context.Contract.RunId, ContractHash = context.ContractHash, PolicyVersion = decision.PolicyVersion, ThresholdProfileId = context.Thresholds.ProfileId,
        DslVersion = context.Contract.DslVersion, CatalogVersion = input.Domains.Header.CatalogVersion, Inputs = [input.TargetSchemaHash],
    };
}
