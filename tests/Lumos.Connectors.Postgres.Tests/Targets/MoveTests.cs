using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests.Targets;

/// <summary>A staged table becomes the final one where it can, and is copied where it cannot; nobody can tell which from what is in it.</summary>
[Collection(ServerTests.Name)]
public sealed class MoveTests(ServerFixture fixture)
{
    private const string All = "SELECT * FROM people ORDER BY id";

    private static readonly TargetTable Table = TargetScript.Table("people", "id int64!, name text, paid decimal(12,2)", "id");

    private static readonly string[] Rows = [.. Enumerable.Range(1, 40).Select(i => FormattableString.Invariant($"{i}|n{i}|{i}.00"))];

    [ServerFact]
    public async Task Create_StagedTable_BecomesTheFinalOne()
    {
        var database = fixture.NewDatabase();
        var id = await RunAsync(database, "R1", late: [], removed: []);

        Assert.Equal(id, database.Value("SELECT 'people'::regclass::oid::text"));
        Assert.Equal("p||4", database.Value("SELECT relpersistence::text || '|' || coalesce(reloptions::text, '') || '|' || relnatts FROM pg_class WHERE oid = 'people'::regclass"));
        Assert.Equal(["id|1", "name|2", "paid|3"], database.Rows("SELECT column_name, ordinal_position FROM information_schema.columns WHERE table_name = 'people' ORDER BY 2"));
        Assert.Equal(["people_pkey|public"], database.Rows("SELECT conname, connamespace::regnamespace FROM pg_constraint WHERE contype = 'p' AND conrelid = 'people'::regclass"));
        Assert.Equal("40", database.Value("SELECT reltuples::bigint FROM pg_class WHERE oid = 'people'::regclass"));
        Assert.Equal("true", database.Value("SELECT attnotnull::text FROM pg_attribute WHERE attrelid = 'people'::regclass AND attname = 'id'"));
        Assert.Equal(40, database.Rows(All).Count);
        Assert.Empty(database.Rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lumos\\_staging%'"));
        Assert.Equal([new RolledBackTable("people", null)], await new TargetScript(database).RollBackAsync("R1"));
    }

    [ServerFact]
    public async Task Create_WithLateAndRemovedRows_HoldsThoseThatStay()
    {
        var database = fixture.NewDatabase();
        var id = await RunAsync(database, "R1", late: ["41|late|1.00", "1|again|1.00"], removed: [3, 41]);

        Assert.Equal(id, database.Value("SELECT 'people'::regclass::oid::text"));
        var expected = Rows.Where((_, i) => i != 3).Append("41|late|1.00").ToList();
        Assert.Equal(expected, database.Rows(All));
        Assert.Equal([new RolledBackTable("people", null)], await new TargetScript(database).RollBackAsync("R1"));
    }

    [ServerFact]
    public async Task Create_ManyRemovedRows_IsCopied()
    {
        var database = fixture.NewDatabase();
        var id = await RunAsync(database, "R1", late: ["1|again|1.00"], removed: [2, 3, 4, 5, 6, 40]);

        Assert.NotEqual(id, database.Value("SELECT 'people'::regclass::oid::text"));
        Assert.Equal(Rows.Where((_, i) => i is < 2 or > 6), database.Rows(All));
    }

    [ServerTheory]
    [InlineData("UPDATE people SET name = 'theirs' WHERE id = 7")]
    [InlineData("DELETE FROM people WHERE id = 7")]
    [InlineData("INSERT INTO people VALUES (99)")]
    public async Task RollBack_AfterOthersChangedAMovedTable_TouchesNothing(string change)
    {
        var database = fixture.NewDatabase();
        await RunAsync(database, "R1", late: ["41|late|1.00"], removed: [3]);
        database.Execute(change);
        var before = database.Rows(All);

        var error = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(database).RollBackAsync("R1"));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
        Assert.Equal(before, database.Rows(All));
    }

    [ServerFact]
    public async Task Replace_ThenRollBackTwice_TablesChangePlaces()
    {
        var database = fixture.NewDatabase();
        await RunAsync(database, "R1", late: [], removed: []);
        var id = await RunAsync(database, "R2", late: ["41|late|1.00"], removed: []);

        Assert.Equal(id, database.Value("SELECT 'people'::regclass::oid::text"));
        Assert.Equal(["people_pkey"], database.Rows("SELECT conname FROM pg_constraint WHERE contype = 'p' AND conrelid = 'people'::regclass"));
        Assert.Equal([new RolledBackTable("people", 40)], await new TargetScript(database).RollBackAsync("R2"));
        Assert.Equal(Rows, database.Rows(All));
        Assert.Equal([new RolledBackTable("people", null)], await new TargetScript(database).RollBackAsync("R1"));
    }

    [ServerFact]
    public async Task Create_NameOfTheKeyIsTaken_ServerFindsAnother()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE people_pkey (a integer)");

        await RunAsync(database, "R1", late: [], removed: []);

        Assert.Equal(["people_pkey1"], database.Rows("SELECT conname FROM pg_constraint WHERE contype = 'p' AND conrelid = 'people'::regclass"));
    }

    [ServerFact]
    public async Task Create_KeysThatWereNotSeenToRepeat_AreRefusedAsEver()
    {
        var database = fixture.NewDatabase();
        await using var target = await new TargetScript(database).OpenAsync();
        await target.CheckAsync(Table, TableLoad.Default);
        await TargetScript.StageAsync(target, "R1", Table, "1|a|", "1|b|");
        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
        await staged.BeginValidationAsync();

        var error = await Assert.ThrowsAsync<LumosException>(async () => await target.PromoteAsync(new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, null, "")], staged, () => { }));

        Assert.Equal("TARGET_PROMOTION_FAILED", error.Reason);
        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname = 'people' AND relnamespace = 'public'::regnamespace"));
    }

    [ServerFact]
    public async Task Create_WhereNewTablesGetPrivileges_HasThem()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE ROLE watcher; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO watcher");

        var id = await RunAsync(database, "R1", late: [], removed: [], persistence: "u");

        Assert.NotEqual(id, database.Value("SELECT 'people'::regclass::oid::text"));
        Assert.Equal("true", database.Value("SELECT has_table_privilege('watcher', 'people', 'SELECT')::text"));
        database.Execute("DROP OWNED BY watcher; DROP ROLE watcher");
    }

    [ServerFact]
    public async Task Create_WhereAllTablesArePublished_IsStagedUnlogged()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE PUBLICATION everything FOR ALL TABLES");

        var id = await RunAsync(database, "R1", late: [], removed: [], persistence: "u");

        Assert.NotEqual(id, database.Value("SELECT 'people'::regclass::oid::text"));
        Assert.Equal(Rows, database.Rows(All));
    }

    [ServerFact]
    public async Task Promotion_StoppedBeforeItIsVisible_CanBeDoneAgain()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await using (var target = await script.OpenAsync())
        {
            await target.CheckAsync(Table, TableLoad.Default);
            await TargetScript.StageAsync(target, "R1", Table, Rows);
            await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
            await staged.BeginValidationAsync();
            await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await target.PromoteAsync(
                new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, null, "")], staged, () => throw new InvalidTimeZoneException()));
        }

        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname = 'people' AND relnamespace = 'public'::regnamespace"));
        await using var again = await script.OpenAsync();
        await again.CheckAsync(Table, TableLoad.Default);
        await using (var staging = await again.OpenStagingAsync("R1", TargetScript.Staging(Table))) Assert.Equal(40, (await staging.GetChunksAsync())[0]);
        await TargetScript.PromoteAsync(again, "R1", "job", (Table, TableLoad.Default, []));

        Assert.Equal(Rows, database.Rows(All));
    }

    /// <summary>Does what a run does, with late rows and rows left out.</summary>
    /// <returns>The staged table's own number.</returns>
    private static async Task<string?> RunAsync(TestDatabase database, string run, string[] late, int[] removed, string persistence = "p")
    {
        await using var target = await new TargetScript(database).OpenAsync();
        var load = new TableLoad { Strategy = LoadStrategy.Replace };
        var rows = TargetScript.Staging(Table);
        await target.CheckAsync(Table, load);
        await TargetScript.StageAsync(target, run, Table, Rows);
        await using (var staging = await target.OpenStagingAsync(run, rows with { Name = StagedTableNames.LateOf("people") })) await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, Rows.Length, late)));
        var id = database.Value($"SELECT oid::text FROM pg_class WHERE relname = 'people' AND relnamespace = '\"lumos_staging_{run}\"'::regnamespace");
        Assert.Equal(persistence, database.Value($"SELECT relpersistence FROM pg_class WHERE oid = {id}"));
        await using (var staged = await target.OpenStagedAsync(run, [rows], [load]))
        {
            await staged.BeginValidationAsync();
            await staged.ExecuteAsync($"CREATE TEMPORARY TABLE gone AS SELECT unnest('{{{string.Join(',', removed)}}}'::bigint[]) AS lumos_row");
            await target.PromoteAsync(new PromotionRun(run, "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, load, "gone", "hash")], staged, () => { });
        }

        await target.DiscardAsync(run);
        return id;
    }
}
