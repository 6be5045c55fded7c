using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Quarantined rows of PostgreSQL tables that are only added to.</summary>
[Collection(ServerTests.Name)]
public sealed class AddedReleaseRunTests(ServerFixture fixture)
{
    private const string Tables = """
        CREATE TABLE amounts (place bigint GENERATED ALWAYS AS IDENTITY, order_id bigint NOT NULL, amount numeric(10,2) CHECK (amount > 0));
        CREATE TABLE days (order_id bigint PRIMARY KEY, day date);
        INSERT INTO amounts (order_id, amount) VALUES (1000, 1);
        INSERT INTO days VALUES (1000, '2026-01-01');
        """;

    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private static readonly Dictionary<string, string> AsItWas = [];
    private static readonly string Others = string.Concat(Enumerable.Range(100, 200).Select(static id => FormattableString.Invariant($"{id},{id}.50,2026-01-02\n")));

    [ServerTheory]
    [InlineData("migration.chunk.staged")]
    [InlineData("migration.before_promotion")]
    [InlineData("migration.after_promotion")]
    public async Task Release_StoppedResumedVerifiedTakenBackAndDoneAgain_AddsEachRowOnce(string place)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("orders.csv", "order_id,amount,day\n1,10.00,2026-01-01\n2,broken,2026-01-01\n3,-1,2026-01-03\n4,40.00,soon\n" + Others);
        var run = await folder.RunAsync(Contract(database), folder.Path);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("203|204", Counts(database));
        await folder.Engine().EditQuarantineAsync(run.RunId, static record => record.Row == 1, new Dictionary<string, string?> { ["amount"] = "20.00" }, Ann);
        await folder.Engine().EditQuarantineAsync(run.RunId, static record => record.Row == 3, new Dictionary<string, string?> { ["day"] = "2026-01-04" }, Ann);

        using var cancellation = new CancellationTokenSource();
        var held = LumosEngine.Create(new LumosOptions
        {
            StateFolder = Path.Combine(folder.Path, "state"), Connectors = { new PostgresConnector() }, Failpoint = $"hold@{place}", FailpointReached = _ => cancellation.Cancel(),
        });
        var settings = new RunSettings { BaseFolder = folder.Path, Confirm = RunSettings.Yes };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.ReleaseQuarantineAsync(run.RunId, AsItWas, Ann, settings, cancellation.Token));
        if (place != "migration.chunk.staged")
        {
            Assert.Equal("QUARANTINE_UNFINISHED", (await Assert.ThrowsAsync<LumosException>(() => folder.Engine().ReleaseQuarantineAsync(run.RunId, AsItWas, Ann, settings))).Reason);
        }

        var release = await folder.Engine().ResumeAsync(null, settings);

        Assert.Equal(RunStatus.Completed, release.Status);
        Check(database);
        Assert.True((await folder.Engine().VerifyAsync(run.RunId)).IsSame);
        Assert.True((await folder.Engine().VerifyAsync(release.RunId)).IsSame);

        await folder.Engine().RollBackAsync(release.RunId, Ann);
        Assert.Equal("203|204", Counts(database));
        var again = await folder.Engine().ReleaseQuarantineAsync(run.RunId, AsItWas, Ann, settings);
        Assert.Equal((2L, 1L), (again.Resolved, again.Open));
        Check(database);
    }

    [ServerFact]
    public async Task Release_OverAnotherThatWasStopped_TakesItsRowsAndThatOneEnds()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("orders.csv", "order_id,amount,day\n1,10.00,2026-01-01\n2,broken,2026-01-01\n" + Others);
        var run = await folder.RunAsync(Contract(database), folder.Path);
        await folder.Engine().EditQuarantineAsync(run.RunId, static record => record.Row == 1, new Dictionary<string, string?> { ["amount"] = "20.00" }, Ann);
        var settings = new RunSettings { BaseFolder = folder.Path, Confirm = RunSettings.Yes };
        using var cancellation = new CancellationTokenSource();
        var held = LumosEngine.Create(new LumosOptions
        {
            StateFolder = Path.Combine(folder.Path, "state"), Connectors = { new PostgresConnector() }, Failpoint = "hold@migration.before_validation", FailpointReached = _ => cancellation.Cancel(),
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.ReleaseQuarantineAsync(run.RunId, AsItWas, Ann, settings, cancellation.Token));
        var stopped = (await folder.Engine().ListRunsAsync())[^1].RunId;

        await folder.Engine().ReleaseQuarantineAsync(run.RunId, AsItWas, Ann, settings);

        Assert.Equal("QUARANTINE_OVERTAKEN", (await Assert.ThrowsAsync<LumosException>(() => folder.Engine().ResumeAsync(stopped, settings))).Reason);
        Assert.Equal("203|203", Counts(database));
    }

    private static void Check(TestDatabase database)
    {
        Assert.Equal("204|205", Counts(database));
        Assert.Equal(["1|10.00", "2|20.00", "4|40.00"], database.Rows("SELECT order_id, amount FROM amounts WHERE order_id < 100 ORDER BY 1"));
        Assert.Equal(["1|2026-01-01", "2|2026-01-01", "3|2026-01-03", "4|2026-01-04"], database.Rows("SELECT order_id, day FROM days WHERE order_id < 100 ORDER BY 1"));
    }

    private static string Counts(TestDatabase database) => database.Value("SELECT count(*) || '|' || (SELECT count(*) FROM days) FROM amounts")!;

    private static RunContract Contract(TestDatabase database) => new RunContractBuilder().From("orders.csv").ToSchema(database.Location).Into(database.Location).As("ann", Role.Operator).WithOverrides(new RunOverrides
    {
        Load = new Dictionary<string, string> { ["amounts"] = "append", ["days"] = "insert" },
        Mappings = new Dictionary<string, string>
        {
            ["amounts.order_id"] = "order_id | type_cast(int64)", ["amounts.amount"] = "amount | type_cast(decimal(10,2))", ["days.order_id"] = "order_id | type_cast(int64)", ["days.day"] = "day | date_parse(\"YYYY-MM-DD\")",
        },
    }).Build();
}
