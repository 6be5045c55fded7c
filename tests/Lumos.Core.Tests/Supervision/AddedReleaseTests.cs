using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Quarantined rows of tables that are only added to (<c>append</c>, <c>insert</c>): a release adds exactly these, each once, and taking it back takes exactly these out.</summary>
public sealed class AddedReleaseTests : IDisposable
{
    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private static readonly Dictionary<string, string> AsItWas = [];

    // So many good rows that a few bad ones do not make a person look at the plan first.
    private static readonly string Others = string.Concat(Enumerable.Range(100, 200).Select(static id => FormattableString.Invariant($"{id},{id}.50,2026-01-02\n")));
    private readonly TemporaryFolder _folder = new();
    private readonly LumosEngine _engine;
    private readonly RunSettings _settings;

    public AddedReleaseTests()
    {
        _folder.Write("target.sql", "CREATE TABLE amounts (order_id BIGINT NOT NULL, amount DECIMAL(10,2)); CREATE TABLE days (order_id BIGINT PRIMARY KEY, day DATE)");
        _engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        _settings = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Release_RowsOfOneSourceThatFailedInOneTable_AreAddedToThatOneAlone()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n3,30.00,soon\n4,worse,later\n");
        Assert.Equal("1|10.00 3|30.00 / 1|2026-01-01 2|2026-01-01", Text());
        await EditAsync(run, 1, "amount", "20.00");
        await EditAsync(run, 3, "amount", "40.00");

        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);

        Assert.Equal("1|10.00 2|20.00 3|30.00 4|40.00 / 1|2026-01-01 2|2026-01-01", Text());
        Assert.Equal((2L, 2L), (release.Resolved, release.Open));
        Assert.Equal([("amounts", 2L, 2L, 0L, true), ("days", 2L, 0L, 2L, true)], Sums(release.Run));
        Assert.True((await _engine.VerifyAsync(release.Run.RunId)).IsSame);
    }

    [Fact]
    public async Task Release_Again_TakesNoRowTwice()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n3,bad,2026-01-01\n");
        await EditAsync(run, 1, "amount", "20.00");
        var first = (await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings)).Run.RunId;

        Assert.Equal("QUARANTINE_NOTHING", (await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings))).Reason);

        await EditAsync(first, 2, "amount", "30.00");
        var second = await _engine.ReleaseQuarantineAsync(first, AsItWas, Ann, _settings);
        Assert.Equal(["1|10.00", "2|20.00", "3|30.00"], Tables().Amounts);
        Assert.Equal((1L, 0L), (second.Resolved, second.Open));

        // The first run's row is resolved by the run two after it.
        Assert.All(await QuarantineAsync(run), static record => Assert.Equal(QuarantineStatus.Resolved, record.Status));
        Assert.Equal("QUARANTINE_NOTHING", (await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(second.Run.RunId, AsItWas, Ann, _settings))).Reason);
    }

    [Fact]
    public async Task RollBack_OfARelease_OpensItsRowsAndTheyCanBeReleasedAgain()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n");
        await EditAsync(run, 1, "amount", "20.00");
        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);
        await _engine.RollBackAsync(release.Run.RunId, Ann);

        Assert.Equal(["1|10.00"], Tables().Amounts);
        Assert.Equal(QuarantineStatus.Open, Assert.Single(await QuarantineAsync(run)).Status);

        Assert.Equal((1L, 0L), (await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings)) is var again ? (again.Resolved, again.Open) : default);
        Assert.Equal(["1|10.00", "2|20.00"], Tables().Amounts);
    }

    [Fact]
    public async Task RollBack_ThatDiedBehindTheTarget_IsFinishedByTheNext_AndItsRowsAreOpenAgain()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n");
        await EditAsync(run, 1, "amount", "20.00");
        var release = (await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings)).Run.RunId;
        var dying = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"], Failpoint = "hold@rollback.after_target", FailpointReached = static _ => throw new InvalidOperationException("died") });
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RollBackAsync(release, Ann));
        Assert.Equal(["1|10.00"], Tables().Amounts);

        var refused = await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings));
        Assert.Equal(("QUARANTINE_UNFINISHED", $"Finish it first: lumos rollback {release}"), (refused.Reason, refused.NextStep));
        Assert.Equal([new RolledBackTable("amounts", 201), new RolledBackTable("days", 202)], (await _engine.RollBackAsync(release, Ann)).OrderBy(static table => table.Table, StringComparer.Ordinal));

        Assert.Equal("ROLLBACK_NOTHING", (await Assert.ThrowsAsync<LumosException>(() => _engine.RollBackAsync(release, Ann))).Reason);
        Assert.Equal((1L, 0L), (await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings)) is var again ? (again.Resolved, again.Open) : default);
        Assert.Equal(["1|10.00", "2|20.00"], Tables().Amounts);
    }

    [Fact]
    public async Task Release_OfARunThatWasRolledBack_IsRefused()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n");
        await _engine.RollBackAsync(run, Ann);

        Assert.Equal("QUARANTINE_TAKEN_BACK", (await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings))).Reason);
    }

    [Fact]
    public async Task Release_DismissedRows_StayOut()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n3,bad,2026-01-01\n");
        await _engine.DecideQuarantineAsync(run, static record => record.Row == 2, QuarantineStatus.Dismissed, Ann);
        await EditAsync(run, 1, "amount", "20.00");

        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);

        Assert.Equal(["1|10.00", "2|20.00"], Tables().Amounts);
        Assert.Equal([("amounts", 1L, 1L, 0L, true), ("days", 0L, 0L, 0L, true)], Sums(release.Run));
        Assert.Equal([QuarantineStatus.Resolved, QuarantineStatus.Dismissed], (await QuarantineAsync(run)).Select(static record => record.Status));
    }

    [Fact]
    public async Task Release_WithAnotherPipeline_MendsWhatIsReleasedAndNothingElse()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,20.00 EUR,2026-01-01\n");

        await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string> { ["amounts.amount"] = "amount | map_dict({\"20.00 EUR\": \"40.00\", \"10.00\": \"11.00\"}, on_missing: keep) | type_cast(decimal(10,2))" }, Ann, _settings);

        Assert.Equal(["1|10.00", "2|40.00"], Tables().Amounts);
    }

    [Fact]
    public async Task Release_KeysThatAreThere_StayInQuarantine()
    {
        await RunAsync("1,10.00,2026-01-01\n");
        var run = await RunAsync("1,10.00,2026-03-01\n2,20.00,soon\n", others: string.Concat(Enumerable.Range(500, 200).Select(static id => FormattableString.Invariant($"{id},{id}.50,2026-01-02\n"))));
        await EditAsync(run, 1, "day", "2026-03-02");

        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);

        Assert.Equal(["1|2026-01-01", "2|2026-03-02"], Tables().Days);
        Assert.Equal((1L, 1L), (release.Resolved, release.Open));
    }

    [Fact]
    public async Task Release_BesideTablesThatAreReplaced_ReadsThoseWhole()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,soon\n", load: new() { ["amounts"] = "append", ["days"] = "replace" });
        await EditAsync(run, 1, "amount", "20.00");
        await EditAsync(run, 1, "day", "2026-01-03");

        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);

        Assert.Equal("1|10.00 2|20.00 / 1|2026-01-01 2|2026-01-03", Text());
        Assert.Equal([("amounts", 1L, 1L, 0L, true), ("days", 202L, 202L, 0L, false)], Sums(release.Run));
        await _engine.RollBackAsync(release.Run.RunId, Ann);
        Assert.Equal("1|10.00 / 1|2026-01-01", Text());
        Assert.All(await QuarantineAsync(run), static record => Assert.Equal(QuarantineStatus.Open, record.Status));
    }

    [Fact]
    public async Task Release_FileHasChanged_AddsRowsItStillHasAndLeavesTheOthers()
    {
        var run = await RunAsync("1,10.00,2026-01-01\n2,broken,2026-01-01\n3,bad,2026-01-01\n");
        await EditAsync(run, 1, "amount", "20.00");
        Write("9,90.00,2026-01-01\n3,30.00,2026-01-01\n2,broken,2026-01-01\n", Others);

        var release = await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);

        Assert.Equal(["1|10.00", "2|20.00"], Tables().Amounts);
        Assert.Equal((1L, 1L), (release.Resolved, release.Open));
        Assert.Contains(release.Run.Reasons, static reason => reason.StartsWith("amounts: 1 row(s) of 'orders' that were to be released, row 2 the first,", StringComparison.Ordinal));

        // It was not taken, so it can be released once the file is as it was.
        Write("1,10.00,2026-01-01\n2,broken,2026-01-01\n3,bad,2026-01-01\n", Others);
        await EditAsync(run, 2, "amount", "30.00");
        await _engine.ReleaseQuarantineAsync(run, AsItWas, Ann, _settings);
        Assert.Equal(["1|10.00", "2|20.00", "3|30.00"], Tables().Amounts);
    }

    [Fact]
    public async Task Release_OfATableOfADatabaseInUse_FindsEveryRowAgain()
    {
        Query("w.duckdb", "CREATE TABLE orders AS SELECT * FROM (VALUES ('1', '10.00', '2026-01-01'), ('2', 'broken', '2026-01-01'), ('3', '30.00 EUR', '2026-01-01')) AS t(order_id, amount, day) UNION ALL SELECT CAST(i AS VARCHAR), i || '.50', '2026-01-02' FROM range(100, 300) AS r(i)");
        var run = await RunAsync(Contract("w.duckdb#orders", null));
        await EditAsync(run, 1, "amount", "20.00");
        Query("w.duckdb", "CREATE OR REPLACE TABLE orders AS SELECT * FROM (VALUES ('7', '70.00', '2026-01-01'), ('3', '30.00 EUR', '2026-01-01'), ('2', 'broken', '2026-01-01')) AS t(order_id, amount, day) UNION ALL SELECT CAST(i AS VARCHAR), i || '.50', '2026-01-02' FROM range(100, 300) AS r(i)");

        await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string> { ["amounts.amount"] = "amount | map_dict({\"30.00 EUR\": \"30.00\"}, on_missing: keep) | type_cast(decimal(10,2))" }, Ann, _settings);

        Assert.Equal("1|10.00 2|20.00 3|30.00 / 1|2026-01-01 2|2026-01-01 3|2026-01-01", Text());
    }

    private static RunContract Contract(string from, Dictionary<string, string>? load) => new RunContractBuilder().From(from).ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).ConfirmByHuman(false).Build() with
    {
        Overrides = new RunOverrides
        {
            Load = load ?? new() { ["amounts"] = "append", ["days"] = "insert" },
            Mappings = new Dictionary<string, string>
            {
                ["amounts.order_id"] = "order_id | type_cast(int64)", ["amounts.amount"] = "amount | type_cast(decimal(10,2))", ["days.order_id"] = "order_id | type_cast(int64)", ["days.day"] = "day | date_parse(\"YYYY-MM-DD\")",
            },
        },
    };

    private static List<(string, long, long, long, bool)> Sums(RunResult run) => [.. run.Migration!.Tables.OrderBy(static table => table.Table, StringComparer.Ordinal).Select(static table => (table.Table, table.RowsIn, table.RowsOut, table.Quarantined, table.Released == true))];

    private void Write(string rows, string others) => _folder.Write("orders.csv", "order_id,amount,day\n" + rows + others);

    private Task<string> RunAsync(string rows, string? others = null, Dictionary<string, string>? load = null)
    {
        Write(rows, others ?? Others);
        return RunAsync(Contract("orders.csv", load));
    }

    private async Task<string> RunAsync(RunContract contract)
    {
        var result = await _engine.RunAsync(contract, _settings);
        Assert.Equal(RunStatus.Completed, result.Status);
        return result.RunId;
    }

    private Task<RowPlace> EditAsync(string run, long row, string column, string value) => _engine.EditQuarantineAsync(run, record => record.Row == row, new Dictionary<string, string?> { [column] = value }, Ann);

    private async Task<List<QuarantineRecord>> QuarantineAsync(string run)
    {
        var records = new List<QuarantineRecord>();
        await foreach (var record in _engine.ReadQuarantineAsync(run)) records.Add(record);
        return records;
    }

    private (List<string> Amounts, List<string> Days) Tables() =>
        (Query("out.duckdb", "SELECT order_id || '|' || amount FROM amounts WHERE order_id < 100 ORDER BY ALL"), Query("out.duckdb", "SELECT order_id || '|' || day FROM days WHERE order_id < 100 ORDER BY ALL"));

    private string Text() => $"{string.Join(' ', Tables().Amounts)} / {string.Join(' ', Tables().Days)}";

    private List<string> Query(string file, string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder[file]}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.FieldCount == 0 || reader.IsDBNull(0) ? "" : Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return rows;
    }
}
