using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A run is verified after later ones wrote its tables: what they did is told from what nobody can account for.</summary>
public sealed class LaterRunTests : IDisposable
{
    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();
    private readonly LumosEngine _engine;

    public LaterRunTests()
    {
        _folder.Write("target.sql", "CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR)");
        _engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_AfterLaterRunsAddedRows_SaysSo_AndHolds()
    {
        var first = await RunAsync("one.csv", 0, 50, "auto");
        var second = await RunAsync("two.csv", 50, 60, "append");
        var third = await RunAsync("three.csv", 55, 65, "upsert");

        var table = Assert.Single((await _engine.VerifyAsync(first)).Tables);

        Assert.Equal((VerificationOutcome.Same, $"Runs {second}, {third} wrote this table since, and added what is there beside it. Every row of this run is there as it was written."), (table.Outcome, table.Message));
        Assert.Equal([second, third], table.LaterRuns);

        // A run that was taken back explains nothing, and neither does one of another place.
        await _engine.RollBackAsync(third, Ann);
        Assert.Equal([second], Assert.Single((await _engine.VerifyAsync(first)).Tables).LaterRuns);
        Execute("INSERT INTO people VALUES (1000, 'stranger')");
        table = Assert.Single((await _engine.VerifyAsync(first)).Tables);
        Assert.Equal((VerificationOutcome.Differs, $"Run {second} wrote this table since. Every row of this run is there as it was written, but beside them are 11 others, and that run added 10."), (table.Outcome, table.Message));
    }

    [Theory]
    [InlineData("upsert", 0, 5)]
    [InlineData("replace", 40, 5)]
    public async Task Verify_AfterALaterRunChangedRows_NamesIt(string load, int gone, int changed)
    {
        var first = await RunAsync("one.csv", 0, 50, "auto");
        Assert.True((await _engine.VerifyAsync(first)).IsSame);
        var second = await RunAsync("two.csv", 40, 60, load, odd: true);

        var verification = await _engine.VerifyAsync(first);

        var table = Assert.Single(verification.Tables);
        Assert.False(verification.IsSame);
        Assert.Equal(VerificationOutcome.NotComparable, table.Outcome);
        Assert.Equal([second], table.LaterRuns);
        Assert.Equal($"Run {second} wrote this table since, and of the rows of this run {gone} are gone and {changed} changed. Whether the table is as it was left is told by: lumos verify {second}", table.Message);
        Assert.True((await _engine.VerifyAsync(second)).IsSame);
    }

    [Fact]
    public async Task Verify_WithoutALaterRun_Differs()
    {
        var first = await RunAsync("one.csv", 0, 50, "auto");
        Execute("INSERT INTO people VALUES (1000, 'stranger')");

        var table = Assert.Single((await _engine.VerifyAsync(first)).Tables);

        Assert.Equal(VerificationOutcome.Differs, table.Outcome);
        Assert.Empty(table.LaterRuns);
    }

    private async Task<string> RunAsync(string file, int from, int to, string load, bool odd = false)
    {
        _folder.Write(file, "id,name\n" + string.Concat(Enumerable.Range(from, to - from).Select(id => FormattableString.Invariant($"{id},name {(odd && id % 2 == 1 ? "x" : "")}{id}\n"))));
        var contract = new RunContractBuilder().From(file).ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).ConfirmByHuman(false).WithOverrides(new RunOverrides
        {
            Load = new Dictionary<string, string> { ["*"] = load }, Mappings = new Dictionary<string, string> { ["people.id"] = "id | type_cast(int64)", ["people.name"] = "name" },
        }).Build();
        var result = await _engine.RunAsync(contract, new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path });
        Assert.True(result.Status == RunStatus.Completed, string.Join('\n', result.Reasons));
        return result.RunId;
    }

    private void Execute(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]}");
        connection.Open();
        connection.Execute(sql);
    }
}
