using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>Reads the server's catalog. Reads no row of a table.</summary>
internal static class PgCatalog
{
    private sealed record Relation(uint Id, string Name, char Kind, string? Comment, long? Rows, bool IsOwned, bool IsDecorated, string[] ReferredBy, bool IsReadable, bool IsPartition, string Owner);

    private sealed record Constraint(uint Id, char Type, string[] Columns, string Table, string[] References);

    /// <summary>Tables of a schema the role may see, by name.</summary>
    /// <param name="session">Session to ask in.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="names">Names; null for all.</param>
    /// <param name="kinds">Kinds of relation; see <see cref="PgTable.Kind"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<IReadOnlyList<PgTable>> ReadAsync(PostgresSession session, string schema, IReadOnlyList<string>? names, string kinds, CancellationToken cancellationToken)
    {
        var chosen = $"n.nspname = {Sql.Text(schema)} AND c.relkind IN ({string.Join(", ", kinds.Select(kind => Sql.Text(kind.ToString())))})"
            + (names is null ? "" : names.Count == 0 ? " AND false" : $" AND c.relname IN ({string.Join(", ", names.Select(Sql.Text))})");
        var relations = await session.ListAsync(
            $"""
            SELECT c.oid, c.relname::text, c.relkind::text, obj_description(c.oid, 'pg_class'), CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END, pg_has_role(c.relowner, 'USAGE'),
                c.relacl IS NOT NULL OR c.relrowsecurity OR c.relispartition OR NOT pg_has_role(c.relowner, 'USAGE') OR c.relkind = 'p'
                    OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) OR EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid))
                    OR c.reloptions IS NOT NULL OR c.reltablespace <> 0 OR EXISTS (SELECT FROM pg_attrdef f WHERE f.adrelid = c.oid) OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attidentity <> '')
                    OR EXISTS (SELECT FROM pg_constraint r WHERE r.conrelid = c.oid AND (r.contype IN ('c', 'x', 't') OR (r.contype = 'f' AND (r.confupdtype <> 'a' OR r.confdeltype <> 'a')) OR r.condeferrable))
                    OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.conindid = i.indexrelid AND r.conrelid = c.oid))
                    OR EXISTS (SELECT FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid > 0) OR EXISTS (SELECT FROM pg_statistic_ext s WHERE s.stxrelid = c.oid)
                    OR EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) OR EXISTS (SELECT FROM pg_publication_rel p WHERE p.prrelid = c.oid)
                    OR EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_policy'::regclass)),
                ARRAY(SELECT DISTINCT rn.nspname || chr(31) || rc.relname FROM pg_constraint r JOIN pg_class rc ON rc.oid = r.conrelid JOIN pg_namespace rn ON rn.oid = rc.relnamespace WHERE r.contype = 'f' AND r.confrelid = c.oid AND r.conrelid <> c.oid ORDER BY 1),
                has_table_privilege(c.oid, 'SELECT'), c.relispartition, pg_get_userbyid(c.relowner)::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {chosen} ORDER BY c.relname COLLATE "C"
            """,
            reader => new Relation(
                reader.GetFieldValue<uint>(0), reader.GetString(1), reader.GetString(2)[0], reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.GetBoolean(5),
                reader.GetBoolean(6), reader.GetFieldValue<string[]>(7), reader.GetBoolean(8), reader.GetBoolean(9), reader.GetString(10)),
            cancellationToken).ConfigureAwait(false);
        if (relations.Count == 0) return [];
        var ids = string.Join(", ", relations.Select(relation => Sql.Number(relation.Id)));
        var columns = await ColumnsAsync(session, ids, cancellationToken).ConfigureAwait(false);
        var constraints = await ConstraintsAsync(session, ids, cancellationToken).ConfigureAwait(false);
        return [.. relations.Select(relation => Table(schema, relation, [.. columns.Where(item => item.Id == relation.Id).Select(item => item.Column)], [.. constraints.Where(item => item.Id == relation.Id)]))];
    }

    /// <summary>One table, or whatever else has its name; null when nothing has.</summary>
    public static async ValueTask<PgTable?> FindAsync(PostgresSession session, string schema, string name, CancellationToken cancellationToken) =>
        (await ReadAsync(session, schema, [name], "rpvmf", cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private static PgTable Table(string schema, Relation relation, IReadOnlyList<PgColumn> columns, IReadOnlyList<Constraint> constraints) => new()
    {
        Schema = schema,
        Name = relation.Name,
        Kind = relation.Kind,
        Columns = columns,
        PrimaryKey = constraints.FirstOrDefault(item => item.Type == 'p')?.Columns ?? [],
        Unique = [.. constraints.Where(item => item.Type == 'u').Select(item => item.Columns)],
        ForeignKeys = [.. constraints.Where(item => item.Type == 'f').Select(item => new TargetForeignKey(item.Columns, item.Table, item.References))],
        Comment = relation.Comment,
        EstimatedRows = relation.Rows,
        IsOwned = relation.IsOwned,
        Owner = relation.Owner,
        IsDecorated = relation.IsDecorated,
        ReferredBy = relation.ReferredBy,
        IsReadable = relation.IsReadable,
        IsPartition = relation.IsPartition,
    };

    private static ValueTask<IReadOnlyList<(uint Id, PgColumn Column)>> ColumnsAsync(PostgresSession session, string ids, CancellationToken cancellationToken) => session.ListAsync(
        $"""
        SELECT a.attrelid, a.attname::text, format_type(a.atttypid, a.atttypmod), b.typname::text, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END, NOT (a.attnotnull OR t.typnotnull),
            a.atthasdef OR a.attidentity <> '', a.attgenerated <> '', col_description(a.attrelid, a.attnum),
            CASE WHEN b.typtype = 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder) END, a.atttypid, a.attidentity = 'a'
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
        WHERE a.attrelid IN ({ids}) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
        """,
        reader => (reader.GetFieldValue<uint>(0), new PgColumn
        {
            Name = reader.GetString(1),
            SqlType = reader.GetString(2),
            BaseType = reader.GetString(3),
            Modifier = reader.GetInt32(4),
            Nullable = reader.GetBoolean(5),
            FillsItself = reader.GetBoolean(6) || reader.GetBoolean(7),
            IsGenerated = reader.GetBoolean(7),
            Comment = reader.IsDBNull(8) ? null : reader.GetString(8),
            Labels = reader.IsDBNull(9) ? null : reader.GetFieldValue<string[]>(9),
            TypeId = reader.GetFieldValue<uint>(10),
            IsNumberedAlways = reader.GetBoolean(11),
        }),
        cancellationToken);

    private static ValueTask<IReadOnlyList<Constraint>> ConstraintsAsync(PostgresSession session, string ids, CancellationToken cancellationToken) => session.ListAsync(
        $"""
        SELECT r.conrelid, r.contype::text,
            ARRAY(SELECT a.attname::text FROM unnest(r.conkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = k.number ORDER BY k.place),
            coalesce(f.relname::text, ''),
            ARRAY(SELECT a.attname::text FROM unnest(r.confkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = r.confrelid AND a.attnum = k.number ORDER BY k.place), r.conname
        FROM pg_constraint r LEFT JOIN pg_class f ON f.oid = r.confrelid WHERE r.conrelid IN ({ids}) AND (r.contype IN ('p', 'u') OR (r.contype = 'f' AND f.relnamespace = r.connamespace))
        UNION ALL SELECT i.indrelid, 'u', ARRAY(SELECT a.attname::text FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.place), '', ARRAY[]::text[], c.relname
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid IN ({ids}) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.conindid = i.indexrelid AND r.conrelid = i.indrelid)
        ORDER BY 1, 6
        """,
        reader => new Constraint(reader.GetFieldValue<uint>(0), reader.GetString(1)[0], reader.GetFieldValue<string[]>(2), reader.GetString(3), reader.GetFieldValue<string[]>(4)),
        cancellationToken);
}
