using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Ingest.Sampling;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Ingest;

/// <summary>
/// The first stage: lists the sources, reads each table once from end to end, and writes the catalog, the standardisation plan and,
/// where policy allows, the masked sample.
/// </summary>
/// <param name="masker">Masks the sample.</param>
/// <param name="verifier">Shared with the reader of later stages, so that a file is not hashed twice.</param>
/// <param name="connectors">Connectors of the engine, in order; null for none.</param>
/// <param name="since">Where reading begins, when only changed rows are read; null when all are.</param>
internal sealed partial class IngestStage(IPiiMasker masker, SourceVerifier verifier, IReadOnlyList<IConnector>? connectors = null, RunSince? since = null) : IStage<IngestInput, CatalogArtifact>
{
    public StageName Name => StageName.Ingest;

    public async Task<StageOutcome<CatalogArtifact>> RunAsync(IngestInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Ask(context, PolicyActions.CatalogInference) is { Allowed: false } refused)
        {
            throw new LumosException(ErrorCode.PolicyBlock, "POLICY_DENIED", refused.Reason, new ErrorLocation(Key: refused.Rule), "Use a mode and role that may read this source.");
        }

        var sampling = Ask(context, PolicyActions.RowSamples).Allowed;
        var remarks = new List<string>();
        var changes = new IncrementalSources(context.Contract.Overrides?.Incremental, since);
        var profiles = connectors?.FirstOrDefault(connector => connector.Handles(context.Contract.Lhs)) is { } database
            ? await ReadDatabaseAsync(database, changes, remarks, context, sampling, cancellationToken).ConfigureAwait(false)
            : WithChanges(await ReadFilesAsync(remarks, context, sampling, cancellationToken).ConfigureAwait(false), changes);
        changes.CheckUsed([.. profiles.Select(static p => p.Name)]);
        if (profiles.TrueForAll(p => p is { Rows: 0, Unread: null, Increment: not { From: not null } })) throw IngestErrors.NoRows(profiles[0].Origin.Location);
        profiles.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return await FinishAsync(profiles, remarks, context, sampling, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StageOutcome<CatalogArtifact>> FinishAsync(List<TableProfile> profiles, List<string> remarks, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var references = DeclaredKeys.Merge(profiles, ForeignKeyFinder.Find([.. profiles.Select(p => new ForeignKeyFinder.Table(p.Name, p.Names, p.Columns, p.Findings, p.Keys))]));
        var snapshot = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', profiles.OrderBy(p => p.Origin.Location, StringComparer.Ordinal).Select(p => p.Origin.Sha256).Distinct()))));
        var plan = new StandardizationPlanArtifact { Header = HeaderOf(ArtifactKind.StandardizationPlan, context, snapshot), Tables = [.. profiles.Select(CatalogWriter.Shim)] };
        var planRef = await context.Artifacts.PutAsync(plan, cancellationToken).ConfigureAwait(false);
        string? sampleHash = null, distributionsHash = null;
        if (sampling)
        {
            var (sample, distributions) = Sample(profiles, context, snapshot);
            sampleHash = (await context.Artifacts.PutAsync(sample, cancellationToken).ConfigureAwait(false)).Hash;
            distributionsHash = (await context.Artifacts.PutAsync(distributions, cancellationToken).ConfigureAwait(false)).Hash;
        }

        var catalog = new CatalogArtifact
        {
            Header = HeaderOf(ArtifactKind.Catalog, context, snapshot),
            SnapshotHash = snapshot,
            Tables = await MarkedAsync([.. profiles.Select(p => CatalogWriter.Table(p, references))], context, sampling, cancellationToken).ConfigureAwait(false),
            ForeignKeys = references,
            StandardizationPlanHash = planRef.Hash,
            SamplePackHash = sampleHash,
            DistributionsHash = distributionsHash,
        };
        return new StageOutcome<CatalogArtifact>(catalog, GateDecision.Accept, Reasons(catalog, remarks));
    }

    private static List<TableProfile> WithChanges(List<TableProfile> profiles, IncrementalSources changes)
    {
        changes.CheckNoLog(profiles[0].Origin.Location);
        return profiles.ConvertAll(profile => profile with { Increment = changes.Of(profile.Name, profile.Name, [.. profile.Columns.Select(static column => column.Name)]) });
    }

    /// <summary>The tables with the highest value of the column that tells what changed, which is looked for over the rows there are, and how many of them are read.</summary>
    private async Task<IReadOnlyList<CatalogTable>> MarkedAsync(IReadOnlyList<CatalogTable> tables, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var marked = new List<CatalogTable>();
        foreach (var table in tables)
        {
            if (table.Increment is not { Column: { } column } increment || !sampling || table.RowCount is null or 0)
            {
                marked.Add(table);
                continue;
            }

            var source = await new CatalogReader(context.Resolve, verifier, context.WorkFolder).OpenAsync(table, cancellationToken).ConfigureAwait(false);
            await using var opened = source.ConfigureAwait(false);
            var (highest, rows) = await WatermarkColumn.Of(table).LookAsync(source, increment.From is { } from ? Watermark.Parse(from) : null, cancellationToken).ConfigureAwait(false);
            if (increment.To is { } text && Watermark.Parse(text) is { } before)
            {
                if (highest is { } found && !found.IsLike(before)) throw IncrementalErrors.Unfit(table.Name, column, table.Columns.First(one => one.SourceName == column).Type);
                if (highest is not { } more || more.IsBelow(before)) highest = before;
            }

            marked.Add(table with { Increment = increment with { Rows = rows, To = highest?.ToString() } });
        }

        return marked;
    }

    private (SamplePackArtifact Sample, DistributionsArtifact Distributions) Sample(List<TableProfile> profiles, StageContext context, string snapshot)
    {
        var caps = context.Contract.SampleCaps ?? new SampleCaps();
        var builder = new SampleBuilder(masker);
        List<TableSample> samples = [];
        List<TableDistributions> distributions = [];
        foreach (var profile in profiles)
        {
            var strata = SampleSelector.ChooseStrata(profile.Columns, profile.Names, profile.Findings, profile.Keys);
            var rows = SampleSelector.Choose(profile.Candidates ?? [], strata, caps);
            var (sample, masks) = builder.Build(profile.Name, profile.Names, [.. profile.Columns.Select(static c => c.Name)], profile.Findings, rows, strata.Name);
            samples.Add(sample);
            distributions.Add(DistributionBuilder.Build(profile, masks));
        }

        return (
            new SamplePackArtifact { Header = HeaderOf(ArtifactKind.SamplePack, context, snapshot), Seed = context.Seed, Caps = caps, Tables = samples },
            new DistributionsArtifact { Header = HeaderOf(ArtifactKind.Distributions, context, snapshot), Tables = distributions });
    }

    private static PolicyDecision Ask(StageContext context, string action) => context.Policy.Evaluate(new PolicyRequest
    {
        Action = action,
        Mode = context.Contract.Mode,
        Actor = context.Contract.RbacActor,
        PiiPolicy = context.Contract.PiiPolicy,
    });

    private static ArtifactHeader HeaderOf(ArtifactKind kind, StageContext context, string snapshot) => new()
    {
        Kind = kind,
        RunId = context.Contract.RunId,
        ContractHash = context.ContractHash,
        PolicyVersion = context.Policy.PolicyVersion,
        ThresholdProfileId = context.Thresholds.ProfileId,
        DslVersion = context.Contract.DslVersion,
        Inputs = [snapshot],
    };
}
