using System.Globalization;

namespace Lumos.EndToEnd;

/// <summary>Two processes on one state folder at once: one writes, the other is told who does, and reading works meanwhile.</summary>
[Collection(LargeShopTests.Name)]
public sealed class SharedStateTests(LargeShop shop)
{
    [SignalTheory]
    [InlineData("run", "contract.yaml", "--yes", "--quiet")]
    [InlineData("resume", "--yes", "--quiet")]
    public async Task SecondWriter_WhileARunGoesOn_IsToldWhoHoldsTheState(params string[] second)
    {
        using var folder = await shop.CopyAsync();
        using var first = LumosProcess.Start(folder.Path, environment: null, "run", "contract.yaml", "--yes");
        var read = await LumosProcess.WaitForLineAsync(first, "INGEST");

        // Stopped, the first run stays where it is while the others come and go.
        Signals.SendStop(first);
        ProcessResult refused, status, shown, verified;
        try
        {
            refused = await LumosProcess.RunAsync(folder.Path, second);
            status = await LumosProcess.RunAsync(folder.Path, "status");
            shown = await LumosProcess.RunAsync(folder.Path, "ledger", "show");
            verified = await LumosProcess.RunAsync(folder.Path, "ledger", "verify");
        }
        finally
        {
            Signals.SendContinue(first);
        }

        var finished = await LumosProcess.EndAsync(first, read);
        ClearError.Check(refused, 3, "STATE_LOCKED");
        Assert.Contains("Process " + first.Id.ToString(CultureInfo.InvariantCulture), refused.Error, StringComparison.Ordinal);
        Assert.True(status.ExitCode == 0 && status.Output.Contains("running", StringComparison.Ordinal), status.ToString());
        Assert.True(shown.ExitCode == 0 && shown.Output.Contains("Lane chosen", StringComparison.Ordinal), shown.ToString());
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Equal(await shop.Undisturbed, folder.ReadTables());
        Assert.Equal(0, (await LumosProcess.RunAsync(folder.Path, "ledger", "verify")).ExitCode);
    }
}
