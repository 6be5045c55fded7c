using Lumos.Abstractions;
using Lumos.Core.Contracts;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Where rows are computed: said in plan and artifact, and refused where it cannot be done.</summary>
public sealed class MigrationWayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", "out.duckdb", "Source and target are not in one database.")]
    [InlineData("a.duckdb#items", "a.duckdb", "Source and target are one DuckDB file, but columns streamed through this process are computed faster than by its engine ('elt' asks for the engine).")]
    [InlineData("postgres://r@db.example:5432/shop?table=a", "postgres://w@db.example:5432/shop?schema=new", "Source and target are in one database, but its server computes rows several times slower than this process does; they stream through it in columns.")]
    [InlineData("postgres://r@/shop?host=%2Frun%2Fone", "postgres://r@/shop?host=%2Frun%2Ftwo", "Source and target are not in one database.")]
    [InlineData("postgres://r@db.example/shop", "postgres://w@db.example/other", "Source and target are not in one database.")]
    public void ReasonOf_Places_SaysWhetherTheyAreOne(string from, string to, string expected) => Assert.Equal(expected, MigrationWay.ReasonOf(Contract(from, to, null)));

    [Theory]
    [InlineData("a.csv", "out.duckdb", "two places")]
    public async Task Run_ForcedIntoTheEngine_IsRefusedBeforeAnythingIsRead(string from, string to, string why)
    {
        var refused = await Assert.ThrowsAsync<LumosException>(() => Engine().RunAsync(Contract(from, to, "elt"), Settings()));

        Assert.Equal("MIGRATION_STRATEGY_UNAVAILABLE", refused.Reason);
        Assert.Contains(why, refused.Problem, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["state/runs"]));
    }

    [Fact]
    public void Check_ServerThatHoldsBoth_SaysWhoseEngineComputes() => Assert.Contains(
        "Only the engine of a DuckDB file",
        Assert.Throws<LumosException>(() => MigrationWay.Check(Contract("postgres://r@db.example/shop?table=a", "postgres://w@db.example/shop", "elt"))).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Plan_AndArtifact_SayWhereAndWhy()
    {
        _folder.Write("a.csv", "id,name\n1,Ann\n2,Bob\n");
        _folder.Write("target.sql", "CREATE TABLE a (id BIGINT PRIMARY KEY, name TEXT)");

        var planned = await Engine().PlanAsync(Contract("a.csv", "out.duckdb", null), Settings());
        var moved = await Engine().ResumeAsync(planned.RunId, Settings());
        var forced = await Engine().RunAsync(Contract("a.csv", "out.duckdb", "etl"), Settings());

        Assert.Equal("etl: Source and target are not in one database.", planned.PlannedStrategy);
        Assert.Equal(("etl", "Source and target are not in one database."), (moved.Migration!.Strategy, moved.Migration.StrategyReason));
        Assert.Equal("The contract asks for it.", forced.Migration!.StrategyReason);
        Assert.Equal(moved.Migration.RootHash, forced.Migration.RootHash);
    }

    [Fact]
    public async Task Contract_WithAnotherWord_IsInvalid() =>
        Assert.Equal("CONTRACT_INVALID", (await Assert.ThrowsAsync<LumosException>(() => Engine().RunAsync(Contract("a.csv", "out.duckdb", "fast"), Settings()))).Reason);

    private LumosEngine Engine() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private RunSettings Settings() => new() { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };

    private static RunContract Contract(string from, string to, string? strategy) =>
        new RunContractBuilder().From(from).ToSchema("target.sql").Into(to).WithOverrides(new RunOverrides { Strategy = strategy }).Build();
}
