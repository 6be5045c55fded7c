using Lumos.Abstractions;

namespace Lumos.Core.Tests.Analysis;

/// <summary>Findings about the source's cells in the report of a run.</summary>
public sealed class SourceCellTests
{
    [Fact]
    public async Task DataMode_SlipInTheSource_SaysWhereAndHowToMendIt()
    {
        using var rig = Rig(RunMode.DataMode);

        var report = await rig.ReportAsync();

        var typo = Assert.Single(report.Checks, static check => check.Code == "CELL_TYPO");
        Assert.Equal(("visits", "ward", Severity.Warning, false), (typo.Table, typo.Column, typo.Severity, typo.Passed));
        Assert.Contains("1 of 60 sample rows", typo.Message, StringComparison.Ordinal);
        Assert.Contains("Data row 8.", typo.Message, StringComparison.Ordinal);
        Assert.Contains("lumos fix apply " + typo.FixIds[0], typo.Fix!, StringComparison.Ordinal);
        Assert.DoesNotContain("Cardiolxgy", typo.Message + typo.Fix, StringComparison.Ordinal);
        Assert.Equal(GateDecision.Accept, report.Conclusion);
    }

    [Fact]
    public async Task MetadataOnly_LooksAtNoCell()
    {
        using var rig = Rig(RunMode.MetadataOnly);

        Assert.DoesNotContain((await rig.ReportAsync()).Checks, static check => check.Code.StartsWith("CELL", StringComparison.Ordinal));
    }

    private static AnalysisRig Rig(RunMode mode)
    {
        var rig = new AnalysisRig(mode);
        string[] wards = ["Cardiology", "Neurology", "Surgery"];
        rig.Source("visits", ["id,ward", .. Enumerable.Range(1, 60).Select(i => $"{i},{(i == 8 ? "Cardiolxgy" : wards[i % 3])}")]);
        rig.Table(new TargetTable { Name = "visit", PrimaryKey = ["visit_id"], Columns = [AnalysisRig.Required("visit_id", ColumnType.Int64), AnalysisRig.Optional("ward", ColumnType.Text)] }, "visits", ("visit_id", "id | type_cast(int64)"), ("ward", "ward"));
        return rig;
    }
}
