using System.Globalization;
using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A run that reads tables of a DuckDB file and writes into the same file.</summary>
public sealed class OneDatabaseFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OneDatabaseFileTests()
    {
        _folder.Write("target.sql", "CREATE TABLE people (person_id BIGINT PRIMARY KEY, full_name TEXT, born DATE)");
        Query("""
            CREATE SCHEMA raw;
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE raw.people_export AS SELECT i AS person_id, ' Person ' || i AS full_name, DATE '1980-01-01' + CAST(i AS INTEGER) AS born, CAST('good' AS mood) AS mood FROM range(1, 301) AS t(i);
            CREATE TABLE notes AS SELECT 1 AS nothing
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_IntoTheFileItReads_WritesAndLeavesTheSource()
    {
        var before = Query("SELECT md5(string_agg(CAST(p AS VARCHAR), '|' ORDER BY person_id)) FROM raw.people_export AS p");

        var result = await Engine().RunAsync(Contract("w.duckdb#raw.people_export"), Settings());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["300|Person 1|1980-01-02"], Query("SELECT count(*), min_by(full_name, person_id), min(born) FROM people"));
        Assert.Equal(before, Query("SELECT md5(string_agg(CAST(p AS VARCHAR), '|' ORDER BY person_id)) FROM raw.people_export AS p"));
        Assert.True((await Engine().VerifyAsync(result.RunId)).IsSame);
        Assert.Empty(Directory.EnumerateFiles(_folder["state"], "*.duckdb", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_WhoseSourceChangesAfterItWasPlanned_MovesWhatWasPlanned()
    {
        var planned = await Engine().PlanAsync(Contract("w.duckdb#raw.people_export"), Settings());
        Query("DELETE FROM raw.people_export WHERE person_id > 10");

        var result = await Engine().ResumeAsync(planned.RunId, Settings());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task SecondRun_OfTheWholeFile_DoesNotReadWhatTheFirstMade()
    {
        await Engine().RunAsync(Contract("w.duckdb"), Settings());

        var second = await Engine().RunAsync(Contract("w.duckdb"), Settings());

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal(300, Assert.Single(second.Migration!.Tables).RowsIn);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task Run_OfSeveralTablesByName_ReadsEachFromACopyOfItsOwn()
    {
        _folder.Write("two.sql", "CREATE TABLE people (person_id BIGINT PRIMARY KEY, full_name TEXT, born DATE); CREATE TABLE visits (visit_id BIGINT PRIMARY KEY, visited DATE)");
        Query("CREATE VIEW visits_export AS SELECT i AS visit_id, DATE '2024-01-01' + CAST(i AS INTEGER) AS visited FROM range(1, 51) AS t(i)");
        var contract = new RunContractBuilder().From("w.duckdb#raw.people_export", "w.duckdb#visits_export").ToSchema("two.sql").Into("w.duckdb").ConfirmByHuman(false).Build();

        var result = await Engine().RunAsync(contract, Settings());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["300|50"], Query("SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM visits)"));
    }

    [Fact]
    public async Task Run_OfAFileWithNothingButItsOwnTables_SaysSo()
    {
        await Engine().RunAsync(Contract("w.duckdb#raw.people_export"), Settings());
        Query("DROP TABLE raw.people_export; DROP TABLE notes");

        var error = await Assert.ThrowsAsync<LumosException>(() => Engine().RunAsync(Contract("w.duckdb"), Settings()));

        Assert.Equal("INGEST_DATABASE_OWN", error.Reason);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task Engine_ThatHoldsBoth_GivesTheBytesThisProcessGives()
    {
        Messy();
        var streamed = await Engine().RunAsync(Contract("w.duckdb#raw.orders", "etl", "orders.sql"), Settings());
        var (rows, quarantined) = (Query("SELECT * FROM orders ORDER BY ALL"), await QuarantineAsync(streamed.RunId));
        Query("DROP TABLE orders");

        var computed = await Engine().RunAsync(Contract("w.duckdb#raw.orders", "elt", "orders.sql"), Settings());

        Assert.Equal(("elt", "The contract asks for it."), (computed.Migration!.Strategy, computed.Migration.StrategyReason));
        Assert.Equal("duckdb", Assert.Single(computed.Migration.Tables[0].Transforms).Engine);
        Assert.Equal(streamed.Migration!.RootHash, computed.Migration.RootHash);
        Assert.Equal(streamed.Migration.Tables[0].Chunks, computed.Migration.Tables[0].Chunks);
        Assert.Equal(rows, Query("SELECT * FROM orders ORDER BY ALL"));
        Assert.NotEmpty(quarantined);
        Assert.Equal(quarantined, await QuarantineAsync(computed.RunId));
        Assert.True((await Engine().VerifyAsync(computed.RunId)).IsSame);
    }

    [Fact]
    public async Task Engine_StoppedInTheMiddle_GoesOnWithTheSameBytes()
    {
        Messy();
        var whole = await Engine().RunAsync(Contract("w.duckdb#raw.orders", "elt", "orders.sql"), Settings());
        Query("DROP TABLE orders");
        var contract = Contract("w.duckdb#raw.orders", "elt", "orders.sql");
        using var stop = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress.Activity.StartsWith("computing", StringComparison.Ordinal) && progress.Done > 2_500) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<Exception>(() => Engine().RunAsync(contract, Settings() with { Progress = told }, stop.Token));

        var resumed = await Engine().ResumeAsync(contract.RunId, Settings());

        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal(whole.Migration!.RootHash, resumed.Migration!.RootHash);
        Assert.Equal(whole.Migration.Tables[0].Chunks, resumed.Migration.Tables[0].Chunks);
    }

    [Fact]
    public async Task Release_OfEditedRows_IsComputedInTheEngineToTheSameBytes()
    {
        Messy();
        var released = new List<(string? Root, List<string> Rows, List<string> Quarantined)>();
        foreach (var strategy in new[] { "etl", "elt" })
        {
            var run = await Engine().RunAsync(Contract("w.duckdb#raw.orders", strategy, "orders.sql"), Settings());
            foreach (var (row, values) in new (long, Dictionary<string, string?>)[]
            {
                (96, new() { ["amount"] = "97.25", ["customer"] = "it's new" }), (193, new() { ["amount"] = "still not a number" }), (210, new() { ["ordered"] = null }), (4267, new() { ["amount"] = "1.00", ["ordered"] = null }),
            }) await Engine().EditQuarantineAsync(run.RunId, record => record.Row == row, values, new RbacActor("ann", Role.Operator));
            var release = await Engine().ReleaseQuarantineAsync(run.RunId, new Dictionary<string, string>(), new RbacActor("ann", Role.Operator), Settings());
            Assert.Equal(RunStatus.Completed, release.Run.Status);
            Assert.Equal(strategy, release.Run.Migration!.Strategy);
            Assert.True((await Engine().VerifyAsync(release.Run.RunId)).IsSame);
            released.Add((release.Run.Migration.RootHash, Query("SELECT * FROM orders ORDER BY ALL"), await QuarantineAsync(release.Run.RunId)));
            Query("DROP TABLE orders");
        }

        Assert.Equal(released[0].Root, released[1].Root);
        Assert.Equal(released[0].Rows, released[1].Rows);
        Assert.Equal(released[0].Quarantined, released[1].Quarantined);
        Assert.Contains(released[1].Rows, static row => row.StartsWith("97|97.25|", StringComparison.Ordinal) && row.EndsWith("|it's new", StringComparison.Ordinal));
        Assert.Contains(released[1].Rows, static row => row.StartsWith("211|211.50||", StringComparison.Ordinal));
        Assert.Contains(released[1].Quarantined, static record => record.Contains(" 193 ", StringComparison.Ordinal));
        Assert.DoesNotContain(released[1].Quarantined, static record => record.Contains(" 210 ", StringComparison.Ordinal));
    }

    /// <summary>Orders with values that do not fit, keys that repeat and rows enough for several segments of small chunks.</summary>
    private void Messy()
    {
        _folder.Write("orders.sql", "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(9,2) NOT NULL, ordered DATE, customer TEXT)");
        Query("""
            CREATE TABLE raw.orders AS SELECT
                CASE WHEN i % 501 = 0 THEN i - 1 ELSE i END AS order_id, CASE WHEN i % 97 = 0 THEN 'n/a?' ELSE CAST(i AS VARCHAR) || '.50' END AS amount,
                CASE WHEN i % 211 = 0 THEN '2024-02-30' ELSE '2024-03-' || lpad(CAST(1 + i % 28 AS VARCHAR), 2, '0') END AS ordered, ' Customer  ' || i % 7 AS customer
            FROM range(1, 5001) AS t(i)
            """);
    }

    private async Task<List<string>> QuarantineAsync(string run)
    {
        var found = new List<string>();
        await foreach (var record in Engine().ReadQuarantineAsync(run)) found.Add($"{record.Table} {record.Row} {string.Join(' ', record.ReasonCodes)} {record.Column} {record.Key} {string.Join('|', record.MaskedPreviewBefore)} {string.Join('|', record.MaskedPreviewAfter)}");
        return found;
    }

    private sealed class Told(Action<StageProgress> tell) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => tell(value);
    }

    private LumosEngine Engine() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"], ThresholdProfiles = { new ThresholdProfile { ProfileId = "tp_small", MigrationBatchSize = 100 } } });

    private RunSettings Settings() => new() { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };

    private static RunContract Contract(string from, string? strategy = null, string schema = "target.sql") =>
        new RunContractBuilder().From(from).ToSchema(schema).Into("w.duckdb").ConfirmByHuman(false).WithThresholds("tp_small").WithOverrides(new RunOverrides { Strategy = strategy }).Build();

    private List<string> Query(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["w.duckdb"]}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }
}
