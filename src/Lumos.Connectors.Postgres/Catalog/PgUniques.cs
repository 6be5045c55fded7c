using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>Unique indexes of a table that are behind no constraint: over columns, over expressions, or over some of its rows.</summary>
internal static class PgUniques
{
    /// <summary>Reads them.</summary>
    /// <param name="session">Session to ask in.</param>
    /// <param name="table">The table.</param>
    /// <param name="wanted">The table as it is staged; an index over columns it lacks is left to the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<IReadOnlyList<UniqueRule>> ReadAsync(PostgresSession session, PgTable table, TargetTable wanted, CancellationToken cancellationToken)
    {
        var rules = await session.ListAsync(
            $"""
            SELECT c.relname::text, ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, true) FROM generate_series(1, i.indnkeyatts) AS place), pg_get_expr(i.indpred, i.indrelid, true),
                ARRAY(SELECT DISTINCT a.attname::text FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0 ORDER BY 1)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = {Sql.Text(table.Sql)}::regclass AND i.indisunique AND i.indisvalid AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.conindid = i.indexrelid AND r.contype IN ('p', 'u')) ORDER BY c.relname COLLATE "C"
            """,
            static reader => new UniqueRule(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<string[]>(3)), cancellationToken).ConfigureAwait(false);
        return
        [
            .. rules.Where(rule => rule.Columns.Count > 0 && rule.Columns.All(name => wanted.Columns.Any(column => column.Name == name))).Select(rule => rule with
            {
                Values = [.. rule.Values.Select(value => StoredTypes.OverStaged(table, rule.Columns, value))],
                Condition = rule.Condition is null ? null : StoredTypes.OverStaged(table, rule.Columns, rule.Condition),
            }),
        ];
    }
}
