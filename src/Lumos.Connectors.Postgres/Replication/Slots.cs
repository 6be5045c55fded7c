using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Npgsql;
using Npgsql.Replication;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>A slot as the server has it.</summary>
internal sealed record Slot(string Name, bool IsOurKind, bool IsActive, bool IsLost, string? Position, long? Retained);

/// <summary>The slots of a database: what makes the server keep its log until somebody has read it.</summary>
internal sealed class Slots(PostgresDatabase database, PostgresSession session)
{
    private const string Columns = """
        SELECT slot_name::text, coalesce(plugin = 'pgoutput' AND database = current_database() AND NOT temporary, false), active, coalesce(wal_status = 'lost', false) OR confirmed_flush_lsn IS NULL,
            confirmed_flush_lsn::text, pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)::bigint FROM pg_replication_slots
        """;

    /// <summary>A slot; null when there is none.</summary>
    public ValueTask<Slot?> FindAsync(string name, CancellationToken cancellationToken) => session.AskAsync($"{Columns} WHERE slot_name = {Sql.Text(name)}", Read, cancellationToken);

    /// <summary>Slots of the database that Lumos could read.</summary>
    public async ValueTask<IReadOnlyList<Slot>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await session.ListAsync($"{Columns} WHERE database = current_database() ORDER BY slot_name COLLATE \"C\"", Read, cancellationToken).ConfigureAwait(false)).Where(static slot => slot.IsOurKind)];

    /// <summary>Makes a slot, which begins when every transaction under way has ended.</summary>
    /// <returns>The connection that must stay open until its snapshot is taken over, and the snapshot's name.</returns>
    /// <exception cref="LumosException"><c>REPLICATION_SLOTS_FULL</c>, <c>REPLICATION_SLOT_WAITS</c>.</exception>
    public async ValueTask<(LogicalReplicationConnection Connection, string Snapshot)> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var connection = new LogicalReplicationConnection(database.ReplicationSettings);
        try
        {
            await connection.Open(cancellationToken).ConfigureAwait(false);
            var slot = await connection.CreatePgOutputReplicationSlot(name, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellationToken).ConfigureAwait(false);
            return (connection, slot.SnapshotName!);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (ReplicationErrors.Of(exception, database.Name, name) is { } known) throw known;
            if (ServerErrors.Is(exception)) throw ServerErrors.Of(exception, database.Name);
            throw;
        }
    }

    /// <summary>Moves a slot on, unless it is there already or gone.</summary>
    public async ValueTask ConfirmAsync(string name, string position, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { IsLost: false, Position: { } at } || LogPosition.Parse(at) >= LogPosition.Parse(position)) return;
        await RunAsync(name, $"SELECT pg_replication_slot_advance({Sql.Text(name)}, {Sql.Text(position)})", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops a slot.</summary>
    public ValueTask DropAsync(string name, CancellationToken cancellationToken) => RunAsync(name, $"SELECT pg_drop_replication_slot({Sql.Text(name)})", cancellationToken);

    private async ValueTask RunAsync(string name, string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, session.Connection);
            await using var made = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ReplicationErrors.Of(exception, database.Name, name) ?? ServerErrors.Of(exception, database.Name);
        }
    }

    private static Slot Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetInt64(5));
}
