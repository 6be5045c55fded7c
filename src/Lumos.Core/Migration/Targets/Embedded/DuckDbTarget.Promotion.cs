using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

internal sealed partial class DuckDbTarget
{
    private const string PromotedTable = "promoted";

    /// <inheritdoc/>
    ValueTask ITarget.PromoteAsync(string runId, IReadOnlyList<TargetTable> tables, CancellationToken cancellationToken)
    {
        using var staged = new DuckDbStagedTables(this, _connection.Duplicate(), runId, tables);
        return PromoteAsync(new PromotionRun(runId, _job), [.. tables.Select(table => new PromotedTable(table, null, ""))], staged, static () => { }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsPromotedAsync(string runId, IReadOnlyList<TargetTable> tables, CancellationToken cancellationToken) => ValueTask.FromResult(IsPromoted(runId));

    /// <inheritdoc/>
    public ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken)
    {
        if (IsPromoted(run.RunId)) return ValueTask.CompletedTask;
        var engine = staged.Engine;
        RemoveRows(run, tables, engine);
        using var transaction = engine.BeginTransaction();
        foreach (var table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var action = Check(table.Table);
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
    internal PromotionAction ActionOn(TargetTable staging) => Check(staging with { Columns = [.. staging.Columns.Where(column => column.Name != TablePlan.RowColumn)] });

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
        var staging = StagingTable(run.RunId, table.Name);
        var final = EngineSql.Name(table.Name);
        var columns = EngineSql.Names(table.Columns.Select(column => column.Name));
        switch (action)
        {
            case PromotionAction.Create or PromotionAction.Replace:
                var rows = Count(engine, staging);
                engine.Execute($"""
                    DROP TABLE IF EXISTS {final};
                    ALTER TABLE {staging} DROP COLUMN {SegmentColumn};
                    ALTER TABLE {staging} DROP COLUMN IF EXISTS {TablePlan.RowColumn};
                    ALTER TABLE {staging} RENAME TO {final};
                    COMMENT ON TABLE {final} IS {EngineSql.Text(new TargetMark(_job, run.RunId, rows, promoted.ContentHash).ToString())}
                    """);
                break;
            case PromotionAction.Fill:
                engine.Execute($"INSERT INTO {final} ({columns}) SELECT {columns} FROM {staging}");
                engine.Execute($"COMMENT ON TABLE {final} IS {EngineSql.Text(new TargetMark(_job, run.RunId, Count(engine, staging), promoted.ContentHash).ToString())}");
                break;
            default:
                var others = table.Columns.Where(column => !table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal)).Select(column => EngineSql.Name(column.Name)).ToList();
                var update = others.Count == 0 ? "" : $" WHEN MATCHED THEN UPDATE SET {string.Join(", ", others.Select(name => $"{name} = new.{name}"))}";
                engine.Execute($"""
                    MERGE INTO {final} AS old USING {staging} AS new ON {string.Join(" AND ", table.PrimaryKey.Select(key => $"old.{EngineSql.Name(key)} = new.{EngineSql.Name(key)}"))}
                    {update} WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({EngineSql.Names(table.Columns.Select(column => column.Name), "new.")})
                    """);
                break;
        }
    }

    private static long Count(DuckDbConnection engine, string relation)
    {
        using var command = engine.CreateCommand($"SELECT count(*) FROM {relation}");
        return (long)command.ExecuteScalar()!;
    }
}
