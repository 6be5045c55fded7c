using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Dsl.DuckDb;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

internal sealed partial class DuckDbTarget
{
    private const string PromotedTable = "promoted";

    /// <inheritdoc/>
    public ValueTask<bool> IsPromotedAsync(string runId, CancellationToken cancellationToken = default) => ValueTask.FromResult(IsPromoted(runId));

    /// <inheritdoc/>
    public ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (IsPromoted(run.RunId)) return ValueTask.CompletedTask;
        var engine = ((DuckDbStagedTables)staged).Engine;
        RemoveRows(run, tables, engine);

        // What a table is made as is asked of another engine, which costs time a transaction need not stay open for.
        foreach (var table in tables) _ = ModelOf(table.Table);
        using var transaction = engine.BeginTransaction();
        foreach (var table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var action = Check(table.Table, table.Load);
            try
            {
                Promote(run, table, action, engine);
            }
            catch (DuckDbException exception) when (!EngineErrors.IsShortage(exception))
            {
                throw MigrationErrors.TargetPromotion(Name, table.Table.Name, exception);
            }
        }

        engine.Execute($"CREATE TABLE {Schema(run.RunId)}.{PromotedTable} (done BOOLEAN)");
        beforeVisible();
        try
        {
            transaction.Commit();
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whether there is a table of this name.</summary>
    internal bool Has(string table) => Describe(table) is not null;

    /// <summary>What promotion would do with the target's table of a staging table.</summary>
    internal PromotionAction ActionOn(TargetTable staging, TableLoad load) => Check(staging with { Columns = [.. staging.Columns.Where(column => column.Name != TablePlan.RowColumn)] }, load);

    private bool IsPromoted(string runId) => Read(
        $"SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = {EngineSql.Text("lumos_staging_" + runId)} AND table_name = '{PromotedTable}'").Count > 0;

    /// <summary>Takes the rows that failed a validation out of staging. The engine does not let one transaction delete rows and rename their table.</summary>
    private static void RemoveRows(PromotionRun run, IReadOnlyList<PromotedTable> tables, DuckDbConnection engine)
    {
        using var transaction = engine.BeginTransaction();
        foreach (var table in tables)
        {
            if (table.Removed is null) continue;
            engine.Execute($"DELETE FROM {StagingTable(run.RunId, table.Table.Name)} WHERE {TablePlan.RowColumn} IN (SELECT {TablePlan.RowColumn} FROM {table.Removed})");
        }

        transaction.Commit();
    }

    private void Promote(PromotionRun run, PromotedTable promoted, PromotionAction action, DuckDbConnection engine)
    {
        var table = promoted.Table;
        var final = EngineSql.Name(table.Name);
        var makes = action == PromotionAction.Create || !Has(table.Name);
        IReadOnlyList<string> added = [];
        var definition = action == PromotionAction.Replace ? Definition(table.Name) : null;
        if (definition is not null && (!definition.IsBare || HasOthers(table))) MakeLike(definition, final, KeptBefore(run.RunId, table.Name), engine);
        else definition = null;
        if (definition is not null || action is not (PromotionAction.Create or PromotionAction.Replace)) added = AddColumns(promoted, engine);
        switch (action)
        {
            case PromotionAction.Replace when definition is not null:
                engine.Execute(Insert(run, table, engine));
                MakeIndexes(definition, engine);
                Mark(run, promoted, action, engine);
                break;
            case PromotionAction.Create or PromotionAction.Replace:
                if (action == PromotionAction.Replace) engine.Execute($"ALTER TABLE {final} RENAME TO {KeptBefore(run.RunId, table.Name)}");
                Make(run, table, engine);
                Mark(run, promoted, action, engine);
                break;
            case PromotionAction.Fill:
                engine.Execute(Insert(run, table, engine));
                Mark(run, promoted, action, engine);
                break;
            case PromotionAction.Append:
                engine.Execute($"CREATE TABLE {KeptAfter(run.RunId, table.Name)} AS SELECT {Columns(table)} FROM {Stored(run, table, engine)} AS staged; {Insert(run, table, engine)}");
                break;
            case PromotionAction.Upsert:
                Upsert(run, promoted, Stored(run, table, engine), engine);
                break;
            default:
                Version(run, promoted, engine);
                break;
        }

        // Versions of a table that the run made are kept as such, so that a rollback takes the table away again.
        if (action != PromotionAction.Create) Keep(run, table, makes ? PromotionAction.Create : action, definition is null ? added : [], engine);
    }

    /// <summary>Makes the final table of the staged one: by its name, or where DDL declares what that is not, by copying its rows.</summary>
    private void Make(PromotionRun run, TargetTable table, DuckDbConnection engine)
    {
        var (staging, final, model) = (StagingTable(run.RunId, table.Name), EngineSql.Name(table.Name), ModelOf(table));
        if (model?.IsAsStaged(table) == false)
        {
            engine.Execute($"{CreateSql(table)}; {Insert(run, table, engine)}");
            return;
        }

        engine.Execute($"""
            ALTER TABLE {staging} DROP COLUMN {SegmentColumn};
            ALTER TABLE {staging} DROP COLUMN IF EXISTS {TablePlan.RowColumn};
            ALTER TABLE {staging} RENAME TO {final}
            """);
        foreach (var column in model?.Columns.Where(static column => column.Default is not null) ?? []) engine.Execute($"ALTER TABLE {final} ALTER COLUMN {EngineSql.Name(column.Name)} SET DEFAULT {column.Default}");
    }

    private string CreateSql(TargetTable table)
    {
        var items = ModelOf(table)?.Items.Select(static item => item.Sql) ?? table.Columns.Select(static column => $"{EngineSql.Name(column.Name)} {EngineSql.TypeOf(column)}{(column.Nullable ? "" : " NOT NULL")}");
        return $"CREATE TABLE {EngineSql.Name(table.Name)} ({string.Join(", ", items)})";
    }

    private static string Columns(TargetTable table) => EngineSql.Names(table.Columns.Select(static column => column.Name));

    // In the session of the promotion, which sees what it made itself.
    private static string Stored(PromotionRun run, TargetTable table, DuckDbConnection engine) => StoredIn(table, engine).ToStored(table.Columns.Select(static column => column.Name), StagingTable(run.RunId, table.Name));

    private static string Insert(PromotionRun run, TargetTable table, DuckDbConnection engine) => $"INSERT INTO {EngineSql.Name(table.Name)} ({Columns(table)}) SELECT {Columns(table)} FROM {Stored(run, table, engine)} AS staged";

    /// <summary>Changes only rows that are not there as they are.</summary>
    private static void Upsert(PromotionRun run, PromotedTable promoted, string staging, DuckDbConnection engine)
    {
        var table = promoted.Table;
        var final = EngineSql.Name(table.Name);
        var (before, after) = (KeptBefore(run.RunId, table.Name), KeptAfter(run.RunId, table.Name));
        var columns = EngineSql.Names(table.Columns.Select(column => column.Name));
        var key = string.Join(" AND ", table.PrimaryKey.Select(column => $"old.{EngineSql.Name(column)} = new.{EngineSql.Name(column)}"));
        var same = string.Concat(table.Columns.Where(column => !table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal)).Select(column => $" AND old.{EngineSql.Name(column.Name)} IS NOT DISTINCT FROM new.{EngineSql.Name(column.Name)}"));
        var missing = promoted.Load.DeletesMissing ? $" OR NOT EXISTS (SELECT 1 FROM {staging} AS new WHERE {key})" : "";
        var gone = promoted.Gone is null ? null : $"EXISTS (SELECT 1 FROM {StoredIn(table, engine).ToStored(table.PrimaryKey, promoted.Gone)} AS gone WHERE {string.Join(" AND ", table.PrimaryKey.Select(column => $"old.{EngineSql.Name(column)} = gone.{EngineSql.Name(column)}"))}) AND NOT EXISTS (SELECT 1 FROM {staging} AS new WHERE {key})";
        if (gone is not null) missing += $" OR ({gone})";
        engine.Execute($"""
            CREATE TABLE {after} AS SELECT {columns} FROM {staging} AS new WHERE NOT EXISTS (SELECT 1 FROM {final} AS old WHERE {key}{same});
            CREATE TABLE {before} AS SELECT * FROM {final} AS old WHERE EXISTS (SELECT 1 FROM {after} AS new WHERE {key}){missing};
            """);
        if (promoted.Load.DeletesMissing) engine.Execute($"DELETE FROM {final} AS old WHERE NOT EXISTS (SELECT 1 FROM {staging} AS new WHERE {key})");
        if (gone is not null) engine.Execute($"DELETE FROM {final} AS old WHERE {gone}");
        engine.Execute(Merge(table, after));
    }

    private static string Merge(TargetTable table, string rows)
    {
        var others = table.Columns.Where(column => !table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal)).Select(column => EngineSql.Name(column.Name)).ToList();
        var update = others.Count == 0 ? "" : $" WHEN MATCHED THEN UPDATE SET {string.Join(", ", others.Select(name => $"{name} = new.{name}"))}";
        return $"""
            MERGE INTO {EngineSql.Name(table.Name)} AS old USING {rows} AS new ON {string.Join(" AND ", table.PrimaryKey.Select(key => $"old.{EngineSql.Name(key)} = new.{EngineSql.Name(key)}"))}
            {update} WHEN NOT MATCHED THEN INSERT ({EngineSql.Names(table.Columns.Select(column => column.Name))}) VALUES ({EngineSql.Names(table.Columns.Select(column => column.Name), "new.")})
            """;
    }

    private void Version(PromotionRun run, PromotedTable promoted, DuckDbConnection engine)
    {
        var table = promoted.Table;
        var sql = new VersionSql(table, promoted.Load);
        var final = EngineSql.Name(table.Name);
        var (before, after) = (KeptBefore(run.RunId, table.Name), KeptAfter(run.RunId, table.Name));
        var key = string.Join(" AND ", table.PrimaryKey.Select(column => $"kept.{EngineSql.Name(column)} = old.{EngineSql.Name(column)}"));
        if (!Has(table.Name)) engine.Execute(CreateSql(table));
        var staging = Stored(run, table, engine);
        engine.Execute($"""
            CREATE TABLE {before} AS SELECT * FROM {final} AS old WHERE EXISTS (SELECT 1 FROM {staging} AS new WHERE {sql.SameKey("new", "old")});
            CREATE TABLE {after} AS {sql.Timeline(before, staging)};
            DELETE FROM {final} AS old WHERE EXISTS (SELECT 1 FROM {before} AS kept WHERE {key}) AND NOT EXISTS (SELECT 1 FROM {after} AS kept WHERE {key});
            {Merge(table, after)}
            """);
        if (Count(engine, sql.Overlaps(final, after)) is var overlaps and > 0) throw MigrationErrors.VersionsOverlap(Name, table.Name, overlaps);
    }

    /// <summary>Adds the columns the table lacks, where the load allows it.</summary>
    /// <returns>Their names.</returns>
    private IReadOnlyList<string> AddColumns(PromotedTable promoted, DuckDbConnection engine)
    {
        var model = ModelOf(promoted.Table);
        // What the session's own transaction has made is not seen by others, but has the columns of the one before.
        if (!promoted.Load.AddsColumns || Describe(promoted.Table.Name) is not { } existing) return [];
        var added = SchemaDifference.Additions(promoted.Table, existing).Where(static column => !column.IsThere).ToList();
        foreach (var column in added) engine.Execute($"ALTER TABLE {EngineSql.Name(promoted.Table.Name)} ADD COLUMN {EngineSql.Name(column.Column)} {model?.Columns.FirstOrDefault(made => made.Name == column.Column)?.Type ?? DuckDbTypes.NameOf(column.Type)}");
        return [.. added.Select(static column => column.Column)];
    }

    /// <summary>Writes on a table that the run made all of its rows.</summary>
    private void Mark(PromotionRun run, PromotedTable promoted, PromotionAction action, DuckDbConnection engine)
    {
        var final = EngineSql.Name(promoted.Table.Name);
        var mark = new TargetMark(_job, run.RunId, Count(engine, $"SELECT count(*) FROM {final}"), promoted.ContentHash)
        {
            Replaced = action != PromotionAction.Create,
            PrimaryKey = promoted.Table.PrimaryKey.Count == 0 ? null : promoted.Table.PrimaryKey,
        };
        engine.Execute($"COMMENT ON TABLE {final} IS {EngineSql.Text(mark.ToString())}");
    }

    private static long Count(DuckDbConnection engine, string query)
    {
        using var command = engine.CreateCommand(query);
        return (long)command.ExecuteScalar()!;
    }
}
