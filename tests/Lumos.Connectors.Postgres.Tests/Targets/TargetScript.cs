using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests.Targets;

/// <summary>Does with a target what a run does: stages rows of a table written as text, validates nothing, and promotes.</summary>
internal sealed class TargetScript(TestDatabase database)
{
    public static readonly DateTimeOffset At = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    /// <summary>A table whose columns are written as <c>name type</c>, with <c>!</c> behind those that allow no NULL.</summary>
    public static TargetTable Table(string name, string columns, params string[] key) => new()
    {
        Name = name,
        Columns =
        [
            .. columns.Split(", ").Select(text => text.Split(' ')).Select(part => new TargetColumn
            {
                Name = part[0], Type = ColumnType.TryParse(part[1].TrimEnd('!'), out var type) ? type : throw new ArgumentException(part[1], nameof(columns)), Nullable = !part[1].EndsWith('!'),
            }),
        ],
        PrimaryKey = key,
    };

    public async Task<ITarget> OpenAsync(string job = "job") => await new PostgresConnector().OpenTargetAsync(new ConnectorRequest(database.Endpoint(), job));

    public static TargetTable Staging(TargetTable table) => table with { Columns = [.. table.Columns, new TargetColumn { Name = StagedTableNames.RowColumn, Type = ColumnType.Int64, Nullable = false }] };

    public static ColumnSchema SchemaOf(TargetTable table) => new([.. table.Columns.Select(column => new ColumnField(column.Name, column.Type, column.Nullable))]);

    /// <summary>Rows of a chunk, cells with bars between them, nothing for NULL, numbered from a first number on.</summary>
    public static ColumnBatch Rows(TargetTable table, long first, params string[] rows) => Batches.Of(
        SchemaOf(Staging(table)), [.. rows.Select((row, i) => row.Split('|').Select(cell => cell.Length == 0 ? null : cell).Append((first + i).ToString(CultureInfo.InvariantCulture)).ToArray())]);

    public static async Task StageAsync(ITarget target, string run, TargetTable table, params string[] rows)
    {
        await using var staging = await target.OpenStagingAsync(run, Staging(table));
        Assert.Equal(rows.Length, await staging.WriteChunkAsync(0, Batches.Stream(Rows(table, 0, rows))));
    }

    /// <summary>Moves rows into tables in one run.</summary>
    public Task RunAsync(string run, TargetTable table, TableLoad load, params string[] rows) => RunAsync(run, "job", (table, load, rows));

    public async Task RunAsync(string run, string job, params (TargetTable Table, TableLoad Load, string[] Rows)[] tables)
    {
        await using var target = await OpenAsync(job);
        foreach (var (table, load, rows) in tables)
        {
            await target.CheckAsync(table, load);
            await StageAsync(target, run, table, rows);
        }

        await PromoteAsync(target, run, job, tables);
        await target.DiscardAsync(run);
    }

    public static async Task PromoteAsync(ITarget target, string run, string job, params (TargetTable Table, TableLoad Load, string[] Rows)[] tables)
    {
        await using var staged = await target.OpenStagedAsync(run, [.. tables.Select(item => Staging(item.Table))], [.. tables.Select(item => item.Load)]);
        await target.PromoteAsync(new PromotionRun(run, job, At, At.AddDays(7)), [.. tables.Select(item => new PromotedTable(item.Table, item.Load, null, "hash"))], staged, () => { });
    }

    public async Task<IReadOnlyList<RolledBackTable>> RollBackAsync(string run)
    {
        await using var target = await OpenAsync();
        return await target.RollBackAsync(run);
    }

    public async Task<PromotionAction> CheckAsync(TargetTable table, TableLoad? load = null, string job = "job")
    {
        await using var target = await OpenAsync(job);
        return await target.CheckAsync(table, load ?? TableLoad.Default);
    }
}
