using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests.Targets;

/// <summary>Chunks in staging: whole or not at all, replaced when written again, gone when the server crashed.</summary>
[Collection(ServerTests.Name)]
public sealed class StagingTests(ServerFixture fixture)
{
    private static readonly TargetTable Table = TargetScript.Table("people", "id int64!, name text, paid decimal(12,2), seen timestamp", "id");

    [ServerFact]
    public async Task Chunk_WrittenAgain_ReplacesItself()
    {
        var database = fixture.NewDatabase();
        await using var target = await new TargetScript(database).OpenAsync();
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));
        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a|1.50|2024-01-01", "2||0.01|")));
        await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 2, "3|c||")));

        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|again|9.99|2024-01-01", "2|b|0.01|")));

        Assert.Equal(["1|again|9.99|2024-01-01 00:00:00|0", "2|b|0.01||1", "3|c|||2"], database.Rows("SELECT * FROM \"lumos_staging_R1\".people ORDER BY lumos_row"));
        Assert.Equal(new Dictionary<long, long> { [0] = 2, [1] = 1 }, await staging.GetChunksAsync());
        Assert.Equal("u", database.Value("SELECT relpersistence FROM pg_class WHERE relname = 'people'"));
    }

    [ServerFact]
    public async Task Chunk_SourceFailsHalfWay_LeavesNothing()
    {
        var database = fixture.NewDatabase();
        await using var target = await new TargetScript(database).OpenAsync();
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await staging.WriteChunkAsync(0, Failing()));

        Assert.Empty(await staging.GetChunksAsync());
        Assert.Equal("0", database.Value("SELECT count(*) FROM \"lumos_staging_R1\".people"));
        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a||")));
        Assert.Equal(1, (await staging.GetChunksAsync())[0]);

        static async IAsyncEnumerable<ColumnBatch> Failing()
        {
            await Task.Yield();
            yield return TargetScript.Rows(Table, 0, "1|a||");
            throw new InvalidTimeZoneException("the source broke");
        }
    }

    [ServerFact]
    public async Task Chunk_WithNumbersOfAnother_IsRefused()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));
        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a||", "2|b||")));

        var error = await Assert.ThrowsAsync<LumosException>(async () => await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1, "3|c||"))));

        Assert.Equal("MIGRATION_STAGING_CHANGED", error.Reason);
        Assert.Single(await staging.GetChunksAsync());
    }

    [ServerFact]
    public async Task Chunk_NoRows_IsRegistered()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));

        await staging.WriteChunkAsync(0, Batches.Stream());
        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0)));

        Assert.Equal(0, (await staging.GetChunksAsync())[0]);
    }

    [ServerFact]
    public async Task Staged_ReadBack_GivesTheRowsOfARangeAndNoOthers()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        await using (var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table)))
        {
            await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 2, "3|c||", "4|d||")));
            await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a||", "2|b||")));
        }

        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
        var schema = new ColumnSchema([new("name", ColumnType.Text), new(StagedTableNames.RowColumn, ColumnType.Int64)]);
        var readers = await Task.WhenAll(Batches.TextOf(staged.ReadAsync(staged.Main("people"), schema, 0, 4)), Batches.TextOf(staged.ReadAsync(staged.Main("people"), schema, 1, 3)));

        Assert.Equal(["a|0", "b|1", "c|2", "d|3"], readers[0].Order(StringComparer.Ordinal));
        Assert.Equal(["b|1", "c|2"], readers[1].Order(StringComparer.Ordinal));
        await staged.ExecuteAsync("CREATE TEMP TABLE few AS SELECT lumos_row FROM " + staged.Staged("people") + " WHERE id > 2");
        Assert.Equal(["2"], await Batches.TextOf(staged.QueryAsync("SELECT count(*) FROM few", new ColumnSchema([new("n", ColumnType.Int64)]))));
        Assert.Equal(["x|0.5|7"], await Batches.TextOf(staged.QueryAsync("SELECT 'x', 0.5, 7", new ColumnSchema([new("a", ColumnType.Text), new("b", ColumnType.Decimal(9, 1)), new("c", ColumnType.Int64)]))));
    }

    [ServerFact]
    public async Task Staged_WithRepeatedKeysApart_AreAllThereAndEachApart()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        var rows = TargetScript.Staging(Table);
        await using (var staging = await target.OpenStagingAsync("R1", rows)) await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a||", "2|b||")));
        await using (var late = await target.OpenStagingAsync("R1", rows with { Name = StagedTableNames.LateOf(Table.Name) })) await late.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 2, "1|c||")));

        await using var staged = await target.OpenStagedAsync("R1", [rows], [TableLoad.Default]);

        var schema = new ColumnSchema([new("name", ColumnType.Text), new(StagedTableNames.RowColumn, ColumnType.Int64)]);
        Assert.Equal(["a|0", "b|1"], await Batches.TextOf(staged.ReadAsync(staged.Main("people"), schema, 0, 9)));
        Assert.Equal(["c|2"], await Batches.TextOf(staged.ReadAsync(staged.Late("people")!, schema, 0, 9)));
        Assert.Equal(["a|0", "b|1", "c|2"], await Batches.TextOf(staged.QueryAsync($"SELECT name, lumos_row FROM {staged.Staged("people")} AS staged ORDER BY lumos_row", schema)));
    }

    [ServerFact]
    public async Task Staged_TablesWhoseLongNamesBeginTheSame_StayTwo()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        var (one, two) = (new string('n', 62) + "1", new string('n', 62) + "2");
        foreach (var name in new[] { one, two })
        {
            var rows = TargetScript.Staging(Table) with { Name = name };
            await using var staging = await target.OpenStagingAsync("R1", rows);
            await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, $"1|{name[^1]}||")));
            await using var late = await target.OpenStagingAsync("R1", rows with { Name = StagedTableNames.LateOf(name) });
            await late.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 1, $"1|late {name[^1]}||")));
        }

        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table) with { Name = one }, TargetScript.Staging(Table) with { Name = two }], [TableLoad.Default, TableLoad.Default]);

        var schema = new ColumnSchema([new("name", ColumnType.Text), new(StagedTableNames.RowColumn, ColumnType.Int64)]);
        Assert.Equal(["1|0", "late 1|1"], await Batches.TextOf(staged.QueryAsync($"SELECT name, lumos_row FROM {staged.Staged(one)} AS staged ORDER BY lumos_row", schema)));
        Assert.Equal(["2|0", "late 2|1"], await Batches.TextOf(staged.QueryAsync($"SELECT name, lumos_row FROM {staged.Staged(two)} AS staged ORDER BY lumos_row", schema)));
    }

    [ServerFact]
    public async Task Staging_OpenedByTwoProcesses_LetsOneIn()
    {
        var script = new TargetScript(fixture.NewDatabase());
        await using var first = await script.OpenAsync();
        await using var second = await script.OpenAsync();
        await using var staging = await first.OpenStagingAsync("R1", TargetScript.Staging(Table));

        var error = await Assert.ThrowsAsync<LumosException>(async () => await second.OpenStagingAsync("R1", TargetScript.Staging(Table)));

        Assert.Equal("TARGET_LOCKED", error.Reason);
        Assert.True(error.IsTransient);
        await using var other = await second.OpenStagingAsync("R2", TargetScript.Staging(Table));
    }

    [ServerFact]
    public async Task Staging_ProcessThatLostTheLockWakesLate_CannotWriteNorPromote()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await using var late = await script.OpenAsync();
        await using var lateStaging = await late.OpenStagingAsync("R1", TargetScript.Staging(Table));
        await lateStaging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a||")));
        await using var lateStaged = await late.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
        database.Execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

        await using var next = await script.OpenAsync();
        await using var staging = await next.OpenStagingAsync("R1", TargetScript.Staging(Table));
        var write = await Assert.ThrowsAsync<LumosException>(async () => await lateStaging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1, "2|late||"))));
        var promote = await Assert.ThrowsAsync<LumosException>(async () => await late.PromoteAsync(new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, null, "")], lateStaged, () => { }));

        Assert.Equal("TARGET_LOCKED", write.Reason);
        Assert.Equal("TARGET_LOCKED", promote.Reason);
        await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1, "2|b||")));
        await TargetScript.PromoteAsync(next, "R1", "job", (Table, TableLoad.Default, []));
        Assert.Equal(["1|a", "2|b"], database.Rows("SELECT id, name FROM people ORDER BY id"));
    }

    [ServerFact]
    public async Task Staging_ProcessStuckInAChunk_IsEndedByTheOneThatTakesOver()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await using var stuck = await script.OpenAsync();
        await using var stuckStaging = await stuck.OpenStagingAsync("R1", TargetScript.Staging(Table));
        var inside = new TaskCompletionSource();
        var wake = new TaskCompletionSource();
        var writing = stuckStaging.WriteChunkAsync(0, Slow()).AsTask();
        await inside.Task;
        database.Execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

        await using var next = await script.OpenAsync();
        await using var staging = await next.OpenStagingAsync("R1", TargetScript.Staging(Table));
        await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|mine||")));
        wake.SetResult();

        Assert.True((await Assert.ThrowsAsync<LumosException>(() => writing)).IsTransient);
        Assert.Equal(["1|mine"], database.Rows("SELECT id, name FROM \"lumos_staging_R1\".people"));

        async IAsyncEnumerable<ColumnBatch> Slow()
        {
            yield return TargetScript.Rows(Table, 0, "1|stuck||");
            inside.SetResult();
            await wake.Task;
            yield return TargetScript.Rows(Table, 1, "2|stuck||");
        }
    }
}
