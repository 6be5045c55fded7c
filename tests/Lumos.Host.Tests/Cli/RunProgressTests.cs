using Lumos.Abstractions;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class RunProgressTests
{
    [Fact]
    public void Line_KnownTotal_ShowsRateAndEta() =>
        Assert.Equal("MIGRATION  moving orders  250,000 of 1,000,000 rows  125,000 rows/s  ETA 0:06",
            RunProgress.Line(new StageProgress(StageName.Migration, "moving orders", 250_000, 1_000_000, "rows"), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Line_NothingDoneYet_ShowsNoRate() =>
        Assert.Equal("INGEST     reading a.csv", RunProgress.Line(new StageProgress(StageName.Ingest, "reading a.csv", 0, null, "bytes"), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Report_NotATerminal_PrintsEachActivityOnce()
    {
        var output = new StringWriter();
        var progress = new RunProgress(output, isTerminal: false, TimeProvider.System);

        progress.Report(new StageProgress(StageName.Ingest, "reading a.csv", 1, 2, "bytes"));
        progress.Report(new StageProgress(StageName.Ingest, "reading a.csv", 2, 2, "bytes"));
        progress.Report(new StageProgress(StageName.Domains, "naming columns", 1, 2, "columns"));

        Assert.Equal(["INGEST     reading a.csv", "DOMAINS    naming columns"], output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
