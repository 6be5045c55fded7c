using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Reads the tables of a database as a target schema: what of them a run can fill.</summary>
internal static class SchemaReader
{
    /// <summary>Reads those the location names, else all of its schema. References to tables it does not name are left to the server's own table.</summary>
    /// <exception cref="LumosException"><c>DATABASE_TABLE_MISSING</c>, <c>DATABASE_NO_TABLES</c>.</exception>
    public static async ValueTask<IReadOnlyList<TargetTable>> ReadAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var (schema, wanted) = (database.Location.Schema, database.Location.Tables);
        var all = (await PgCatalog.ReadAsync(session, schema, null, "rp", cancellationToken).ConfigureAwait(false)).Where(static table => !table.IsPartition).ToList();
        var missing = wanted.Where(name => !all.Exists(table => table.Name == name)).ToList();
        if (missing.Count > 0) throw PostgresErrors.TablesMissing(database.Location.Name, missing, [.. all.Select(static table => table.Name)]);
        var tables = all.Where(table => wanted.Count == 0 || wanted.Contains(table.Name, StringComparer.Ordinal)).ToList();
        if (tables.Count == 0) throw PostgresErrors.NoTables(database.Location.Name);
        return [.. tables.Select(table => Fillable(table, tables))];
    }

    private static TargetTable Fillable(PgTable table, List<PgTable> tables)
    {
        var left = table.Columns.Where(static column => column.IsGenerated).Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var target = table.ToTarget().Without(left);
        return target with
        {
            Columns = [.. target.Columns.Select(column => column with { FillsItself = table.Find(column.Name)!.FillsItself ? true : null })],
            ForeignKeys = [.. target.ForeignKeys.Where(reference => tables.Exists(other => other.Name == reference.Table))],
        };
    }
}
