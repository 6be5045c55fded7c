using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("statsu", "There is no command 'statsu'. Did you mean 'status'?")]
    [InlineData("ledger shwo", "There is no command 'shwo'. Did you mean 'show'?")]
    [InlineData("run --frm x.csv", "There is no option '--frm'. Did you mean '--from'?")]
    [InlineData("--json status", "There is no option '--json' before a command: write it behind 'status'.")]
    [InlineData("frobnicate", "There is no command 'frobnicate'.")]
    public async Task RunAsync_WordNobodyKnows_SaysWhichAndWhatWasMeant(string line, string problem)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await CommandLine.RunAsync(line.Split(' '), TextWriter.Null, errors));
        Assert.Equal("error: " + problem, errors.ToString().Split('\n')[0].TrimEnd('\r'));
    }

    [Fact]
    public async Task RunAsync_LedgerVerifyWithoutLedger_DoesNotPass()
    {
        using var errors = new StringWriter();

        Assert.Equal(3, await CommandLine.RunAsync(["ledger", "verify", "--state", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))], TextWriter.Null, errors));
        Assert.Contains("RUN_UNKNOWN", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PolicyShow_PrintsAManifestThatIsReadAgain()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["policy", "show"], output));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, output.ToString());
            using var again = new StringWriter();
            Assert.Equal(0, await CommandLine.RunAsync(["policy", "show", "--policy", file], again));
            Assert.Equal(output.ToString(), again.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
