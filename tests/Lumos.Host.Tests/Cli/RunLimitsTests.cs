using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

/// <summary>How a run moves its rows, said on the command line.</summary>
public sealed class RunLimitsTests
{
    private static readonly RunContract Contract = new()
    {
        RunId = "01J0000000000000000000TEST", Mode = RunMode.DataMode, RbacActor = new RbacActor("ann", Role.Operator), Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["w.duckdb#a"] },
        Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["w.duckdb"] }, Overrides = new RunOverrides { Strategy = "etl", Workers = 3 },
    };

    private static (ParseResult Parsed, RunLimits Limits) Parse(params string[] arguments)
    {
        var limits = new RunLimits();
        var command = new Command("run");
        limits.AddTo(command);
        return (command.Parse(arguments), limits);
    }

    [Fact]
    public void Options_Given_TakeTheContractsPlace()
    {
        var (parsed, limits) = Parse("--strategy", "elt", "--canary", "1%", "--load", "orders=upsert");

        var overrides = limits.Apply(parsed, Contract).Overrides!;

        Assert.Empty(parsed.Errors);
        Assert.Equal(("elt", 3, 0.01m, "upsert"), (overrides.Strategy, overrides.Workers, overrides.Canary, overrides.Load!["orders"]));
    }

    [Fact]
    public void Options_NotGiven_LeaveTheContractAsItIs()
    {
        var (parsed, limits) = Parse();

        Assert.Same(Contract, limits.Apply(parsed, Contract));
    }

    [Theory]
    [InlineData("--strategy", "sql")]
    [InlineData("--workers", "0")]
    [InlineData("--max-rate", "0")]
    [InlineData("--canary", "many")]
    public void Options_ThatAreNone_SayWhatIsWanted(string option, string value) => Assert.Contains(option, Assert.Single(Parse(option, value).Parsed.Errors).Message, StringComparison.Ordinal);
}
