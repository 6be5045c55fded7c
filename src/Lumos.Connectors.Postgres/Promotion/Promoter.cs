using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Targets;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>
/// Puts the staged rows of a run into the final tables, inside one transaction of the caller's: first what is there is moved or taken aside, children before
/// parents, then rows go in, parents before children, then keys and references of new tables are built.
/// </summary>
internal sealed class Promoter(PostgresSession session, string place, string schema, PromotionRun run, KeptArea kept, StagingArea area, IReadOnlyList<TablePromotion> tables)
{
    private readonly Dictionary<TablePromotion, long> _rows = [];
    private readonly Dictionary<TablePromotion, long> _deleted = [];
    private readonly Dictionary<TablePromotion, IReadOnlyList<string>> _added = [];
    private readonly StagedMove _move = new(session, area, schema, kept);

    /// <summary>Promotes.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await kept.CreateAsync(session, cancellationToken).ConfigureAwait(false);
        var types = tables.Where(static table => table.Makes).SelectMany(static table => table.Model?.Types ?? []).DistinctBy(static type => type.Name, StringComparer.Ordinal).ToList();
        foreach (var made in await DeclaredTypes.MakeAsync(session, schema, types, cancellationToken).ConfigureAwait(false)) await kept.AddTypeAsync(session, made, cancellationToken).ConfigureAwait(false);
        var byReference = TablePromotion.ByReference(tables);
        foreach (var table in byReference) await TryAsync(table, AddColumnsAsync, cancellationToken).ConfigureAwait(false);
        foreach (var table in byReference.Reverse()) await TryAsync(table, SetAsideAsync, cancellationToken).ConfigureAwait(false);
        foreach (var table in byReference) await TryAsync(table, async (item, token) => _rows[item] = await PutInAsync(item, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (var table in byReference.Reverse()) await TryAsync(table, DeleteAsync, cancellationToken).ConfigureAwait(false);
        var keys = new TableKeys(session, schema, _move.KeyOf);
        foreach (var table in byReference.Where(table => table.Makes)) await TryAsync(table, keys.AddKeysAsync, cancellationToken).ConfigureAwait(false);
        foreach (var table in byReference.Where(table => table.Makes)) await TryAsync(table, keys.AddReferencesAsync, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables) await TryAsync(table, FinishAsync, cancellationToken).ConfigureAwait(false);
    }

    // What the server refuses here is a matter of the table, and its message may quote a row.
    private async ValueTask TryAsync(TablePromotion table, Func<TablePromotion, CancellationToken, ValueTask> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(table, cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException exception) when (exception.Reason == "DATABASE_REFUSED")
        {
            throw PostgresErrors.Promotion(place, table.Table.Name, exception.Problem);
        }
    }

    private async ValueTask AddColumnsAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table.Existing is not { } existing || table.Moves) return;
        var missing = TableDifference.Missing(table.Table, existing);
        foreach (var column in missing) await session.ExecuteAsync($"ALTER TABLE {table.Final} ADD COLUMN {Sql.Name(column.Name)} {PgTypes.NameOf(column)}", cancellationToken).ConfigureAwait(false);
        _added[table] = [.. missing.Select(column => column.Name)];
    }

    private async ValueTask SetAsideAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table is { Action: PromotionAction.Upsert, Versions: false })
        {
            await SetAsideChangedAsync(table, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (table.Action != PromotionAction.Replace) return;
        if (table.Moves)
        {
            await session.ExecuteAsync($"ALTER TABLE {table.Final} SET SCHEMA {Sql.Name(kept.Schema)}", cancellationToken).ConfigureAwait(false);
            return;
        }

        await KeepAsync(table, [$"FROM {table.Final} AS there"], cancellationToken).ConfigureAwait(false);
        if (table.IsReferredTo && table.Key.Count > 0) await session.ExecuteAsync(RowMoves.DeleteOthers(table.Final, table.Key, table.Source), cancellationToken).ConfigureAwait(false);
        else await session.ExecuteAsync(table.IsReferredTo ? $"DELETE FROM {table.Final}" : $"TRUNCATE {table.Final}", cancellationToken).ConfigureAwait(false);
    }

    // Rows the merge will change, and those it is asked to delete.
    private async ValueTask SetAsideChangedAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var changed = $"FROM {table.Final} AS there JOIN {table.Source} AS staged ON {Sql.Equal(table.Key, "there", "staged")} WHERE {StoredTypes.Differ(table.Types, table.Rest, "there", "staged")}";
        var gone = table.GoneSql("there");
        await KeepAsync(table, gone is null ? [changed] : [changed, $"FROM {table.Final} AS there WHERE {gone}"], cancellationToken).ConfigureAwait(false);

        // Before others come, which may take the unique values of these. Rows that are referred to wait until what refers to them is as it will be.
        if (gone is not null) _deleted[table] = await session.ExecuteAsync($"DELETE FROM {table.Final} AS there WHERE {gone}{RowMoves.Unreferred("there", table.Table.Name, tables.Where(static other => !other.Moves).Select(static other => other.Existing).OfType<PgTable>())}", cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DeleteAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table.GoneSql("there") is { } gone) _deleted[table] = _deleted.GetValueOrDefault(table) + await session.ExecuteAsync($"DELETE FROM {table.Final} AS there WHERE {gone}", cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> PutInAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table is { Makes: true, Versions: false }) return await MakeAsync(table, cancellationToken).ConfigureAwait(false);
        if (table.Makes) await CreateAsync(table, cancellationToken).ConfigureAwait(false);

        if (table.Versions) return await PutVersionsAsync(table, cancellationToken).ConfigureAwait(false);
        switch (table.Action)
        {
            case PromotionAction.Upsert:
                return await session.ExecuteAsync(RowMoves.Merge(table.Types, table.Final, table.Key, table.Rest, table.Source), cancellationToken).ConfigureAwait(false);
            case PromotionAction.Replace when !table.Moves && table.IsReferredTo && table.Key.Count > 0:
                return await session.ExecuteAsync(RowMoves.Merge(table.Types, table.Final, table.Key, table.Rest, table.Source), cancellationToken).ConfigureAwait(false);
            default:
                return await session.ExecuteAsync(RowMoves.Insert(table.Final, table.Columns, table.Source), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the table: the staged one becomes it, or it is made of the staged rows, which the server writes in bulk; rows put into a table that is there are written one by one.</summary>
    private async ValueTask<long> MakeAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (await _move.TryAsync(table, cancellationToken).ConfigureAwait(false) is { } moved)
        {
            if (table.Model is not null) await DeclareAsync(table, cancellationToken).ConfigureAwait(false);
            return moved;
        }

        if (table.Model is not null)
        {
            await CreateAsync(table, cancellationToken).ConfigureAwait(false);
            return await session.ExecuteAsync(RowMoves.Insert(table.Final, table.Columns, table.Source), cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync("SET LOCAL max_parallel_workers_per_gather = 0", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"CREATE TABLE {table.Final} AS SELECT {Sql.Names(table.Columns)} FROM {table.Source} AS staged", cancellationToken).ConfigureAwait(false);
        await RequireAsync(table, cancellationToken).ConfigureAwait(false);
        return await CountAsync(table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a staged table that became the final one the defaults and checks that are declared.</summary>
    private async ValueTask DeclareAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var id = $"{Sql.Text(table.Model!.Table.Sql)}::regclass";
        var clauses = await session.ListAsync(
            $"""
            SELECT 'ALTER COLUMN ' || quote_ident(a.attname) || ' SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = {id}
            UNION ALL SELECT 'ADD CONSTRAINT ' || quote_ident(r.conname) || ' ' || pg_get_constraintdef(r.oid) FROM pg_constraint r WHERE r.conrelid = {id} AND r.contype = 'c'
            """,
            static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        if (clauses.Count > 0) await session.ExecuteAsync($"ALTER TABLE {table.Final} {string.Join(", ", clauses)}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an empty table, as DDL declares it where it does.</summary>
    private async ValueTask CreateAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var items = table.Model?.Items.Select(static item => item.Sql) ?? table.Table.Columns.Select(static column => $"{Sql.Name(column.Name)} {PgTypes.NameOf(column)}");
        await session.ExecuteAsync($"CREATE TABLE {table.Final} ({string.Join(", ", items)})", cancellationToken).ConfigureAwait(false);
        await RequireAsync(table, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask RequireAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var required = table.Table.Columns.Where(column => IsRequired(table, column)).Select(column => $"ALTER COLUMN {Sql.Name(column.Name)} SET NOT NULL").ToList();
        if (required.Count > 0) await session.ExecuteAsync($"ALTER TABLE {table.Final} {string.Join(", ", required)}", cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<long> CountAsync(TablePromotion table, CancellationToken cancellationToken) =>
        session.AskAsync($"SELECT count(*) FROM {table.Final}", static reader => reader.GetInt64(0), cancellationToken);

    private static bool IsRequired(TablePromotion table, TargetColumn column) => !column.Nullable || table.Key.Contains(column.Name, StringComparer.Ordinal);

    private async ValueTask<long> PutVersionsAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Timeline.CreateSql(table), cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"ANALYZE {Timeline.Table}", cancellationToken).ConfigureAwait(false);
        if (!table.Makes)
        {
            await KeepAsync(
                table,
                [$"FROM {table.Final} AS there WHERE {Timeline.TouchedSql(table, "there")} AND NOT EXISTS (SELECT FROM {Timeline.Table} AS new WHERE {Sql.Equal(table.Key, "there", "new")} AND NOT {StoredTypes.Differ(table.Types, table.Rest, "there", "new")})"],
                cancellationToken).ConfigureAwait(false);
            _deleted[table] = await session.ExecuteAsync(RowMoves.DeleteOthers(table.Final, table.Key, Timeline.Table, Timeline.TouchedSql(table, "old")), cancellationToken).ConfigureAwait(false);
        }

        var rows = await session.ExecuteAsync(RowMoves.Merge(table.Types, table.Final, table.Key, table.Rest, Timeline.Table), cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"DROP TABLE {Timeline.Table}", cancellationToken).ConfigureAwait(false);
        var overlaps = await session.AskAsync(Timeline.OverlapSql(table), reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return overlaps == 0 ? rows : throw PostgresErrors.VersionsOverlap(place, table.Table.Name, overlaps);
    }

    private ValueTask<long> KeepAsync(TablePromotion table, IEnumerable<string> rows, CancellationToken cancellationToken) =>
        session.ExecuteAsync(kept.KeepSql(table.Table.Name, table.Existing!.Writable, rows), cancellationToken);

    private async ValueTask FinishAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var rows = _rows[table];
        var changes = table.Action is PromotionAction.Upsert or PromotionAction.Version || (table.Action == PromotionAction.Replace && !table.Moves && table.IsReferredTo);
        var numbered = table.Model is not null ? await PgCatalog.FindAsync(session, schema, table.Table.Name, cancellationToken).ConfigureAwait(false) : table.Moves ? null : table.Existing;
        if (numbered is not null) await Sequences.AdvanceAsync(session, numbered, table.Columns, cancellationToken).ConfigureAwait(false);
        var marks = table.Action is PromotionAction.Create or PromotionAction.Replace or PromotionAction.Fill && (table.Makes || table.Existing!.IsOwned);
        if (marks)
        {
            var all = changes ? await CountAsync(table, cancellationToken).ConfigureAwait(false) : rows;
            var mark = new TableMark(run.Job, run.RunId, all, table.Promoted.ContentHash);
            await session.ExecuteAsync($"COMMENT ON TABLE {table.Final} IS {Sql.Text(mark.In(table.Existing?.Comment))}", cancellationToken).ConfigureAwait(false);
        }

        // Statistics another session's planner needs at once; without the right to, the server would only warn.
        if (!_move.HasStatistics(table)) await session.ExecuteAsync($"ANALYZE {table.Final}", cancellationToken).ConfigureAwait(false);
        var hasKept = table.Action is PromotionAction.Replace or PromotionAction.Upsert or PromotionAction.Version;
        await kept.AddAsync(
            session, tables.ToList().IndexOf(table),
            new KeptTable(table.Table.Name, table.Action, rows, hasKept, table.Moves, changes ? table.Key : [], _added.GetValueOrDefault(table, []), table.Existing?.Comment)
            {
                Changes = table.Action is PromotionAction.Upsert or PromotionAction.Version ? await ChangesOfAsync(table, cancellationToken).ConfigureAwait(false) : null,
            },
            run, cancellationToken).ConfigureAwait(false);
    }

    // Rows that were set aside were changed or deleted; those the merge wrote were changed or are new.
    private async ValueTask<RowChanges> ChangesOfAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        var deleted = _deleted.GetValueOrDefault(table);
        var aside = table.Makes ? 0 : await session.AskAsync($"SELECT count(*) FROM {kept.TableSql(table.Table.Name)}", static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return new RowChanges(_rows[table] - (aside - deleted), aside - deleted, deleted);
    }
}
