using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Runs that read what changed from the server's log.</summary>
[Collection(ServerTests.Name)]
public sealed class ReplicationRunTests(ServerFixture fixture) : IDisposable
{
    private const string Source = """
        CREATE TABLE customers (customer_id integer PRIMARY KEY, full_name text NOT NULL, email text UNIQUE, note text);
        CREATE TABLE orders (order_id bigint, line integer, customer_id integer REFERENCES customers, amount numeric(10,2), PRIMARY KEY (order_id, line));
        INSERT INTO customers SELECT n, 'Name ' || n, 'm' || n || '@example.org', CASE WHEN n % 50 = 10 THEN (SELECT string_agg(md5((n * i)::text), '') FROM generate_series(1, 300) AS i) END FROM generate_series(1, 100) AS n;
        INSERT INTO orders SELECT n, 1 + n % 2, 1 + n % 100, n / 100.0 FROM generate_series(1, 300) AS n
        """;

    private const string Schema = """
        CREATE TABLE customers (customer_id bigint PRIMARY KEY, full_name text NOT NULL, email text UNIQUE, note text);
        CREATE TABLE orders (order_id bigint, line bigint, customer_id bigint REFERENCES customers (customer_id), amount decimal(10,2), PRIMARY KEY (order_id, line));
        """;

    private const string Everything = "upsert, delete missing";
    private static readonly RbacActor Actor = new("ann", Role.Operator);

    private readonly RunFolder _folder = new();
    private readonly TestDatabase _from = fixture.NewDatabase();
    private readonly TestDatabase _to = fixture.NewDatabase();

    public void Dispose()
    {
        foreach (var slot in _from.Rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")) _from.Execute($"SELECT pg_drop_replication_slot('{slot}')");
        _folder.Dispose();
    }

    [ServerFact]
    public async Task Run_AfterChanges_GivesTheSourceAsItIs()
    {
        _from.Execute(Source);
        var first = await RunAsync(Everything);
        AssertSame();
        var loaded = _from.Rows("SELECT * FROM orders ORDER BY 1, 2");
        _from.Execute("""
            UPDATE customers SET full_name = 'Twice' WHERE customer_id = 10; UPDATE customers SET full_name = 'Thrice' WHERE customer_id = 10;
            INSERT INTO customers VALUES (101, 'New', 'new@example.org'), (102, 'Never', 'never@example.org'); DELETE FROM customers WHERE customer_id = 102;
            UPDATE orders SET order_id = 1000 WHERE order_id = 5; DELETE FROM orders WHERE order_id = 6; INSERT INTO orders VALUES (6, 1, 101, 1);
            UPDATE orders SET customer_id = 10 WHERE customer_id = 60; DELETE FROM customers WHERE customer_id = 60; DELETE FROM orders WHERE customer_id = 50; DELETE FROM customers WHERE customer_id = 50; INSERT INTO customers VALUES (103, 'Heir', 'm50@example.org')
            """);

        var second = await RunAsync(Everything);

        AssertSame();
        Assert.Equal("9600", _to.Value("SELECT length(note) FROM customers WHERE customer_id = 10"));
        var (customers, orders) = (second.Migration!.Increments[0], second.Migration.Increments[1]);
        Assert.Equal((3L, 2L, 3L, 3L, true), (customers.Replication!.Inserts, customers.Replication.Updates, customers.Replication.Deletes, customers.Replication.Gone, customers.Replication.DeletesGone));
        Assert.Equal(4L, orders.Replication!.Gone);
        Assert.Equal(["lumos_" + first.RunId.ToLowerInvariant()], _from.Rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"));
        Assert.Equal(customers.To, _from.Value($"SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '{customers.Replication.Slot}'"));
        Assert.Equal([3L, 5L], second.Migration.Tables.Select(table => table.RowsIn));
        Assert.Equal([new RowChanges(2, 1, 2), new RowChanges(1, 4, 4)], second.Migration.Tables.Select(table => table.Changes));
        Assert.True((await _folder.Engine().VerifyAsync(second.RunId)).IsSame);
        await _folder.Engine().RollBackAsync(second.RunId, Actor);
        Assert.Equal(loaded, _to.Rows("SELECT * FROM orders ORDER BY 1, 2"));
    }

    [ServerTheory]
    [InlineData("CREATE TABLE orders (line bigint PRIMARY KEY, order_id bigint, customer_id bigint, amount decimal(10,2))", Everything, "INCREMENTAL_DELETES")]
    [InlineData("CREATE TABLE orders (order_id bigint, line bigint, customer_id bigint, amount decimal(10,2), PRIMARY KEY (order_id, line, customer_id))", Everything, "INCREMENTAL_DELETES")]
    [InlineData("CREATE TABLE orders (order_id bigint, line bigint, customer_id bigint, amount decimal(10,2), PRIMARY KEY (order_id, line))", "replace", "INCREMENTAL_LOAD")]
    public async Task Run_WhoseDeletionsOrRowsHaveNoPlace_IsRefused(string schema, string load, string reason)
    {
        _from.Execute(Source);

        var refused = await Assert.ThrowsAsync<LumosException>(() => RunAsync(load, schema: schema, customers: false));

        Assert.Equal(reason, refused.Reason);
    }

    [ServerFact]
    public async Task Run_TableThatIsNotThere_OrSeveralSlots_MakesNoSlot()
    {
        _from.Execute(Source);
        var contract = Contract(Everything, null, false, Schema, true);
        var log = new IncrementalRead(null) { By = IncrementalBy.LogicalReplication };

        var unknown = await RefusalAsync(new Dictionary<string, IncrementalRead> { ["orders"] = log, ["ordres"] = log });
        var several = await RefusalAsync(new Dictionary<string, IncrementalRead> { ["orders"] = log with { Slot = "a" }, ["customers"] = log with { Slot = "b" } });

        Assert.Equal(("INCREMENTAL_UNKNOWN", "INCREMENTAL_SLOTS"), (unknown, several));
        Assert.Empty(_from.Rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"));

        async Task<string> RefusalAsync(Dictionary<string, IncrementalRead> reads) => (await Assert.ThrowsAsync<LumosException>(() =>
            _folder.RunAsync(contract with { RunId = Contract(Everything, null, false, Schema, true).RunId, Overrides = contract.Overrides! with { Incremental = reads } }, _folder.Path))).Reason;
    }

    [ServerFact]
    public async Task Drop_OfASlotNobodyReadFrom_IsRefused_AndOneThatIsGoneBeginsAnew()
    {
        _from.Execute(Source);
        var first = await RunAsync(Everything);
        var slot = first.Migration!.Increments[0].Replication!.Slot;
        _from.Execute($"SELECT pg_drop_replication_slot('{slot}'); DELETE FROM orders WHERE order_id = 1");
        var lost = await Assert.ThrowsAsync<LumosException>(() => RunAsync(Everything));

        var unknown = await Assert.ThrowsAsync<LumosException>(() => _folder.Engine().DropReplicationAsync(_from.Location, "nobody", Actor));
        Assert.Null(await _folder.Engine().DropReplicationAsync(_from.Location, slot, Actor));
        var second = await RunAsync(Everything);

        Assert.Equal(("REPLICATION_SLOT_LOST", "REPLICATION_SLOT_UNKNOWN"), (lost.Reason, unknown.Reason));
        Assert.Null(second.Migration!.Increments[0].From);
        Assert.NotEqual(slot, second.Migration.Increments[0].Replication!.Slot);
        AssertSame();
        Assert.Equal(second.RunId, Assert.Single(await _folder.Engine().ListReplicationAsync(_from.Location)).RunId);
    }

    [ServerFact]
    public async Task Run_DeletesNotAskedFor_CountsThemAndLeavesTheRows()
    {
        _from.Execute(Source);
        await RunAsync("upsert");
        _from.Execute("DELETE FROM orders WHERE order_id <= 3; UPDATE orders SET amount = 7 WHERE order_id = 4");

        var second = await RunAsync("upsert");

        var log = second.Migration!.Increments[1].Replication!;
        Assert.Equal((3L, 3L, false), (log.Deletes, log.Gone, log.DeletesGone));
        Assert.Equal("300|7.00", _to.Value("SELECT count(*), max(amount) FILTER (WHERE order_id = 4) FROM orders"));
    }

    [ServerFact]
    public async Task Run_NothingChanged_StillLetsTheServerForget()
    {
        _from.Execute(Source + "; CREATE TABLE noise (n integer)");
        await RunAsync(Everything);
        var before = _from.Value("SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE database = current_database()");
        _from.Execute("INSERT INTO noise SELECT generate_series(1, 1000)");

        var second = await RunAsync(Everything);
        _from.Execute("UPDATE orders SET amount = 3 WHERE order_id = 3");
        var third = await RunAsync(Everything);

        Assert.Null(second.Migration);
        Assert.StartsWith("Nothing changed: customers since position ", Assert.Single(second.Reasons), StringComparison.Ordinal);
        Assert.Equal("t", _from.Value($"SELECT confirmed_flush_lsn > '{before}' FROM pg_replication_slots WHERE database = current_database()"));
        Assert.Equal([0L, 1L], third.Migration!.Tables.Select(table => table.RowsIn));
        AssertSame();
    }

    [ServerFact]
    public async Task Run_Truncated_ReadsTheTableWhole()
    {
        _from.Execute(Source);
        await RunAsync(Everything);
        _from.Execute("UPDATE orders SET amount = 1; TRUNCATE orders; INSERT INTO orders VALUES (9, 9, 9, 9)");

        var second = await RunAsync(Everything);

        AssertSame();
        Assert.Equal((null, 1L), (second.Migration!.Increments[1].From, second.Migration.Increments[1].Replication!.Truncates));
    }

    [ServerFact]
    public async Task Run_IntoAFile_DeletesAndRollsBack_AndReadsWholeAfterwards()
    {
        _from.Execute(Source);
        var target = Path.Combine(_folder.Path, "out.duckdb");
        await RunAsync(Everything, target: target);
        _from.Execute("DELETE FROM orders WHERE order_id <= 100; UPDATE orders SET line = 7 WHERE order_id = 101");
        var second = await RunAsync(Everything, target: target);
        Assert.Equal(200, second.Migration!.Tables[1].Manifest is not null ? Count(target) : -1);

        await _folder.Engine().RollBackAsync(second.RunId, Actor);
        Assert.Equal(300, Count(target));
        var third = await RunAsync(Everything, target: target);

        Assert.Equal(200, Count(target));
        Assert.Null(third.Migration!.Increments[1].From);
        Assert.Equal(second.Migration.Increments[1].Replication!.Slot, third.Migration.Increments[1].Replication!.Slot);
    }

    [ServerFact]
    public async Task Run_OthersWriteAllTheWhile_MissesNothing()
    {
        _from.Execute("CREATE TABLE orders (order_id bigint PRIMARY KEY, line integer, customer_id integer, amount numeric(10,2)); INSERT INTO orders SELECT n, 1, 1, 0 FROM generate_series(1, 500) AS n");
        const string schema = "CREATE TABLE orders (order_id bigint PRIMARY KEY, line bigint, customer_id bigint, amount decimal(10,2))";
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(() => Write(writer, stop.Token))).ToList();
        for (var run = 0; run < 3; run++) Assert.Equal(RunStatus.Completed, (await RunAsync(Everything, schema: schema, customers: false)).Status);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await RunAsync(Everything, schema: schema, customers: false);

        Assert.Equal(_from.Rows("SELECT * FROM orders ORDER BY 1"), _to.Rows("SELECT * FROM orders ORDER BY 1"));
        Assert.NotEqual("500", _from.Value("SELECT count(*) FROM orders"));
    }

    [ServerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WindowAfterWindow_GivesTheSourceAsItIs(bool isFile)
    {
        const string schema = """
            CREATE TYPE mood AS ENUM ('calm', 'odd');
            CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz NOT NULL, payload jsonb, feeling mood, amount numeric(10,2));
            """;
        _from.Execute(schema + "; CREATE FUNCTION key_of(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT md5(n::text)::uuid'");
        const string row = "key_of(n), timestamptz '2026-01-01 00:00:00+00' + n * interval '1 minute', jsonb_build_object('n', n, 'b', n % 7), (CASE WHEN n % 3 = 0 THEN 'odd' ELSE 'calm' END)::mood, n / 4.0";
        var target = isFile ? Path.Combine(_folder.Path, "out.duckdb") : null;
        string[] windows =
        [
            $"INSERT INTO events SELECT {row} FROM generate_series(1, 400) AS n",
            $"UPDATE events SET amount = amount + 1 WHERE amount < 10; DELETE FROM events WHERE id IN (SELECT key_of(n) FROM generate_series(50, 70) AS n); INSERT INTO events SELECT {row} FROM generate_series(401, 450) AS n",
            "SELECT 1",
            $"UPDATE events SET id = key_of(9000 + (payload->>'n')::bigint) WHERE payload->>'b' = '3'; UPDATE events SET payload = NULL, feeling = NULL WHERE payload->>'b' = '4'; INSERT INTO events SELECT {row} FROM generate_series(50, 60) AS n",
            $"TRUNCATE events; INSERT INTO events SELECT {row} FROM generate_series(300, 500) AS n",
            "DELETE FROM events WHERE feeling = 'odd'; UPDATE events SET at = at + interval '1 second', feeling = 'odd' WHERE payload->>'b' = '1'",
        ];
        RunResult? last = null;
        foreach (var window in windows)
        {
            _from.Execute(window);
            var run = await _folder.RunAsync(Contract(Everything, target, false, schema, true, "events"), _folder.Path);
            Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
            Assert.Equal(Rows(null), Rows(target ?? _to.Location));
            if (window == "SELECT 1") continue;
            Assert.True((await _folder.Engine().VerifyAsync(run.RunId)).IsSame);
            last = run;
        }

        // Taken back, the next window reads the table whole and is the source again; and so is the one behind it.
        await _folder.Engine().RollBackAsync(last!.RunId, Actor);
        foreach (var window in new[] { $"INSERT INTO events SELECT {row} FROM generate_series(600, 620) AS n", "DELETE FROM events WHERE amount > 120" })
        {
            _from.Execute(window);
            await _folder.RunAsync(Contract(Everything, target, false, schema, true, "events"), _folder.Path);
            Assert.Equal(Rows(null), Rows(target ?? _to.Location));
        }

        Assert.Single(_from.Rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"));

        List<string> Rows(string? place)
        {
            const string columns = "concat_ws('|', id, {0}, coalesce({1}, '-'), coalesce(CAST(feeling AS text), '-'), amount)";
            var server = $"SELECT {string.Format(System.Globalization.CultureInfo.InvariantCulture, columns, "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')", "payload::text")} FROM events ORDER BY id";
            if (place is null) return [.. _from.Rows(server)];
            if (!isFile) return [.. _to.Rows(server)];
            using var connection = new DuckDb.DuckDbConnection($"Data Source={place}");
            connection.Open();
            using var command = connection.CreateCommand($"SELECT {string.Format(System.Globalization.CultureInfo.InvariantCulture, columns, "strftime(timezone('UTC', \"at\"), '%Y-%m-%d %H:%M:%S')", "CAST(payload AS VARCHAR)")} FROM events ORDER BY id");
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(reader.GetString(0));
            return rows;
        }
    }

    [ServerFact]
    public async Task Release_ReadsTheSameRowsAgain()
    {
        _from.Execute(Source.Replace("REFERENCES customers", "", StringComparison.Ordinal));
        await RunAsync(Everything);
        _from.Execute("UPDATE orders SET customer_id = 900 WHERE order_id IN (3, 4); UPDATE orders SET amount = 2 WHERE order_id = 5");
        var second = await RunAsync(Everything);
        Assert.Equal(2L, second.Migration!.Tables[1].Quarantined);
        _from.Execute("UPDATE orders SET customer_id = 9 WHERE order_id = 3");

        var release = await _folder.Engine().ReleaseQuarantineAsync(second.RunId, new Dictionary<string, string>(), Actor, Settings);
        await RunAsync(Everything);

        Assert.Equal((1L, 1L, 3L), (release.Resolved, release.Open, release.Run.Migration!.Tables[1].RowsIn));
        Assert.Equal("9|5", _to.Value("SELECT (SELECT customer_id FROM orders WHERE order_id = 3), (SELECT customer_id FROM orders WHERE order_id = 4)"));
    }

    [ServerFact]
    public async Task Run_DryOne_MakesNoSlot()
    {
        _from.Execute(Source);

        var dry = await RunAsync(Everything, dryRun: true);

        Assert.Equal((RunStatus.Completed, false), (dry.Status, dry.Migration!.Promoted));
        Assert.Equal("0|0", _from.Value("SELECT (SELECT count(*) FROM pg_replication_slots WHERE database = current_database()), (SELECT count(*) FROM pg_publication)"));
    }

    private RunSettings Settings => new() { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };

    private Task<RunResult> RunAsync(string load, string? target = null, bool dryRun = false, string schema = Schema, bool customers = true) => _folder.RunAsync(Contract(load, target, dryRun, schema, customers), _folder.Path);

    private RunContract Contract(string load, string? target, bool dryRun, string schema, bool customers, string? tables = null) =>
        new RunContractBuilder().From(_from.Location + $"&table={tables ?? (customers ? "customers,orders" : "orders")}").ToSchema(_folder.Write("target.sql", schema)).Into(target ?? _to.Location).WithOverrides(new RunOverrides
        {
            Incremental = new Dictionary<string, IncrementalRead> { ["*"] = new(null) { By = IncrementalBy.LogicalReplication } }, Load = new Dictionary<string, string> { ["*"] = load }, DryRun = dryRun ? true : null,
        }).Build();

    private void AssertSame()
    {
        foreach (var table in new[] { "customers", "orders" }) Assert.Equal(_from.Rows($"SELECT * FROM {table} ORDER BY 1, 2"), _to.Rows($"SELECT * FROM {table} ORDER BY 1, 2"));
    }

    private static int Count(string file)
    {
        using var connection = new DuckDb.DuckDbConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand("SELECT count(*) FROM orders");
        return (int)(long)command.ExecuteScalar()!;
    }

    private void Write(int writer, CancellationToken stop)
    {
        using var connection = _from.Open();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var command = new Npgsql.NpgsqlCommand($"""
                BEGIN; INSERT INTO orders VALUES ({10_000 + (i * 2) + writer}, 1, 1, {i % 1000}); UPDATE orders SET amount = {i % 1000} WHERE order_id % 50 = {i % 25 * 2} + {writer} AND order_id <= 500;
                DELETE FROM orders WHERE order_id = {10_000 + ((i - 5) * 2) + writer} AND order_id % 3 = 0; COMMIT
                """, connection);
            command.ExecuteNonQuery();
        }
    }
}
