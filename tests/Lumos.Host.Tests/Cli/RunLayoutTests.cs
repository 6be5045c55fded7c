using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

/// <summary>How rows lie in Parquet files, said on the command line.</summary>
public sealed class RunLayoutTests
{
    private static readonly RunContract Contract = new()
    {
        RunId = "01J0000000000000000000TEST", Mode = RunMode.DataMode, RbacActor = new RbacActor("ann", Role.Operator), Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["a.csv"] },
        Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out/"] }, Overrides = new RunOverrides { Layout = new Dictionary<string, TableLayout> { ["orders"] = new() { PartitionBy = ["country"], RowsPerFile = 5 } } },
    };

    private static (ParseResult Parsed, RunLayout Layout) Parse(params string[] arguments)
    {
        var layout = new RunLayout();
        var command = new Command("run");
        layout.AddTo(command);
        return (command.Parse(arguments), layout);
    }

    [Fact]
    public void Options_ByTable_AreAddedToWhatTheContractSays()
    {
        var (parsed, layout) = Parse("--sort-by", "orders=day desc, id", "--target-file-size", "orders=10MB", "--partition-by", "a,b", "--rows-per-file", "7");

        var overrides = layout.Apply(parsed, Contract).Overrides!;

        Assert.Empty(parsed.Errors);
        Assert.Equal("partitioned by country, sorted by day desc, id, about 10,000,000 bytes a file", overrides.LayoutOf("orders")!.ToString());
        Assert.Equal("partitioned by a, b, at most 7 rows a file", overrides.LayoutOf("others")!.ToString());
    }

    [Fact]
    public void Options_NotGiven_LeaveTheContractAsItIs()
    {
        var (parsed, layout) = Parse();

        Assert.Same(Contract, layout.Apply(parsed, Contract));
    }

    [Theory]
    [InlineData("--rows-per-file", "none")]
    [InlineData("--target-file-size", "orders=big")]
    public void Options_WithoutASize_SayWhatIsWanted(string option, string value) => Assert.Contains(option, Assert.Single(Parse(option, value).Parsed.Errors).Message, StringComparison.Ordinal);
}
