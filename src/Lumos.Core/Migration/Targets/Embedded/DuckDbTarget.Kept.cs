using System.Globalization;
using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>
/// What a promotion replaced stands in the same file: a table that was replaced under another name (the engine cannot move it to another schema), and of
/// rows that were changed or added what they were before and are after. <c>lumos_kept.versions</c> says which run left what; a table that a run made says so itself.
/// </remarks>
internal sealed partial class DuckDbTarget
{
    private const string KeptSchema = "lumos_kept", KeptVersions = "lumos_kept.versions";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeptVersion>> ListKeptAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Guard(ListKept));

    private IReadOnlyList<KeptVersion> ListKept()
    {
        if (!HasKept()) return [];
        var found = new List<(string Run, string Table, DateTimeOffset At, DateTimeOffset Until)>();
        using var command = _connection.CreateCommand($"SELECT run_id, table_name, promoted_at, keep_until FROM {KeptVersions} ORDER BY promoted_at, place");
        using var reader = command.ExecuteReader();
        while (reader.Read()) found.Add((reader.GetString(0), reader.GetString(1), DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture), DateTimeOffset.Parse(reader.GetString(3), CultureInfo.InvariantCulture)));
        return [.. found.GroupBy(item => item.Run).Select(run => new KeptVersion(run.Key, run.First().At, run.First().Until, [.. run.Select(item => item.Table)]))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, RowChanges>> GetChangesAsync(string runId, CancellationToken cancellationToken = default)
    {
        var changed = HasKept() ? ReadKept(runId).Where(static table => table.Action is PromotionAction.Upsert or PromotionAction.Version && table.Key.Count > 0) : [];
        return ValueTask.FromResult<IReadOnlyDictionary<string, RowChanges>>(changed.ToDictionary(static table => table.Name, table => ChangesOf(runId, table), StringComparer.Ordinal));
    }

    // Of versions all that were looked at are kept, also those that stayed as they were.
    private RowChanges ChangesOf(string runId, KeptTable table)
    {
        var (before, after) = (KeptBefore(runId, table.Name), KeptAfter(runId, table.Name));
        var same = string.Join(" AND ", table.Key.Select(static column => $"after.{EngineSql.Name(column)} = before.{EngineSql.Name(column)}"));
        var rest = ColumnNames(runId, table.Name).Where(column => !table.Key.Contains(column, StringComparer.Ordinal)).Select(static column => $"after.{EngineSql.Name(column)} IS DISTINCT FROM before.{EngineSql.Name(column)}").DefaultIfEmpty("false");
        return new RowChanges(
            Count(_connection, $"SELECT count(*) FROM {after} AS after WHERE NOT EXISTS (SELECT 1 FROM {before} AS before WHERE {same})"),
            Count(_connection, $"SELECT count(*) FROM {after} AS after JOIN {before} AS before ON {same} WHERE {string.Join(" OR ", rest)}"),
            Count(_connection, $"SELECT count(*) FROM {before} AS before WHERE NOT EXISTS (SELECT 1 FROM {after} AS after WHERE {same})"));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId, CancellationToken cancellationToken = default)
    {
        var kept = HasKept() ? ReadKept(runId) : [];
        var made = MadeBy(runId, kept);
        var back = new List<RolledBackTable>();
        using var transaction = _connection.BeginTransaction();
        foreach (var table in kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckUnchanged(runId, table);
            PutBack(runId, table);
            back.Add(new RolledBackTable(table.Name, Describe(table.Name) is null ? null : Count(_connection, $"SELECT count(*) FROM {EngineSql.Name(table.Name)}")));
        }

        foreach (var table in made)
        {
            _connection.Execute($"DROP TABLE {EngineSql.Name(table)}");
            back.Add(new RolledBackTable(table, null));
        }

        foreach (var table in kept) CheckAddedEmpty(table);
        if (kept.Count > 0) Forget(runId, kept);
        LeaveAdded(kept);
        transaction.Commit();
        TakeAdded();
        return ValueTask.FromResult<IReadOnlyList<RolledBackTable>>(back);
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string runId, CancellationToken cancellationToken = default)
    {
        Guard(() =>
        {
            if (!HasKept()) return false;
            using var transaction = _connection.BeginTransaction();
            Forget(runId, ReadKept(runId));
            transaction.Commit();
            return true;
        });
        return ValueTask.CompletedTask;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    private static string KeptBefore(string runId, string table) => EngineSql.Name($"lumos_kept_{runId}_{table}");

    private static string KeptAfter(string runId, string table) => EngineSql.Name($"lumos_kept_{runId}_{table}_after");

    private bool HasKept() => Read($"SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = '{KeptSchema}'").Count > 0;

    /// <summary>Writes down what promotion did with a table.</summary>
    private static void Keep(PromotionRun run, TargetTable table, PromotionAction action, IReadOnlyList<string> added, DuckDbConnection engine)
    {
        engine.Execute($"""
            CREATE SCHEMA IF NOT EXISTS {KeptSchema};
            CREATE TABLE IF NOT EXISTS {KeptVersions} (run_id VARCHAR NOT NULL, table_name VARCHAR NOT NULL, place BIGINT NOT NULL, action VARCHAR NOT NULL, key VARCHAR[] NOT NULL, promoted_at VARCHAR NOT NULL, keep_until VARCHAR NOT NULL, row_count BIGINT NOT NULL);
            ALTER TABLE {KeptVersions} ADD COLUMN IF NOT EXISTS added VARCHAR[];
            INSERT INTO {KeptVersions} SELECT {EngineSql.Text(run.RunId)}, {EngineSql.Text(table.Name)}, (SELECT coalesce(max(place), -1) + 1 FROM {KeptVersions}), '{action}',
                {Texts(table.PrimaryKey)}, {Time(run.At)}, {Time(run.KeepUntil)}, count(*), {Texts(added)} FROM {EngineSql.Name(table.Name)}
            """);
    }

    private static string Texts(IReadOnlyList<string> texts) => $"[{string.Join(", ", texts.Select(EngineSql.Text))}]::VARCHAR[]";

    private static string Time(DateTimeOffset time) => EngineSql.Text(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    private List<KeptTable> ReadKept(string runId)
    {
        var found = new List<KeptTable>();

        // What an earlier version kept has none.
        var added = Read("SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'lumos_kept' AND table_name = 'versions' AND column_name = 'added'").Count > 0 ? "array_to_string(added, chr(10))" : "NULL";
        using var command = _connection.CreateCommand(
            $"SELECT table_name, action, array_to_string(key, chr(10)), row_count, place, {added} FROM {KeptVersions} WHERE run_id = {EngineSql.Text(runId)} ORDER BY place DESC");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(new KeptTable(
                reader.GetString(0), Enum.Parse<PromotionAction>(reader.GetString(1)), reader.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries), reader.GetInt64(3), reader.GetInt64(4),
                reader.IsDBNull(5) ? [] : reader.GetString(5).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }

        return found;
    }

    /// <summary>Tables the run made, which nobody changed since: they say so themselves.</summary>
    private List<string> MadeBy(string runId, List<KeptTable> kept)
    {
        var made = new List<string>();
        foreach (var table in Read("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = current_schema() AND comment IS NOT NULL AND NOT starts_with(table_name, 'lumos_kept_') ORDER BY table_name"))
        {
            if (TargetMark.Parse(CommentOf(table!)) is not { } mark || mark.Run != runId || kept.Any(other => other.Name == table)) continue;
            if (mark.Replaced) throw MigrationErrors.RollbackNothing(Name, runId);
            if (HasKept() && Read($"SELECT run_id FROM {KeptVersions} WHERE table_name = {EngineSql.Text(table!)} ORDER BY place DESC") is [{ } later, ..]) throw MigrationErrors.RollbackLaterRun(Name, table!, later);
            if (Count(_connection, $"SELECT count(*) FROM {EngineSql.Name(table!)}") != mark.Rows) throw MigrationErrors.RollbackChanged(Name, table!);
            made.Add(table!);
        }

        return made;
    }

    private void CheckUnchanged(string runId, KeptTable table)
    {
        var later = Read($"SELECT run_id FROM {KeptVersions} WHERE table_name = {EngineSql.Text(table.Name)} AND place > {EngineSql.Number(table.Place)} AND run_id <> {EngineSql.Text(runId)} ORDER BY place DESC");
        if (later.Count > 0) throw MigrationErrors.RollbackLaterRun(Name, table.Name, later[0]!);
        var name = EngineSql.Name(table.Name);
        if (!Has(table.Name) || Count(_connection, $"SELECT count(*) FROM {name}") != table.Rows) throw MigrationErrors.RollbackChanged(Name, table.Name);
        if (table.Action is PromotionAction.Replace or PromotionAction.Fill)
        {
            if (TargetMark.Parse(CommentOf(table.Name))?.Run != runId) throw MigrationErrors.RollbackChanged(Name, table.Name);
            return;
        }

        var after = KeptAfter(runId, table.Name);
        if (Count(_connection, $"SELECT count(*) FROM (SELECT * FROM {after} EXCEPT SELECT {ColumnsOf(runId, table.Name)} FROM {name})") > 0) throw MigrationErrors.RollbackChanged(Name, table.Name);
    }

    private void PutBack(string runId, KeptTable table)
    {
        var name = EngineSql.Name(table.Name);
        var (before, after) = (KeptBefore(runId, table.Name), KeptAfter(runId, table.Name));
        switch (table.Action)
        {
            case PromotionAction.Replace:
                var indexes = Definition(table.Name);
                _connection.Execute($"DROP TABLE {name}; ALTER TABLE {before} RENAME TO {name}");
                MakeIndexes(indexes, _connection);
                break;
            case PromotionAction.Create:
                _connection.Execute($"DROP TABLE {name}");
                break;
            case PromotionAction.Fill:
                _connection.Execute($"DELETE FROM {name}; COMMENT ON TABLE {name} IS NULL");
                break;
            case PromotionAction.Append:
                // Rows without a key are told apart by nothing: as many of each kind as were added go, the latest first.
                var columns = ColumnsOf(runId, table.Name);
                _connection.Execute($"""
                    DELETE FROM {name} WHERE rowid IN (
                        SELECT numbered.row FROM (SELECT rowid AS row, ROW({columns}) AS kind, row_number() OVER (PARTITION BY {columns} ORDER BY rowid DESC) AS place FROM {name}) AS numbered
                        JOIN (SELECT ROW({columns}) AS kind, count(*) AS many FROM {after} GROUP BY {columns}) AS added ON added.kind IS NOT DISTINCT FROM numbered.kind
                        WHERE numbered.place <= added.many)
                    """);
                break;
            default:
                var same = string.Join(" AND ", table.Key.Select(column => $"kept.{EngineSql.Name(column)} = old.{EngineSql.Name(column)}"));

                // Rows are kept whole, also in columns the run knew nothing of.
                var key = new TargetTable { Name = table.Name, Columns = [.. Describe($"lumos_kept_{runId}_{table.Name}")!.Columns.Select(static there => there.Name).Select(column => new TargetColumn { Name = column, Type = ColumnType.Text })], PrimaryKey = table.Key };
                _connection.Execute($"""
                    DELETE FROM {name} AS old WHERE EXISTS (SELECT 1 FROM {after} AS kept WHERE {same}) AND NOT EXISTS (SELECT 1 FROM {before} AS kept WHERE {same});
                    {Merge(key, before)}
                    """);
                break;
        }
    }

    private void Forget(string runId, List<KeptTable> tables)
    {
        foreach (var table in tables) _connection.Execute($"DROP TABLE IF EXISTS {KeptBefore(runId, table.Name)}; DROP TABLE IF EXISTS {KeptAfter(runId, table.Name)}");
        _connection.Execute($"DELETE FROM {KeptVersions} WHERE run_id = {EngineSql.Text(runId)}");
        if (Count(_connection, $"SELECT count(*) FROM {KeptVersions}") == 0) _connection.Execute($"DROP SCHEMA {KeptSchema} CASCADE");
    }

    private string ColumnsOf(string runId, string table) => EngineSql.Names(ColumnNames(runId, table));

    private IEnumerable<string> ColumnNames(string runId, string table) => Describe($"lumos_kept_{runId}_{table}_after")!.Columns.Select(column => column.Name);

    /// <summary>A table a run promoted.</summary>
    private sealed record KeptTable(string Name, PromotionAction Action, IReadOnlyList<string> Key, long Rows, long Place, IReadOnlyList<string> Added);
}
