using Lumos.Abstractions;
using Lumos.Core.Mapping;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Tables of one shape, such as those of codes and names, are told apart by their names, or by a person.</summary>
public sealed class SourceChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TablesOfOneShape_GoWhereTheirNamesSay()
    {
        var outcome = await MapAsync(["countries", "currencies", "Branches"], ("countries", "DE,Germany\nFR,France\n"), ("currencies", "EUR,Euro\nUSD,Dollar\nGBP,Pound\n"), ("branches", "B1,Berlin\nB2,Bonn\n"));

        Assert.Equal(GateDecision.Accept, outcome.Proposed);
        Assert.Equal(["countries from countries", "currencies from currencies", "Branches from branches"], Feeds(outcome));
    }

    [Fact]
    public async Task Run_OneOfThemIsEmpty_TakesNoRowsOfAnother()
    {
        var outcome = await MapAsync(["countries", "currencies"], ("countries", "DE,Germany\nFR,France\n"), ("currencies", ""));

        Assert.Equal(["countries from countries", "currencies from currencies"], Feeds(outcome));
    }

    [Fact]
    public async Task Run_TableNamedLikeNoTarget_IsNotAppendedToOneThatHasItsOwnAndHolds()
    {
        var outcome = await MapAsync(["countries"], ("countries", "DE,Germany\nFR,France\n"), ("branches", "B1,Berlin\nB2,Bonn\n"));

        Assert.Equal(["countries from countries"], Feeds(outcome));
        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Contains(outcome.Reasons, static r => r.Contains("'branches' has the columns of 'countries' too", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TargetWithoutANamesake_HoldsBeforeItTakesAnothersRows()
    {
        var outcome = await MapAsync(["countries", "currencies"], ("countries", "DE,Germany\nFR,France\n"));

        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Contains(outcome.Reasons, static r => r.Contains("No source table is named like 'currencies'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoNameTells_MustBeSaidInTheContract()
    {
        (string, string)[] files = [("x1", "DE,Germany\nFR,France\n"), ("x2", "EUR,Euro\nUSD,Dollar\n")];
        var outcome = await MapAsync(["countries", "currencies"], files);

        Assert.Equal(GateDecision.Fix, outcome.Proposed);
        Assert.Contains(outcome.Reasons, static r => r.Contains("'x1', 'x2' feed 'countries' and 'currencies'", StringComparison.Ordinal));

        var said = await MapAsync(["countries", "currencies"], new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["countries"] = ["x1"], ["currencies"] = ["x2"] } }, files);
        Assert.Equal(GateDecision.Accept, said.Proposed);
        Assert.Equal(["countries from x1", "currencies from x2"], Feeds(said));
    }

    [Fact]
    public async Task Run_PartsOfOneTable_AreAppended()
    {
        var outcome = await MapAsync(["countries"], ("countries_2024", "DE,Germany\nFR,France\n"), ("countries_2025", "IT,Italy\nES,Spain\n"));

        Assert.Equal(GateDecision.Accept, outcome.Proposed);
        Assert.Equal(["countries from countries_2024, countries_2025"], Feeds(outcome));
    }

    [Fact]
    public async Task Run_PartsThatShareRows_AreAllAppended()
    {
        const string Rows = "INV-00001,2026-01-05,North,9.50\nINV-00002,2026-01-06,South,8.25\nINV-00003,2026-01-09,North,7.00\n";
        var outcome = await MapInvoicesAsync(("sales_01", "Invoice No,Invoice Date,Region,Amount\nINV-00009,2025-12-30,North,1.50\n"), ("sales_02", "Invoice No,Invoice Date,Region,Amount\n" + Rows), ("sales_02_copy", "Invoice No,Invoice Date,Region,Amount\n" + Rows));

        Assert.Equal(["invoices from sales_01, sales_02, sales_02_copy"], Feeds(outcome));
    }

    [Fact]
    public async Task Run_PartLacksWhatTheOthersHave_HoldsInsteadOfLeavingItOut()
    {
        var outcome = await MapInvoicesAsync(("sales_01", "Invoice No,Invoice Date,Region,Amount\nINV-00009,2025-12-30,North,1.50\n"), ("sales_02", "Invoice No,Region,Remarks\nINV-00001,North,late\n"));

        Assert.Equal(["invoices from sales_01"], Feeds(outcome));
        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Contains(outcome.Reasons, static r => r.Contains("'sales_02' is named like a part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WideDecimals_AreMapped()
    {
        _folder.Write("in/balances.csv", "id,balance,rate,total\n1,12345678901234567890.1234,1.5,7\n2,-1.5000,2.25,8\n");
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["balances.csv"],
            Target = [new TargetTable { Name = "balances", Columns = [Column("id", ColumnType.Int64), Column("balance", ColumnType.Decimal(38, 10)), Column("rate", ColumnType.Decimal(19, 4)), Column("total", ColumnType.Decimal(38, 0))], PrimaryKey = ["id"] }],
        };

        var columns = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns;
        Assert.Equal(["id", "balance", "rate", "total"], columns.Select(static c => c.Target));
        Assert.All(columns, static c => Assert.Equal(2, c.Proof!.Succeeded));
    }

    [Fact]
    public async Task Run_ColumnOfTheSameNameCannotBeMade_Holds()
    {
        _folder.Write("in/people.csv", "id,born\n1,2020-01-01\n2,2021-01-01\n");
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["people.csv"], Target = [new TargetTable { Name = "people", Columns = [Column("id", ColumnType.Int64), Column("born", ColumnType.Bool)], PrimaryKey = ["id"] }],
        };

        var outcome = await run.RunAsync();
        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Contains(outcome.Reasons, static r => r.Contains("'people.born' stays empty", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("order_lines", "OrderLines", TableNames.Same)]
    [InlineData("customers", "customer", TableNames.SameWords)]
    [InlineData("customers_2024", "customers", TableNames.SameWords)]
    [InlineData("customers_2024", "customers_2023", TableNames.Contained)]
    [InlineData("acme_customers", "customers", TableNames.Contained)]
    [InlineData("orders", "order_lines", TableNames.Contained)]
    [InlineData("countries", "currencies", 0)]
    [InlineData("x1", "x2", 0)]
    public void Affinity_OfNames_IsWhatTheySay(string source, string target, int affinity) => Assert.Equal(affinity, TableNames.Affinity(source, target));

    public void Dispose() => _folder.Dispose();

    private static TargetColumn Column(string name, ColumnType type) => new() { Name = name, Type = type };

    private static IEnumerable<string> Feeds(StageOutcome<MappingPlanArtifact> outcome) => outcome.Output.Tables.Select(static t => $"{t.Target} from {string.Join(", ", t.Inputs.Select(static i => i.Source))}");

    private async Task<StageOutcome<MappingPlanArtifact>> MapInvoicesAsync(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files) _folder.Write($"in/{name}.csv", text);
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = [.. files.Select(static f => f.Name + ".csv")],
            Target = [new TargetTable { Name = "invoices", Columns = [Column("invoice_no", ColumnType.Text) with { Nullable = false }, Column("invoice_date", ColumnType.Date) with { Nullable = false }, Column("region", ColumnType.Text), Column("amount", ColumnType.Decimal(12, 2)) with { Nullable = false }], PrimaryKey = ["invoice_no"] }],
        };
        return await run.RunAsync();
    }

    private Task<StageOutcome<MappingPlanArtifact>> MapAsync(string[] targets, params (string Name, string Rows)[] files) => MapAsync(targets, null, files);

    private async Task<StageOutcome<MappingPlanArtifact>> MapAsync(string[] targets, RunOverrides? overrides, params (string Name, string Rows)[] files)
    {
        foreach (var (name, rows) in files) _folder.Write($"in/{name}.csv", "code,name\n" + rows);
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = [.. files.Select(static f => f.Name + ".csv")], Overrides = overrides,
            Target = [.. targets.Select(static t => new TargetTable { Name = t, Columns = [Column("code", ColumnType.Text) with { Nullable = false }, Column("name", ColumnType.Text) with { Nullable = false }], PrimaryKey = ["code"] })],
        };
        return await run.RunAsync();
    }
}
