using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests.Targets;

/// <summary>What promotion does with a table as it stands, and that a rollback puts back what was there.</summary>
[Collection(ServerTests.Name)]
public sealed class PromotionTests(ServerFixture fixture)
{
    private const string All = "SELECT * FROM people ORDER BY id";

    private static readonly TargetTable Table = TargetScript.Table("people", "id int64!, name text, paid decimal(12,2)", "id");
    private static readonly TargetTable Bare = TargetScript.Table("people", "id int64!, name text, paid decimal(12,2)");

    [ServerFact]
    public async Task Create_ThenRollBack_TableComesAndGoes()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);

        Assert.Equal(PromotionAction.Create, await script.CheckAsync(Table));
        await script.RunAsync("R1", Table with { Unique = [["name"]] }, TableLoad.Default, "1|a|1.50", "2||");

        Assert.Equal(["1|a|1.50", "2||"], database.Rows(All));
        Assert.Equal(["p|{id}", "u|{name}"], database.Rows("SELECT contype, array_agg(attname::text) FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey) WHERE conrelid = 'people'::regclass AND contype IN ('p', 'u') GROUP BY contype, conname ORDER BY contype"));
        Assert.Equal("p", database.Value("SELECT relpersistence FROM pg_class WHERE oid = 'people'::regclass"));
        Assert.Equal("2", database.Value("SELECT reltuples::bigint FROM pg_class WHERE oid = 'people'::regclass"));
        Assert.Empty(database.Rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lumos\\_staging%'"));
        Assert.Equal([new RolledBackTable("people", null)], await script.RollBackAsync("R1"));
        Assert.Empty(await script.RollBackAsync("R1"));
        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname = 'people'"));
    }

    [ServerFact]
    public async Task Replace_SameJobAgain_MovesTheOldTableAsideAndBack()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await script.RunAsync("R1", Table, TableLoad.Default, "1|a|1.50", "2|b|");

        Assert.Equal(PromotionAction.Replace, await script.CheckAsync(Table));
        Assert.Equal(PromotionAction.Upsert, await script.CheckAsync(Table, job: "another"));
        await script.RunAsync("R2", Table, TableLoad.Default, "1|new|2.50");

        Assert.Equal(["1|new|2.50"], database.Rows(All));
        await using (var target = await script.OpenAsync())
        {
            Assert.Equal(["R1", "R2"], (await target.ListKeptAsync()).Select(kept => kept.RunId));
            Assert.Equal(TargetScript.At, (await target.ListKeptAsync())[0].At);
            Assert.Equal("TARGET_CHANGED_SINCE", (await Assert.ThrowsAsync<LumosException>(async () => await target.RollBackAsync("R1"))).Reason);
        }

        Assert.Equal([new RolledBackTable("people", 2)], await script.RollBackAsync("R2"));
        Assert.Equal(["1|a|1.50", "2|b|"], database.Rows(All));
        Assert.Equal([new RolledBackTable("people", null)], await script.RollBackAsync("R1"));
    }

    [ServerFact]
    public async Task Replace_TableWithGrantsAndViews_ChangesRowsInPlace()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("""
            CREATE ROLE reader; CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); COMMENT ON TABLE people IS 'ours';
            INSERT INTO people VALUES (1, 'old', 1), (2, 'gone', NULL); GRANT SELECT ON people TO reader; CREATE VIEW names AS SELECT name FROM people
            """);

        await script.RunAsync("R1", Table, new TableLoad { Strategy = LoadStrategy.Replace }, "1|new|2.50", "3|c|");

        Assert.Equal(["c", "new"], database.Rows("SELECT name FROM names ORDER BY 1"));
        Assert.Equal("true", database.Value("SELECT has_table_privilege('reader', 'people', 'SELECT')::text"));
        Assert.StartsWith("ours\nlumos {", database.Value("SELECT obj_description('people'::regclass)"), StringComparison.Ordinal);
        await script.RollBackAsync("R1");
        Assert.Equal(["1|old|1.00", "2|gone|"], database.Rows(All));
        Assert.Equal("ours", database.Value("SELECT obj_description('people'::regclass)"));
        database.Execute("DROP VIEW names; DROP TABLE people; DROP ROLE reader");
    }

    [ServerFact]
    public async Task Replace_TableOthersReferTo_KeepsTheReferences()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("""
            CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'old', 1), (2, 'gone', NULL), (4, 'same', NULL);
            CREATE TABLE orders (id bigint, person bigint REFERENCES people); INSERT INTO orders VALUES (10, 1)
            """);
        var load = new TableLoad { Strategy = LoadStrategy.Replace };

        await script.RunAsync("R1", Table, load, "1|new|2.50", "3|c|", "4|same|");

        Assert.Equal(["1|new|2.50", "3|c|", "4|same|"], database.Rows(All));
        await script.RollBackAsync("R1");
        Assert.Equal(["1|old|1.00", "2|gone|", "4|same|"], database.Rows(All));
        var error = await Assert.ThrowsAsync<LumosException>(() => script.RunAsync("R2", Table, load, "3|c|"));
        Assert.Equal("TARGET_PROMOTION_FAILED", error.Reason);
        Assert.Equal(["1|old|1.00", "2|gone|", "4|same|"], database.Rows(All));
    }

    [ServerFact]
    public async Task Replace_InPlaceThenRowsOfOthers_RollBackTouchesNothing()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("""
            CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'old', 1);
            CREATE TABLE orders (id bigint, person bigint REFERENCES people); INSERT INTO orders VALUES (10, 1)
            """);
        await script.RunAsync("R1", Table, new TableLoad { Strategy = LoadStrategy.Replace }, "1|new|2.50", "3|c|");
        database.Execute("INSERT INTO people VALUES (9, 'theirs', NULL); UPDATE people SET name = 'theirs too' WHERE id = 3");

        var error = await Assert.ThrowsAsync<LumosException>(() => script.RollBackAsync("R1"));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
        Assert.Equal(["1|new|2.50", "3|theirs too|", "9|theirs|"], database.Rows(All));
        database.Execute("DELETE FROM people WHERE id = 3");
        Assert.Equal("TARGET_CHANGED_SINCE", (await Assert.ThrowsAsync<LumosException>(() => script.RollBackAsync("R1"))).Reason);
        Assert.Equal(["1|new|2.50", "9|theirs|"], database.Rows(All));
    }

    [ServerFact]
    public async Task Replace_InPlaceThenFurtherRowsOfOthers_RollBackKeepsThose()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("""
            CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'old', 1), (2, 'gone', NULL);
            CREATE TABLE orders (id bigint, person bigint REFERENCES people); INSERT INTO orders VALUES (10, 1)
            """);
        await script.RunAsync("R1", Table, new TableLoad { Strategy = LoadStrategy.Replace }, "1|new|2.50", "3|c|");
        database.Execute("INSERT INTO people VALUES (9, 'theirs', NULL)");

        await script.RollBackAsync("R1");

        Assert.Equal(["1|old|1.00", "2|gone|", "9|theirs|"], database.Rows(All));
    }

    [ServerFact]
    public async Task Replace_ParentAndChildOfOneJob_BothMoveAndRefer()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        var orders = TargetScript.Table("orders", "id int64!, person int64", "id") with { ForeignKeys = [new TargetForeignKey(["person"], "people", ["id"])] };
        await script.RunAsync("R1", "job", (orders, TableLoad.Default, ["10|1"]), (Table, TableLoad.Default, ["1|a|"]));

        await script.RunAsync("R2", "job", (orders, TableLoad.Default, ["11|2", "12|2"]), (Table, TableLoad.Default, ["2|b|"]));

        Assert.Equal(["11|2", "12|2"], database.Rows("SELECT * FROM orders ORDER BY id"));
        Assert.Equal("people", database.Value("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = 'orders'::regclass"));
        Assert.Equal(["orders", "people"], (await script.RollBackAsync("R2")).Select(table => table.Table).Order());
        Assert.Equal(["10|1"], database.Rows("SELECT * FROM orders"));
        Assert.Equal("people", database.Value("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = 'orders'::regclass"));
        await script.RollBackAsync("R1");
        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname IN ('orders', 'people')"));
    }

    [ServerFact]
    public async Task Fill_EmptyTable_KeepsItsDefinitionAndRollsBackToEmpty()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id serial PRIMARY KEY, name varchar(5), paid numeric, made timestamptz DEFAULT now()); COMMENT ON TABLE people IS 'two\nlines'");

        Assert.Equal(PromotionAction.Fill, await script.CheckAsync(Table));
        await script.RunAsync("R1", Table, TableLoad.Default, "7|abcde|1.50");

        Assert.Equal(["7|abcde|1.50"], database.Rows("SELECT id, name, paid FROM people"));
        Assert.Equal("8", database.Value("INSERT INTO people (name) VALUES ('x') RETURNING id"));
        await script.RollBackAsync("R1");
        Assert.Equal(["8|x|"], database.Rows("SELECT id, name, paid FROM people"));
        Assert.Equal("two\nlines", database.Value("SELECT obj_description('people'::regclass)"));
    }

    [ServerFact]
    public async Task Append_WithoutKey_RollBackTakesOutItsRowsOnly()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id bigint, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'a', NULL)");
        var load = new TableLoad { Strategy = LoadStrategy.Append };

        Assert.Equal("TARGET_NOT_EMPTY", (await Assert.ThrowsAsync<LumosException>(() => script.CheckAsync(Bare))).Reason);
        Assert.Equal(PromotionAction.Append, await script.CheckAsync(Bare, load));
        await script.RunAsync("R1", Bare, load, "1|a|", "2|b|");
        database.Execute("INSERT INTO people VALUES (3, 'later', NULL)");

        Assert.Equal([new RolledBackTable("people", 2)], await script.RollBackAsync("R1"));
        Assert.Equal(["1|a|", "3|later|"], database.Rows(All));
    }

    [ServerFact]
    public async Task Upsert_RollBack_PutsBackChangedRowsAndTakesOutNewOnes()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id integer PRIMARY KEY, name varchar(20), paid numeric(14,2)); INSERT INTO people VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");

        Assert.Equal(PromotionAction.Upsert, await script.CheckAsync(Table));
        await script.RunAsync("R1", Table, TableLoad.Default, "2|b|2.00", "3|changed|3.00", "4|d|4.00");

        Assert.Equal(["1|a|1.00", "2|b|2.00", "3|changed|3.00", "4|d|4.00"], database.Rows(All));
        Assert.Equal(["3|c|3.00"], database.Rows("SELECT id, name, paid FROM \"lumos_previous_R1\".people"));
        Assert.Equal([new RolledBackTable("people", 3)], await script.RollBackAsync("R1"));
        Assert.Equal(["1|a|1.00", "2|b|2.00", "3|c|3.00"], database.Rows(All));
    }

    [ServerFact]
    public async Task UpsertThatDeletesMissing_RollBack_PutsThemBack()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");

        await script.RunAsync("R1", Table, new TableLoad { Strategy = LoadStrategy.Upsert, DeletesMissing = true }, "2|b|2.00", "3|changed|3.00", "4|d|4.00");

        Assert.Equal(["2|b|2.00", "3|changed|3.00", "4|d|4.00"], database.Rows(All));
        await script.RollBackAsync("R1");
        Assert.Equal(["1|a|1.00", "2|b|2.00", "3|c|3.00"], database.Rows(All));
    }

    [ServerTheory]
    [InlineData("UPDATE people SET paid = 5 WHERE id = 4")]
    [InlineData("DELETE FROM people WHERE id = 3")]
    [InlineData("DROP TABLE people")]
    public async Task RollBack_RowsChangedSince_TouchesNothing(string change)
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (3, 'c', 3)");
        await script.RunAsync("R1", Table, TableLoad.Default, "3|changed|3.00", "4|d|4.00");
        database.Execute(change);

        var error = await Assert.ThrowsAsync<LumosException>(() => script.RollBackAsync("R1"));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
        Assert.Equal("1", database.Value("SELECT count(*) FROM \"lumos_previous_R1\".people"));
    }

    [ServerFact]
    public async Task AddsColumns_MissingOnes_ComeAndGo()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text); INSERT INTO people VALUES (1, 'a')");
        var error = await Assert.ThrowsAsync<LumosException>(() => script.CheckAsync(Table));
        Assert.Equal("TARGET_SCHEMA_MISMATCH", error.Reason);
        Assert.Contains("it has no column 'paid'", error.Message, StringComparison.Ordinal);

        await script.RunAsync("R1", Table, new TableLoad { AddsColumns = true }, "1|b|9.00");

        Assert.Equal(["1|b|9.00"], database.Rows(All));
        await script.RollBackAsync("R1");
        Assert.Equal(["1|a"], database.Rows(All));
    }

    [ServerFact]
    public async Task Promote_RemovedRows_StayOut()
    {
        var database = fixture.NewDatabase();
        await using var target = await new TargetScript(database).OpenAsync();
        await TargetScript.StageAsync(target, "R1", Table, "1|a|", "1|again|", "2|b|");
        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
        await staged.ExecuteAsync("CREATE TEMP TABLE gone AS SELECT 1::bigint AS lumos_row");

        await target.PromoteAsync(new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, "gone", "")], staged, () => { });
        await target.PromoteAsync(new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, "gone", "")], staged, () => Assert.Fail("promoted twice"));

        Assert.True(await target.IsPromotedAsync("R1"));
        Assert.Equal(["1|a|", "2|b|"], database.Rows(All));
        Assert.Equal(["1|a|", "2|b|"], (await Batches.TextOf(target.ReadAsync(Table))).Order());
    }

    [ServerFact]
    public async Task Promote_FailsBeforeVisible_LeavesEverything()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'old', 1)");
        await using var target = await new TargetScript(database).OpenAsync();
        await TargetScript.StageAsync(target, "R1", Table, "1|new|");
        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await target.PromoteAsync(
            new PromotionRun("R1", "job", TargetScript.At, TargetScript.At.AddDays(7)), [new PromotedTable(Table, TableLoad.Default, null, "")], staged, () => throw new InvalidTimeZoneException("stop")));

        Assert.Equal(["1|old|1.00"], database.Rows(All));
        Assert.False(await target.IsPromotedAsync("R1"));
        await TargetScript.PromoteAsync(target, "R1", "job", (Table, TableLoad.Default, []));
        Assert.Equal(["1|new|"], database.Rows(All));
    }

    [ServerFact]
    public async Task Promote_WhatTheServerRefuses_QuotesNoValue()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE people (id integer PRIMARY KEY, name varchar(5), paid numeric)");

        var text = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(database).RunAsync("R1", Table, TableLoad.Default, "1|secretname|"));
        var number = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(database).RunAsync("R2", Table, TableLoad.Default, "3000000000|a|"));

        Assert.Equal(("TARGET_PROMOTION_FAILED", "TARGET_PROMOTION_FAILED"), (text.Reason, number.Reason));
        Assert.DoesNotContain("secretname", text.ToString(), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Promote_OwnConstraintOfTheTable_IsNamedAndNoValueQuoted()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text CONSTRAINT no_secrets CHECK (name NOT LIKE 'secret%'), paid numeric(12,2))");

        var error = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(database).RunAsync("R1", Table, TableLoad.Default, "1|secretname|"));

        Assert.Equal("TARGET_PROMOTION_FAILED", error.Reason);
        Assert.Contains("no_secrets", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretname", error.ToString(), StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("CREATE TABLE people (id bigint PRIMARY KEY, name integer, paid numeric(12,2))", "column 'name' is integer there and text here")]
    [InlineData("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(5,2))", "column 'paid' is numeric(5,2) there and decimal(12,2) here")]
    [InlineData("CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, paid numeric(12,2))", "column 'name' allows no NULL there")]
    [InlineData("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2), more text)", "it has the further column 'more'")]
    [InlineData("CREATE TABLE people (id bigint PRIMARY KEY, \"Name\" text, paid numeric(12,2))", "it has no column 'name' (but 'Name')")]
    [InlineData("CREATE TABLE \"People\" (id bigint)", "it is spelled 'People' there")]
    [InlineData("CREATE VIEW people AS SELECT 1 AS id", "is a view")]
    public async Task Check_AnotherSchema_IsRefusedWithTheDifference(string sql, string difference)
    {
        var database = fixture.NewDatabase();
        database.Execute(sql);

        var error = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(database).CheckAsync(Table));

        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Check_NameTheServerCutsOff_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(fixture.NewDatabase()).CheckAsync(TargetScript.Table(new string('é', 32), "id int64")));

        Assert.Equal("TARGET_NAME_TOO_LONG", error.Reason);
    }

    [ServerFact]
    public async Task Existing_RowsBesideTheStagedOnes_DependOnTheAction()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE people (id bigint PRIMARY KEY, name text, paid numeric(12,2)); INSERT INTO people VALUES (1, 'a', 1), (2, 'b', 2); CREATE TABLE others (id bigint)");
        await using var target = await new TargetScript(database).OpenAsync();
        await TargetScript.StageAsync(target, "R1", Table, "2|x|", "3|y|");

        Assert.Equal("1", await ExistingAsync(LoadStrategy.Upsert));
        Assert.Equal("1,2", await ExistingAsync(LoadStrategy.Insert));
        Assert.Null(await ExistingAsync(LoadStrategy.Replace));

        async Task<string?> ExistingAsync(LoadStrategy strategy)
        {
            await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [new TableLoad { Strategy = strategy }]);
            Assert.NotNull(await staged.ExistingAsync("others"));
            Assert.Null(await staged.ExistingAsync("nothing"));
            return await staged.ExistingAsync("people") is { } sql ? database.Value($"SELECT string_agg(id::text, ',' ORDER BY id) FROM {sql} AS e") : null;
        }
    }
}
