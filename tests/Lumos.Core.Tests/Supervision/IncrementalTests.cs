using Lumos.Abstractions;
using Lumos.Core.Migration;
using Lumos.Core.Supervision;
using Lumos.Core.Tests.Migration;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Runs that read only what changed since the one before, from a file into a DuckDB file.</summary>
public sealed class IncrementalTests : IDisposable
{
    private const string First = "1,10.50,2026-03-01 10:00:00\n2,20.25,2026-03-01 11:00:00\n3,30.75,\n4,40.00,2026-03-02 09:30:00\n";
    private static readonly RbacActor Actor = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();
    private readonly Switched _failpoints = new();
    private readonly LumosEngine _engine;
    private readonly RunSettings _settings;

    public IncrementalTests()
    {
        _folder.Write("target.sql", "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(10,2), updated_at TIMESTAMP)");
        _engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, services => Composition.Compose(services with { Failpoints = _failpoints }, null));
        _settings = new RunSettings { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };
        Write(First);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SecondTime_ReadsWhatIsNotBelowTheHighestValueAndWhatHasNone()
    {
        var first = await RunAsync();
        Write("1,11.00,2026-03-01 10:00:00\n2,99.25,2026-03-02 12:00:00\n3,31.75,\n4,40.00,2026-03-02 09:30:00\n5,50.00,2026-03-02 09:30:00\n");

        var second = await RunAsync();

        // Row 1 changed behind the back of its column; 3 has no value, 4 and 5 have the highest one.
        Assert.Equal(["1|10.50", "2|99.25", "3|31.75", "4|40.00", "5|50.00"], Rows());
        Assert.Equal((4L, 4L), (first.Migration!.Tables[0].RowsIn, second.Migration!.Tables[0].RowsIn));
        Assert.Equal(new SourceIncrement("orders", "updated_at", null, "2026-03-02T09:30:00.000000"), Assert.Single(first.Migration.Increments));
        Assert.Equal(new SourceIncrement("orders", "updated_at", "2026-03-02T09:30:00.000000", "2026-03-02T12:00:00.000000"), Assert.Single(second.Migration.Increments));
        Assert.Equal(second.Migration.Increments, (await _engine.ListRunsAsync())[^1].Increments);
        Assert.True((await _engine.VerifyAsync(second.RunId)).IsSame);
    }

    [Fact]
    public async Task Run_WithOverlap_ReadsRowsThatWereWrittenLate()
    {
        await RunAsync();
        Write(First + "5,50.00,2026-03-02 09:26:00\n6,60.00,2026-03-02 09:24:00\n");

        var second = await RunAsync(overlap: "5m");

        Assert.Equal(["1|10.50", "2|20.25", "3|30.75", "4|40.00", "5|50.00"], Rows());
        Assert.Equal(new SourceIncrement("orders", "updated_at", "2026-03-02T09:25:00.000000", "2026-03-02T09:30:00.000000"), Assert.Single(second.Migration!.Increments));
    }

    [Fact]
    public async Task Run_ThatFailed_MovesNothing_AndNothingChangedIsNoFailure()
    {
        await RunAsync();
        Write(First + "5,broken,2026-03-05 00:00:00\n");
        Assert.Equal("MIGRATION_ERROR_BUDGET", (await Assert.ThrowsAsync<LumosException>(() => RunAsync(budget: 0.01m))).Reason);
        Write(First + "5,50.00,2026-03-04 00:00:00\n");

        Assert.Equal("2026-03-02T09:30:00.000000", (await RunAsync()).Migration!.Increments[0].From);

        Assert.Equal("5|50.00", Rows()[^1]);
        var again = await RunAsync();
        Assert.Equal((RunStatus.Completed, "2026-03-04T00:00:00.000000", 2L), (again.Status, again.Migration!.Increments[0].To, again.Migration.Tables[0].RowsIn));
    }

    [Fact]
    public async Task Rollback_MovesTheBeginningBack()
    {
        await RunAsync();
        Write(First + "5,50.00,2026-03-04 00:00:00\n");
        var second = await RunAsync();

        await _engine.RollBackAsync(second.RunId, Actor);
        Assert.Equal(4, Rows().Count);
        Write(First + "5,55.00,2026-03-03 00:00:00\n");
        var third = await RunAsync();

        Assert.Equal("5|55.00", Rows()[^1]);
        Assert.Equal("2026-03-02T09:30:00.000000", third.Migration!.Increments[0].From);
    }

    [Fact]
    public async Task Run_KilledAfterPromotion_KeepsTheNextOneBack_UntilItEnded()
    {
        await RunAsync();
        Write(First + "5,50.00,2026-03-04 00:00:00\n");
        _failpoints.Next = new CrashFailpoints(FailpointNames.AfterPromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync());
        _failpoints.Next = NoFailpoints.Instance;

        var refused = await Assert.ThrowsAsync<LumosException>(() => RunAsync());
        var resumed = await _engine.ResumeAsync((await _engine.ListRunsAsync())[1].RunId, _settings);

        Assert.Equal("INCREMENTAL_UNFINISHED", refused.Reason);
        Assert.Equal("2026-03-04T00:00:00.000000", resumed.Migration!.Increments[0].To);
        Assert.Equal("2026-03-04T00:00:00.000000", (await RunAsync()).Migration!.Increments[0].From);
        Assert.Equal(5, Rows().Count);
    }

    [Fact]
    public async Task Resume_OfARunAnotherOneOvertook_IsRefused()
    {
        await RunAsync();
        var planned = await _engine.PlanAsync(Contract(), _settings);
        await RunAsync();

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.ResumeAsync(planned.RunId, _settings));

        Assert.Equal("INCREMENTAL_OVERTAKEN", refused.Reason);
    }

    [Fact]
    public async Task Run_WithoutTheTableThatWasFilled_IsRefused_UntilAllIsRead()
    {
        await RunAsync();
        File.Delete(_folder["out.duckdb"]);

        var refused = await Assert.ThrowsAsync<LumosException>(() => RunAsync());
        var whole = Contract();
        await _engine.RunAsync(whole with { Overrides = whole.Overrides! with { Incremental = null } }, _settings);

        Assert.Equal("INCREMENTAL_TARGET_GONE", refused.Reason);
        Assert.Equal(4, Rows().Count);
        Assert.Equal(RunStatus.Completed, (await RunAsync()).Status);
    }

    [Theory]
    [InlineData("orders", "updated_at", "replace", null, "INCREMENTAL_LOAD")]
    [InlineData("orders", "updated_at", "upsert, delete missing", null, "INCREMENTAL_LOAD")]
    [InlineData("orders", "updated_at", "append", null, "INCREMENTAL_LOAD")]
    [InlineData("nothing", "updated_at", "upsert", null, "INCREMENTAL_UNKNOWN")]
    [InlineData("orders", "nothing", "upsert", null, "INCREMENTAL_UNKNOWN")]
    [InlineData("orders", "note", "upsert", null, "INCREMENTAL_COLUMN_UNFIT")]
    [InlineData("orders", "updated_at", "upsert", "soon", "CONTRACT_INVALID")]
    public async Task Run_ThatCannotBe_SaysWhy(string table, string column, string load, string? overlap, string reason)
    {
        _folder.Write("orders.csv", "order_id,amount,updated_at,note\n1,10.50,2026-03-01 10:00:00,red\n2,20.25,2026-03-01 11:00:00,blue\n");

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract(table, column, load, overlap), _settings));

        Assert.Equal(reason, refused.Reason);
        Assert.False(File.Exists(_folder["out.duckdb"]));
    }

    [Theory]
    [InlineData(IncrementalBy.LogicalReplication, "updated_at", null, null, "orders.watermark")]
    [InlineData(IncrementalBy.LogicalReplication, null, "5m", null, "orders.overlap")]
    [InlineData(IncrementalBy.LogicalReplication, null, null, "Slot 1", "orders.slot")]
    [InlineData(IncrementalBy.Watermark, "updated_at", null, "slot_1", "orders.slot")]
    [InlineData(IncrementalBy.Watermark, null, null, null, "orders.watermark")]
    public async Task Run_WordsThatDoNotGoTogether_AreNamed(IncrementalBy by, string? watermark, string? overlap, string? slot, string key)
    {
        var contract = Contract();
        contract = contract with { Overrides = contract.Overrides! with { Incremental = new Dictionary<string, IncrementalRead> { ["orders"] = new(watermark, overlap) { By = by, Slot = slot } } } };

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract, _settings));

        Assert.Equal("CONTRACT_INVALID", refused.Reason);
        Assert.Contains($"overrides.incremental.{key}:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FilesByLogicalReplication_SaysWhatWorksInstead()
    {
        var contract = Contract();
        contract = contract with { Overrides = contract.Overrides! with { Incremental = new Dictionary<string, IncrementalRead> { ["orders"] = new(null) { By = IncrementalBy.LogicalReplication } } } };

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract, _settings));

        Assert.Equal("INCREMENTAL_NO_LOG", refused.Reason);
        Assert.Contains("watermark", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ATableThatIsLookedUp_MustBeReadWhole()
    {
        _folder.Write("target.sql", "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(10,2), customer_name TEXT)");
        _folder.Write("orders.csv", "order_id,amount,customer_id\n1,10.50,1\n2,20.25,2\n3,5.00,1\n");
        _folder.Write("customers.csv", "customer_id,customer_name,updated_at\n1,Ann,2026-03-01 10:00:00\n2,Bob,2026-03-01 11:00:00\n");
        var contract = Contract("customers");

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract with { Lhs = contract.Lhs with { Location = ["orders.csv", "customers.csv"] } }, _settings));

        Assert.Equal("INCREMENTAL_LOOKED_UP", refused.Reason);
    }

    [Fact]
    public async Task Run_IntoVersions_AddsThem()
    {
        _folder.Write("target.sql", "CREATE TABLE orders (order_id BIGINT, amount DECIMAL(10,2), valid_from TIMESTAMP, valid_to TIMESTAMP, PRIMARY KEY (order_id, valid_from))");
        var contract = Contract(load: "scd2");
        contract = contract with { Overrides = contract.Overrides! with { Mappings = new Dictionary<string, string> { ["orders.valid_from"] = "updated_at | date_parse(\"YYYY-MM-DD HH:mm:ss\", target: timestamp)" } } };
        Write("1,10.50,2026-03-01 10:00:00\n2,20.25,2026-03-01 11:00:00\n");
        await _engine.RunAsync(contract, _settings);
        Write("1,11.50,2026-03-02 10:00:00\n2,20.25,2026-03-01 11:00:00\n");

        var second = await _engine.RunAsync(contract with { RunId = Contract().RunId }, _settings);

        Assert.Equal(2, second.Migration!.Tables[0].RowsIn);
        Assert.Equal(["1|10.50", "1|11.50", "2|20.25"], Rows());
        File.Delete(_folder["out.duckdb"]);
        Assert.Equal("INCREMENTAL_TARGET_GONE", (await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract with { RunId = Contract().RunId }, _settings))).Reason);
    }

    [Fact]
    public async Task Run_OverlapOfAnotherKind_SaysSo()
    {
        await RunAsync();

        Assert.Equal("INCREMENTAL_COLUMN_UNFIT", (await Assert.ThrowsAsync<LumosException>(() => RunAsync(overlap: "100"))).Reason);
    }

    [Fact]
    public async Task Quarantine_OfChangedRows_KnowsTheirLines_AndAReleaseReadsThemAgain()
    {
        await RunAsync();
        Write(First + "5,broken,2026-03-04 00:00:00\n6,60.00,2026-03-05 00:00:00\n");
        var second = await RunAsync();
        var record = await _engine.ReadQuarantineAsync(second.RunId).SingleAsync();
        Assert.Equal((4L, 6L), (record.Row, record.Line!.Value));
        Assert.Equal(2L, second.Migration!.Tables[0].RowsOut - 1);

        await _engine.EditQuarantineAsync(second.RunId, static _ => true, new Dictionary<string, string?> { ["amount"] = "50.00" }, Actor);
        var release = await _engine.ReleaseQuarantineAsync(second.RunId, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal((1L, 0L), (release.Resolved, release.Open));
        Assert.Equal("2026-03-02T09:30:00.000000", release.Run.Migration!.Increments[0].From);
        Assert.Equal(["5|50.00", "6|60.00"], Rows()[^2..]);
    }

    [Fact]
    public async Task Resume_InTheMiddleOfChangedRows_EndsAsAnUndisturbedRun()
    {
        var options = new LumosOptions { StateFolder = _folder["other"] };
        options.ThresholdProfiles.Add(new ThresholdProfile { ProfileId = "tp_small", MigrationBatchSize = 3 });
        var engine = LumosEngine.Create(options, services => Composition.Compose(services with { Failpoints = _failpoints }, null));
        var rows = string.Concat(Enumerable.Range(1, 60).Select(static n => $"{n},{n}.00,2026-03-{(n % 7 == 0 ? "05" : "01")} 00:{n % 60:D2}:00\n"));
        Write(string.Concat(Enumerable.Range(1, 60).Select(static n => $"{n},1.00,2026-03-01 12:00:00\n")));
        await engine.RunAsync(Contract() with { ThresholdProfileId = "tp_small" }, _settings);
        Write(rows);
        var second = Contract() with { ThresholdProfileId = "tp_small" };
        _failpoints.Next = new CrashFailpoints(FailpointNames.ChunkCheckpointed, 3);
        await Assert.ThrowsAsync<CrashException>(() => engine.RunAsync(second, _settings));
        _failpoints.Next = NoFailpoints.Instance;

        var resumed = await engine.ResumeAsync(second.RunId, _settings);

        Assert.Equal((8L, 8L), (resumed.Migration!.Tables[0].RowsIn, resumed.Migration.Tables[0].RowsOut));
        Assert.Equal([.. Enumerable.Range(1, 60).Select(static n => $"{n}|{(n % 7 == 0 ? n : 1)}.00")], Rows());
    }

    private void Write(string rows) => _folder.Write("orders.csv", "order_id,amount,updated_at\n" + rows);

    private RunContract Contract(string table = "orders", string column = "updated_at", string load = "upsert", string? overlap = null, decimal? budget = null) =>
        new RunContractBuilder().From("orders.csv").ToSchema("target.sql").Into("out.duckdb").As(Actor.UserId, Actor.Role).WithOverrides(new RunOverrides
        {
            Incremental = new Dictionary<string, IncrementalRead> { [table] = new(column, overlap) }, Load = new Dictionary<string, string> { ["*"] = load }, MaxQuarantineRate = budget,
        }).Build();

    private Task<RunResult> RunAsync(string? overlap = null, decimal? budget = null) => _engine.RunAsync(Contract(overlap: overlap, budget: budget), _settings);

    private List<string> Rows()
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]}");
        connection.Open();
        using var command = connection.CreateCommand("SELECT concat_ws('|', order_id, amount) FROM orders ORDER BY order_id, amount");
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    private sealed class Switched : IFailpoints
    {
        public IFailpoints Next { get; set; } = NoFailpoints.Instance;

        public void Hit(string point, CancellationToken cancellationToken = default) => Next.Hit(point, cancellationToken);
    }
}
