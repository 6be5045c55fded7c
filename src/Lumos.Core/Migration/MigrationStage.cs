using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Edits;
using Lumos.Core.Migration.Numbering;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Sharing;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Validation;
using Lumos.Core.Migration.Verification;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;
using Lumos.DuckDb;

namespace Lumos.Core.Migration;

/// <summary>
/// Moves the rows: source, deterministic chunks, transform, staging, validations, atomic promotion.
/// </summary>
/// <remarks>
/// <para>
/// A source is read in batches of the profile's size, in source order, by one thread; each batch is one chunk. Workers make target rows of
/// it (<see cref="TransformProgram"/>): good rows go on, bad ones become quarantine records. One consumer takes the
/// results in source order, hashes them (<see cref="Hashing.ChunkHash"/>) and streams them into staging, some chunks (a segment) at a time, whole
/// or not at all. Once a segment is durable, the quarantine and then the checkpoint of each of its chunks are put.
/// </para>
/// <para>
/// What is true at any moment: a chunk with a checkpoint is staged and its bad rows are in quarantine; staging the same chunk again
/// replaces it by the same rows. So a killed run goes on after the last whole segment and ends with the same bytes.
/// </para>
/// <para>
/// When all is staged, rows that cannot stay (repeated keys, references to nothing) are found in the staged tables and put aside, everything
/// is read back and compared with the hashes, and only then the staged tables become the final ones in one step. Rows in = rows
/// out + collapsed + quarantined, or nothing is promoted.
/// </para>
/// </remarks>
internal sealed partial class MigrationStage(
    ICatalogReader catalog, IPiiMasker masker, IRunState state, IFailpoints failpoints, TargetOpener targets, MigrationOptions? options = null)
    : IStage<MigrationInput, MigrationRunArtifact>
{
    private const string DryRun = "dry_run";

    private readonly MigrationOptions _options = options ?? new MigrationOptions();

    /// <inheritdoc/>
    public StageName Name => StageName.Migration;

    /// <summary>What to say of edits whose rows are gone, once the rows were read.</summary>
    public Func<IReadOnlyList<string>> EditsGone { get; init; } = static () => [];

    /// <summary>The rows of a run that only adds what is released; null for a run that reads its sources whole.</summary>
    public RowRelease? Release { get; init; }

    /// <summary>Where the reader of the catalog finds the numbers this stage fixes.</summary>
    public RowNumbers Numbers { get; init; } = new();

    /// <inheritdoc/>
    public async Task<StageOutcome<MigrationRunArtifact>> RunAsync(MigrationInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var contract = context.Contract;
        var decision = context.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.Migration, Mode = contract.Mode, Actor = contract.RbacActor, PiiPolicy = contract.PiiPolicy, ContainsPii = true });
        if (!decision.Allowed) throw MigrationErrors.NotAllowed(decision);
        var release = Release is null ? null : await Release.FindAsync(input.Catalog, catalog, cancellationToken).ConfigureAwait(false);
        MigrationPlan plan;
        try
        {
            plan = MigrationPlanner.Make(input, contract, release);
        }
        catch (LumosException missing) when (missing.Reason == MigrationErrors.RequiredUnmappedReason && decision.Obligations.Contains(DryRun))
        {
            // Without values some columns cannot be mapped: the person who looks at the plan decides about them.
            return new StageOutcome<MigrationRunArtifact>(await ArtifactAsync(input, context, DryRun, promoted: false, [], cancellationToken).ConfigureAwait(false), GateDecision.Fix, [missing.Message]);
        }

        // A plan that cannot be compiled fails here, before the target is touched.
        var wanted = contract.Overrides?.TransformEngine;
        var programs = TransformSetup.Compile(plan, wanted);
        if (decision.Obligations.Contains(DryRun)) return await DryRunAsync(input, plan, programs, context, cancellationToken).ConfigureAwait(false);

        var strategy = StrategyChoice.Of(contract, plan);
        var target = await targets.OpenAsync(contract.Rhs, JobHash.Of(contract), context.WorkFolder, _options, cancellationToken, table => contract.Overrides?.LayoutOf(table)).ConfigureAwait(false);
        await using var opened = target.ConfigureAwait(false);
        IReadOnlyList<ValidatedTable> tables;
        IReadOnlyDictionary<string, RowChanges> changes;
        try
        {
            (tables, changes) = await MoveAsync(input, plan, programs, target, strategy, context, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDbException exception) when (EngineErrors.IsShortage(exception))
        {
            throw EngineErrors.Writing(target.Name, exception);
        }

        var isDry = contract.Overrides?.DryRun == true;
        var artifact = await ArtifactAsync(input, context, isDry ? DryRun : strategy.Strategy, promoted: !isDry, [.. tables.Select(table => table.ToArtifact() with { Transforms = UsesOf(table.Plan, programs, strategy), Changes = changes.GetValueOrDefault(table.Plan.Name) })], cancellationToken, strategy.Reason).ConfigureAwait(false);
        return new StageOutcome<MigrationRunArtifact>(artifact, GateDecision.Accept, [.. artifact.Tables.Select(Summary), .. await KeysAsync(target, plan, cancellationToken).ConfigureAwait(false), .. NumberKeeper.Sentences(Numbers), .. EditsGone(), .. Release?.Gone ?? []]);
    }

    private async Task<(IReadOnlyList<ValidatedTable> Tables, IReadOnlyDictionary<string, RowChanges> Changes)> MoveAsync(
        MigrationInput input, MigrationPlan plan, IReadOnlyList<IReadOnlyList<TransformProgram>> programs, ITarget target, StrategyChoice strategy, StageContext stage, CancellationToken cancellationToken)
    {
        var runId = stage.Contract.RunId;
        using var shared = _options.MayShare && !strategy.IsInEngine ? SharedSlices.Open(stage.WorkFolder, stage.Time) : null;
        var marks = Path.Combine(stage.WorkFolder, ManifestFile.Folder);
        using var logs = target.ProvesStagedRows ? new RowLogs(marks) : null;
        var context = new StagingContext
        {
            Logs = logs,
            RunId = runId,
            Catalog = catalog,
            Target = target,
            State = state,
            Transform = SetupOf(input, plan, programs, stage.Contract, stage.Thresholds, stage.Time, masker) with { KeysApart = true },
            Shared = shared,
            Engine = strategy.IsInEngine ? (IComputesRows)target : null,
            Failpoints = failpoints,
            Time = stage.Time,
            MarksFolder = marks,
            ChunkRows = stage.Thresholds.MigrationBatchSize,
            SegmentChunks = target.WritesChunksAtOnce ? Math.Min(_options.SegmentChunks, SegmentWriter.MostAtOnce) : _options.SegmentChunks,
            SegmentsAtOnce = target.WritesChunksAtOnce ? SegmentWriter.MostAtOnce : (target as IOverlapsSegments)?.SegmentsAtOnce ?? 1,
            Workers = stage.Contract.Overrides?.Workers ?? _options.Workers,
            TransformsHere = _options.TransformsHere,
            KeyHashMask = _options.KeyHashMask,
            Budget = new ErrorBudget(runId, stage.Contract.Overrides?.MaxQuarantineRate),
            MaxRowsPerSecond = stage.Contract.Overrides?.MaxRowsPerSecond,
            Progress = stage.Progress,
        };
        var done = await MigrationState.ReadAsync(state, runId, plan, cancellationToken).ConfigureAwait(false);
        var keeper = new NumberKeeper(target, plan, catalog, Numbers, stage.WorkFolder);
        IReadOnlyList<ValidatedTable> validated;
        if (!done.IsPromoted)
        {
            if (!await target.IsPromotedAsync(runId, cancellationToken).ConfigureAwait(false))
            {
                if (Release?.CheckAsync is { } check) await check(cancellationToken).ConfigureAwait(false);
                var actions = await CheckAsync(target, plan, cancellationToken).ConfigureAwait(false);
                if (!await keeper.FixAsync(actions, cancellationToken).ConfigureAwait(false) && done.Chunks.Values.Any(static chunks => chunks.Count > 0))
                {
                    // What was staged has numbers nobody knows any more.
                    await target.DiscardAsync(runId, cancellationToken).ConfigureAwait(false);
                    await done.ForgetAsync(context, cancellationToken).ConfigureAwait(false);
                    foreach (var chunks in done.Chunks.Values) chunks.Clear();
                }

                foreach (var table in plan.Tables) await new EmptiedTables(target, stage.Contract.Overrides?.AllowEmpty == true).CheckAsync(table, cancellationToken).ConfigureAwait(false);
                var stager = new Stager(context, plan);
                if (done.IsValidated && !await stager.HasAllAsync(done.Chunks, cancellationToken).ConfigureAwait(false)) await done.ForgetAsync(context, cancellationToken).ConfigureAwait(false);
                if (stage.Contract.Overrides?.Canary is { } part && done.Chunks.Values.All(static chunks => chunks.Count == 0))
                {
                    await new Canary(context, plan).RunAsync(part, cancellationToken).ConfigureAwait(false);
                }

                if (!done.IsValidated) await stager.RunAsync(done.Chunks, cancellationToken).ConfigureAwait(false);
                if (await ValidateAndPromoteAsync(context, plan, done, keeper, stage, cancellationToken).ConfigureAwait(false) is not { } promoted)
                {
                    // Discarded first: when the process dies in between, the next life finds nothing staged and does the same.
                    await target.DiscardAsync(runId, cancellationToken).ConfigureAwait(false);
                    await done.ForgetAsync(context, cancellationToken).ConfigureAwait(false);
                    await stager.RunAsync(done.Chunks, cancellationToken).ConfigureAwait(false);
                    promoted = (await ValidateAndPromoteAsync(context, plan, done, keeper, stage, cancellationToken).ConfigureAwait(false))!;
                }

                validated = promoted;
                if (stage.Contract.Overrides?.DryRun == true)
                {
                    await target.DiscardAsync(runId, cancellationToken).ConfigureAwait(false);
                    keeper.Forget();
                    return (validated, new Dictionary<string, RowChanges>());
                }
            }
            else
            {
                validated = done.Validated();
            }

            failpoints.Hit(FailpointNames.AfterPromotion, cancellationToken);
            await MigrationState.PutPromotedAsync(context, validated, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            validated = done.Validated();
        }

        var changes = await target.GetChangesAsync(runId, cancellationToken).ConfigureAwait(false);
        await target.DiscardAsync(runId, cancellationToken).ConfigureAwait(false);
        keeper.Forget();
        await ForgetOldAsync(target, stage, cancellationToken).ConfigureAwait(false);
        return (validated, changes);
    }

    /// <summary>What makes rows of a run, in whatever process.</summary>
    internal static TransformSetup SetupOf(
        MigrationInput input, MigrationPlan plan, IReadOnlyList<IReadOnlyList<TransformProgram>> programs, RunContract contract, ThresholdProfile thresholds, TimeProvider time, IPiiMasker masker) => new()
    {
        RunId = contract.RunId, Masker = masker, Domains = JoinedTables.Domains(input.Domains, plan.Passes.Select(static pass => pass.Source)), Time = time, Programs = programs,
        ChunkRows = thresholds.MigrationBatchSize, KeysApart = false,
    };

    /// <summary>Makes sure that the target takes the tables; gives what promotion would do with each.</summary>
    private static async Task<IReadOnlyList<PromotionAction>> CheckAsync(ITarget target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var actions = new List<PromotionAction>();
        foreach (var table in plan.Tables)
        {
            var action = await target.CheckAsync(table.Table, table.Load, cancellationToken).ConfigureAwait(false);
            if (table.Sources.Any(static source => source.Increment?.From is not null)
                && (action is PromotionAction.Create or PromotionAction.Fill || await target.DescribeAsync(table.Name, cancellationToken).ConfigureAwait(false) is null)) throw IncrementalErrors.TargetGone(target.Name, table.Name);
            actions.Add(action);
        }

        return actions;
    }

    private static ManifestScope ScopeOf(PromotionAction action, TableLoad load) => action switch
    {
        _ when load.Strategy == LoadStrategy.Scd2 => ManifestScope.Versions,
        PromotionAction.Upsert when load.DeletesMissing => ManifestScope.Whole,
        PromotionAction.Append or PromotionAction.Upsert => ManifestScope.Part,
        _ => ManifestScope.Whole,
    };
}
