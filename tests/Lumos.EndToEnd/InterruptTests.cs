using System.Text.Json;
using Xunit.Abstractions;

namespace Lumos.EndToEnd;

/// <summary>
/// Ctrl-C in every stage of a run, as the signal a terminal sends: the run says how to go on, leaves source, final tables and
/// ledger whole, and a resumed run ends in what an undisturbed one ends in.
/// </summary>
[Collection(LargeShopTests.Name)]
public sealed class InterruptTests(LargeShop shop, ITestOutputHelper log)
{
    private const int Tries = 3;

    [SignalTheory]
    [InlineData("INGEST", "profiling")]
    [InlineData("ANALYSIS", "trying")]
    [InlineData("MIGRATION", "moving")]
    [InlineData("MIGRATION", "validating")]
    public async Task Run_InterruptedInStage_StopsAndCanBeResumed(string stage, string activity)
    {
        // A short stage may be over before the signal is handled; then it is tried again.
        for (var attempt = 1; ; attempt++)
        {
            using var folder = await shop.CopyAsync();
            var before = folder.ReadTables();
            var source = await File.ReadAllBytesAsync(folder.Source);

            var run = await InterruptAsync(folder, $"{stage,-10} {activity}");

            if (HasFinished(folder, stage) && attempt < Tries) continue;
            log.WriteLine($"stopped within {stage}, try {attempt}");
            await AssertStoppedWithinAsync(folder, stage, run, before);
            Assert.Equal(source, await File.ReadAllBytesAsync(folder.Source));
            return;
        }
    }

    [SignalTheory]
    [InlineData("DOMAINS")]
    [InlineData("MAPPING")]
    public async Task Run_InterruptedInShortStage_StopsAndCanBeResumed(string stage)
    {
        // These stages take milliseconds, so the process is held where the stage begins until the signal is there.
        using var folder = await shop.CopyAsync();
        var before = folder.ReadTables();
        var place = $"stage.{stage.ToLowerInvariant()}.started";

        var run = await InterruptAsync(folder, "held at " + place, "LUMOS_FAILPOINT=hold@" + place);

        await AssertStoppedWithinAsync(folder, stage, run, before);
    }

    [SignalFact]
    public async Task Run_InterruptedWhilePromoting_HasAllOrNothing()
    {
        using var folder = await shop.CopyAsync();
        var before = folder.ReadTables();

        var run = await InterruptAsync(folder, $"{"MIGRATION",-10} promoting");

        Assert.True(run.ExitCode is 0 or 130, run.ToString());
        var after = folder.ReadTables();
        Assert.True(after == before || after == await shop.Undisturbed, "The tables are neither the old nor the new ones.");
        if (run.ExitCode == 0) Assert.NotEqual(before, after);
        await ResumedAsync(folder);
    }

    private async Task AssertStoppedWithinAsync(ShopFolder folder, string stage, ProcessResult run, string before)
    {
        Assert.False(HasFinished(folder, stage), $"{stage} was over before the signal was handled.");
        Assert.True(run.ExitCode == 130, run.ToString());
        Assert.Contains("lumos resume", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Lumos", run.Error, StringComparison.Ordinal);
        Assert.Equal("run_cancelled", Ledger(folder)[^1].Kind);
        Assert.Equal(before, folder.ReadTables());
        await ResumedAsync(folder);
    }

    private static async Task<ProcessResult> InterruptAsync(ShopFolder folder, string line, params string[] variables)
    {
        // A shell that runs the tests in the background makes its children deaf to the signal; env undoes that where it can.
        string[] env = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : ["env"];
        using var process = LumosProcess.StartCommand(folder.Path, environment: null, [.. env, .. variables, "dotnet", LumosProcess.Program, "run", "contract.yaml", "--yes"]);
        var read = await LumosProcess.WaitForLineAsync(process, line);
        Signals.SendInterrupt(process);
        return await LumosProcess.EndAsync(process, read);
    }

    private async Task ResumedAsync(ShopFolder folder)
    {
        var verified = await LumosProcess.RunAsync(folder.Path, "ledger", "verify");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var resumed = await LumosProcess.RunAsync(folder.Path, "resume", "--yes", "--quiet");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(await shop.Undisturbed, folder.ReadTables());
    }

    private static bool HasFinished(ShopFolder folder, string stage)
    {
        var events = Ledger(folder);
        return events.Any(item => item.RunId == events[^1].RunId && item.Kind == "stage_finished" && item.Stage == stage);
    }

    private static List<(string RunId, string Stage, string Kind)> Ledger(ShopFolder folder) =>
    [
        .. File.ReadLines(folder.In(".lumos/ledger.jsonl")).Select(static line =>
        {
            using var document = JsonDocument.Parse(line);
            string Text(string name) => document.RootElement.GetProperty(name).GetString()!;
            return (Text("run_id"), Text("stage"), Text("kind"));
        }),
    ];
}
