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
    private readonly CrashFolder _folder = new();
    private readonly Dictionary<CrashWay, string> _planned = [];
    private readonly Dictionary<CrashWay, (RunTimes Times, string Left)> _undisturbed = [];
    private readonly Dictionary<CrashWay, (int Number, string Saved, string Tables)> _earlier = [];

    /// <summary>What the target can do where rows are.</summary>
    internal abstract IReadOnlyList<CrashWay> Ways { get; }

    /// <summary>The target as a contract names it.</summary>
    internal abstract string Location { get; }

    /// <summary>Kills a run as the case of a number says, and compares what it leaves with what an undisturbed run leaves.</summary>
    internal async Task CheckAsync(int number, ITestOutputHelper log)
    {
        var example = CrashCase.Of(number, Ways);
        log.WriteLine(example.ToString());
        var (times, expected) = await UndisturbedAsync(example.Way);
        if (example.IsPlanned) Restore(example.Way, await PlannedAsync(example.Way));
        else Prepare(example.Way);

        await new CrashLives(_folder, log).RunAsync(example.Kills, times);

        var left = await LeftAsync();
        Assert.True(expected == left, $"{example}\n{Difference(expected, left)}");
        await _folder.Open().RollBackAsync(CrashFolder.Run, Actor);
        Assert.Equal(_earlier[example.Way.Earlier].Tables, Tables(_folder));
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps what the earlier run left in a target that does not stand in the folder.</summary>
    /// <param name="earlier">Number of the earlier run.</param>
    internal virtual void SaveTarget(int earlier)
    {
    }

    /// <summary>Makes the target what it was when it was kept, where it does not stand in the folder.</summary>
    /// <param name="earlier">Number of the earlier run; null to make it empty.</param>
    internal virtual void RestoreTarget(int? earlier)
    {
    }

    /// <summary>The final tables, byte for byte.</summary>
    internal abstract string Tables(CrashFolder folder);

    /// <summary>Everything else there is in the target: what is kept for a rollback, and nothing of staging.</summary>
    internal abstract string Others(CrashFolder folder);

    private async Task<(RunTimes Times, string Left)> UndisturbedAsync(CrashWay way)
    {
        if (_undisturbed.TryGetValue(way.Whoever, out var known)) return known;
        Restore(way, await PlannedAsync(way));
        var times = await CrashLives.UndisturbedAsync(_folder);
        return _undisturbed[way.Whoever] = (times, await LeftAsync());
    }

    private async Task<string> PlannedAsync(CrashWay way)
    {
        if (_planned.TryGetValue(way, out var known)) return known;
        if (!_earlier.ContainsKey(way.Earlier))
        {
            _folder.Clear();
            RestoreTarget(earlier: null);
            _folder.Prepare(CrashFolder.EarlierRun, Location, way.Earlier, rows: 150, seed: 3);
            await _folder.RunAsync("run");
            _earlier[way.Earlier] = (_earlier.Count, _folder.Save(), Tables(_folder));
            SaveTarget(_earlier[way.Earlier].Number);
        }

        Prepare(way);
        await _folder.RunAsync("plan");
        return _planned[way] = _folder.Save();
    }

    /// <summary>The state after the earlier run, with a larger source and the contract of the next one.</summary>
    private void Prepare(CrashWay way)
    {
        Restore(way, _earlier[way.Earlier].Saved);
        _folder.Prepare(CrashFolder.Run, Location, way, rows: 400, CrashCase.SeriesSeed);
    }

    private void Restore(CrashWay way, string saved)
    {
        _folder.Restore(saved);
        RestoreTarget(_earlier[way.Earlier].Number);
    }

    /// <summary>All a run leaves: tables, what is kept, quarantine, what the artifact says, manifest, and the names of its files.</summary>
    private async Task<string> LeftAsync()
    {
        var engine = _folder.Open();
        Assert.Equal(RunStatus.Completed, (await engine.GetStatusAsync(CrashFolder.Run)).Status);
        var ledger = await engine.VerifyLedgerAsync();
        Assert.True(ledger.Intact, ledger.ToString());
        var verified = await engine.VerifyAsync(CrashFolder.Run);
        Assert.True(verified.IsSame, verified.ToString());
        var quarantine = new List<QuarantineRecord>();
        await foreach (var record in engine.ReadQuarantineAsync(CrashFolder.Run)) quarantine.Add(record with { CreatedAt = default });
        var artifacts = await engine.GetArtifactsAsync(CrashFolder.Run);
        return string.Join('\n', [Tables(_folder), Others(_folder), verified.RootHash, JsonSerializer.Serialize(artifacts.Migration!.Tables), .. quarantine.Select(static record => JsonSerializer.Serialize(record)), .. _folder.Files()]);
    }

    private static string Difference(string expected, string actual)
    {
        var (wanted, found) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. wanted.Except(found).Take(10).Select(static line => "missing: " + line), .. found.Except(wanted).Take(10).Select(static line => "extra:   " + line)]);
    }
}
