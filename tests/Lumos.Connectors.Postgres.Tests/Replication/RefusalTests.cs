using Lumos.Abstractions;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Connectors.Postgres.Tests.Replication;

/// <summary>What cannot be read by the log says so, with what to do, before anything is made or moved.</summary>
[Collection(ServerTests.Name)]
public sealed class RefusalTests(ServerFixture fixture) : IDisposable
{
    private readonly TestDatabase _database = fixture.NewDatabase();
    private Follower? _follower;

    private Follower Follower
    {
        get => _follower ??= new Follower(_database);
        set => _follower = value;
    }

    public void Dispose() => Follower.Dispose();

    [ServerTheory]
    [InlineData("CREATE TABLE t (id integer)", "REPLICATION_IDENTITY", "REPLICA IDENTITY FULL")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY); ALTER TABLE t REPLICA IDENTITY NOTHING", "REPLICATION_IDENTITY", "REPLICA IDENTITY FULL")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE p PARTITION OF t DEFAULT; ALTER TABLE p REPLICA IDENTITY NOTHING", "REPLICATION_IDENTITY", "REPLICA IDENTITY FULL")]
    [InlineData("CREATE UNLOGGED TABLE t (id integer PRIMARY KEY)", "REPLICATION_TABLE_UNFIT", "SET LOGGED")]
    [InlineData("CREATE TABLE o (id integer PRIMARY KEY); CREATE VIEW t AS SELECT * FROM o", "REPLICATION_TABLE_UNFIT", "Leave it out")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY); CREATE PUBLICATION \"lumos publication\" FOR TABLE t WITH (publish = 'insert')", "REPLICATION_PUBLICATION", "SET (publish = 'insert, update, delete, truncate')")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY); CREATE TABLE o (id integer); CREATE PUBLICATION \"lumos publication\" FOR TABLE o", "REPLICATION_PUBLICATION", "ADD TABLE \"public\".\"t\"")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY); CREATE PUBLICATION \"lumos publication\" FOR TABLE t WHERE (id > 5)", "REPLICATION_PUBLICATION", "without a row filter")]
    [InlineData("CREATE TABLE t (id integer PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE p PARTITION OF t DEFAULT; CREATE PUBLICATION \"lumos publication\" FOR TABLE t", "REPLICATION_PUBLICATION", "ADD TABLE")]
    public async Task Read_UnfitTableOrPublication_IsRefused(string sql, string reason, string step)
    {
        _database.Execute(sql);
        var follower = Follower = new Follower(_database) { Location = "&table=t" };

        var refused = await follower.RefusalAsync("t");

        Assert.Equal(reason, refused.Reason);
        Assert.Contains(step, refused.NextStep, StringComparison.Ordinal);
        Assert.Equal("0", _database.Value("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"));
    }

    [ServerFact]
    public async Task Read_RoleWithoutTheRight_IsRefused_AndOneThatOwnsNothingUsesWhatIsThere()
    {
        var role = "reader_" + _database.Value("SELECT current_database()");
        _database.Execute($"CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1); CREATE ROLE {role} LOGIN; GRANT SELECT ON t TO {role}");
        var follower = Follower = new Follower(_database) { Location = $"&user={role}" };

        var noRight = await follower.RefusalAsync("t");
        _database.Execute($"ALTER ROLE {role} REPLICATION");
        var noPublication = await follower.RefusalAsync("t");
        _database.Execute("CREATE PUBLICATION \"lumos publication\" FOR TABLE t");
        var first = await follower.ReadAsync("t");
        _database.Execute("UPDATE t SET v = 2");
        var second = await follower.ReadAsync("t", first);

        Assert.Equal(("DATABASE_NOT_ALLOWED", $"Have an administrator run: ALTER ROLE \"{role}\" REPLICATION"), (noRight.Reason, noRight.NextStep));
        Assert.Equal("REPLICATION_PUBLICATION", noPublication.Reason);
        Assert.Contains("CREATE PUBLICATION \"lumos publication\" FOR TABLE \"public\".\"t\" WITH (publish_via_partition_root = true)", noPublication.NextStep, StringComparison.Ordinal);
        Assert.Equal(["1,2"], second.Rows);
        await using var source = await follower.OpenAsync();
        await source.DropSlotAsync(follower.Slot);
        Assert.Equal("1", _database.Value("SELECT count(*) FROM pg_publication"));
        _database.Execute($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [ServerTheory]
    [InlineData("ALTER TABLE t ADD w text", "it has the column w text")]
    [InlineData("ALTER TABLE t DROP v", "it had the column v integer")]
    [InlineData("ALTER TABLE t ALTER v TYPE bigint", "it had the column v integer; it has the column v bigint")]
    [InlineData("ALTER TABLE t ADD w text; UPDATE t SET w = 'x'; ALTER TABLE t DROP w", "a change was made when it had the column w")]
    [InlineData("ALTER TABLE t DROP v; INSERT INTO t VALUES (3); ALTER TABLE t ADD v integer", "a change was made when it did not have the column v")]
    public async Task Read_OtherColumns_StopsWithTheDifference(string sql, string difference)
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1)");
        var first = await Follower.ReadAsync("t");
        foreach (var statement in sql.Split("; ")) _database.Execute(statement);

        var refused = await Follower.RefusalAsync("t", first);

        Assert.Equal("REPLICATION_SCHEMA_CHANGED", refused.Reason);
        Assert.Contains(difference, refused.Problem, StringComparison.Ordinal);
        Assert.Equal(first.Table.To, _database.Value("SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE database = current_database()"));
    }

    [ServerFact]
    public async Task Read_SlotDroppedMovedOrOfAnotherKind_IsRefused()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1)");
        var first = await Follower.ReadAsync("t");
        _database.Execute("SET synchronous_commit = on; UPDATE t SET v = 2");
        _database.Execute($"SELECT pg_replication_slot_advance('{Follower.Slot}', pg_current_wal_lsn())");
        var passed = await Follower.RefusalAsync("t", first);
        _database.Execute($"SELECT pg_drop_replication_slot('{Follower.Slot}')");
        var lost = await Follower.RefusalAsync("t", first);
        _database.Execute($"SELECT pg_create_logical_replication_slot('{Follower.Slot}', 'test_decoding')");
        var unfit = await Follower.RefusalAsync("t");

        Assert.Equal(("REPLICATION_SLOT_PASSED", "REPLICATION_SLOT_LOST", "REPLICATION_SLOT_UNFIT"), (passed.Reason, lost.Reason, unfit.Reason));
        Assert.Contains("lumos replication drop", lost.NextStep, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Read_TransactionThatDoesNotEnd_HoldsUpANewSlotNoLongerThanAllowed()
    {
        _database.Execute("CREATE TABLE t (id integer PRIMARY KEY)");
        var follower = Follower = new Follower(_database) { Location = "&lock_timeout=1" };
        using var other = _database.Open();
        using var command = new NpgsqlCommand("BEGIN; INSERT INTO t VALUES (1)", other);
        command.ExecuteNonQuery();

        var refused = await follower.RefusalAsync("t");

        Assert.Equal(("REPLICATION_SLOT_WAITS", ErrorCode.TransientError), (refused.Reason, refused.Code));
        Assert.Equal("0", _database.Value("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"));
    }

    [ServerFact]
    public async Task Read_ServerThatKeepsTooLittle_SaysWhatToSet()
    {
        using var server = TemporaryPostgres.Start();
        var database = new TestDatabase(server, "postgres");
        database.Execute("CREATE TABLE t (id integer PRIMARY KEY)");
        using var follower = new Follower(database);

        var refused = await follower.RefusalAsync("t");

        Assert.Equal("REPLICATION_WAL_LEVEL", refused.Reason);
        Assert.Contains("ALTER SYSTEM SET wal_level = logical", refused.NextStep, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Read_SlotTheServerGaveUp_OrHasNoRoomFor_IsRefused()
    {
        using var server = TemporaryPostgres.Start("wal_level=logical", "max_replication_slots=1", "max_slot_wal_keep_size=1MB", "max_wal_size=32MB", "min_wal_size=32MB");
        var database = new TestDatabase(server, "postgres");
        database.Execute("CREATE TABLE t (id integer PRIMARY KEY); CREATE TABLE filler (v text)");
        using var follower = new Follower(database);
        var first = await follower.ReadAsync("t");
        for (var i = 0; i < 3; i++) database.Execute("INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 1000)");
        for (var i = 0; i < 3; i++)
        {
            database.Execute("SELECT pg_switch_wal()");
            database.Execute("INSERT INTO filler VALUES ('x')");
        }

        database.Execute("CHECKPOINT");
        var lost = await follower.RefusalAsync("t", first);
        database.Execute($"SELECT pg_drop_replication_slot('{follower.Slot}')");
        database.Execute("SELECT pg_create_logical_replication_slot('other', 'pgoutput')");
        var full = await follower.RefusalAsync("t");

        Assert.Equal(("REPLICATION_SLOT_LOST", "REPLICATION_SLOTS_FULL"), (lost.Reason, full.Reason));
    }
}
