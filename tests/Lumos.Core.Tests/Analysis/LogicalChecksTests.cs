using Lumos.Abstractions;
using Lumos.Core.Analysis;

namespace Lumos.Core.Tests.Analysis;

public sealed class LogicalChecksTests
{
    private static readonly string[] People = ["id,name,weight_lb,born", "1,Ann,120,1980-01-02", "2,Bob,180,1975-05-06", "3,Cyd,150,1990-07-08"];

    private static TargetTable Person(params TargetColumn[] more) =>
        new() { Name = "person", PrimaryKey = ["person_id"], Columns = [AnalysisRig.Required("person_id", ColumnType.Int64), AnalysisRig.Optional("full_name", ColumnType.Text), .. more] };

    [Fact]
    public async Task MetadataOnly_SoundPlan_IsAcceptedWithoutReadingASample()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(), "people", ("person_id", "id | type_cast(int64)"), ("full_name", "full_name = name | trim"));

        var outcome = await rig.RunAsync();

        Assert.Equal(GateDecision.Accept, outcome.Proposed);
        Assert.Equal(GateDecision.Accept, outcome.Output.Conclusion);
        Assert.Empty(outcome.Output.Columns);
        Assert.True(outcome.Output.The(CheckCodes.Feasibility, "person_id").Passed);
        Assert.True(outcome.Output.The(CheckCodes.Key).Passed);
        Assert.DoesNotContain(outcome.Output.Checks, check => check.Code is CheckCodes.NullRate or CheckCodes.DuplicateKeyRate or CheckCodes.RowFailureRate or CheckCodes.Sample);
        Assert.Contains(outcome.Reasons, reason => reason.StartsWith("No value was looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Matrix_EveryKindOfColumn_IsToldApart()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(
            Person(AnalysisRig.Optional("nickname", ColumnType.Text), AnalysisRig.Required("region", ColumnType.Text) with { Default = "EU" }, AnalysisRig.Required("status", ColumnType.Text)),
            "people", ("person_id", "id | type_cast(int64)"), ("full_name", "name"));

        var report = await rig.ReportAsync();

        Assert.Equal(GateDecision.Hold, report.Conclusion);
        Assert.True(report.The(CheckCodes.Feasibility, "full_name").Passed);
        Assert.Contains("NULL", report.The(CheckCodes.Feasibility, "nickname").Message, StringComparison.Ordinal);
        Assert.Contains("default", report.The(CheckCodes.Feasibility, "region").Message, StringComparison.Ordinal);
        var missing = report.The(CheckCodes.Feasibility, "status");
        Assert.Equal((Severity.Error, false), (missing.Severity, missing.Passed));
        Assert.Contains("person.status", missing.Fix, StringComparison.Ordinal);
        Assert.Same(missing, report.Checks[0]);
        Assert.Equal(0.4, report.The(CheckCodes.Coverage).Value);
    }

    [Theory]
    [InlineData("upsert", true)]
    [InlineData("insert", false)]
    [InlineData(null, false)]
    public async Task Upsert_ColumnsNothingFeeds_AreWarnedOf(string? load, bool warned)
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly) { Load = load };
        rig.Source("people", People);
        rig.Table(Person(AnalysisRig.Optional("nickname", ColumnType.Text)), "people", ("person_id", "id | type_cast(int64)"), ("full_name", "name"));

        var report = await rig.ReportAsync();

        Assert.Equal(warned ? 1 : 0, report.Checks.Count(check => check is { Code: CheckCodes.ReplacedUnfed, Severity: Severity.Warning } && check.Message.Contains("nickname", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Matrix_RejectedMapping_CountsAsNone()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(AnalysisRig.Required("status", ColumnType.Text)), "people", ("person_id", "id | type_cast(int64)"), ("status", "name"));
        var input = rig.Mappings[0].Inputs[0];
        rig.Mappings[0] = rig.Mappings[0] with { Inputs = [input with { Columns = [input.Columns[0], input.Columns[1] with { Decision = GateDecision.Reject }] }] };

        Assert.Equal(Severity.Error, (await rig.ReportAsync()).The(CheckCodes.Feasibility, "status").Severity);
    }

    [Fact]
    public async Task Matrix_TwoSources_NamesTheOneThatLacksTheColumn()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("east", "id,name", "1,Ann");
        rig.Source("west", "no", "2");
        rig.Table(
            new TargetTable { Name = "person", Columns = [AnalysisRig.Required("person_id", ColumnType.Int64), AnalysisRig.Required("full_name", ColumnType.Text)] },
            DuplicateKeyRule.Quarantine,
            ("east", [("person_id", "id | type_cast(int64)"), ("full_name", "name")]), ("west", [("person_id", "no | type_cast(int64)")]));

        var missing = (await rig.ReportAsync()).The(CheckCodes.Feasibility, "full_name");

        Assert.Equal(Severity.Error, missing.Severity);
        Assert.Contains("from west ", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nmae | trim", CheckCodes.Pipeline)]
    [InlineData("name | shout", CheckCodes.Pipeline)]
    [InlineData("name | trim(", CheckCodes.Pipeline)]
    [InlineData("id | type_cast(int64)", CheckCodes.TypeFit)]
    public async Task Pipelines_ThatDoNotWork_AreErrors(string dsl, string code)
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(), "people", ("person_id", "id | type_cast(int64)"), ("full_name", dsl));

        var report = await rig.ReportAsync();

        Assert.Equal(GateDecision.Hold, report.Conclusion);
        Assert.Equal((Severity.Error, "full_name"), (report.The(code).Severity, report.The(code).Column));
    }

    [Fact]
    public async Task Plan_NothingMapped_IsRejected()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Tables.Add(Person());

        var report = await rig.ReportAsync();

        Assert.Equal(GateDecision.Reject, report.Conclusion);
        Assert.Equal(Severity.Error, report.The(CheckCodes.TableUnmapped).Severity);
    }

    [Fact]
    public async Task Plan_OfAnotherCatalogOrTarget_IsAnError()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(), DuplicateKeyRule.CollapseIdentical, ("people", [("person_id", "id | type_cast(int64)"), ("shoe_size", "id")]), ("clients", [("person_id", "id")]));
        rig.Mappings.Add(new TableMapping { Target = "robot", Inputs = [] });

        var errors = (await rig.ReportAsync()).Checks.Where(check => check.Code == CheckCodes.Plan).ToList();

        Assert.Equal(3, errors.Count);
        Assert.All(errors, check => Assert.Equal(Severity.Error, check.Severity));
    }

    [Fact]
    public async Task Keys_ThatNothingFeeds_AreReported()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(new TargetTable { Name = "log", Columns = [AnalysisRig.Optional("who", ColumnType.Text)] }, "people", ("who", "name"));
        rig.Table(new TargetTable { Name = "tag", PrimaryKey = ["code"], Columns = [AnalysisRig.Required("code", ColumnType.Text) with { Default = "x" }, AnalysisRig.Optional("who", ColumnType.Text)] }, "people", ("who", "name"));

        var keys = (await rig.ReportAsync()).Checks.Where(check => check.Code == CheckCodes.Key).ToDictionary(check => check.Table);

        Assert.Equal((Severity.Info, false), (keys["log"].Severity, keys["log"].Passed));
        Assert.Equal((Severity.Error, false), (keys["tag"].Severity, keys["tag"].Passed));
    }

    [Fact]
    public async Task References_ToATableNothingFeeds_AreAWarning()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Tables.Add(new TargetTable { Name = "team", PrimaryKey = ["team_id"], Columns = [AnalysisRig.Required("team_id", ColumnType.Int64)] });
        rig.Table(Person() with { ForeignKeys = [new TargetForeignKey(["person_id"], "team", ["team_id"])] }, "people", ("person_id", "id | type_cast(int64)"), ("full_name", "name"));

        var report = await rig.ReportAsync();

        Assert.Equal(GateDecision.Accept, report.Conclusion);
        Assert.Equal((Severity.Warning, false), (report.The(CheckCodes.Reference).Severity, report.The(CheckCodes.Reference).Passed));
        Assert.Equal(Severity.Warning, report.The(CheckCodes.TableUnmapped).Severity);
    }

    [Theory]
    [InlineData("weight_lb | type_cast(decimal(9,3))", Severity.Warning)]
    [InlineData("""weight_lb | type_cast(decimal(9,3)) | unit_convert("lb", "kg", result: decimal(9,3))""", null)]
    [InlineData("""weight_lb | type_cast(decimal(9,3)) | unit_convert("oz", "kg", result: decimal(9,3))""", Severity.Warning)]
    [InlineData("""weight_lb | type_cast(decimal(9,3)) | unit_convert("lb", "g", result: decimal(9,3))""", Severity.Warning)]
    public async Task Units_ArriveOtherThanStored_AreAWarning(string dsl, Severity? expected)
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(AnalysisRig.Optional("weight", ColumnType.Decimal(9, 3)) with { Unit = "kg" }), "people", ("person_id", "id | type_cast(int64)"), ("weight", dsl));

        var check = (await rig.ReportAsync()).The(CheckCodes.Unit);

        Assert.Equal(expected, check.Passed ? null : check.Severity);
    }

    [Fact]
    public async Task Domains_ShareOfKnownColumns_IsMeasured()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("people", People);
        rig.Table(Person(), "people", ("person_id", "id | type_cast(int64)"));
        rig.Domains.AddRange(new[] { "identifier", "unknown", "unknown", "unknown" }.Select((domain, i) => new DomainAssignment
        {
            Table = "people", Column = "c" + i, Domain = domain, Band = ConfidenceBand.High, Score = 1,
        }));
        rig.Unused.AddRange(["people.name", "people.born"]);

        var report = await rig.ReportAsync();

        Assert.Equal((0.25, false), (report.The(CheckCodes.DomainCoverage).Value!.Value, report.The(CheckCodes.DomainCoverage).Passed));
        Assert.Contains("name, born", report.The(CheckCodes.UnusedSource).Message, StringComparison.Ordinal);
    }
}
