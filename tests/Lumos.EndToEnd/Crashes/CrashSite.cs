using System.Text.Json;
using Lumos.Abstractions;
using Xunit.Abstractions;

namespace Lumos.EndToEnd.Crashes;

/// <summary>
/// A target and what the harness does with it: an earlier run that filled it, undisturbed runs by load strategy, and disturbed ones that are held against
/// them. Everything is made once, when it is first asked for.
/// </summary>
public abstract class CrashSite : IDisposable
{
    private static readonly RbacActor Actor = new("crash", Role.Operator);
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, (RunTimes Times, string Left)> _undisturbed = [];
    private CrashFolder? _earlier;
    private string _before = "";

    /// <summary>Load strategies the target can do where rows are.</summary>
    internal abstract IReadOnlyList<string> Loads { get; }

    /// <summary>Kills a run as the case of a number says, and compares what it leaves with what an undisturbed run leaves.</summary>
    internal async Task CheckAsync(int number, ITestOutputHelper log)
    {
        var example = CrashCase.Of(number, Loads);
        log.WriteLine(example.ToString());
        var (times, expected) = await UndisturbedAsync(example.Load);
        var location = NewLocation();
        using var folder = _earlier!.Copy(location, example.Load, example.Workers);

        await new CrashLives(folder, log).RunAsync(example.Kills, times);

        Assert.True(expected == await LeftAsync(folder, location), $"{example}\n{Difference(expected, await LeftAsync(folder, location))}");
        await folder.Open().RollBackAsync(CrashFolder.Run, Actor);
        Assert.Equal(_before, Tables(folder, location));
        Remove(location);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _earlier?.Dispose();
        _one.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A place no run has written to, as a contract names it; the same for each where it is relative to the folder.</summary>
    internal abstract string NewLocation();

    /// <summary>Makes a new place what the earlier run left; nothing where it stands in the folder.</summary>
    internal virtual void KeepEarlier(string location)
    {
    }

    /// <summary>Takes a place away again.</summary>
    internal virtual void Remove(string location)
    {
    }

    /// <summary>The final tables, byte for byte.</summary>
    internal abstract string Tables(CrashFolder folder, string location);

    /// <summary>Everything else there is in the target: what is kept for a rollback, and nothing of staging.</summary>
    internal abstract string Others(CrashFolder folder, string location);

    private async Task<(RunTimes Times, string Left)> UndisturbedAsync(string load)
    {
        await _one.WaitAsync();
        try
        {
            if (_earlier is null)
            {
                var first = NewLocation();
                _earlier = await CrashFolder.MakeEarlierAsync(first);
                _before = Tables(_earlier, first);
                KeepEarlier(first);
            }

            if (_undisturbed.TryGetValue(load, out var known)) return known;
            var location = NewLocation();
            using var folder = _earlier.Copy(location, load, workers: 1);
            var times = await CrashLives.UndisturbedAsync(folder);
            return _undisturbed[load] = (times, await LeftAsync(folder, location));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>All a run leaves: tables, what is kept, quarantine, what the artifact says, manifest, and the names of its files.</summary>
    private async Task<string> LeftAsync(CrashFolder folder, string location)
    {
        var engine = folder.Open();
        Assert.Equal(RunStatus.Completed, (await engine.GetStatusAsync(CrashFolder.Run)).Status);
        var ledger = await engine.VerifyLedgerAsync();
        Assert.True(ledger.Intact, ledger.ToString());
        var verified = await engine.VerifyAsync(CrashFolder.Run);
        Assert.True(verified.IsSame, verified.ToString());
        var quarantine = new List<QuarantineRecord>();
        await foreach (var record in engine.ReadQuarantineAsync(CrashFolder.Run)) quarantine.Add(record with { CreatedAt = default });
        var artifacts = await engine.GetArtifactsAsync(CrashFolder.Run);
        return string.Join('\n', [Tables(folder, location), Others(folder, location), verified.RootHash, JsonSerializer.Serialize(artifacts.Migration!.Tables), .. quarantine.Select(static record => JsonSerializer.Serialize(record)), .. folder.Files()]);
    }

    private static string Difference(string expected, string actual)
    {
        var (wanted, found) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. wanted.Except(found).Take(10).Select(static line => "missing: " + line), .. found.Except(wanted).Take(10).Select(static line => "extra:   " + line)]);
    }
}
