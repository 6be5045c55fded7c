using System.Diagnostics;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.EndToEnd.Crashes;

namespace Lumos.EndToEnd;

/// <summary>
/// Two real processes on one run: one stages, the other helps under leases. Whichever is stopped or killed, the run ends in the very bytes of an undisturbed one, and what a stopped one
/// writes when it wakes late is refused and recorded.
/// </summary>
public sealed class SharedRunTests
{
    private const int Rows = 640;
    private const string Rate = "80";

    /// <summary>The contract and source of a run.</summary>
    private static CrashFolder Prepare(CrashSite site)
    {
        var folder = new CrashFolder();
        folder.Prepare(CrashFolder.Run, site.Location, new CrashWay("replace", 1), Rows, seed: 5);
        return folder;
    }

    private static async Task<string> UndisturbedAsync(CrashSite site)
    {
        using var folder = Prepare(site);
        await folder.RunAsync("run");
        return await LeftAsync(site, folder);
    }

    private static async Task<string> LeftAsync(CrashSite site, CrashFolder folder)
    {
        var engine = folder.Open();
        var verified = await engine.VerifyAsync(CrashFolder.Run);
        Assert.True(verified.IsSame, verified.ToString());
        var ledger = await engine.VerifyLedgerAsync();
        Assert.True(ledger.Intact, ledger.ToString());
        var quarantine = new List<string>();
        await foreach (var record in engine.ReadQuarantineAsync(CrashFolder.Run)) quarantine.Add($"{record.Table} {record.Row} {string.Join(' ', record.ReasonCodes)}");
        return string.Join('\n', [verified.RootHash, site.Tables(folder), .. quarantine]);
    }

    /// <summary>Starts a run that waits in its migration until a helper is there, and lets it go on then.</summary>
    private static async Task<Pair> StartBothAsync(CrashFolder folder, string? helperFailpoint)
    {
        var owner = LumosProcess.Start(
            folder.Root, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = $"stop@{FailpointNames.ChunkStarted}:3" }, "run", "contract.yaml", "--thresholds", "thresholds.yaml", "--yes", "--max-rate", Rate);
        var said = await LumosProcess.WaitForLineAsync(owner, "held at");
        var helper = LumosProcess.Start(
            folder.Root, helperFailpoint is null ? null : new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = helperFailpoint }, "work", CrashFolder.Run, "--lease", "2", "--thresholds", "thresholds.yaml");
        var helps = await LumosProcess.WaitForLineAsync(helper, "MIGRATION  helping");
        Signals.SendContinue(owner);
        return new Pair(owner, said, helper, helps);
    }

    private sealed record Pair(Process Owner, string OwnerSaid, Process Helper, string HelperSaid) : IDisposable
    {
        public void Dispose()
        {
            foreach (var process in new[] { Owner, Helper })
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }
    }

    private static async Task<bool> IsRefusalRecordedAsync(CrashFolder folder)
    {
        await foreach (var item in folder.Open().ReadLedgerAsync(CrashFolder.Run))
        {
            if (item.Entry.Kind == LedgerEventKinds.WorkRefused) return true;
        }

        return false;
    }

    [SignalTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Helper_StoppedPastItsLease_IsRefusedWhenItWakes(bool isDatabase)
    {
        using CrashSite site = isDatabase ? new DuckDbSite() : new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, "stop@" + FailpointNames.SliceComputed);
        var said = both.HelperSaid + await LumosProcess.WaitForLineAsync(both.Helper, "held at");

        var ended = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);
        var whileStopped = await LeftAsync(site, folder);
        Signals.SendContinue(both.Helper);
        var late = await LumosProcess.EndAsync(both.Helper, said);

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(late.ExitCode == 0, late.ToString());
        Assert.True(late.Error.Contains("1 came too late and were refused", StringComparison.Ordinal), late.Error);
        Assert.True(await IsRefusalRecordedAsync(folder));
        Assert.Equal(await UndisturbedAsync(site), whileStopped);
        Assert.Equal(whileStopped, await LeftAsync(site, folder));
    }

    [SignalFact]
    public async Task Helper_Killed_IsDoneWithout()
    {
        using var site = new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, FailpointNames.SliceComputed + ":2");
        var killed = await LumosProcess.EndAsync(both.Helper, both.HelperSaid);

        var ended = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);

        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(await UndisturbedAsync(site), await LeftAsync(site, folder));
    }

    [SignalFact]
    public async Task Owner_KilledInTheMiddle_IsFollowedByTheHelper()
    {
        using var site = new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, helperFailpoint: null);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (folder.Progress() == "no checkpoint") await Task.Delay(20, limit.Token);
        both.Owner.Kill();
        var killed = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);

        var ended = await LumosProcess.EndAsync(both.Helper, both.HelperSaid);

        Assert.NotEqual(0, killed.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(ended.Error.Contains("it was finished here", StringComparison.Ordinal), ended.Error);
        Assert.DoesNotContain("with 0 slice(s)", ended.Error, StringComparison.Ordinal);
        Assert.Equal(await UndisturbedAsync(site), await LeftAsync(site, folder));
    }
}
