using System.Globalization;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Replication;
using Npgsql;

namespace Lumos.Connectors.Postgres.Sources;

internal sealed partial class PostgresSource
{
    private readonly Dictionary<string, FollowedTable> _followed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReplicatedTable>> FollowAsync(ReplicationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var session = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var checks = new ReplicationChecks(session, Name);
        await checks.CheckServerAsync(cancellationToken).ConfigureAwait(false);
        var wanted = Wanted(await TablesAsync(cancellationToken).ConfigureAwait(false), request);
        await checks.KeysAsync(wanted, cancellationToken).ConfigureAwait(false);
        var hasBeginning = request.Tables.Values.Any(static beginning => beginning.Position is not null);
        var slots = new Slots(_database, session);
        var slot = await slots.FindAsync(request.Slot, cancellationToken).ConfigureAwait(false);
        CheckSlot(request, slot, hasBeginning);
        var published = await new Publications(session, Name).EnsureAsync(request.Publication, request.Slot, wanted, request.MayCreate && slot is null, cancellationToken).ConfigureAwait(false);
        if (published is null && slot is not null) throw ReplicationErrors.NoPublication(Name, request.Publication, string.Join(", ", wanted.Select(static table => table.Sql)));
        if (slot is null && request.MayCreate)
        {
            await MakeSlotAsync(slots, request.Slot, cancellationToken).ConfigureAwait(false);
            slot = await slots.FindAsync(request.Slot, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RenewAsync(null, cancellationToken).ConfigureAwait(false);
        }

        // The snapshot is another one now, and so may the tables be.
        var tables = Wanted(await TablesAsync(cancellationToken).ConfigureAwait(false), request);
        var keys = await checks.KeysAsync(tables, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < tables.Count; i++) _followed[tables[i].Name] = Follow(tables[i], keys[tables[i].Name], published?.GetValueOrDefault(tables[i].Name), request, i);
        var to = request.KeysOf is null && hasBeginning ? await ReadLogAsync(session, request, slot!, cancellationToken).ConfigureAwait(false) : slot?.Position;
        return [.. tables.Select(table => _followed[table.Name].Told(request.Slot, request.Publication, to, slot?.Retained))];
    }

    /// <inheritdoc/>
    public async ValueTask<long> CopyGoneAsync(DatabaseTable table, Stream csv, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(csv);
        if (_followed.GetValueOrDefault(table.Table.Name) is not { IsPart: true } followed) return 0;
        var changed = new ChangedRows(followed);
        var columns = followed.Table.Columns.Select(static column => new SourceColumn(column)).ToList();
        long gone = 0;
        var hasHeader = true;
        foreach (var keys in changed.Portions())
        {
            gone += followed.Key.Count > 0
                ? await CopyAsync(followed.Table, changed.CopyGone(keys, Options(columns, hasHeader)), csv, null, cancellationToken, hasHeader).ConfigureAwait(false)
                : await _session.AskAsync(changed.CountGone(keys), static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
            hasHeader = false;
        }

        return gone;
    }

    /// <inheritdoc/>
    public async ValueTask ConfirmAsync(string slot, string position, CancellationToken cancellationToken = default)
    {
        var session = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        await new Slots(_database, session).ConfirmAsync(slot, position, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReplicationSlot>> ListSlotsAsync(CancellationToken cancellationToken = default)
    {
        var session = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var publications = new Publications(session, Name);
        var found = new List<ReplicationSlot>();
        foreach (var slot in await new Slots(_database, session).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(new ReplicationSlot(slot.Name, await publications.OfAsync(slot.Name, cancellationToken).ConfigureAwait(false), slot.IsActive, slot.IsLost, slot.Position, slot.Retained));
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<ReplicationSlot?> DropSlotAsync(string slot, CancellationToken cancellationToken = default)
    {
        var found = (await ListSlotsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(item => item.Name == slot);
        var session = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var slots = new Slots(_database, session);
        if (found is null && await slots.FindAsync(slot, cancellationToken).ConfigureAwait(false) is not null) throw ReplicationErrors.SlotUnfit(Name, slot, "it is of another kind, or of another database");
        if (found is not null) await slots.DropAsync(slot, cancellationToken).ConfigureAwait(false);
        await new Publications(session, Name).DropAsync(slot, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private void CheckSlot(ReplicationRequest request, Slot? slot, bool hasBeginning)
    {
        if (slot is null && (hasBeginning || request.KeysOf is not null)) throw ReplicationErrors.SlotLost(Name, request.Slot);
        if (slot is null) return;
        if (!slot.IsOurKind) throw ReplicationErrors.SlotUnfit(Name, request.Slot, "it is of another kind, or of another database");
        if (slot.IsActive) throw ReplicationErrors.SlotBusy(Name, request.Slot);
        if (slot.IsLost) throw ReplicationErrors.SlotLost(Name, request.Slot);
        if (request.KeysOf is not null) return;
        foreach (var position in request.Tables.Values.Select(static beginning => beginning.Position).OfType<string>())
        {
            if (LogPosition.Parse(slot.Position!) > LogPosition.Parse(position)) throw ReplicationErrors.SlotPassed(Name, request.Slot, slot.Position!, position);
        }
    }

    private async ValueTask MakeSlotAsync(Slots slots, string name, CancellationToken cancellationToken)
    {
        var (connection, snapshot) = await slots.CreateAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = connection.ConfigureAwait(false);
        await RenewAsync(snapshot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the snapshot and takes a new one, or the one another session gives.</summary>
    private async ValueTask RenewAsync(string? snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await _snapshot.DisposeAsync().ConfigureAwait(false);
            _tables = null;
            _snapshot = await _session.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, Name);
        }

        await _session.ExecuteAsync(snapshot is null ? "SELECT pg_current_snapshot()" : $"SET TRANSACTION SNAPSHOT {Sql.Text(snapshot)}", cancellationToken).ConfigureAwait(false);
    }

    private FollowedTable Follow(PgTable table, IReadOnlyList<string> key, IReadOnlyList<string>? published, ReplicationRequest request, int place)
    {
        var beginning = request.Tables[table.Name];
        if (beginning.Position is not null && SchemaDifference.Of(beginning.Columns, table) is { Count: > 0 } differences) throw ReplicationErrors.SchemaChanged(Name, table.Name, differences);
        var file = place.ToString("D4", CultureInfo.InvariantCulture);
        var own = Path.Combine(request.KeysOf ?? request.KeysFolder, file);
        if (request.KeysOf is not null && beginning.Position is not null && !File.Exists(own)) throw ReplicationErrors.KeysGone(Name, table.Name);
        return new FollowedTable(table, key, published ?? [.. table.Columns.Where(static column => !column.IsGenerated).Select(static column => column.Name)], beginning, own)
        {
            From = beginning.Position is { } position ? LogPosition.Parse(position) : null, IsPart = beginning.Position is not null,
        };
    }

    private async ValueTask<string> ReadLogAsync(PostgresSession session, ReplicationRequest request, Slot slot, CancellationToken cancellationToken)
    {
        var snapshot = await _session.AskAsync("SELECT pg_current_snapshot()::text", static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        var tables = _followed.Values.ToList();
        var spools = tables.ConvertAll(table => new KeySpool(request.KeysFolder, Path.GetFileName(table.KeysPath)));
        try
        {
            var to = await new ChangeReader(_database, session, slot.Name, request.Publication, SnapshotView.Parse(snapshot!), tables, spools).RunAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < tables.Count; i++)
            {
                if (tables[i].IsPart) spools[i].WriteTo(tables[i].KeysPath);
            }

            return LogPosition.Print(to);
        }
        finally
        {
            foreach (var spool in spools) spool.Dispose();
        }
    }

    private async ValueTask<long> CopyChangedAsync(FollowedTable followed, Stream csv, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var changed = new ChangedRows(followed);
        long rows = 0;
        var hasHeader = true;
        foreach (var keys in changed.Portions())
        {
            rows += await CopyAsync(followed.Table, CopySql(followed.Table, changed.IsChanged(keys), hasHeader), csv, progress, cancellationToken, hasHeader, rows).ConfigureAwait(false);
            hasHeader = false;
        }

        return rows;
    }

    private static IReadOnlyList<PgTable> Wanted(IReadOnlyList<PgTable> tables, ReplicationRequest request) => [.. tables.Where(table => request.Tables.ContainsKey(table.Name))];
}
