using Lumos.Abstractions;
using Lumos.Core.Analysis.Duplicates;
using Lumos.Core.Analysis.Fixes;
using Lumos.Core.Analysis.Logical;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Analysis.Statistics;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis;

/// <summary>
/// Fourth stage: would the plan work, and what would it do to the rows? Where the policy allows it, the plan is run over the raw sample in memory;
/// the report holds counts, rates and masked examples; a value stands only in the dictionary of a staged fix, and there none of direct personal data. Deterministic.
/// </summary>
/// <param name="reader">Reads the sample rows again.</param>
/// <param name="masker">Masks examples.</param>
internal sealed class AnalysisStage(ICatalogReader reader, IPiiMasker masker) : IStage<AnalysisInput, AnalysisReportArtifact>
{
    private const string LogicalOnly = "logical_only";

    /// <inheritdoc/>
    public StageName Name => StageName.Analysis;

    /// <inheritdoc/>
    public async Task<StageOutcome<AnalysisReportArtifact>> RunAsync(AnalysisInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var contract = context.Contract;
        var policy = context.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.AnalysisChecks, Mode = contract.Mode, Actor = contract.RbacActor, PiiPolicy = contract.PiiPolicy, ContainsPii = true });
        if (!policy.Allowed) throw new LumosException(ErrorCode.PolicyBlock, "POLICY_DENIED", policy.Reason, new ErrorLocation(Key: policy.Rule), "Use a mode and role that may analyse this source.");

        var checks = new CheckBook();
        var tables = new PlanReader(input.Catalog, input.Target, checks).Read(input.Plan);
        CheckLogic(input, tables, context.Contract, checks);

        var statistics = !policy.Obligations.Contains(LogicalOnly);
        IReadOnlyList<SampledTable> samples = [];
        List<ColumnQuality> columns = [];
        if (statistics)
        {
            (samples, var trial) = await RunSamplesAsync(input, tables, checks, context, cancellationToken).ConfigureAwait(false);
            foreach (var table in samples)
            {
                columns.AddRange(CheckStatistics(table, input.Catalog, trial, context.Thresholds, checks));
                foreach (var (column, fix) in FormatFixes.Find(table, trial, cancellationToken).Concat(UnitFixes.Find(table.Plan, trial))) checks.Attach(fix.Finding, table.Name, column, [fix]);
            }

            ReferenceChecks.Check(input.Catalog, tables, checks);
        }

        var report = new AnalysisReportArtifact
        {
            Header = await HeaderOfAsync(input, context, cancellationToken).ConfigureAwait(false),
            Conclusion = Conclusion.Of(tables, samples, checks),
            Checks = checks.WorstFirst(),
            Columns = columns,
            Fixes = checks.Fixes,
        };
        return new StageOutcome<AnalysisReportArtifact>(report, report.Conclusion, Conclusion.Reasons(report.Checks, policy, statistics));
    }

    private static void CheckLogic(AnalysisInput input, IReadOnlyList<PlannedTable> tables, RunContract contract, CheckBook checks)
    {
        foreach (var table in tables)
        {
            FeasibilityMatrix.Check(table, checks);
            KeyChecks.Check(table, tables, checks);
            UnitChecks.Check(table, checks);
        }

        CoverageChecks.Check(input, tables, contract, checks);
    }

    private async Task<(IReadOnlyList<SampledTable> Samples, FixTrial Trial)> RunSamplesAsync(AnalysisInput input, IReadOnlyList<PlannedTable> tables, CheckBook checks, StageContext context, CancellationToken cancellationToken)
    {
        var read = tables.SelectMany(static table => table.Inputs).Select(static source => JoinedTables.OwnName(source.Source)).ToHashSet(StringComparer.Ordinal);
        var looked = tables.SelectMany(static table => table.Inputs).SelectMany(static source => source.Source.Joins ?? []).Select(static join => join.Table.Name).ToHashSet(StringComparer.Ordinal);
        var pack = input.Sample is { } sample ? sample with { Tables = [.. sample.Tables.Where(table => read.Contains(table.Table))] } : null;
        // Of tables that are only looked up, the rows say what is personal.
        var rows = input.Sample is { } all ? all with { Tables = [.. all.Tables.Where(table => read.Contains(table.Table) || looked.Contains(table.Table))] } : null;
        var raw = await RawSample.ReadAllAsync(reader, input.Catalog, rows, cancellationToken).ConfigureAwait(false);
        var shelf = new SampleShelf(raw);
        foreach (var joined in tables.SelectMany(static table => table.Inputs).Select(static source => source.Source).Where(static source => source.Joins is not null)) await shelf.FetchAsync(reader, joined, pack, cancellationToken).ConfigureAwait(false);

        var trial = new FixTrial(tables, shelf, masker);
        foreach (var sampled in pack?.Tables ?? [])
        {
            if (!raw.ContainsKey(sampled.Table)) continue;
            var source = input.Catalog.Tables.First(table => table.Name == sampled.Table);
            SourceCellChecks.Check(source, trial, checks, cancellationToken);
            context.Progress?.Report(new StageProgress(StageName.Analysis, $"looking for rows of {source.Name} that are the same", 0, null, "rows"));
            await new DuplicateSearch(reader, trial).CheckAsync(source, input.Domains, checks, cancellationToken).ConfigureAwait(false);
        }

        var run = new SampleRun(shelf);
        List<SampledTable> samples = [];
        foreach (var table in tables)
        {
            context.Progress?.Report(new StageProgress(StageName.Analysis, $"trying the plan of {table.Name}", samples.Count, tables.Count, "tables"));
            samples.Add(run.Run(table, cancellationToken));
        }

        return (samples, trial);
    }

    private static IReadOnlyList<ColumnQuality> CheckStatistics(SampledTable table, CatalogArtifact catalog, FixTrial trial, ThresholdProfile thresholds, CheckBook checks)
    {
        RowChecks.Check(table, checks);
        JoinChecks.Check(table, catalog, checks);
        var columns = new ColumnChecks(thresholds, checks).Check(table);
        new DuplicateChecks(thresholds, checks).Check(table);
        DateChecks.Check(table, checks);
        UnitRangeChecks.Check(table, checks);
        AgeChecks.Check(table, trial, checks);
        return columns;
    }

    private static async Task<ArtifactHeader> HeaderOfAsync(AnalysisInput input, StageContext context, CancellationToken cancellationToken) => new()
    {
        Kind = ArtifactKind.AnalysisReport,
        RunId = context.Contract.RunId,
        ContractHash = context.ContractHash,
        PolicyVersion = context.Policy.PolicyVersion,
        ThresholdProfileId = context.Thresholds.ProfileId,
        DslVersion = context.Contract.DslVersion,
        CatalogVersion = input.Domains.Header.CatalogVersion,
        Inputs =
        [
            (await context.Artifacts.PutAsync(input.Catalog, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Domains, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Target, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Plan, cancellationToken).ConfigureAwait(false)).Hash,
        ],
    };
}
