using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Contracts;
using Lumos.Core.Ledger;
using Lumos.Core.State;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>
/// Finds where a run that reads only changed rows begins. Nothing is kept for it but the runs themselves: the highest values of the run of the job that was promoted last and not taken back count, so a run that
/// failed moves nothing, and one that is rolled back moves it back.
/// </summary>
internal sealed class RunIncrements(StatePaths paths, RunRecords records, FileLedger ledger, FileArtifactStore store, IRunState state)
{
    // Number under which the checkpoint of a whole table stands, put when it is validated.
    private const long WholeTable = -1;

    private readonly Dictionary<string, (string Job, bool IsIncremental)> _underWay = new(StringComparer.Ordinal);

    /// <summary>Where a run begins that is about to be recorded; null when it reads everything.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_UNFINISHED</c>.</exception>
    public async Task<RunSince?> SinceAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (!IsIncremental(run.Contract)) return null;
        var runs = await JobRuns.ReadAsync(run, records, ledger, cancellationToken).ConfigureAwait(false);
        JobRun? newest = null;
        IReadOnlyList<SourceIncrement> counted = [];
        ReplicationSince? log = null;
        foreach (var other in runs.Others.Where(static other => other.CompletedAt is not null).Reverse())
        {
            if (await IncrementsAsync(other, cancellationToken).ConfigureAwait(false) is not ({ } increments, var isPromoted)) continue;
            if (isPromoted) newest ??= other;

            // A log is not read backwards: after a run that was taken back its tables are read whole.
            if (other.CompletedAt > runs.LogDroppedAt) log ??= LogOf(increments, isWhole: other.IsTakenBack);
            if (!isPromoted || other.IsTakenBack || increments.Count == 0) continue;
            counted = increments;
            break;
        }

        foreach (var open in runs.Others.Where(other => other.CompletedAt is null && other.LastAt > (newest?.CompletedAt ?? 0)))
        {
            var checkpoints = await state.GetCheckpointsAsync(open.Record.RunId, StageName.Migration, cancellationToken).ConfigureAwait(false);
            if (checkpoints.Any(static one => one.ChunkId == WholeTable && one.Status != CheckpointStatus.Failed)) throw IncrementalErrors.Unfinished(open.Record.RunId);
        }

        var marks = new SortedDictionary<string, SourceMark>(StringComparer.Ordinal);
        foreach (var increment in counted.Where(static increment => increment is { To: not null, Column: not null })) marks[increment.Source] = new SourceMark(increment.Column!, increment.To!);

        // What a follow-up run is to try again was read by the run before, so it begins where that one did.
        if (FollowUp.Follows(run.Contract) is { } again) log = await AgainAsync(runs, again, cancellationToken).ConfigureAwait(false);
        var from = FollowUp.Follows(run.Contract) is { } before && records.Find(before) is { } followed ? followed.Since?.Marks ?? new SortedDictionary<string, SourceMark>(StringComparer.Ordinal) : marks;
        return new RunSince { Marks = from, Replication = log, PlanOf = counted.Count == 0 ? null : await PlanOfAsync(run, newest!.Record, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Makes sure that no newer run of the job was promoted since this one began: what this one read would be put over what that one read later.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_OVERTAKEN</c>.</exception>
    public async Task CheckAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var runs = await JobRuns.ReadAsync(run, records, ledger, cancellationToken).ConfigureAwait(false);
        if (runs.Own is not { BeganAt: { } began, CompletedAt: null }) return;
        foreach (var other in runs.Others.Where(other => other.CompletedAt > began))
        {
            if (await PromotedAsync(other, cancellationToken).ConfigureAwait(false) is { } migration && (IsIncremental(run.Contract) || migration.Increments.Count > 0)) throw IncrementalErrors.Overtaken(run.RunId, other.Record.RunId);
        }
    }

    /// <summary>Keeps other runs of the job out of this process until it is disposed, where one of the two reads only changed rows.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_AT_ONCE</c>.</exception>
    public IDisposable Enter(RunRecord run)
    {
        var own = (Job: JobHash.Of(run.Contract) + run.BaseFolder, IsIncremental: IsIncremental(run.Contract));
        lock (_underWay)
        {
            foreach (var (id, other) in _underWay)
            {
                if (other.Job == own.Job && (other.IsIncremental || own.IsIncremental)) throw IncrementalErrors.AtOnce(id);
            }

            _underWay[run.RunId] = own;
        }

        return new Left(this, run.RunId);
    }

    /// <summary>Hashes of the artifacts of the run whose mapping is kept: catalog, domains, mapping plan; null when there is none.</summary>
    public async Task<(string Catalog, string Domains, string Plan)?> KeptPlanAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Since?.PlanOf is not { } id) return null;
        var outputs = new Dictionary<StageName, string>();
        await foreach (var item in ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false))
        {
            if (item.Entry is { Kind: LedgerEventKinds.StageFinished or LedgerEventKinds.StageReused, OutputsHash: { } hash }) outputs[item.Entry.Stage] = hash;
        }

        return outputs.TryGetValue(StageName.Ingest, out var catalog) && outputs.TryGetValue(StageName.Domains, out var domains) && outputs.TryGetValue(StageName.Mapping, out var plan) ? (catalog, domains, plan) : null;
    }

    private static bool IsIncremental(RunContract contract) => contract.Overrides?.Incremental is { Count: > 0 };

    /// <summary>What a run moved; null when it did not put it into the target.</summary>
    private async Task<MigrationRunArtifact?> PromotedAsync(JobRun run, CancellationToken cancellationToken) =>
        run.OutputOf(StageName.Migration) is { } hash && await store.GetAsync<MigrationRunArtifact>(hash, cancellationToken).ConfigureAwait(false) is { Promoted: true } migration ? migration : null;

    /// <summary>What a completed run read in part: what it moved, or what it found and had nothing to move of. Null when it did neither.</summary>
    private async Task<(IReadOnlyList<SourceIncrement> Increments, bool IsPromoted)?> IncrementsAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (await PromotedAsync(run, cancellationToken).ConfigureAwait(false) is { } migration) return (migration.Increments, true);
        if (run.OutputOf(StageName.Migration) is not null || run.OutputOf(StageName.Ingest) is not { } hash) return null;
        var catalog = await store.GetAsync<CatalogArtifact>(hash, cancellationToken).ConfigureAwait(false);
        return ([.. catalog.Tables.Where(static table => table.Increment is not null).Select(static table => new SourceIncrement(table.Name, table.Increment!.Column, table.Increment.From, table.Increment.To) { Replication = table.Increment.Replication })], false);
    }

    /// <summary>Where reading a log goes on behind a run; null when the run read none.</summary>
    private static ReplicationSince? LogOf(IReadOnlyList<SourceIncrement> increments, bool isWhole)
    {
        var read = increments.Where(static increment => increment is { Replication: not null, To: not null }).ToList();
        return read.Count == 0 ? null : new ReplicationSince(
            read[0].Replication!.Slot, read[0].Replication!.Publication,
            new SortedDictionary<string, ReplicationBeginning>(read.ToDictionary(static increment => increment.Source, increment => new ReplicationBeginning(isWhole ? null : increment.To, increment.Replication!.Columns)), StringComparer.Ordinal));
    }

    /// <summary>How the run that follows another one reads the rows of that one again.</summary>
    private async Task<ReplicationSince?> AgainAsync(JobRuns runs, string before, CancellationToken cancellationToken)
    {
        if (runs.Others.FirstOrDefault(other => other.Record.RunId == before) is not { } followed || await IncrementsAsync(followed, cancellationToken).ConfigureAwait(false) is not ({ } increments, _)) return null;
        var read = increments.Where(static increment => increment.Replication is not null).ToList();
        return read.Count == 0 ? null : new ReplicationSince(
            read[0].Replication!.Slot, read[0].Replication!.Publication,
            new SortedDictionary<string, ReplicationBeginning>(read.ToDictionary(static increment => increment.Source, static increment => new ReplicationBeginning(increment.From, increment.Replication!.Columns)), StringComparer.Ordinal),
            followed.Record.Since?.Replication?.KeysOf ?? before);
    }

    /// <summary>A run before, when nothing that decides about a mapping is other than it was then.</summary>
    private async Task<string?> PlanOfAsync(RunRecord run, RunRecord before, CancellationToken cancellationToken)
    {
        var isSame = before.PolicyHash == run.PolicyHash && before.ThresholdsHash == run.ThresholdsHash && ContractHash.Of(Mapped(before.Contract)) == ContractHash.Of(Mapped(run.Contract))
            && AppliedFixes.HashOf(new AppliedFixes(paths.RunFixes(before.RunId)).Read()) == AppliedFixes.HashOf(new AppliedFixes(paths.Fixes).Read())
            && new MappingRules(paths).Read().All(rule => rule.DecidedAt <= before.CreatedAt)
            && await TargetOfAsync(before, cancellationToken).ConfigureAwait(false) == await TargetOfAsync(run, cancellationToken).ConfigureAwait(false);
        return isSame ? before.RunId : null;
    }

    /// <summary>What of a contract decides about a mapping.</summary>
    private static RunContract Mapped(RunContract contract) => new()
    {
        RunId = "", Mode = contract.Mode, Lhs = contract.Lhs, Rhs = contract.Rhs, RbacActor = new RbacActor("", Role.Viewer), ThresholdProfileId = contract.ThresholdProfileId, DslVersion = contract.DslVersion,
        Overrides = new RunOverrides
        {
            Mappings = contract.Overrides?.Mappings, Sources = contract.Overrides?.Sources, OnDuplicateKey = contract.Overrides?.OnDuplicateKey, Examples = contract.Overrides?.Examples, Dialects = contract.Overrides?.Dialects,
        },
    };

    private async Task<string> TargetOfAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var target = await store.GetAsync<TargetSchemaArtifact>(run.TargetSchemaHash, cancellationToken).ConfigureAwait(false);
        return CanonicalJson.HashOf(target with { Header = target.Header with { RunId = "", ContractHash = "" } }, ArtifactJson.Default.TargetSchemaArtifact);
    }

    private sealed class Left(RunIncrements owner, string runId) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._underWay) owner._underWay.Remove(runId);
        }
    }
}
