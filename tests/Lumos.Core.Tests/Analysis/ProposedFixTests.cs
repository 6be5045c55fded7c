using Lumos.Abstractions;

namespace Lumos.Core.Tests.Analysis;

/// <summary>Which findings come with a staged fix, what it would do, and where none is offered because it would not be sound.</summary>
public sealed class ProposedFixTests
{
    private static readonly string[] Wards = ["Cardiology", "Neurology", "Surgery"];

    [Fact]
    public async Task Typo_InWordsWithoutPersons_IsMendedByADictionary()
    {
        using var rig = Rig(ColumnType.Text, "ward", "ward", i => i == 8 ? "Cardiolxgy" : Wards[i % 3]);
        var report = await rig.ReportAsync();

        var fix = Assert.Single(report.Fixes);
        Assert.Equal((FixKind.Step, "CELL_TYPO", "visits", "ward"), (fix.Kind, fix.Finding, fix.Table, fix.Column));
        Assert.Equal("ward | map_dict({\"Cardiolxgy\": \"Cardiology\"}, on_missing: keep)", fix.Change);
        Assert.Equal((60, 1, 0, 0), (fix.Effect.Rows, fix.Effect.Changed, fix.Effect.FailedBefore, fix.Effect.FailedAfter));
        Assert.Equal(new FixExample("Cardiolxgy", "Cardiolxgy", "Cardiology"), Assert.Single(fix.Effect.Examples));
        Assert.Equal(fix.Id, Assert.Single(report.The("CELL_TYPO").FixIds));
        Assert.Equal(new MaskedExample("Cardiolxgy", "Cardiology", null), Assert.Single(report.The("CELL_TYPO").Examples));
    }

    [Fact]
    public async Task Typo_InAColumnOfPersons_NamesNobody()
    {
        string[] names = ["Katarzyna Nowak", "Thomas Anderson", "Margarete Schmidt"];
        using var rig = Rig(ColumnType.Text, "patient_name", "patient_name", i => i == 8 ? "Thomas Andersxn" : names[i % 3]);
        var report = await rig.ReportAsync();

        Assert.DoesNotContain(report.Fixes, static fix => fix.Change.Contains("Anders", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Checks.SelectMany(static check => check.Examples), static example => example.Before!.Contains("Anders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhiteSpace_IsTrimmed()
    {
        using var rig = Rig(ColumnType.Text, "ward", "ward", static i => i is 8 or 9 ? Wards[i % 3] + " " : Wards[i % 3]);
        var fix = Assert.Single((await rig.ReportAsync()).Fixes);

        Assert.Equal(("CELL_DAMAGE", "ward | trim", 2L), (fix.Finding, fix.Change, fix.Effect.Changed));
    }

    [Fact]
    public async Task WordForNothing_BecomesNull()
    {
        using var rig = Rig(ColumnType.Text, "ward", "ward", static i => i == 8 ? "N/A" : Wards[i % 3]);
        var fix = Assert.Single((await rig.ReportAsync()).Fixes);

        Assert.Equal(("CELL_DISGUISE", "ward | map_dict({\"N/A\": null}, on_missing: keep)"), (fix.Finding, fix.Change));
        Assert.Null(Assert.Single(fix.Effect.Examples).After);
    }

    [Fact]
    public async Task WordForNothing_WhereAValueIsNeeded_IsLeftToAPerson()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", ["id,ward", .. Enumerable.Range(1, 60).Select(i => $"{i},{(i == 8 ? "N/A" : Wards[i % 3])}")]);
        rig.Table(new TargetTable { Name = "visit", PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Required("ward", ColumnType.Text)] }, "visits", ("id", "id | type_cast(int64)"), ("ward", "ward"));

        Assert.Empty((await rig.ReportAsync()).Fixes);
    }

    [Fact]
    public async Task DateInAnotherFormat_IsReadToo()
    {
        using var rig = Rig(ColumnType.Date, "seen", "seen | date_parse(\"YYYY-MM-DD\")", static i => i is 8 or 40 ? $"{i % 20 + 8:00}/04/2024" : $"2024-03-{i % 28 + 1:00}");
        var report = await rig.ReportAsync();

        var fix = Assert.Single(report.Fixes);
        Assert.Equal((FixKind.DateFormat, "D/M/YYYY", 2L, 0L), (fix.Kind, fix.Change, fix.Effect.FailedBefore, fix.Effect.FailedAfter));
        Assert.Equal("seen | date_parse([\"YYYY-MM-DD\", \"D/M/YYYY\"])", fix.Pipelines[0].After);
        Assert.Contains("lumos fix apply " + fix.Id, report.The("FAILURE_RATE", "value").Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DateThatCouldBeReadTwoWays_IsLeftToAPerson()
    {
        using var rig = Rig(ColumnType.Date, "seen", "seen | date_parse(\"YYYY-MM-DD\")", static i => i == 8 ? "03/04/2024" : $"2024-03-{i % 28 + 1:00}");

        Assert.Empty((await rig.ReportAsync()).Fixes);
    }

    [Fact]
    public async Task NumbersWithGroupsAndSymbols_AreReadToo()
    {
        using var rig = Rig(ColumnType.Decimal(12, 2), "net", "net | type_cast(decimal(12,2))", static i => i switch { 8 => "\"1,200.50\"", 9 => "$90.10", _ => $"{i}.25" });
        var fix = Assert.Single((await rig.ReportAsync()).Fixes, static fix => fix.Kind == FixKind.NumberFormat);

        Assert.Equal((2L, 0L), (fix.Effect.FailedBefore, fix.Effect.FailedAfter));
        Assert.Contains(fix.Effect.Examples, static example => example.After == "1200.50");
    }

    [Fact]
    public async Task Examples_OfAPipelineThatReadsPersonsToo_ShowNobody()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", ["id,ward,email,ssn", .. Enumerable.Range(1, 60).Select(i => $"{i},{(i == 8 ? "Cardiolxgy" : Wards[i % 3])},anna.holm{i}@example.com,{100 + i}-45-67{i:00}")]);
        rig.Table(Label("both"), "visits", ("id", "id | type_cast(int64)"), ("value", "concat(email, ssn, ward, separator: \" \", nulls: skip)"));
        rig.Table(Label("one"), "visits", ("id", "id | type_cast(int64)"), ("value", "concat(ward, email, separator: \" \", nulls: skip)"));
        var fix = Assert.Single((await rig.ReportAsync()).Fixes, static fix => fix.Finding == "CELL_TYPO");

        // The ward may be seen; what was made of it and of two kinds of personal data not at all, and of one kind as that kind is.
        Assert.Equal([new FixExample("Cardiolxgy", "********", "********"), new FixExample("Cardiolxgy", "C***@e***.com", "C***@e***.com")], fix.Effect.Examples);
    }

    [Fact]
    public async Task FixOfSeveralTables_IsNamedAtEachOfThem()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", ["id,seen", .. Enumerable.Range(1, 60).Select(static i => $"{i},{(i is 8 or 40 ? $"{i % 20 + 8:00}/04/2024" : $"2024-03-{i % 28 + 1:00}")}")]);
        TargetColumn[] columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("day", ColumnType.Date)];
        rig.Table(new TargetTable { Name = "v", PrimaryKey = ["id"], Columns = columns }, "visits", ("id", "id | type_cast(int64)"), ("day", "seen | date_parse(\"YYYY-MM-DD\")"));
        rig.Table(new TargetTable { Name = "visit_of_a_patient", PrimaryKey = ["id"], Columns = columns }, "visits", ("id", "id | type_cast(int64)"), ("day", "seen | date_parse(\"YYYY-MM-DD\")"));
        var report = await rig.ReportAsync();

        var fix = Assert.Single(report.Fixes);
        Assert.Equal(["v.day", "visit_of_a_patient.day"], fix.Pipelines.Select(static pipeline => pipeline.Target));
        Assert.All(report.Checks.Where(static check => check is { Code: "FAILURE_RATE", Column: "day" }), check => Assert.Equal([fix.Id], check.FixIds));
    }

    [Fact]
    public async Task FindingWithAFix_KeepsItsAdvice()
    {
        using var rig = Rig(ColumnType.Text, "ward", "ward", i => i == 8 ? "Cardiolxgy" : Wards[i % 3]);
        var check = (await rig.ReportAsync()).The("CELL_TYPO");

        Assert.Contains("lumos fix apply", check.Fix!, StringComparison.Ordinal);
        Assert.Contains("the value that should stand there follows from the other rows", check.Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatDifferUnderOneKey_OfferBothChoices()
    {
        using var rig = new AnalysisRig();
        rig.Source("visits", ["id,ward", .. Enumerable.Range(1, 60).Select(i => $"{i / 2},{Wards[i % 3]}")]);
        rig.Table(new TargetTable { Name = "visit", PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("ward", ColumnType.Text)] }, "visits", ("id", "id | type_cast(int64)"), ("ward", "ward"));
        var fixes = (await rig.ReportAsync()).Fixes.Where(static fix => fix.Kind == FixKind.DuplicateRule).ToList();

        Assert.Equal(["keep_last", "keep_first"], fixes.Select(static fix => fix.Change));
        Assert.All(fixes, static fix => Assert.Equal((29L, 0L), (fix.Effect.FailedBefore, fix.Effect.FailedAfter)));
    }

    [Fact]
    public async Task MetadataOnly_ProposesNothing()
    {
        using var rig = new AnalysisRig(RunMode.MetadataOnly);
        rig.Source("visits", ["id,ward", .. Enumerable.Range(1, 60).Select(i => $"{i},{(i == 8 ? "Cardiolxgy" : Wards[i % 3])}")]);
        rig.Table(new TargetTable { Name = "visit", Columns = [AnalysisRig.Optional("ward", ColumnType.Text)] }, "visits", ("ward", "ward"));

        Assert.Empty((await rig.ReportAsync()).Fixes);
    }

    private static TargetTable Label(string name) => new() { Name = name, PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("value", ColumnType.Text)] };

    private static AnalysisRig Rig(ColumnType type, string source, string dsl, Func<int, string> cell)
    {
        var rig = new AnalysisRig();
        rig.Source("visits", ["id," + source, .. Enumerable.Range(1, 60).Select(i => $"{i},{cell(i)}")]);
        rig.Table(new TargetTable { Name = "visit", PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Int64), AnalysisRig.Optional("value", type)] }, "visits", ("id", "id | type_cast(int64)"), ("value", dsl));
        return rig;
    }
}
