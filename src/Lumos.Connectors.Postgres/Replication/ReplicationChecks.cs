using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>Whether server, role and tables are fit for reading the log of changes. Asks the catalog alone.</summary>
internal sealed class ReplicationChecks(PostgresSession session, string place)
{
    private sealed record Fitness(string Table, bool IsLogged, char Identity, bool HidesPartitions, string[] Key);

    /// <summary>Checks server and role.</summary>
    /// <exception cref="LumosException"><c>REPLICATION_WAL_LEVEL</c>, <c>REPLICATION_STANDBY</c>, <c>DATABASE_NOT_ALLOWED</c>.</exception>
    public async ValueTask CheckServerAsync(CancellationToken cancellationToken)
    {
        var (level, isStandby, may, role) = await session.AskAsync(
            "SELECT current_setting('wal_level'), pg_is_in_recovery(), rolreplication OR rolsuper, current_user::text FROM pg_roles WHERE rolname = current_user",
            reader => (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetString(3)), cancellationToken).ConfigureAwait(false);
        if (isStandby) throw ReplicationErrors.Standby(place);
        if (level != "logical") throw ReplicationErrors.WalLevel(place, level);
        if (!may) throw ReplicationErrors.Role(place, role);
    }

    /// <summary>The columns the rows of each table are told apart by, as its replica identity has them; none where all of them are.</summary>
    /// <exception cref="LumosException"><c>REPLICATION_TABLE_UNFIT</c>, <c>REPLICATION_IDENTITY</c>.</exception>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> KeysAsync(IReadOnlyList<PgTable> tables, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", tables.Select(table => $"{Sql.Text(table.Sql)}::regclass"));
        var found = await session.ListAsync(
            $"""
            SELECT c.relname::text, c.relpersistence = 'p' AND c.relkind IN ('r', 'p'), c.relreplident::text,
                EXISTS (SELECT FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid WHERE p.isleaf AND (l.relreplident = 'n' OR l.relpersistence <> 'p')),
                ARRAY(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(number, place), pg_attribute a
                    WHERE i.indrelid = c.oid AND k.place <= i.indnkeyatts AND a.attrelid = c.oid AND a.attnum = k.number
                        AND CASE WHEN c.relreplident = 'i' THEN i.indisreplident ELSE i.indisprimary END ORDER BY k.place)
            FROM pg_class c WHERE c.oid IN ({names})
            """,
            reader => new Fitness(reader.GetString(0), reader.GetBoolean(1), reader.GetString(2)[0], reader.GetBoolean(3), reader.GetFieldValue<string[]>(4)), cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
        {
            var fitness = found.First(item => item.Table == table.Name);
            if (!fitness.IsLogged) throw ReplicationErrors.Kind(place, table.Name);
            if (fitness.Identity == 'n' || fitness.HidesPartitions || (fitness.Identity != 'f' && fitness.Key.Length == 0)) throw ReplicationErrors.Identity(place, table.Name, table.Sql);
        }

        return found.ToDictionary(static item => item.Table, static IReadOnlyList<string> (item) => item.Key, StringComparer.Ordinal);
    }
}
