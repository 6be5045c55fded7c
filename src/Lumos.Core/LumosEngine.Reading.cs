using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ledger;
using Lumos.Core.State;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>All runs of the state folder, the oldest first.</summary>
    public async Task<IReadOnlyList<RunInfo>> ListRunsAsync(CancellationToken cancellationToken = default)
    {
        var digest = await _parts.Ledger.DigestAsync(cancellationToken).ConfigureAwait(false);
        var holder = StateLock.FindHolder(_paths);
        var runs = new List<RunInfo>();
        foreach (var run in _records.List().Select(id => _records.Find(id)).OfType<RunRecord>())
        {
            var known = digest.Runs.GetValueOrDefault(run.RunId);
            var info = Info(run, known?.Summary, holder) with { IsRolledBack = known?.IsRolledBack == true };
            var migration = run.Since is not null && known?.Summary.Stages.FirstOrDefault(static stage => stage.Stage == StageName.Migration)?.OutputsHash is { } hash ? await _parts.Store.GetAsync<MigrationRunArtifact>(hash, cancellationToken).ConfigureAwait(false) : null;
            runs.Add(migration is null ? info : info with { Increments = migration.Increments });
        }

        return runs;
    }

    /// <summary>Where a run stands. Works while another process runs it.</summary>
    /// <param name="runId">Its id or the beginning of it; null for the latest run.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>RUN_AMBIGUOUS</c>.</exception>
    public async Task<RunInfo> GetStatusAsync(string? runId = null, CancellationToken cancellationToken = default)
    {
        var id = _records.Resolve(runId);
        var summary = ReadSummary(id) ?? await DecisionSummaryBuilder.FoldAsync(_parts.Ledger, id, cancellationToken).ConfigureAwait(false);
        return Info(_records.Find(id)!, summary, StateLock.FindHolder(_paths));
    }

    /// <summary>The artifacts a run has made so far. Their hashes are checked.</summary>
    /// <inheritdoc cref="GetStatusAsync" path="/param"/>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>ARTIFACT_MISSING</c>, <c>ARTIFACT_TAMPERED</c>.</exception>
    public async Task<RunArtifacts> GetArtifactsAsync(string? runId = null, CancellationToken cancellationToken = default)
    {
        var run = _records.Find(_records.Resolve(runId))!;
        var hashes = new Dictionary<ArtifactKind, string>
        {
            [ArtifactKind.RunContract] = run.Governing[0], [ArtifactKind.ThresholdProfile] = run.Governing[1], [ArtifactKind.PolicyManifest] = run.Governing[2],
            [ArtifactKind.TargetSchema] = run.TargetSchemaHash,
        };
        await foreach (var item in _parts.Ledger.ReadAsync(run.RunId, cancellationToken).ConfigureAwait(false))
        {
            if (item.Entry is { Kind: LedgerEventKinds.StageFinished or LedgerEventKinds.StageReused, OutputsHash: { } hash }) hashes[KindOf(item.Entry.Stage)] = hash;
        }

        var catalog = await GetAsync<CatalogArtifact>(hashes, ArtifactKind.Catalog, cancellationToken).ConfigureAwait(false);
        if (catalog?.SamplePackHash is { } sample) hashes[ArtifactKind.SamplePack] = sample;
        if (catalog?.DistributionsHash is { } distributions) hashes[ArtifactKind.Distributions] = distributions;
        if (catalog?.StandardizationPlanHash is { } standardization) hashes[ArtifactKind.StandardizationPlan] = standardization;
        return new RunArtifacts
        {
            Catalog = catalog,
            Sample = await GetAsync<SamplePackArtifact>(hashes, ArtifactKind.SamplePack, cancellationToken).ConfigureAwait(false),
            Distributions = await GetAsync<DistributionsArtifact>(hashes, ArtifactKind.Distributions, cancellationToken).ConfigureAwait(false),
            Standardization = await GetAsync<StandardizationPlanArtifact>(hashes, ArtifactKind.StandardizationPlan, cancellationToken).ConfigureAwait(false),
            Domains = await GetAsync<DomainAssignmentsArtifact>(hashes, ArtifactKind.DomainAssignments, cancellationToken).ConfigureAwait(false),
            Target = await GetAsync<TargetSchemaArtifact>(hashes, ArtifactKind.TargetSchema, cancellationToken).ConfigureAwait(false),
            Plan = await GetAsync<MappingPlanArtifact>(hashes, ArtifactKind.MappingPlan, cancellationToken).ConfigureAwait(false),
            Analysis = await GetAsync<AnalysisReportArtifact>(hashes, ArtifactKind.AnalysisReport, cancellationToken).ConfigureAwait(false),
            Migration = await GetAsync<MigrationRunArtifact>(hashes, ArtifactKind.MigrationRun, cancellationToken).ConfigureAwait(false),
            Hashes = hashes,
        };
    }

    /// <summary>Canonical JSON of an artifact.</summary>
    /// <param name="hash">SHA-256, 64 lower-case hex digits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LumosException"><c>ARTIFACT_MISSING</c>, <c>ARTIFACT_TAMPERED</c>.</exception>
    public ValueTask<ReadOnlyMemory<byte>> GetArtifactJsonAsync(string hash, CancellationToken cancellationToken = default) =>
        _parts.Store.GetBytesAsync(hash, cancellationToken);

    /// <summary>Events of a run in order; null reads every run.</summary>
    public IAsyncEnumerable<LedgerEvent> ReadLedgerAsync(string? runId = null, CancellationToken cancellationToken = default) =>
        _parts.Ledger.ReadAsync(runId is null ? null : _records.Resolve(runId), cancellationToken);

    /// <summary>Walks the ledger's chain and finds the first event that is not the one that was written.</summary>
    public ValueTask<LedgerVerification> VerifyLedgerAsync(CancellationToken cancellationToken = default) => LedgerVerifier.VerifyAsync(_paths, cancellationToken);

    private static ArtifactKind KindOf(StageName stage) => stage switch
    {
        StageName.Ingest => ArtifactKind.Catalog,
        StageName.Domains => ArtifactKind.DomainAssignments,
        StageName.Mapping => ArtifactKind.MappingPlan,
        StageName.Analysis => ArtifactKind.AnalysisReport,
        _ => ArtifactKind.MigrationRun,
    };

    private static RunInfo Info(RunRecord run, DecisionSummary? summary, LockHolder? holder) => new()
    {
        RunId = run.RunId, Contract = run.Contract, ContractHash = run.ContractHash, BaseFolder = run.BaseFolder, CreatedAt = run.CreatedAt, Summary = summary,
        IsActive = holder is not null && holder.Purpose.EndsWith(run.RunId, StringComparison.Ordinal),
    };

    private async ValueTask<T?> GetAsync<T>(Dictionary<ArtifactKind, string> hashes, ArtifactKind kind, CancellationToken cancellationToken) where T : class, IArtifact =>
        hashes.TryGetValue(kind, out var hash) ? await _parts.Store.GetAsync<T>(hash, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The materialised summary, when the ledger did not go on without it.</summary>
    private DecisionSummary? ReadSummary(string runId)
    {
        try
        {
            var summary = JsonSerializer.Deserialize(File.ReadAllBytes(_paths.Summary(runId)), LedgerJson.Default.DecisionSummary);
            var head = JsonSerializer.Deserialize(File.ReadAllBytes(_paths.LedgerHead), LedgerJson.Default.LedgerHead);
            return summary is not null && head is not null && summary.LastEventHash == head.Hash ? summary : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
