using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>The publication through which changes of some tables are read.</summary>
internal sealed class Publications(PostgresSession session, string place)
{
    /// <summary>Comment of those Lumos made, by which it knows that it may drop them.</summary>
    private const string Mark = "Made by Lumos for replication slot ";

    /// <summary>Makes sure that a publication tells of every change of the tables; makes it where it may and there is none.</summary>
    /// <returns>Columns it tells of, by table; null when there is none and none may be made.</returns>
    /// <exception cref="LumosException"><c>REPLICATION_PUBLICATION</c>.</exception>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>?> EnsureAsync(string publication, string slot, IReadOnlyList<PgTable> tables, bool mayCreate, CancellationToken cancellationToken)
    {
        var kinds = await session.AskAsync(
            $"SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate FROM pg_publication WHERE pubname = {Sql.Text(publication)}", static reader => (bool?)reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        if (kinds is null && !mayCreate) return null;
        if (kinds is null) await CreateAsync(publication, slot, tables, cancellationToken).ConfigureAwait(false);
        if (kinds == false) throw ReplicationErrors.Kinds(place, publication);
        var published = await session.ListAsync(
            $"SELECT schemaname::text, tablename::text, attnames::text[], rowfilter IS NOT NULL FROM pg_publication_tables WHERE pubname = {Sql.Text(publication)}",
            static reader => (Schema: reader.GetString(0), Table: reader.GetString(1), Columns: reader.GetFieldValue<string[]>(2), IsFiltered: reader.GetBoolean(3)), cancellationToken).ConfigureAwait(false);
        var columns = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var found = published.FirstOrDefault(item => item.Schema == table.Schema && item.Table == table.Name);
            if (found.Table is null) throw ReplicationErrors.Unpublished(place, publication, table.Name, table.Sql);
            if (found.IsFiltered) throw ReplicationErrors.Filtered(place, publication, table.Name);
            columns[table.Name] = [.. found.Columns.Where(column => table.Find(column) is { IsGenerated: false })];
        }

        return columns;
    }

    /// <summary>Drops the publication that Lumos made for a slot.</summary>
    public async ValueTask DropAsync(string slot, CancellationToken cancellationToken)
    {
        if (await OfAsync(slot, cancellationToken).ConfigureAwait(false) is { } publication) await session.ExecuteAsync($"DROP PUBLICATION IF EXISTS {Sql.Name(publication)}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The publication that Lumos made for a slot; null for none.</summary>
    public ValueTask<string?> OfAsync(string slot, CancellationToken cancellationToken) =>
        session.AskAsync($"SELECT pubname::text FROM pg_publication WHERE obj_description(oid, 'pg_publication') = {Sql.Text(Mark + slot)}", static reader => reader.GetString(0), cancellationToken);

    private async ValueTask CreateAsync(string publication, string slot, IReadOnlyList<PgTable> tables, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", tables.Select(static table => table.Sql));
        try
        {
            await session.ExecuteAsync(
                $"""
                CREATE PUBLICATION {Sql.Name(publication)} FOR TABLE {names} WITH (publish_via_partition_root = true);
                COMMENT ON PUBLICATION {Sql.Name(publication)} IS {Sql.Text(Mark + slot)}
                """,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException exception) when (exception.Reason == "DATABASE_NOT_ALLOWED")
        {
            throw ReplicationErrors.NoPublication(place, publication, names);
        }
    }
}
