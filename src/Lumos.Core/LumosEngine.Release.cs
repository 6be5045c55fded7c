using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Identity;
using Lumos.Core.Migration.Planning;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core;

/// <remarks>
/// Runs that try the quarantine of another run again. A table that is made or filled by key is read whole once more, which changes nothing of the rows that made it. A table that is only added to takes what is
/// in quarantine, and no row that a run which followed before, and stands, has taken.
/// </remarks>
public sealed partial class LumosEngine
{
    // Number under which the checkpoint of a whole table stands, put when it is validated.
    private const long WholeTable = -1;

    /// <summary>
    /// Tries quarantined rows again with mended pipelines: a follow-up run of the same job takes the whole way, every gate included, and promotes its
    /// tables in one step. Tables loaded by <c>append</c> or <c>insert</c> get exactly the rows that are in quarantine, and each of them once. Rows that made it are marked as resolved in the run they came from.
    /// </summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="fixes">Pipelines in DSL text by <c>table.column</c> of the target; empty to try again as it was, after the source was mended.</param>
    /// <param name="actor">Who; needs a role that may release.</param>
    /// <param name="settings">Who watches, who is asked; the base folder stays the one of the run.</param>
    /// <param name="cancellationToken">Stops the follow-up run, which can be resumed.</param>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>, <c>QUARANTINE_RUN_OPEN</c>, <c>QUARANTINE_NOTHING</c>, <c>QUARANTINE_UNFINISHED</c>, <c>QUARANTINE_TAKEN_BACK</c>, or why the follow-up run cannot be done.</exception>
    public async Task<QuarantineRelease> ReleaseQuarantineAsync(
        string? runId, IReadOnlyDictionary<string, string> fixes, RbacActor actor, RunSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        ArgumentNullException.ThrowIfNull(actor);
        var before = await GetStatusAsync(await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (before.Status != RunStatus.Completed)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "QUARANTINE_RUN_OPEN", "The run is not completed, so its quarantine is not final.", new ErrorLocation(Key: before.RunId), "Resume the run first.");
        }

        Permit(PolicyActions.ReleaseQuarantine, actor, before.Contract.Mode);
        var contract = FollowUp.Of(before.Contract, new UlidGenerator(_parts.Time).Next(), fixes, actor);
        var released = await ToReleaseAsync(_records.Find(before.RunId)!, cancellationToken).ConfigureAwait(false);
        await _edits.HandOnAsync(before.RunId, contract.RunId, cancellationToken).ConfigureAwait(false);
        if (released is not null) _edits.Release(contract.RunId, released);
        var result = await RunAsync(contract, (settings ?? new RunSettings()) with { BaseFolder = before.BaseFolder }, cancellationToken).ConfigureAwait(false);
        long resolved = 0, open = 0;
        await foreach (var record in _state.ReadQuarantineAsync(before.RunId, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (record.Status == QuarantineStatus.Resolved) resolved++;
            else if (record.Status != QuarantineStatus.Dismissed) open++;
        }

        return new QuarantineRelease(result, resolved, open);
    }

    /// <summary>The rows a run that follows takes of tables that are only added to; null when there are no such tables.</summary>
    private async Task<IReadOnlyList<ReleasedRows>?> ToReleaseAsync(RunRecord before, CancellationToken cancellationToken)
    {
        var artifacts = await GetArtifactsAsync(before.RunId, cancellationToken).ConfigureAwait(false);
        var tables = artifacts.Migration?.Tables.Select(static table => table.Table).ToList() ?? [];
        if (!tables.Any(table => IsAddedTo(before, table))) return null;
        var runs = await JobRuns.ReadAsync(before, _records, _parts.Ledger, cancellationToken).ConfigureAwait(false);
        if (runs.Own.IsRolledBack) throw ReleaseErrors.TakenBack(before.RunId);
        if (runs.Others.FirstOrDefault(other => other.IsRollbackOpen && FollowUp.Follows(other.Record.Contract) == before.RunId) is { } open) throw ReleaseErrors.RollbackOpen(open.Record.RunId);
        await CheckUnfinishedAsync(before, runs, cancellationToken).ConfigureAwait(false);
        var taken = new HashSet<(string, string, long)>();
        foreach (var standing in await StandingAsync(before, runs, cancellationToken).ConfigureAwait(false)) taken.UnionWith(standing.Taken.Keys);
        var rows = new SortedDictionary<(string Table, string Source), SortedSet<long>>();
        await foreach (var record in _state.ReadQuarantineAsync(before.RunId, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (!IsAddedTo(before, record.Table) || record.Status == QuarantineStatus.Dismissed || taken.Contains((record.Table, record.Source, record.Row))) continue;
            if (!rows.TryGetValue((record.Table, record.Source), out var own)) rows[(record.Table, record.Source)] = own = [];
            own.Add(record.Row);
        }

        if (rows.Count == 0 && tables.TrueForAll(table => IsAddedTo(before, table))) throw ReleaseErrors.Nothing(before.RunId);
        return
        [
            .. rows.SelectMany(all => all.Value.Chunk(ReleasedRows.MostRows).Select(some => new ReleasedRows(
                all.Key.Table, all.Key.Source, artifacts.Catalog!.Tables.FirstOrDefault(table => table.Name == all.Key.Source)?.Source.Sha256, some))),
        ];
    }

    /// <summary>Rows a run that follows another one takes, and what they can be found again by.</summary>
    private async Task<(IReadOnlyList<ReleasedRows>? Rows, IReadOnlyList<RowEdit> Sought)> ReleasedAsync(RunRecord run, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        if (await _edits.ReleasedAsync(run.RunId, cancellationToken).ConfigureAwait(false) is not { } released || FollowUp.Follows(run.Contract) is not { } before || _records.Find(before) is null) return (null, []);
        var kept = await _edits.PrintsAsync(before, cancellationToken).ConfigureAwait(false);
        var edited = edits.Where(static edit => edit.Print is not null).DistinctBy(static edit => (edit.Source, edit.Row, edit.SourceHash)).ToDictionary(static edit => (edit.Source, edit.Row, edit.SourceHash), static edit => edit.Print);
        var sought = new List<RowEdit>();
        foreach (var (source, hash, row) in released.Where(static some => some.Now is null).SelectMany(static some => some.Rows.Select(row => (some.Source, some.SourceHash, row))).Distinct())
        {
            if ((edited.GetValueOrDefault((source, row, hash)) ?? kept.GetValueOrDefault(new RowPlace(source, row))) is { } print) sought.Add(new RowEdit(source, row, new Dictionary<string, string?>(), "", default) { SourceHash = hash, Print = print });
        }

        return (released, sought);
    }

    /// <summary>Makes sure that a run about to add released rows is still the one to do it: while it was stopped another one may have added them, or the run before was taken back.</summary>
    private async Task CheckReleaseAsync(RunRecord run, IReadOnlyList<ReleasedRows> released, CancellationToken cancellationToken)
    {
        var before = _records.Find(FollowUp.Follows(run.Contract)!)!;
        var runs = await JobRuns.ReadAsync(before, _records, _parts.Ledger, cancellationToken).ConfigureAwait(false);
        if (runs.Own.IsRolledBack) throw ReleaseErrors.TakenBack(before.RunId);
        foreach (var standing in await StandingAsync(before, runs, cancellationToken).ConfigureAwait(false))
        {
            if (released.Any(some => some.Rows.Any(row => standing.Taken.ContainsKey((some.Table, some.Source, row))))) throw ReleaseErrors.Overtaken(run.RunId, standing.RunId);
        }
    }

    /// <summary>Refuses while a run that followed may have added rows and was not finished: what it did is known when it is resumed.</summary>
    private async Task CheckUnfinishedAsync(RunRecord before, JobRuns runs, CancellationToken cancellationToken)
    {
        foreach (var open in runs.Others.Where(other => other.CompletedAt is null && FollowUp.Follows(other.Record.Contract) == before.RunId))
        {
            if (await IsValidatedAsync(open.Record.RunId, cancellationToken).ConfigureAwait(false)) throw ReleaseErrors.Unfinished(open.Record.RunId);
        }
    }

    private async Task<bool> IsValidatedAsync(string runId, CancellationToken cancellationToken) =>
        (await _state.GetCheckpointsAsync(runId, StageName.Migration, cancellationToken).ConfigureAwait(false)).Any(static one => one.ChunkId == WholeTable && one.Status != CheckpointStatus.Failed);

    /// <summary>The runs that followed one, were promoted and not taken back, the latest last.</summary>
    private async Task<IReadOnlyList<StandingRun>> StandingAsync(RunRecord before, JobRuns runs, CancellationToken cancellationToken)
    {
        var standing = new List<StandingRun>();
        foreach (var run in runs.Others.Where(other => other is { CompletedAt: not null, IsRolledBack: false } && FollowUp.Follows(other.Record.Contract) == before.RunId))
        {
            if (run.OutputOf(StageName.Migration) is not { } hash || !(await _parts.Store.GetAsync<MigrationRunArtifact>(hash, cancellationToken).ConfigureAwait(false)).Promoted) continue;
            var id = run.Record.RunId;
            standing.Add(await StandingRun.ReadAsync(id, await _edits.ReleasedAsync(id, cancellationToken).ConfigureAwait(false) ?? [], _state.ReadQuarantineAsync(id, table: null, cancellationToken), cancellationToken).ConfigureAwait(false));
        }

        return standing;
    }

    private static bool IsAddedTo(RunRecord run, string table) => ReleaseScope.Holds(LoadRules.Of(run.Contract, table));

    /// <summary>After a follow-up run, or when one was taken back: rows of the runs before it that made it since are resolved, and others are not. Doing it again changes nothing.</summary>
    private async Task SettleQuarantineAsync(RunRecord run, RbacActor actor, CancellationToken cancellationToken)
    {
        for (var id = FollowUp.Follows(run.Contract); id is not null && _records.Find(id) is { } before; id = FollowUp.Follows(before.Contract))
        {
            var runs = await JobRuns.ReadAsync(before, _records, _parts.Ledger, cancellationToken).ConfigureAwait(false);
            var standing = await StandingAsync(before, runs, cancellationToken).ConfigureAwait(false);
            var decided = new List<QuarantineDecision>();
            await foreach (var record in _state.ReadQuarantineAsync(before.RunId, table: null, cancellationToken).ConfigureAwait(false))
            {
                var isResolved = IsAddedTo(before, record.Table) ? standing.Any(one => one.Added(record)) : standing.Count > 0 && standing[^1].Holds(record);
                if (isResolved == (record.Status == QuarantineStatus.Resolved)) continue;
                decided.Add(new QuarantineDecision
                {
                    RunId = before.RunId, Table = record.Table, Source = record.Source, Row = record.Row, Status = isResolved ? QuarantineStatus.Resolved : QuarantineStatus.Open, Actor = actor.UserId,
                    At = _parts.Time.GetUtcNow(),
                });
            }

            if (decided.Count > 0) await _state.DecideQuarantineAsync(decided, cancellationToken).ConfigureAwait(false);
        }
    }
}
