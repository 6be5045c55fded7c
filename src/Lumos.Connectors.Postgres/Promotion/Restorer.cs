using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>Puts back what a run replaced, inside one transaction of the caller's. Nothing is touched when a row the run wrote was changed since.</summary>
internal sealed class Restorer(PostgresSession session, string place, string schema, KeptArea kept)
{
    /// <summary>Rolls back.</summary>
    public async ValueTask<IReadOnlyList<RolledBackTable>> RunAsync(CancellationToken cancellationToken)
    {
        var tables = await kept.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var there = new List<(KeptTable Kept, PgTable Table)>();
        foreach (var table in tables) there.Add((table, await CheckAsync(table, cancellationToken).ConfigureAwait(false)));
        var byReference = ByReference(there);
        foreach (var (table, now) in byReference.Reverse()) await TryAsync(table, () => TakeOutAsync(table, now, [.. there.Where(static item => item.Kept is { Moved: false, Action: not PromotionAction.Create }).Select(static item => item.Table)], cancellationToken)).ConfigureAwait(false);
        foreach (var (table, now) in byReference) await TryAsync(table, () => PutBackAsync(table, now, cancellationToken)).ConfigureAwait(false);

        // Rows that were referred to, by rows that are as before now.
        foreach (var (table, now) in byReference.Reverse().Where(static item => IsMerged(item.Kept))) await TryAsync(table, () => TakeOutAsync(table, now, [], cancellationToken)).ConfigureAwait(false);
        var result = new List<RolledBackTable>();
        foreach (var (table, now) in there)
        {
            var rows = table.Action == PromotionAction.Create ? null : (long?)await session.AskAsync($"SELECT count(*) FROM {now.Sql}", reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
            result.Add(new RolledBackTable(table.Table, rows));
        }

        foreach (var type in await kept.TypesAsync(session, cancellationToken).ConfigureAwait(false)) await DeclaredTypes.DropAsync(session, schema, type, cancellationToken).ConfigureAwait(false);
        await kept.DropAsync(session, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async ValueTask<PgTable> CheckAsync(KeptTable table, CancellationToken cancellationToken)
    {
        var now = await PgCatalog.FindAsync(session, schema, table.Table, cancellationToken).ConfigureAwait(false) ?? throw PostgresErrors.ChangedSince(place, table.Table, "it is gone");
        await session.ExecuteAsync($"LOCK TABLE {now.Sql} IN SHARE ROW EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        var (all, ours) = await session.AskAsync(
            $"SELECT count(*), count(*) FILTER (WHERE {kept.IsOursSql("there")}) FROM {now.Sql} AS there", reader => (reader.GetInt64(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);

        // A table that was made or replaced goes as a whole, so nothing else may be in it; of others only the rows the run wrote matter.
        var whole = table.Action is PromotionAction.Create or PromotionAction.Replace;
        if (ours != table.Rows) throw PostgresErrors.ChangedSince(place, table.Table, $"of {Sql.Number(table.Rows)} rows it wrote {Sql.Number(ours)} are as they were");
        if (whole && table.Key.Count == 0 && all != table.Rows) throw PostgresErrors.ChangedSince(place, table.Table, $"it has {Sql.Number(all)} rows, and the run wrote {Sql.Number(table.Rows)}");
        if (table.Added.Count > 0 && !table.Moved && table.Action != PromotionAction.Create) await CheckAddedAsync(table, now, cancellationToken).ConfigureAwait(false);
        return now;
    }

    // A column the run added goes with the rollback, but not with what others wrote into it.
    private async ValueTask CheckAddedAsync(KeptTable table, PgTable now, CancellationToken cancellationToken)
    {
        var filled = table.Added.Where(column => now.Find(column) is not null).Select(static column => $"there.{Sql.Name(column)} IS NOT NULL").ToList();
        if (filled.Count == 0) return;
        var others = await session.AskAsync($"SELECT count(*) FROM {now.Sql} AS there WHERE ({string.Join(" OR ", filled)}) AND ({kept.IsOursSql("there")}) IS NOT TRUE", static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        if (others > 0) throw PostgresErrors.ChangedSince(place, table.Table, $"{Sql.Number(others)} rows of others have values in columns it added");
    }

    private static bool IsMerged(KeptTable table) => table.Action is PromotionAction.Upsert or PromotionAction.Version || (table is { Action: PromotionAction.Replace, Moved: false, Key.Count: > 0 });

    private async ValueTask TakeOutAsync(KeptTable table, PgTable now, IReadOnlyList<PgTable> others, CancellationToken cancellationToken)
    {
        switch (table.Action)
        {
            case PromotionAction.Create:
            case PromotionAction.Replace when table.Moved:
                await session.ExecuteAsync($"DROP TABLE {now.Sql}", cancellationToken).ConfigureAwait(false);
                break;
            case PromotionAction.Replace when table.Key.Count == 0:
                await session.ExecuteAsync($"DELETE FROM {now.Sql}", cancellationToken).ConfigureAwait(false);
                break;
            case PromotionAction.Fill or PromotionAction.Append:
                await session.ExecuteAsync($"DELETE FROM {now.Sql} AS old WHERE {kept.IsOursSql("old")}", cancellationToken).ConfigureAwait(false);
                break;
            default:
                await session.ExecuteAsync(RowMoves.DeleteOthers(now.Sql, table.Key, kept.TableSql(table.Table), kept.IsOursSql("old") + RowMoves.Unreferred("old", table.Table, others)), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask PutBackAsync(KeptTable table, PgTable now, CancellationToken cancellationToken)
    {
        if (table.Action == PromotionAction.Create) return;
        if (table.Moved) await session.ExecuteAsync($"ALTER TABLE {kept.TableSql(table.Table)} SET SCHEMA {Sql.Name(schema)}", cancellationToken).ConfigureAwait(false);
        else if (table.Kept) await PutRowsBackAsync(table, now, cancellationToken).ConfigureAwait(false);
        if (table.Moved) return;
        foreach (var column in table.Added) await session.ExecuteAsync($"ALTER TABLE {now.Sql} DROP COLUMN IF EXISTS {Sql.Name(column)}", cancellationToken).ConfigureAwait(false);
        if (now.IsOwned && now.Comment != table.Comment) await session.ExecuteAsync($"COMMENT ON TABLE {now.Sql} IS {(table.Comment is null ? "NULL" : Sql.Text(table.Comment))}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Puts kept rows back, those of each earlier run by themselves: a row is told to be a run's by the transaction that wrote it, and this one writes it anew. A savepoint has a number of its own, which the earlier run is told, so that it
    /// can be rolled back next.
    /// </summary>
    private async ValueTask PutRowsBackAsync(KeptTable table, PgTable now, CancellationToken cancellationToken)
    {
        var earlier = await kept.KnowsWritersAsync(session, table.Table, cancellationToken).ConfigureAwait(false) ? await kept.OthersOfAsync(session, table.Table, cancellationToken).ConfigureAwait(false) : [];
        await session.ExecuteAsync(PutBackSql(table, now, earlier.Count == 0 ? kept.TableSql(table.Table) : kept.OthersSql(table.Table, earlier)), cancellationToken).ConfigureAwait(false);
        foreach (var run in earlier)
        {
            await session.ExecuteAsync("SAVEPOINT lumos_run", cancellationToken).ConfigureAwait(false);
            var rows = await session.ExecuteAsync(PutBackSql(table, now, run.WrittenSql(kept, table.Table)), cancellationToken).ConfigureAwait(false);
            if (rows > 0) await run.AddThisWriterAsync(session, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("RELEASE SAVEPOINT lumos_run", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string PutBackSql(KeptTable table, PgTable now, string source)
    {
        var columns = now.Writable.Where(column => !table.Added.Contains(column, StringComparer.Ordinal)).ToList();
        return table.Key.Count == 0
            ? RowMoves.Insert(now.Sql, columns, source)
            : RowMoves.Merge(now, now.Sql, table.Key, [.. columns.Where(column => !table.Key.Contains(column, StringComparer.Ordinal))], source,
                [.. now.Columns.Where(static column => column.IsNumberedAlways).Select(static column => column.Name)]);
    }

    private async ValueTask TryAsync(KeptTable table, Func<ValueTask> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (LumosException exception) when (exception.Reason == "DATABASE_REFUSED")
        {
            throw PostgresErrors.ChangedSince(place, table.Table, "something new hangs on it");
        }
    }

    private static IReadOnlyList<(KeptTable Kept, PgTable Table)> ByReference(IReadOnlyList<(KeptTable Kept, PgTable Table)> tables)
    {
        var ordered = new List<(KeptTable, PgTable)>();
        var waiting = tables.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(table => !waiting.Exists(other => other != table && other.Table.ReferredBy.Contains(table.Table.Id)));
            next = Math.Max(next, 0);
            ordered.Add(waiting[next]);
            waiting.RemoveAt(next);
        }

        return ordered;
    }
}
