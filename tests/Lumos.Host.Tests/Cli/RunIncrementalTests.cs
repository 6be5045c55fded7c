using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

/// <summary>Reading only what changed, said on the command line.</summary>
public sealed class RunIncrementalTests
{
    private static readonly RunContract Contract = new()
    {
        RunId = "01J0000000000000000000TEST", Mode = RunMode.DataMode, RbacActor = new RbacActor("ann", Role.Operator), Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["a.csv"] },
        Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"] }, Overrides = new RunOverrides { Incremental = new Dictionary<string, IncrementalRead> { ["orders"] = new("version") } },
    };

    private static (ParseResult Parsed, RunIncremental Incremental) Parse(params string[] arguments)
    {
        var incremental = new RunIncremental();
        var command = new Command("run");
        incremental.AddTo(command);
        return (command.Parse(arguments), incremental);
    }

    [Fact]
    public void Option_ByTable_IsAddedToWhatTheContractSays()
    {
        var (parsed, incremental) = Parse("--incremental", "changed_at", "--incremental", "customers=at, overlap 5m");

        var reads = incremental.Apply(parsed, Contract).Overrides!.Incremental!;

        Assert.Empty(parsed.Errors);
        Assert.Equal([("*", new IncrementalRead("changed_at")), ("customers", new IncrementalRead("at", "5m")), ("orders", new IncrementalRead("version"))], reads.Select(static read => (read.Key, read.Value)));
    }

    [Fact]
    public void Option_NotGiven_LeavesTheContractAsItIs()
    {
        var (parsed, incremental) = Parse();

        Assert.Same(Contract, incremental.Apply(parsed, Contract));
    }

    [Fact]
    public void Option_LogicalReplication_NamesSlotAndPublication()
    {
        var (parsed, incremental) = Parse("--incremental", "logical_replication", "--incremental", "customers=logical_replication, slot s1, publication p1");

        var reads = incremental.Apply(parsed, Contract).Overrides!.Incremental!;

        Assert.Empty(parsed.Errors);
        Assert.Equal(new IncrementalRead(null) { By = IncrementalBy.LogicalReplication }, reads["*"]);
        Assert.Equal(new IncrementalRead(null) { By = IncrementalBy.LogicalReplication, Slot = "s1", Publication = "p1" }, reads["customers"]);
    }

    [Theory]
    [InlineData("orders=logical_replication, overlap 5m")]
    [InlineData("orders=")]
    [InlineData("orders=at, 5m")]
    [InlineData("orders=at, overlap 5m, more")]
    public void Option_WithoutAColumn_SaysWhatIsWanted(string value) => Assert.Contains("--incremental", Assert.Single(Parse("--incremental", value).Parsed.Errors).Message, StringComparison.Ordinal);
}
