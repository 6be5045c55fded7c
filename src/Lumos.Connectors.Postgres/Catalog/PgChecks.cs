using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>What a table asks of every row: its own CHECK constraints, those of its columns' domains, that its columns are wide enough, and that one of its partitions takes the row.</summary>
internal static class PgChecks
{
    /// <summary>Reads them.</summary>
    /// <param name="session">Session to ask in.</param>
    /// <param name="table">The table.</param>
    /// <param name="wanted">The table as it is staged; a condition over columns it lacks is left to the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<IReadOnlyList<RowCheck>> ReadAsync(PostgresSession session, PgTable table, TargetTable wanted, CancellationToken cancellationToken)
    {
        var id = $"{Sql.Text(table.Sql)}::regclass";
        var found = await session.ListAsync(
            $"""
            WITH RECURSIVE domains AS (
                SELECT a.attname, t.oid AS type, t.typbasetype AS base FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'd' WHERE a.attrelid = {id} AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL SELECT d.attname, t.oid, t.typbasetype FROM domains d JOIN pg_type t ON t.oid = d.base AND t.typtype = 'd')
            SELECT r.conname::text, pg_get_expr(r.conbin, r.conrelid), ARRAY(SELECT a.attname::text FROM unnest(r.conkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = k.number ORDER BY k.place)
            FROM pg_constraint r WHERE r.conrelid = {id} AND r.contype = 'c'
            UNION ALL SELECT r.conname::text, '(SELECT ' || pg_get_expr(r.conbin, 0) || ' FROM (SELECT ' || quote_ident(d.attname) || ' AS value) AS lumos_value)', ARRAY[d.attname::text]
            FROM domains d JOIN pg_constraint r ON r.contypid = d.type AND r.contype = 'c'
            ORDER BY 1, 2
            """,
            static reader => new RowCheck(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)), cancellationToken).ConfigureAwait(false);
        var checks = found.ToList();
        if (table.Kind == 'p') checks.Add(await PartitionsAsync(session, id, cancellationToken).ConfigureAwait(false));
        return
        [
            .. checks.Where(check => check.Columns.All(name => wanted.Columns.Any(column => column.Name == name))).Select(check => check with { Condition = StoredTypes.OverStaged(table, check.Columns, check.Condition) }),
            .. WidthsOf(table, wanted),
        ];
    }

    // What the run declares as narrow as that has been asked where its rows were made.
    private static IEnumerable<RowCheck> WidthsOf(PgTable table, TargetTable wanted) =>
        from column in wanted.Columns
        let there = table.Find(column.Name)
        where there is not null && !(column.Width is { } width && there.Width is { } room && width.Size <= room.Size && (width.IsFixed || !room.IsFixed))
        let misfit = PgTypes.Misfit(there, Sql.Name(column.Name))
        where misfit is not null
        select new RowCheck($"{column.Name} {there.SqlType}", $"NOT ({misfit})", [column.Name]);

    // NULL in a key of partitions is refused too, unless one takes it.
    private static async ValueTask<RowCheck> PartitionsAsync(PostgresSession session, string id, CancellationToken cancellationToken) => (await session.AskAsync(
        $"""
        SELECT 'coalesce(' || coalesce((SELECT string_agg('(' || coalesce(pg_get_partition_constraintdef(p.relid), 'true') || ')', ' OR ') FROM pg_partition_tree({id}) p WHERE p.isleaf AND p.level > 0), 'false') || ', false)',
            ARRAY(SELECT a.attname::text FROM pg_partitioned_table t, unnest(t.partattrs) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = {id} AND a.attnum = k.number WHERE t.partrelid = {id} ORDER BY k.place)
        """,
        static reader => new RowCheck("partitions", reader.GetString(0), reader.GetFieldValue<string[]>(1)), cancellationToken).ConfigureAwait(false))!;
}
