using Lumos.Abstractions;

namespace Lumos.Core.Tests.Analysis;

/// <summary>Numbers that arrive in another unit than the target stores: the finding, its staged conversion, and the life of it.</summary>
public sealed class UnitFixTests : IDisposable
{
    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task NumberInAnotherUnit_IsConverted()
    {
        using var rig = Rig("weight_lb", static i => $"{150 + i}.5");
        rig.Table(Visit("visit", "kg"), "visits", ("id", "id | type_cast(int64)"), ("measure", "weight_lb | type_cast(decimal(6,2))"));
        var report = await rig.ReportAsync();

        var fix = Assert.Single(report.Fixes);
        Assert.Equal((FixKind.Unit, "UNIT", "visits", "weight_lb", "visit.measure"), (fix.Kind, fix.Finding, fix.Table, fix.Column, fix.Target));
        Assert.Equal("weight_lb | type_cast(decimal(18,6)) | unit_convert(\"lb\", \"kg\", result: decimal(6,2))", Plain(Assert.Single(fix.Pipelines).After));
        Assert.Equal((60L, 0L, 0L), (fix.Effect.Changed, fix.Effect.FailedBefore, fix.Effect.FailedAfter));
        Assert.Equal(new FixExample("151.5", "151.50", "68.72"), fix.Effect.Examples[0]);
        Assert.Equal([fix.Id], report.The("UNIT", "measure").FixIds);
    }

    [Fact]
    public async Task ConversionFromTheWrongUnit_IsCorrected()
    {
        using var rig = Rig("weight_lb", static i => $"{150 + i}.5");
        rig.Table(Visit("visit", "kg"), "visits", ("id", "id | type_cast(int64)"), ("measure", "weight_lb | type_cast(decimal(6,2)) | unit_convert(\"oz\", \"kg\", result: decimal(6,2))"));

        Assert.Equal("weight_lb | type_cast(decimal(6,2)) | unit_convert(\"lb\", \"kg\", result: decimal(6,2))", Plain(Assert.Single(Assert.Single((await rig.ReportAsync()).Fixes).Pipelines).After));
    }

    [Fact]
    public async Task OtherTargetOfTheSameColumn_StaysAsItIs()
    {
        using var rig = Rig("weight_lb", static i => $"{150 + i}.5");
        rig.Table(Visit("imperial", "lb"), "visits", ("id", "id | type_cast(int64)"), ("measure", "weight_lb | type_cast(decimal(6,2))"));
        rig.Table(Visit("metric", "kg"), "visits", ("id", "id | type_cast(int64)"), ("measure", "weight_lb | type_cast(decimal(6,2))"));

        Assert.Equal("metric.measure", Assert.Single(Assert.Single((await rig.ReportAsync()).Fixes).Pipelines).Target);
    }

    [Theory]
    [InlineData("kg", "kg")]
    [InlineData("kg", "m")]
    public async Task UnitThatIsRightOrCannotBe_HasNoFix(string source, string target)
    {
        using var rig = Rig("measure_" + source, static i => $"{150 + i}.5");
        rig.Table(Visit("visit", target), "visits", ("id", "id | type_cast(int64)"), ("measure", $"measure_{source} | type_cast(decimal(6,2))"));

        Assert.Empty((await rig.ReportAsync()).Fixes);
    }

    [Theory]
    [InlineData(216, 16, "months")]
    [InlineData(6600, 420, "d")]
    public async Task AgesNobodyReaches_AreTakenForWhatTheyCount(int least, int step, string unit)
    {
        using var rig = Rig("age", i => $"{least + i * step}");
        rig.Table(Person(), "visits", ("id", "id | type_cast(int64)"), ("age", "age | type_cast(int64)"));
        var report = await rig.ReportAsync();

        var check = report.The("AGE_RANGE", "age");
        Assert.Equal((false, Severity.Warning), (check.Passed, check.Severity));
        var fix = Assert.Single(report.Fixes);
        Assert.Equal($"age | type_cast(int64) | unit_convert(\"{unit}\", \"years\", result: int64)", Plain(Assert.Single(fix.Pipelines).After));
        Assert.Equal([fix.Id], check.FixIds);
    }

    [Fact]
    public async Task AgesOfPeople_AreNoFinding()
    {
        using var rig = Rig("age", static i => i == 8 ? "999" : $"{20 + i}");
        rig.Table(Person(), "visits", ("id", "id | type_cast(int64)"), ("age", "age | type_cast(int64)"));

        Assert.DoesNotContain((await rig.ReportAsync()).Checks, static check => check.Code == "AGE_RANGE");
    }

    [Fact]
    public async Task ApplyAndUndo_TheNextRunsFollow()
    {
        _folder.Write("in/visits.csv", "visit_id,weight_lb\n" + string.Concat(Enumerable.Range(1, 60).Select(static i => $"{i},{150 + i}.5\n")));
        _folder.Write("in/target.json", """{ "name": "visits", "primary_key": ["visit_id"], "columns": [{ "name": "visit_id", "type": "int64", "nullable": false }, { "name": "weight", "type": "decimal(6,2)", "unit": "kg" }] }""");
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var fix = Assert.Single((await engine.GetArtifactsAsync(await PlanAsync(engine, 1))).Analysis!.Fixes);
        await engine.ApplyFixAsync(fix.Id, Ann);
        var followed = await engine.GetArtifactsAsync(await PlanAsync(engine, 2));
        await engine.UndoFixAsync(fix.Id, Ann);
        var undone = await engine.GetArtifactsAsync(await PlanAsync(engine, 3));

        Assert.Equal("weight_lb | type_cast(decimal(18,6)) | unit_convert(\"lb\", \"kg\", result: decimal(6,2))", Weight(followed));
        Assert.Empty(followed.Analysis!.Fixes);
        Assert.True(followed.Analysis.The("UNIT", "weight").Passed);
        Assert.Equal("weight_lb | type_cast(decimal(6,2))", Weight(undone));
    }

    public void Dispose() => _folder.Dispose();

    private static string Weight(RunArtifacts artifacts) => Plain(artifacts.Plan!.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "weight").Dsl);

    // Without the types the checker wrote in.
    private static string Plain(string dsl) => dsl.Replace(", from: text", "", StringComparison.Ordinal).Replace("input: decimal(6,2), ", "", StringComparison.Ordinal).Replace("input: decimal(18,6), ", "", StringComparison.Ordinal);

    private static TargetTable Visit(string name, string unit) =>
        new() { Name = name, PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("measure", ColumnType.Decimal(6, 2)) with { Unit = unit }] };

    private static TargetTable Person() => new() { Name = "person", PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("age", ColumnType.Int64)] };

    private static AnalysisRig Rig(string column, Func<int, string> cell)
    {
        var rig = new AnalysisRig();
        rig.Source("visits", ["id," + column, .. Enumerable.Range(1, 60).Select(i => $"{i},{cell(i)}")]);
        return rig;
    }

    private async Task<string> PlanAsync(LumosEngine engine, int number) => (await engine.PlanAsync(
        new RunContract
        {
            RunId = "01JD000000000000000000000" + number, Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = Ann,
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["visits.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [$"out{number}.duckdb"], SchemaRef = "target.json" },
            Overrides = new RunOverrides { Mappings = new Dictionary<string, string> { ["visits.weight"] = "weight_lb | type_cast(decimal(6,2))" } },
        },
        new RunSettings { BaseFolder = _folder["in"] })).RunId;
}
