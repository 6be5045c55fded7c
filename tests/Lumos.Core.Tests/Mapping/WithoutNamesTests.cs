using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Columns whose names do not tell: values, types and what is left on both sides do.</summary>
public sealed class WithoutNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TheOneKeyOfBothSides_IsProposedAndHeld()
    {
        var plan = await MapAsync(Rows("qx,title,qty", i => $"QX-{900 + i},Lamp {i},{i % 4}"), ["id"], Column("id", ColumnType.Text), Column("title", ColumnType.Text), Column("quantity", ColumnType.Int64));

        Assert.Equal(("rename", "qx", GateDecision.Hold), Told(plan["id"]));
        Assert.Contains(plan["id"].Rationale, r => r.Contains("identify a row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AnEarlierKeyBesideTheKey_SharesItsColumn()
    {
        var plan = await MapAsync(Rows("projekt_id,titel", i => $"PR-{900 + i},Anbau {i}"), ["id"], Column("id", ColumnType.Text), Column("title", ColumnType.Text), Column("legacy_project_id", ColumnType.Text));

        Assert.Equal(["projekt_id"], plan["id"].Sources);
        Assert.Equal(["projekt_id"], plan["legacy_project_id"].Sources);
    }

    [Fact]
    public async Task Run_TheOnlyDateLeftOnBothSides_IsProposedAndHeld()
    {
        var plan = await MapAsync(Rows("station,omega,rain", i => $"S{i % 4},{1 + i:00}.05.2023,{i}.5"), [], Column("station", ColumnType.Text), Column("measured_at", ColumnType.Date), Column("rain", ColumnType.Decimal(6, 1)));

        Assert.Equal(("cast", "omega", GateDecision.Hold), Told(plan["measured_at"]));
    }

    [Fact]
    public async Task Run_TwoDatesLeft_AreNotGuessed()
    {
        var plan = await MapAsync(Rows("station,alpha,omega", i => $"S{i % 4},{1 + i:00}.05.2023,{1 + i:00}.07.2021"), [], Column("station", ColumnType.Text), Column("measured_at", ColumnType.Date));

        Assert.DoesNotContain("measured_at", plan.Keys);
    }

    [Fact]
    public async Task Run_TheOnlyYesOrNoLeft_IsProposedAndHeld()
    {
        var plan = await MapAsync(Rows("parcel,zollfrei", i => $"P{i:000},{(i % 3 == 0 ? "ja" : "nein")}"), [], Column("parcel", ColumnType.Text), Column("exempt", ColumnType.Bool));

        Assert.Equal(("value_map", "zollfrei", GateDecision.Hold), Told(plan["exempt"]));
    }

    [Fact]
    public async Task Run_ValuesThatAreAllCodesOfOneTarget_AreProposedAndHeld()
    {
        var target = Column("civil_state", ColumnType.Text) with { Enum = ["single", "married", "widowed"] };
        var plan = await MapAsync(Rows("person,feld7", i => $"N{i:000},{(i % 3) switch { 0 => "ledig", 1 => "verheiratet", _ => "verwitwet" }}"), [], Column("person", ColumnType.Text), target);

        Assert.Equal(("value_map", "feld7", GateDecision.Hold), Told(plan["civil_state"]));
    }

    [Fact]
    public async Task Run_AYearBesideTheOnlyDate_IsItsYear()
    {
        var plan = await MapAsync(Rows("dossier,ingresso", i => $"D{i:000},{1 + i:00}/02/{2010 + i}"), [], Column("dossier", ColumnType.Text), Column("intake_year", ColumnType.Int64));

        Assert.Equal(("decompose", "ingresso", GateDecision.Hold), Told(plan["intake_year"]));
    }

    [Theory]
    [InlineData("ShipDate", "shipped_on")]
    [InlineData("Declaration date", "declared_on")]
    [InlineData("Opened", "opened_at")]
    [InlineData("Listed", "listed_on")]
    public async Task Run_MomentsByAnotherWord_AreTheSame(string source, string target)
    {
        var plan = await MapAsync(Rows($"file no,{source},Other date", i => $"F{i:000},2023-05-{1 + i:00},2021-03-{1 + i:00}"), [], Column("file_no", ColumnType.Text), Column(target, ColumnType.Date), Column("paid_on", ColumnType.Date));

        Assert.Equal(source, plan[target].Sources[0]);
    }

    [Theory]
    [InlineData("Milliseconds", "duration_seconds", 215000, "unit_convert(\"ms\", \"s\"")]
    [InlineData("lot_acres", "lot_ha", 3, "unit_convert(\"acre\", \"ha\"")]
    [InlineData("lot_acres", "lot_m2", 3, "unit_convert(\"acre\", \"m2\"")]
    [InlineData("Floor area (sq ft)", "floor_area_m2", 900, "unit_convert(\"sqft\", \"m2\"")]
    [InlineData("cube_ft3", "cube_m3", 30, "unit_convert(\"[cft_i]\", \"m3\"")]
    [InlineData("wind_m_s", "wind_kmh", 7, "unit_convert(\"m/s\", \"km/h\"")]
    public async Task Run_UnitsInNames_AreRead(string source, string target, int value, string expected)
    {
        var plan = await MapAsync(Rows($"row_no,{source}", i => $"{700 + i},{value + i}"), [], Column("row_no", ColumnType.Int64), Column(target, ColumnType.Decimal(12, 3)));

        Assert.Contains(expected, plan[target].Dsl, StringComparison.Ordinal);
        Assert.Equal("unit", plan[target].Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private static string Rows(string header, Func<int, string> row) => header + "\n" + string.Join('\n', Enumerable.Range(0, 16).Select(row)) + "\n";

    private static TargetColumn Column(string name, ColumnType type) => new() { Name = name, Type = type };

    private static (string Strategy, string Source, GateDecision Decision) Told(ColumnMapping column) => (column.Strategy, column.Sources[0], column.Decision);

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(string content, string[] key, params TargetColumn[] columns)
    {
        _folder.Write("in/t.csv", content);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "records", Columns = columns, PrimaryKey = key }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).ToDictionary(c => c.Target, StringComparer.Ordinal);
    }
}
