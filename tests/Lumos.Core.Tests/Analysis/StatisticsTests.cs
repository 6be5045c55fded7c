using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Analysis;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Tests.Analysis;

public sealed class StatisticsTests
{
    private static string[] Lines(string header, int rows, Func<int, string> row) => [header, .. Enumerable.Range(1, rows).Select(row)];

    private static TargetTable Visit(params TargetColumn[] more) => new() { Name = "visit", PrimaryKey = ["visit_id"], Columns = [AnalysisRig.Required("visit_id", ColumnType.Int64), .. more] };

    [Fact]
    public async Task DataMode_SomeBadRows_IsAcceptedWithWarnings()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,day,kind", 100, i => $"{i},{(i % 10 == 0 ? "soon" : "2024-03-01")},{(i % 20 == 0 ? "zz" : "in")}"));
        rig.Table(
            Visit(AnalysisRig.Required("day", ColumnType.Date), AnalysisRig.Optional("kind", ColumnType.Text) with { Enum = ["in", "out"] }),
            "visits", ("visit_id", "id | type_cast(int64)"), ("day", "day | type_cast(date)"), ("kind", "kind"));

        var report = await rig.ReportAsync();

        Assert.Equal(GateDecision.Accept, report.Conclusion);
        var failures = report.The(CheckCodes.FailureRate, "day");
        Assert.Equal((Severity.Warning, false, 0.1, 0.05), (failures.Severity, failures.Passed, failures.Value!.Value, failures.Threshold!.Value));
        Assert.Contains("E_CAST 10", failures.Message, StringComparison.Ordinal);
        Assert.Equal((Severity.Warning, 0.05), (report.The(CheckCodes.Enum).Severity, report.The(CheckCodes.Enum).Value!.Value));
        Assert.Equal(0.1, report.The(CheckCodes.RowFailureRate).Value);
        Assert.Equal(new ColumnQuality("visit", "day", 100, 0, 10, 1), report.Columns[1]);
        Assert.Equal(new ColumnQuality("visit", "kind", 100, 0, 0, 2), report.Columns[2]);
    }

    [Fact]
    public async Task DataMode_MostRowsBad_IsHeld()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,day", 100, i => $"{i},{(i % 3 == 0 ? "2024-03-01" : "01.03.2024")}"));
        rig.Table(Visit(AnalysisRig.Required("day", ColumnType.Date)), "visits", ("visit_id", "id | type_cast(int64)"), ("day", "day | type_cast(date)"));

        var outcome = await rig.RunAsync();

        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Equal(Severity.Error, outcome.Output.The(CheckCodes.RowFailureRate).Severity);
        Assert.Contains(outcome.Reasons, reason => reason.StartsWith("visit.day:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DataMode_EveryRowBad_IsRejected()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,day", 30, i => $"{i},x{i}"));
        rig.Table(Visit(AnalysisRig.Required("day", ColumnType.Date)), "visits", ("visit_id", "id | type_cast(int64)"), ("day", "day | type_cast(date)"));

        Assert.Equal(GateDecision.Reject, (await rig.ReportAsync()).Conclusion);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(5, Severity.Warning)]
    [InlineData(60, Severity.Error)]
    public async Task Nulls_InARequiredColumn_AreHeldAgainstTheThreshold(int nulls, Severity? expected)
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,who", 100, i => $"{i},{(i <= nulls ? "" : "p" + i)}"));
        rig.Table(Visit(AnalysisRig.Required("who", ColumnType.Text)), "visits", ("visit_id", "id | type_cast(int64)"), ("who", """who | map_dict({"": null}, on_missing: keep)"""));

        var report = await rig.ReportAsync();
        var check = report.The(CheckCodes.NullRate, "who");

        Assert.Equal(expected, check.Passed ? null : check.Severity);
        Assert.Equal((nulls / 100.0, 0.02), (check.Value!.Value, check.Threshold!.Value));
        Assert.Equal(nulls, report.Columns[1].Nulls);
    }

    [Fact]
    public async Task Nulls_WhereTheSourceHasValues_AreAWarning()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,sex,empty", 40, i => $"{i},{(i % 2 == 0 ? "f" : "m")},"));
        rig.Table(
            Visit(AnalysisRig.Optional("sex", ColumnType.Text), AnalysisRig.Optional("note", ColumnType.Text)), "visits",
            ("visit_id", "id | type_cast(int64)"), ("sex", """sex | map_dict({"F": "8532"}, on_missing: null)"""), ("note", """empty | map_dict({"": null}, on_missing: keep)"""));

        var check = (await rig.ReportAsync()).The(CheckCodes.AllNull);

        Assert.Equal((Severity.Warning, "sex"), (check.Severity, check.Column));
    }

    [Theory]
    [InlineData("same", DuplicateKeyRule.CollapseIdentical, Severity.Info)]
    [InlineData("other", DuplicateKeyRule.CollapseIdentical, Severity.Warning)]
    [InlineData("same", DuplicateKeyRule.Quarantine, Severity.Warning)]
    public async Task Keys_Repeated_AreJudgedByWhatHappensToTheRows(string second, DuplicateKeyRule rule, Severity expected)
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", [.. Lines("id,who", 18, i => $"{i},same"), $"18,{second}", "19,same"]);
        rig.Table(Visit(AnalysisRig.Optional("who", ColumnType.Text)), rule, ("visits", [("visit_id", "id | type_cast(int64)"), ("who", "who")]));

        var check = (await rig.ReportAsync()).The(CheckCodes.DuplicateKeyRate);

        Assert.Equal((expected, false), (check.Severity, check.Passed));
        Assert.Equal(0.1, check.Value);
        Assert.Equal(0, check.Threshold);
    }

    [Fact]
    public async Task Keys_AcrossTwoSources_AreCompared()
    {
        using var rig = new AnalysisRig();
        rig.Source("east", Lines("id,who", 10, i => $"{i},e"));
        rig.Source("west", Lines("id,who", 10, i => $"{i + 5},w"));
        (string, string)[] columns = [("visit_id", "id | type_cast(int64)"), ("who", "who")];
        rig.Table(Visit(AnalysisRig.Optional("who", ColumnType.Text)), DuplicateKeyRule.CollapseIdentical, ("east", columns), ("west", columns));

        var check = (await rig.ReportAsync()).The(CheckCodes.DuplicateKeyRate);

        Assert.Equal((Severity.Warning, 0.5), (check.Severity, check.Value!.Value));
        Assert.Contains("5 differ", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_RepeatedOutsideTheSample_AreSeenInTheCountsOfTheSource()
    {
        using var rig = new AnalysisRig(sampleRows: 20);
        rig.Source("visits", Lines("id,who", 4000, i => $"{10000 + (i % 3000)},p{i}"));
        rig.Table(Visit(AnalysisRig.Optional("who", ColumnType.Text)), "visits", ("visit_id", "id | type_cast(int64)"), ("who", "who"));

        var check = (await rig.ReportAsync()).The(CheckCodes.DuplicateKeyRate);

        Assert.Equal((Severity.Warning, false), (check.Severity, check.Passed));
        Assert.InRange(check.Value!.Value, 0.2, 0.55);
        Assert.Contains("whole source", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_WithoutAMapping_AreMeasuredAsTheyWillBeFilled()
    {
        using var rig = new AnalysisRig(sampleRows: 5);
        rig.Source("visits", Lines("id", 5, i => $"{i}"));
        rig.Table(Visit(AnalysisRig.Optional("note", ColumnType.Text) with { Default = "none" }, AnalysisRig.Optional("blank", ColumnType.Text)), "visits", ("visit_id", "id | type_cast(int64)"));

        var columns = (await rig.ReportAsync()).Columns;

        Assert.Equal([new ColumnQuality("visit", "visit_id", 5, 0, 0, 5), new ColumnQuality("visit", "note", 5, 0, 0, 1), new ColumnQuality("visit", "blank", 5, 5, 0, 0)], columns);
    }

    [Fact]
    public async Task Unique_Repeated_IsAWarning()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,badge", 20, i => $"{i},b{(i == 20 ? 19 : i)}"));
        rig.Table(Visit(AnalysisRig.Optional("badge", ColumnType.Text)) with { Unique = [["badge"]] }, "visits", ("visit_id", "id | type_cast(int64)"), ("badge", "badge"));

        var check = (await rig.ReportAsync()).The(CheckCodes.Unique);

        Assert.Equal((Severity.Warning, 0.05, "badge"), (check.Severity, check.Value!.Value, check.Column));
    }

    [Fact]
    public async Task Dates_OddOnes_AreNoticed()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,a,b", 20, i => $"{i},{(i == 1 ? "0199" : "2024")}-03-05,{(i == 2 ? "2024-03-04" : "2024-03-06")}"));
        rig.Table(
            Visit(AnalysisRig.Optional("visit_start_date", ColumnType.Date), AnalysisRig.Optional("visit_end_date", ColumnType.Date)), "visits",
            ("visit_id", "id | type_cast(int64)"), ("visit_start_date", "a | type_cast(date)"), ("visit_end_date", "b | type_cast(date)"));

        var report = await rig.ReportAsync();

        Assert.Equal((Severity.Info, "visit_start_date", 0.05), (report.The(CheckCodes.DateRange).Severity, report.The(CheckCodes.DateRange).Column, report.The(CheckCodes.DateRange).Value!.Value));
        Assert.Equal((Severity.Warning, "visit_end_date", 0.05), (report.The(CheckCodes.DateOrder).Severity, report.The(CheckCodes.DateOrder).Column, report.The(CheckCodes.DateOrder).Value!.Value));
        Assert.Equal(GateDecision.Accept, report.Conclusion);
    }

    [Theory]
    [InlineData("kg", "-1.0", false)]
    [InlineData("kg", "0.0", true)]
    [InlineData("C", "-40.0", true)]
    [InlineData("C", "-300.0", false)]
    [InlineData("F", "-459.6", true)]
    [InlineData("F", "-459.7", false)]
    public async Task Units_ImpossibleValues_AreNoticed(string unit, string value, bool passes)
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,x", 4, i => $"{i},{value}"));
        rig.Table(Visit(AnalysisRig.Optional("x", ColumnType.Decimal(6, 1)) with { Unit = unit }), "visits", ("visit_id", "id | type_cast(int64)"), ("x", "x | type_cast(decimal(6,1))"));

        Assert.Equal(passes, (await rig.ReportAsync()).The(CheckCodes.UnitRange).Passed);
    }

    [Fact]
    public async Task References_WithOrphans_AreCountedOverTheWholeSource()
    {
        using var rig = new AnalysisRig();
        rig.Source("patients", Lines("patient_id,name", 200, i => $"{7000 + i},n{i}"));
        rig.Source("visits", Lines("visit_id,patient_id", 400, i => $"{90000 + i},{(i % 100 == 0 ? 9999 : 7000 + (i % 200) + 1)}"));
        rig.Table(new TargetTable { Name = "person", PrimaryKey = ["person_id"], Columns = [AnalysisRig.Required("person_id", ColumnType.Int64)] }, "patients", ("person_id", "patient_id | type_cast(int64)"));
        rig.Table(
            Visit(AnalysisRig.Required("person_id", ColumnType.Int64)) with { ForeignKeys = [new TargetForeignKey(["person_id"], "person", ["person_id"])] }, "visits",
            ("visit_id", "visit_id | type_cast(int64)"), ("person_id", "patient_id | type_cast(int64)"));

        var check = (await rig.ReportAsync()).The(CheckCodes.Orphans);

        Assert.Equal((Severity.Warning, 0.01), (check.Severity, check.Value!.Value));
        Assert.Contains("4 of 400", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SameInput_IsTheSameBytesWithNoValueBesideMaskedExamples()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,day,who", 50, i => $"{i % 40},{(i % 4 == 0 ? "secretday" : "2024-03-01")},secretname{i}"));
        rig.Table(
            Visit(AnalysisRig.Required("day", ColumnType.Date), AnalysisRig.Optional("who", ColumnType.Text) with { Enum = ["a"] }), "visits",
            ("visit_id", "id | type_cast(int64)"), ("day", "day | type_cast(date)"), ("who", "who"));

        var first = JsonSerializer.SerializeToUtf8Bytes(await rig.ReportAsync(), ArtifactJson.Default.AnalysisReportArtifact);
        var report = await rig.ReportAsync();
        var second = JsonSerializer.SerializeToUtf8Bytes(report, ArtifactJson.Default.AnalysisReportArtifact);
        var bare = report with { Checks = [.. report.Checks.Select(static check => check with { Examples = [] })] };

        Assert.Equal(first, second);
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(bare, ArtifactJson.Default.AnalysisReportArtifact)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Report_Checks_AreWorstFirstAndFailedOnesHaveAFix()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id,day", 40, i => $"{i % 30},{(i % 8 == 0 ? "soon" : "2024-03-01")}"));
        rig.Table(Visit(AnalysisRig.Required("day", ColumnType.Date), AnalysisRig.Required("kind", ColumnType.Text)), "visits", ("visit_id", "id | type_cast(int64)"), ("day", "day | type_cast(date)"));

        var checks = (await rig.ReportAsync()).Checks;

        var ranks = checks.Select(check => check.Passed ? 3 : (int)(Severity.Error - check.Severity)).ToList();
        Assert.Equal(ranks.Order(), ranks);
        Assert.Equal([0, 1, 2, 3], ranks.Distinct().Order());
        Assert.All(checks.Where(check => !check.Passed), check => Assert.False(string.IsNullOrWhiteSpace(check.Fix)));
    }

    [Fact]
    public async Task Run_Cancelled_Stops()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", Lines("id", 5, i => $"{i}"));
        rig.Table(Visit(), "visits", ("visit_id", "id | type_cast(int64)"));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.RunAsync(stop.Token));
    }
}
