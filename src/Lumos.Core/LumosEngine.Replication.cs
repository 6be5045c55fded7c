using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>The slots of a database, each with the latest run of this state that read from it. Changes nothing.</summary>
    /// <param name="location">Location as a contract writes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException"><c>PLACE_UNKNOWN</c>, <c>INCREMENTAL_NO_LOG</c>, <c>POLICY_DENIED</c>, or why it does not answer.</exception>
    public async Task<IReadOnlyList<ReplicationUse>> ListReplicationAsync(string location, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        var source = await OpenLogAsync(new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] }, "", cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var uses = new List<ReplicationUse>();
        foreach (var slot in await source.ListSlotsAsync(cancellationToken).ConfigureAwait(false)) uses.Add(new ReplicationUse(slot, (await ReaderOfAsync(slot.Name, cancellationToken).ConfigureAwait(false))?.RunId));
        return uses;
    }

    /// <summary>Drops a slot, so that the server keeps nothing for it. The next run of the job that read from it loads its tables whole.</summary>
    /// <param name="location">Location as a contract writes it.</param>
    /// <param name="slot">Its name.</param>
    /// <param name="actor">Who; needs a role that may replace tables.</param>
    /// <param name="cancellationToken">Stops it before it is dropped.</param>
    /// <returns>The slot as it was; null when there was none, and the job begins anew all the same.</returns>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>REPLICATION_SLOT_BUSY</c>, <c>REPLICATION_SLOT_UNKNOWN</c>, or why the database does not answer.</exception>
    public async Task<ReplicationSlot?> DropReplicationAsync(string location, string slot, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        ArgumentException.ThrowIfNullOrEmpty(slot);
        ArgumentNullException.ThrowIfNull(actor);
        using var lease = _lease.Take($"dropping slot {slot}");
        var source = await OpenLogAsync(new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] }, "", cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var run = await ReaderOfAsync(slot, cancellationToken).ConfigureAwait(false);
        var slots = await source.ListSlotsAsync(cancellationToken).ConfigureAwait(false);
        if (run is null && slots.All(one => one.Name != slot)) throw IncrementalErrors.SlotUnknown(source.Name, slot, [.. slots.Select(static one => one.Name)]);
        var decision = run is null ? Permit(PolicyActions.ApproveDestructive, actor) : await PermitAsync(run, PolicyActions.ApproveDestructive, actor, LedgerEventKinds.ReplicationDropped).ConfigureAwait(false);

        // Said before it is done: when the process ends in between, the next run reads too much and not too little.
        if (run is not null) await NoteAsync(run, LedgerEventKinds.ReplicationDropped, $"Slot {slot} is dropped.", decision, actor).ConfigureAwait(false);
        return await source.DropSlotAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// After a run is over: its source's server may forget the changes that are in the target now. Where the next run begins stands in the run itself, so nothing is lost or read twice when this does not
    /// come to pass; the server keeps them longer.
    /// </summary>
    /// <returns>What to say when the server could not be told.</returns>
    private async Task<string?> ConfirmAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Contract.Overrides is not { Incremental: { } reads, DryRun: not true } || reads.Values.All(static read => read.By != IncrementalBy.LogicalReplication)) return null;
        if ((await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog?.Tables.FirstOrDefault(static table => table.Increment is { Replication: not null, To: not null })?.Increment is not { } increment) return null;
        _parts.Failpoints.Hit(FailpointNames.BeforeConfirmation, cancellationToken);
        try
        {
            var source = await OpenLogAsync(run.Contract.Lhs, run.BaseFolder, cancellationToken).ConfigureAwait(false);
            await using var opened = source.ConfigureAwait(false);
            await source.ConfirmAsync(increment.Replication!.Slot, increment.To!, cancellationToken).ConfigureAwait(false);
            await RemoveKeysAsync(run, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (LumosException exception)
        {
            return $"Slot '{increment.Replication!.Slot}' could not be moved on ({exception.Problem}); the next run does it.";
        }
    }

    /// <summary>Keys of changed rows are kept only while a quarantined row may be tried again.</summary>
    private async Task RemoveKeysAsync(RunRecord run, CancellationToken cancellationToken)
    {
        await foreach (var _ in _state.ReadQuarantineAsync(run.RunId, table: null, cancellationToken).ConfigureAwait(false)) return;
        var folder = Path.Combine(_paths.Work(run.RunId), DatabaseSnapshot.KeysFolder);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>The latest run that read from a slot.</summary>
    private async Task<RunRecord?> ReaderOfAsync(string slot, CancellationToken cancellationToken)
    {
        foreach (var run in (await ListRunsAsync(cancellationToken).ConfigureAwait(false)).Reverse())
        {
            if (run.Contract.Overrides?.Incremental?.Values.Any(static read => read.By == IncrementalBy.LogicalReplication) != true) continue;
            var catalog = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog;
            if (catalog?.Tables.Any(table => table.Increment?.Replication?.Slot == slot) == true) return _records.Find(run.RunId);
        }

        return null;
    }

    private async Task<IReplicatedSource> OpenLogAsync(RunEndpoint endpoint, string baseFolder, CancellationToken cancellationToken)
    {
        var connector = _connectors.FirstOrDefault(connector => connector.Handles(endpoint)) ?? throw NoConnector();
        var source = await connector.OpenSourceAsync(new ConnectorRequest(endpoint, BaseFolder: baseFolder), cancellationToken).ConfigureAwait(false);
        if (source is IReplicatedSource log) return log;
        await source.DisposeAsync().ConfigureAwait(false);
        throw IncrementalErrors.NoLog(connector.Name, "*");
    }
}
