using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Edits of quarantined rows when the source has changed before they are tried again: an edit falls on the row that was edited, wherever it is now, or on none.</summary>
public sealed class MovedRowsTests : IDisposable
{
    private static readonly RbacActor Actor = new("ann", Role.Operator);

    // So many good rows that a few bad ones do not make a person look at the plan first.
    private static readonly string Others = string.Concat(Enumerable.Range(100, 200).Select(static id => FormattableString.Invariant($"{id},{id}.50\n")));
    private readonly TemporaryFolder _folder = new();
    private readonly LumosEngine _engine;
    private readonly RunSettings _settings;

    public MovedRowsTests()
    {
        _folder.Write("target.sql", "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(10,2))");
        _engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        _settings = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Release_RowsAboveAreGone_EditsTheRowItWasMadeFor()
    {
        var run = await RunAsync("1,10.00\n2,20.00\n3,broken\n4,40.00\n5,worse\n6,60.00\n");
        await EditAsync(run, row: 2, "30.00");
        await EditAsync(run, row: 4, "50.00");
        Write("6,60.00\n2,20.00\n5,worse\n3,broken\n4,40.00\n7,70.00\n");

        var release = await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal((2L, 0L), (release.Resolved, release.Open));
        Assert.Equal(["2|20.00", "3|30.00", "4|40.00", "5|50.00", "6|60.00", "7|70.00"], Rows());
    }

    [Fact]
    public async Task Release_RowIsOtherNow_LeavesTheEditOutAndSaysSo()
    {
        var run = await RunAsync("1,10.00\n2,broken\n3,30.00\n");
        await EditAsync(run, row: 1, "20.00");
        Write("1,10.00\n2,22.00\n3,30.00\n");

        var release = await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal(["1|10.00", "2|22.00", "3|30.00"], Rows());
        Assert.Contains(release.Run.Reasons, static reason => reason.Contains("Row 1 of 'orders' was edited and is not in the changed source any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Release_EqualRows_EachEditHasOneOfThem()
    {
        var run = await RunAsync("1,10.00\n,99.00\n,99.00\n4,40.00\n");
        await EditAsync(run, row: 1, "2", "order_id");
        await EditAsync(run, row: 2, "3", "order_id");
        Write("4,40.00\n1,10.00\n,99.00\n,99.00\n");

        await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal(["1|10.00", "2|99.00", "3|99.00", "4|40.00"], Rows());
    }

    [Fact]
    public async Task Release_TwiceWithRowsMovingInBetween_KeepsBothEditsOfOneRow()
    {
        var run = await RunAsync("1,10.00\n2,20.00\n3x,broken\n");
        await EditAsync(run, row: 2, "30.00");
        Write("1,10.00\n2,20.00\n8,80.00\n3x,broken\n");
        var second = (await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string>(), Actor, _settings)).Run.RunId;
        await EditAsync(second, row: 3, "3", "order_id");
        Write("2,20.00\n1,10.00\n3x,broken\n");

        var release = await _engine.ReleaseQuarantineAsync(second, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal((1L, 0L), (release.Resolved, release.Open));
        Assert.Equal(["1|10.00", "2|20.00", "3|30.00"], Rows());
    }

    [Fact]
    public async Task Release_TableOfADatabaseInUse_EditsTheRowItWasMadeFor()
    {
        Query("w.duckdb", "CREATE TABLE export AS SELECT * FROM (VALUES ('1', '10.00'), ('2', '20.00'), ('3', 'broken')) AS t(order_id, amount) UNION ALL SELECT CAST(i AS VARCHAR), i || '.50' FROM range(100, 300) AS r(i)");
        var run = (await _engine.RunAsync(Contract("w.duckdb#export", "w.duckdb"), _settings)).RunId;
        await EditAsync(run, row: 2, "30.00");
        Query("w.duckdb", "CREATE OR REPLACE TABLE export AS SELECT * FROM (VALUES ('3', 'broken'), ('2', '21.00'), ('4', 'bad')) AS t(order_id, amount) UNION ALL SELECT CAST(i AS VARCHAR), i || '.50' FROM range(100, 300) AS r(i)");

        var release = await _engine.ReleaseQuarantineAsync(run, new Dictionary<string, string>(), Actor, _settings);

        Assert.Equal(["2|21.00", "3|30.00"], Rows("w.duckdb"));
        Assert.Equal(1, release.Run.Migration!.Tables[0].Quarantined);
    }

    [Fact]
    public async Task Resume_OfACompletedRunWhoseCopiesAreGone_ChangesNothing()
    {
        Query("w.duckdb", "CREATE TABLE export AS SELECT * FROM (VALUES ('1', '10.00'), ('3', 'broken')) AS t(order_id, amount) UNION ALL SELECT CAST(i AS VARCHAR), i || '.50' FROM range(100, 300) AS r(i)");
        var run = (await _engine.RunAsync(Contract("w.duckdb#export", "w.duckdb"), _settings)).RunId;
        File.Delete(Assert.Single(Directory.GetFiles(_folder["state"], "quarantine-rows.jsonl", SearchOption.AllDirectories)));

        var again = await _engine.ResumeAsync(run, _settings);

        Assert.Equal(RunStatus.Completed, again.Status);
    }

    [Fact]
    public async Task Edit_OfAFileThatChangedSince_IsRefused()
    {
        var run = await RunAsync("1,10.00\n2,broken\n");
        Write("2,broken\n1,10.00\n");

        var refused = await Assert.ThrowsAsync<LumosException>(() => EditAsync(run, row: 1, "20.00"));

        Assert.Equal("SOURCE_CHANGED", refused.Reason);
    }

    private static RunContract Contract(string from, string into) => new RunContractBuilder().From(from).ToSchema("target.sql").Into(into).As("ann", Role.Operator).ConfirmByHuman(false).Build() with
    {
        Overrides = new RunOverrides { Mappings = new Dictionary<string, string> { ["orders.order_id"] = "order_id | type_cast(int64)", ["orders.amount"] = "amount | type_cast(decimal(10,2))" } },
    };

    private void Write(string rows) => _folder.Write("orders.csv", "order_id,amount\n" + rows + Others);

    private async Task<string> RunAsync(string rows)
    {
        Write(rows);
        var result = await _engine.RunAsync(Contract("orders.csv", "out.duckdb"), _settings);
        Assert.Equal(RunStatus.Completed, result.Status);
        return result.RunId;
    }

    private Task<RowPlace> EditAsync(string run, long row, string value, string column = "amount") =>
        _engine.EditQuarantineAsync(run, record => record.Row == row, new Dictionary<string, string?> { [column] = value }, Actor);

    private List<string> Rows(string file = "out.duckdb") => Query(file, "SELECT order_id || '|' || amount FROM orders WHERE order_id < 100 ORDER BY order_id");

    private List<string> Query(string file, string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder[file]}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return rows;
    }
}
