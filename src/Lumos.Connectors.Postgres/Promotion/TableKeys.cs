using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>Builds keys and references of tables that were made, when their rows are in.</summary>
/// <param name="session">The promoting session.</param>
/// <param name="schema">Schema of the tables.</param>
/// <param name="indexOf">Name of the index a table has for its primary key; null when it has none.</param>
internal sealed class TableKeys(PostgresSession session, string schema, Func<TablePromotion, string?> indexOf)
{
    /// <summary>Adds the primary key and what must be unique.</summary>
    public async ValueTask AddKeysAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table.Key.Count > 0)
        {
            var key = indexOf(table) is { } index ? $"USING INDEX {Sql.Name(index)}" : $"({Sql.Names(table.Key)})";
            await session.ExecuteAsync($"ALTER TABLE {table.Final} ADD PRIMARY KEY {key}", cancellationToken).ConfigureAwait(false);
        }

        foreach (var set in table.Promoted.Load.UniqueSets(table.Table))
        {
            if (!set.ToHashSet(StringComparer.Ordinal).SetEquals(table.Key)) await session.ExecuteAsync($"ALTER TABLE {table.Final} ADD UNIQUE ({Sql.Names(set)})", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds references to tables that have a key of the columns referred to; the server takes no others.</summary>
    public async ValueTask AddReferencesAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        foreach (var reference in table.Table.ForeignKeys)
        {
            var parent = await PgCatalog.FindAsync(session, schema, reference.Table, cancellationToken).ConfigureAwait(false);
            if (parent is null || !parent.Unique.Append(parent.PrimaryKey).Any(set => set.ToHashSet(StringComparer.Ordinal).SetEquals(reference.References))) continue;
            await session.ExecuteAsync($"ALTER TABLE {table.Final} ADD FOREIGN KEY ({Sql.Names(reference.Columns)}) REFERENCES {parent.Sql} ({Sql.Names(reference.References)})", cancellationToken).ConfigureAwait(false);
        }
    }
}
