using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Configuration;
using Lumos.Core.Contracts;
using Lumos.Core.Domains;
using Lumos.Core.Domains.Files;
using Lumos.Core.Identity;
using Lumos.Core.Inference;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Ledger;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lumos.Core;

/// <summary>
/// Runs contracts and remembers them in a state folder. One engine may run several contracts at once; two processes may not write to one state
/// folder at once, while reading always works. Thread-safe.
/// </summary>
public sealed partial class LumosEngine
{
    private readonly Func<StageServices, DomainCatalog?, StageSet> _compose;
    private readonly ICentroidStore _centroids;
    private readonly IReadOnlyList<GuardedConnector> _connectors;
    private readonly DomainStore _domainFiles;
    private readonly UserCatalog _domains;
    private readonly RowEdits _edits;
    private readonly RunIncrements _increments;
    private readonly StateLease _lease;
    private readonly Func<RunContract, PiiMasker> _maskerOf;
    private readonly Func<TokenBudget, (InferenceRouter? Chat, EmbeddingRouter? Embeddings)> _models;
    private readonly SupervisorParts _parts;
    private readonly StatePaths _paths;
    private readonly RunPreparation _preparation;
    private readonly RunRecords _records;
    private readonly FileRunState _state;

    private LumosEngine(LumosOptions options, ILoggerFactory? loggers, Func<StageServices, DomainCatalog?, StageSet> compose)
    {
        var mistakes = options.Validate();
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        var manifest = options.PolicyManifestFile is { } file ? PolicyManifestLoader.Load(file) : PolicyManifestLoader.LoadDefault();
        PolicyManifest = PolicyManifestLoader.ToCanonicalJson(manifest);
        _compose = compose;
        var (masking, key, previews) = (manifest.Masking, options.MaskingKey, manifest.Previews?.ToLimits());
        var masker = new PiiMasker(masking, key, previews);
        _maskerOf = contract => contract.PiiPolicy.Masking is { Count: > 0 } stronger ? new PiiMasker(MaskMethods.Merge(masking, stronger), key, previews) : masker;
        _paths = new StatePaths(options.StateFolder);
        _edits = new RowEdits(_paths);
        _domainFiles = new DomainStore(_paths);
        _domains = new UserCatalog(_domainFiles, [.. options.DomainFiles]);
        _lease = new StateLease(_paths, options.Time);
        _records = new RunRecords(_paths);
        _state = new FileRunState(_paths);
        _parts = new SupervisorParts(
            _paths, new FileArtifactStore(_paths.Artifacts), new FileLedger(_paths, options.Time, new UlidGenerator(options.Time)), new PolicyEngine(manifest),
            options.Failpoint is { } point ? new ProcessFailpoints(point, options.FailpointReached) : NoFailpoints.Instance, new RetrySchedule(options.MaxAttempts, options.RetryDelay), options.Time,
            (loggers ?? NullLoggerFactory.Instance).CreateLogger("Lumos.Core"));
        var (chat, generator, batch) = (options.ChatClient, options.EmbeddingGenerator, options.EmbeddingBatch);
        if (generator is null && options.EmbeddingProvider is { } nobody) throw new ArgumentException($"EmbeddingProvider is '{nobody}', but there is no EmbeddingGenerator.", nameof(options));
        var (chatAbout, generatorAbout) = (chat is null ? default : InferenceRouter.About(chat, options.ChatProvider), generator is null ? default : EmbeddingRouter.About(generator, options.EmbeddingProvider));
        _models = budget => (chat is null ? null : new InferenceRouter(chat, GateOf(chatAbout, budget)), generator is null ? null : new EmbeddingRouter(generator, GateOf(generatorAbout, budget), batch));
        _centroids = options.CentroidStore ?? new FileCentroidStore(_paths.Centroids);
        _connectors = [.. options.Connectors.Select(connector => new GuardedConnector(connector, _parts.Policy))];
        _increments = new RunIncrements(_paths, _records, _parts.Ledger, _parts.Store, _state);
        _preparation = new RunPreparation(_parts, _records, manifest, [new ThresholdProfile(), .. options.ThresholdProfiles], _connectors, _increments);

        ModelGate GateOf((string Tag, Uri? Address) about, TokenBudget budget) => new(about.Tag, about.Address, _parts.Ledger, budget);
    }

    /// <summary>Folder that remembers the runs, as a full path.</summary>
    public string StateFolder => _paths.Root;

    /// <summary>Asks a rule of the policy in force, as a dry run.</summary>
    public IPolicyEngine Policy => _parts.Policy;

    /// <summary>The policy manifest in force, as canonical JSON.</summary>
    public string PolicyManifest { get; }

    /// <summary>Makes an engine. Touches no file but the policy manifest the options name.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="loggers">Where log messages go; null for nowhere.</param>
    /// <exception cref="ArgumentException">The options have mistakes; all are named.</exception>
    /// <exception cref="LumosException">The policy manifest cannot be read.</exception>
    public static LumosEngine Create(LumosOptions? options = null, ILoggerFactory? loggers = null) => new(options ?? new LumosOptions(), loggers, Composition.Compose);

    internal static LumosEngine Create(LumosOptions options, Func<StageServices, StageSet> compose) => new(options, loggers: null, (services, _) => compose(services));

    /// <summary>
    /// Runs a contract: finds out, maps, proves, checks, and moves the rows. A contract whose run was begun before goes on with it; one that was completed
    /// does nothing.
    /// </summary>
    /// <returns>How it ended; a run that waits for a person is no error.</returns>
    /// <exception cref="LumosException">The run cannot be done; source, target and everything finished are as they were.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; <see cref="ResumeAsync"/> goes on.</exception>
    public Task<RunResult> RunAsync(RunContract contract, RunSettings? settings = null, CancellationToken cancellationToken = default) =>
        StartAsync(contract, planOnly: false, settings ?? new RunSettings(), cancellationToken);

    /// <summary>Does everything up to moving rows; the target is not touched. <see cref="ResumeAsync"/> then moves them.</summary>
    /// <inheritdoc cref="RunAsync" path="/returns"/>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public Task<RunResult> PlanAsync(RunContract contract, RunSettings? settings = null, CancellationToken cancellationToken = default) =>
        StartAsync(contract, planOnly: true, settings ?? new RunSettings(), cancellationToken);

    /// <summary>Goes on with a run that was planned, held, stopped or killed. Finished stages are not run again.</summary>
    /// <param name="runId">Its id or the beginning of it; null for the latest run.</param>
    /// <param name="settings">Who watches, who is asked; the base folder stays the one the run began with.</param>
    /// <param name="cancellationToken">Stops it again.</param>
    /// <inheritdoc cref="RunAsync" path="/returns"/>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task<RunResult> ResumeAsync(string? runId = null, RunSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var id = _records.Resolve(runId);
        using var lease = _lease.Take($"resume {id}");
        var record = _records.Find(id)!;
        _preparation.CheckRules(record);
        return await SuperviseAsync(record, planOnly: false, settings ?? new RunSettings(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunResult> StartAsync(RunContract contract, bool planOnly, RunSettings settings, CancellationToken cancellationToken)
    {
        ListsAhead.Begin();
        ArgumentNullException.ThrowIfNull(contract);
        Check(contract);
        new TargetOpener(location => Path.GetFullPath(Path.Combine(settings.BaseFolder, location)), _connectors).Check(contract.Rhs);
        using var lease = _lease.Take($"{(planOnly ? "plan" : "run")} {contract.RunId}");
        var record = await _preparation.RecordAsync(contract, planOnly, settings, cancellationToken).ConfigureAwait(false);
        return await SuperviseAsync(record, planOnly, settings, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunResult> SuperviseAsync(RunRecord record, bool planOnly, RunSettings settings, CancellationToken cancellationToken)
    {
        using var entered = _increments.Enter(record);
        await _increments.CheckAsync(record, cancellationToken).ConfigureAwait(false);
        var fixes = await FixesOfAsync(record, cancellationToken).ConfigureAwait(false);
        var edits = await _edits.AppliedAsync(record.RunId, cancellationToken).ConfigureAwait(false);
        var released = await ReleasedAsync(record, edits, cancellationToken).ConfigureAwait(false);
        var result = await new Supervisor(StagesOf(record, fixes, edits, released.Rows, released.Sought), _parts, _increments)
            .RunAsync(record, _preparation.ThresholdsOf(record.Contract), planOnly, settings, cancellationToken).ConfigureAwait(false);
        if (result.Status == RunStatus.Completed) await RememberQuarantineAsync(record, CancellationToken.None).ConfigureAwait(false);
        if (result.Status is RunStatus.Completed or RunStatus.Rejected) DatabaseSnapshot.Remove(_paths.Work(record.RunId));
        if (result.Status == RunStatus.Completed)
        {
            await SettleQuarantineAsync(record, record.Contract.RbacActor, CancellationToken.None).ConfigureAwait(false);
            if (await ConfirmAsync(record, cancellationToken).ConfigureAwait(false) is { } unconfirmed) result = result with { Reasons = [.. result.Reasons, unconfirmed] };
        }

        return planOnly && result.Status == RunStatus.Planned ? result with { PlannedStrategy = MigrationWay.PlannedOf(record.Contract), Planned = await ForecastAsync(record, cancellationToken).ConfigureAwait(false) } : result;
    }

    // Columns that nobody decided yet are told by the analysis; what would compute the rest is said when they are.
    private async Task<IReadOnlyList<PlannedTransforms>> ForecastAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (await GetArtifactsAsync(record.RunId, cancellationToken).ConfigureAwait(false) is not { Catalog: { } catalog, Domains: { } domains, Target: { } target, Plan: { } plan, Analysis: { } analysis }) return [];
        try
        {
            return TransformForecast.Of(new MigrationInput(catalog, domains, target, plan, analysis), record.Contract);
        }
        catch (LumosException missing) when (missing.Reason == MigrationErrors.RequiredUnmappedReason)
        {
            return [];
        }
    }

    private StageSet StagesOf(RunRecord record, IReadOnlyList<AppliedFix>? fixes = null, IReadOnlyList<RowEdit>? edits = null, IReadOnlyList<ReleasedRows>? released = null, IReadOnlyList<RowEdit>? sought = null)
    {
        var (chat, embeddings) = _models(new TokenBudget());
        return _compose(new StageServices(location => Path.GetFullPath(Path.Combine(record.BaseFolder, location)), _state, _parts.Failpoints, _maskerOf(record.Contract))
        {
            Model = chat, Embeddings = embeddings, Centroids = _centroids, MappingRules = new MappingRules(_paths).Read(), Fixes = fixes ?? [], Edits = edits ?? [], SettleEdits = settled => _edits.Settle(record.RunId, settled),
            Released = released, Sought = sought ?? [], SettleReleased = found => _edits.Release(record.RunId, found), CheckRelease = released is null ? null : cancellation => CheckReleaseAsync(record, released, cancellation), Connectors = _connectors, WorkFolder = _paths.Work(record.RunId), Since = record.Since,
        }, _domains.Extended());
    }

    /// <summary>A contract made in code is held to the same rules as one from a file.</summary>
    private static void Check(RunContract contract)
    {
        const string Name = "contract";
        var json = System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(contract, ArtifactJson.Default.RunContract));
        var problems = new ConfigProblems(Name) { HasPlaces = false };
        _ = new RunContractBinder(problems).Bind(ConfigReader.Read(json, json: true, Name, "CONTRACT_INVALID", "run contract"), static () => "");
        problems.ThrowIfAny("CONTRACT_INVALID", "run contract");
    }
}
