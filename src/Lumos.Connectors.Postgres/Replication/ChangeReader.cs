using System.Data;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Npgsql;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>
/// Reads the log between where the tables begin and now, and keeps which rows changed. The slot stays where it is: the same changes can be read again until it is
/// moved on. Values are not kept; they are read from the snapshot, so that long values the log leaves out need no care.
/// </summary>
internal sealed class ChangeReader(PostgresDatabase database, PostgresSession session, string slot, string publication, SnapshotView view, IReadOnlyList<FollowedTable> tables, IReadOnlyList<KeySpool> spools)
{
    private const int TriesForDisk = 500;

    private readonly Dictionary<uint, Known> _relations = [];
    private ulong _commit;

    /// <summary>A table as the log last described it.</summary>
    private sealed record Known(FollowedTable Table, KeySpool Spool, int[] Key, IReadOnlyList<string> Differences);

    /// <summary>Reads it.</summary>
    /// <returns>Position behind everything that the snapshot sees for certain, where the next reading begins.</returns>
    /// <exception cref="LumosException"><c>REPLICATION_SLOT_LOST</c>, <c>REPLICATION_SCHEMA_CHANGED</c>.</exception>
    public async ValueTask<ulong> RunAsync(CancellationToken cancellationToken)
    {
        var end = await EndAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The server writes what it decodes to a file of its own when it is much; one message at a time is held here.
            var command = new NpgsqlCommand(
                $"SELECT data FROM pg_logical_slot_peek_binary_changes({Sql.Text(slot)}, {Sql.Text(LogPosition.Print(end))}, NULL, 'proto_version', '1', 'publication_names', {Sql.Text(Sql.Name(publication))})", session.Connection);
            await using var made = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
            await using var opened = reader.ConfigureAwait(false);
            ulong? hidden = null;
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                // A transaction the snapshot does not see is for the next run, and with it all that were committed after it.
                hidden ??= Take(reader.GetFieldValue<byte[]>(0));
            }

            return Math.Min(end, hidden ?? end);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ReplicationErrors.Of(exception, database.Name, slot) ?? ServerErrors.Of(exception, database.Name);
        }
    }

    /// <summary>Where the log ends. All that the snapshot sees lies before it, and is on the disk: nothing else is decoded.</summary>
    private async ValueTask<ulong> EndAsync(CancellationToken cancellationToken)
    {
        var end = await session.AskAsync("SELECT pg_current_wal_insert_lsn()::text", static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < TriesForDisk; i++)
        {
            if (await session.AskAsync($"SELECT pg_current_wal_flush_lsn() >= {Sql.Text(end!)}::pg_lsn OR pg_sleep(0.02) IS NULL", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) return LogPosition.Parse(end!);
        }

        throw ReplicationErrors.LogBehind(database.Name);
    }

    /// <summary>Takes a message; gives the place of a transaction the snapshot does not see.</summary>
    private ulong? Take(byte[] bytes)
    {
        var message = ChangeMessage.Of(bytes);
        switch (message.Kind)
        {
            case ChangeKind.Begin:
                var (commit, transaction) = message.ReadBegin();
                _commit = commit;
                return view.Sees(transaction) ? null : commit;
            case ChangeKind.Relation:
                Meet(message.ReadRelation());
                return null;
            case ChangeKind.Insert or ChangeKind.Update or ChangeKind.Delete:
                TakeRow(message.Kind, message.ReadTable(), message);
                return null;
            case ChangeKind.Truncate:
                foreach (var table in message.ReadTruncated()) Truncate(table);
                return null;
            default:
                return null;
        }
    }

    private void Meet(ChangedRelation relation)
    {
        var place = tables.ToList().FindIndex(table => table.From is not null && table.Table.Schema == relation.Schema && table.Table.Name == relation.Name);
        if (place < 0) return;
        var followed = tables[place];
        _relations[relation.Id] = new Known(followed, spools[place], [.. followed.Found.Select(column => relation.Columns.ToList().FindIndex(item => item.Name == column))], SchemaDifference.Of(followed, relation));
    }

    private void TakeRow(ChangeKind kind, uint table, ChangeMessage message)
    {
        if (!_relations.TryGetValue(table, out var known) || _commit < known.Table.From) return;
        var followed = known.Table;
        if (known.Differences.Count > 0) throw ReplicationErrors.SchemaChanged(database.Name, followed.Table.Name, known.Differences);
        if (kind == ChangeKind.Insert) followed.Inserts++;
        else if (kind == ChangeKind.Update) followed.Updates++;
        else followed.Deletes++;
        if (!followed.IsPart) return;
        var (old, now) = message.ReadRows();
        if (old is not null) Add(old, null);
        if (now is not null) Add(now, old);

        void Add(string?[] row, string?[]? before)
        {
            var values = new string?[known.Key.Length];
            for (var i = 0; i < values.Length; i++)
            {
                var value = row[known.Key[i]];
                if (ReferenceEquals(value, ChangeMessage.Untold)) value = before?[known.Key[i]];

                // A part of the key that nobody told: which row it is cannot be said, so all are read.
                if (ReferenceEquals(value, ChangeMessage.Untold) || (value is null && followed.Key.Count > 0))
                {
                    ReadWhole(followed, known.Spool);
                    return;
                }

                values[i] = value;
            }

            known.Spool.Add(RowKey.Join(values));
        }
    }

    private void Truncate(uint table)
    {
        if (!_relations.TryGetValue(table, out var known) || _commit < known.Table.From) return;
        known.Table.Truncates++;
        ReadWhole(known.Table, known.Spool);
    }

    private static void ReadWhole(FollowedTable table, KeySpool spool)
    {
        table.IsPart = false;
        spool.Clear();
    }
}
