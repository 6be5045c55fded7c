using Lumos.Abstractions;
using Lumos.Core.Contracts;

namespace Lumos.Core.Tests.Contracts;

/// <summary>Layouts a target cannot have are refused before anything is read.</summary>
public sealed class LayoutRulesTests
{
    private static readonly TargetTable Sales = new()
    {
        Name = "sales",
        Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "country", Type = ColumnType.Text }, new TargetColumn { Name = "at", Type = ColumnType.Timestamp }],
    };

    private static void Check(string location, TableLayout layout, string table = "sales")
    {
        var contract = new RunContract
        {
            RunId = "01J0000000000000000000TEST", Mode = RunMode.DataMode, RbacActor = new RbacActor("ann", Role.Operator), Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["a.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [location] }, Overrides = new RunOverrides { Layout = new Dictionary<string, TableLayout> { [table] = layout } },
        };
        LayoutRules.Check(contract, [Sales], static path => path);
    }

    [Theory]
    [InlineData("out/")]
    [InlineData("lake")]
    public void Layout_OfAFolder_IsTaken(string location) => Check(location, new TableLayout { PartitionBy = ["country"], SortBy = ["at DESC", "id"] }, "*");

    [Fact]
    public void Layout_ThatSortsAFile_IsTaken() => Check("out.parquet", new TableLayout { SortBy = ["id"] });

    [Theory]
    [InlineData("out.parquet", false)]
    [InlineData("out.duckdb", false)]
    [InlineData("out.duckdb", true)]
    [InlineData("postgres://ann@host/db", true)]
    public void Layout_TheTargetCannotHave_IsRefused(string location, bool sortsOnly)
    {
        var error = Assert.Throws<LumosException>(() => Check(location, sortsOnly ? new TableLayout { SortBy = ["id"] } : new TableLayout { PartitionBy = ["country"] }));

        Assert.Equal("TARGET_LAYOUT_UNSUPPORTED", error.Reason);
    }

    [Fact]
    public void Layout_WithMistakes_NamesAllOfThem()
    {
        var error = Assert.Throws<LumosException>(() => Check("out/", new TableLayout { PartitionBy = ["at", "land", "id"], SortBy = ["id"] }));

        Assert.Equal("TARGET_LAYOUT_INVALID", error.Reason);
        foreach (var mistake in new[] { "no column 'land'", "'id' is named twice", "'at' is timestamp" }) Assert.Contains(mistake, error.Message);
        Assert.Contains("no such table", Assert.Throws<LumosException>(() => Check("out/", new TableLayout { SortBy = ["id"] }, "sale")).Message);
        Assert.Contains("every column", Assert.Throws<LumosException>(() => LayoutRules.Check(
            new RunContract
            {
                RunId = "01J0000000000000000000TEST", Mode = RunMode.DataMode, RbacActor = new RbacActor("ann", Role.Operator), Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["a.csv"] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out/"] }, Overrides = new RunOverrides { Layout = new Dictionary<string, TableLayout> { ["t"] = new() { PartitionBy = ["a"] } } },
            },
            [new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "a", Type = ColumnType.Text }] }], static path => path)).Message);
    }

    [Theory]
    [InlineData("134217728", 134217728L)]
    [InlineData("128MB", 128000000L)]
    [InlineData("128 MiB", 134217728L)]
    [InlineData("1gb", 1000000000L)]
    [InlineData("0", null)]
    [InlineData("1.5MB", null)]
    [InlineData("MB", null)]
    [InlineData("99999999999TB", null)]
    public void Size_AsPeopleWriteIt_IsBytes(string text, long? bytes) => Assert.Equal(bytes, TableLayout.ParseSize(text));
}
