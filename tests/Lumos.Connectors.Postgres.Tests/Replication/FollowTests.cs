
namespace Lumos.Connectors.Postgres.Tests.Replication;

/// <summary>What the log says changed, beside what did.</summary>
[Collection(ServerTests.Name)]
public sealed class FollowTests(ServerFixture fixture) : IDisposable
{
    private readonly TestDatabase _database = fixture.NewDatabase();
    private Follower? _follower;

    private Follower Follower => _follower ??= new Follower(_database);

    public void Dispose() => Follower.Dispose();

    [ServerTheory]
    [InlineData("text", """'a"b\c''d, {e}'""", "''")]
    [InlineData("text COLLATE \"C\"", "'ä€😀'", "'NULL'")]
    [InlineData("varchar(5)", "'  x  '", "E'a\\tb'")]
    [InlineData("character(4)", "'ab'", "'cd'")]
    [InlineData("uuid", "'11111111-2222-3333-4444-555555555555'", "gen_random_uuid()")]
    [InlineData("timestamptz", "'2026-03-29 01:30:00+01'", "'-infinity'")]
    [InlineData("timestamp(0)", "'2026-03-29 01:30:00'", "'0044-03-15 00:00:00 BC'")]
    [InlineData("numeric", "1.50", "'NaN'")]
    [InlineData("double precision", "0.1", "'Infinity'")]
    [InlineData("boolean", "true", "false")]
    [InlineData("bytea", "'\\x00ff'", "''")]
    [InlineData("bigint", "-9223372036854775808", "0")]
    [InlineData("date", "'2026-12-31'", "'infinity'")]
    [InlineData("interval", "'1 mon 2 days'", "'0'")]
    [InlineData("\"Odd type\"", "'a b'", "'it''s'")]
    [InlineData("\"Odd domain\"", "7", "8")]
    public async Task Read_KeyOfType_FindsChangedAndGoneRows(string type, string changed, string gone)
    {
        _database.Execute($"""
            CREATE TYPE "Odd type" AS ENUM ('a b', 'it''s'); CREATE DOMAIN "Odd domain" AS integer CHECK (value > 0);
            CREATE TABLE "T 1" ("K ""1" {type} PRIMARY KEY, v integer, w integer GENERATED ALWAYS AS (v * 2) STORED); INSERT INTO "T 1" VALUES ({changed}, 1), ({gone}, 1)
            """);
        var first = await Follower.ReadAsync("T 1");
        _database.Execute($"UPDATE \"T 1\" SET v = 5 WHERE \"K \"\"1\" = {changed}; DELETE FROM \"T 1\" WHERE v = 1");

        var second = await Follower.ReadAsync("T 1", first);

        var key = first.Rows.Single(row => second.Rows[0].StartsWith(row[..^",1,2".Length], StringComparison.Ordinal))[..^",1,2".Length];
        Assert.Equal(key + ",5,10", Assert.Single(second.Rows));
        Assert.Equal(first.Rows.Single(row => !row.StartsWith(key, StringComparison.Ordinal))[..^"1,2".Length] + ",", Assert.Single(second.Gone));
        Assert.Equal((null, 1L, 1L), (first.Table.From, second.Table.Changes.Updates, second.Table.Changes.Deletes));
    }

    [ServerFact]
    public async Task Read_IdentityFull_WithoutAKey_FindsRowsByAllColumns()
    {
        _database.Execute("CREATE TABLE t (a text, b boolean, c json); ALTER TABLE t REPLICA IDENTITY FULL; INSERT INTO t VALUES (NULL, true, '{}'), ('x', NULL, NULL), ('same', false, NULL), ('same', false, NULL)");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET b = false WHERE a IS NULL; DELETE FROM t WHERE a = 'x'; INSERT INTO t VALUES ('same', false, NULL)");

        var second = await Follower.ReadAsync("t", first);

        Assert.Equal(["\"same\",false,", "\"same\",false,", "\"same\",false,", ",false,\"{}\""], second.Rows);
        Assert.Equal(2L, second.GoneCount);
        Assert.Empty(second.Table.Changes.Key);
    }

    [ServerFact]
    public async Task Read_IdentityByIndex_FindsRowsByItsColumns()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, code text NOT NULL, v integer); CREATE UNIQUE INDEX by_code ON t (code) INCLUDE (v); ALTER TABLE t REPLICA IDENTITY USING INDEX by_code; INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 1)");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET code = 'c' WHERE id = 1; UPDATE t SET v = 2 WHERE id = 2");

        var second = await Follower.ReadAsync("t", first);

        Assert.Equal(["1,\"c\",1", "2,\"b\",2"], second.Rows);
        Assert.Equal([",\"a\","], second.Gone);
        Assert.Equal(["code"], second.Table.Changes.Key);
    }

    [ServerFact]
    public async Task Read_LongValueThatDidNotChange_IsThere()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer, long text); ALTER TABLE t ALTER long SET STORAGE EXTERNAL; INSERT INTO t VALUES (1, 1, repeat('x', 50000))");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET v = 2");

        Assert.Equal($"1,2,\"{new string('x', 50_000)}\"", Assert.Single((await Follower.ReadAsync("t", first)).Rows));
    }

    [ServerFact]
    public async Task Read_Partitions_AreTheirTable()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20); INSERT INTO t VALUES (1, 1), (11, 1), (2, 1)");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET id = 12 WHERE id = 1; DELETE FROM t2 WHERE id = 11");

        var second = await Follower.ReadAsync("t", first);

        Assert.Equal(["12,1"], second.Rows);
        Assert.Equal(["1,", "11,"], second.Gone);
    }

    [ServerFact]
    public async Task Read_TransactionOpenAtTheSnapshot_IsTheNextReadings()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t SELECT n, 0 FROM generate_series(1, 5) AS n");
        var first = await Follower.ReadAsync("t");
        using var other = _database.Open();
        Run("BEGIN; UPDATE t SET v = 1 WHERE id = 1");
        _database.Execute("UPDATE t SET v = 2 WHERE id = 2");

        var second = await Follower.ReadAsync("t", first, () => Run("COMMIT"));
        var third = await Follower.ReadAsync("t", second);

        Assert.Equal(["2,2"], second.Rows);
        Assert.Equal(["1,1"], third.Rows);

        void Run(string sql)
        {
            using var command = new Npgsql.NpgsqlCommand(sql, other);
            command.ExecuteNonQuery();
        }
    }

    [ServerFact]
    public async Task Read_SlotNotMovedOn_GivesNothingTwice()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 0), (2, 0)");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET v = 1 WHERE id = 1");
        var second = await Follower.ReadAsync("t", first, confirms: false);
        _database.Execute("UPDATE t SET v = 2 WHERE id = 2");

        var third = await Follower.ReadAsync("t", second, confirms: false);

        Assert.Equal(["1,1"], second.Rows);
        Assert.Equal(["2,2"], third.Rows);
        Assert.Equal(1L, third.Table.Changes.Updates);
    }

    [ServerFact]
    public async Task Read_ManyKeys_InPortions_GivesEachRowOnce()
    {
        _database.Execute("CREATE TABLE t (id text PRIMARY KEY, v integer); INSERT INTO t SELECT 'key ' || n, 0 FROM generate_series(1, 12000) AS n");
        var first = await Follower.ReadAsync("t");
        _database.Execute("UPDATE t SET v = 1; UPDATE t SET v = 2; DELETE FROM t WHERE right(id, 1) = '7'");

        var second = await Follower.ReadAsync("t", first);

        Assert.Equal((10_800, 1_200L, 1_200), (second.Rows.Distinct().Count(), second.GoneCount, second.Gone.Distinct().Count()));
        Assert.Equal((10_800, 24_000L), (second.Rows.Count, second.Table.Changes.Updates));
    }

    [ServerFact]
    public async Task Drop_TakesThePublicationLumosMade_AndDoingItAgainIsNothing()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY)");
        await Follower.ReadAsync("t");
        await using var source = await Follower.OpenAsync();

        var there = Assert.Single(await source.ListSlotsAsync());
        var dropped = await source.DropSlotAsync(Follower.Slot);

        Assert.Equal((Follower.Slot, "lumos publication", false, false), (there.Name, there.Publication, there.IsActive, there.IsLost));
        Assert.Equal(there.Name, dropped!.Name);
        Assert.True(there.RetainedBytes >= 0);
        Assert.Null(await source.DropSlotAsync(Follower.Slot));
        Assert.Equal("0", _database.Value("SELECT count(*) FROM pg_publication"));
    }
}
