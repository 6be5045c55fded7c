using Lumos.Abstractions;
using Lumos.Core.Identity;
using Lumos.Core.Ledger;
using Lumos.Core.State;

namespace Lumos.Core.Tests.Ledger;

/// <summary>The ledger folded by run, of which only what came since is read.</summary>
public sealed class LedgerDigestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StatePaths _paths;

    public LedgerDigestTests() => _paths = new StatePaths(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Digest_KeptAndGoneOnWith_IsTheOneOfTheWholeLedger()
    {
        await RunsAsync(0, 60);
        await New().DigestAsync();
        Assert.True(File.Exists(_paths.LedgerDigest));
        await RunsAsync(50, 5);

        var onward = await New().DigestAsync();
        LedgerDigest.Forget(_paths);
        var anew = await New().DigestAsync();

        Assert.Equal(Text(anew), Text(onward));
        Assert.Equal((65 * 5L, 60), (onward.Sequence, onward.Runs.Count));
        var run = onward.Runs["RUN50"];
        Assert.Equal((10L, RunStatus.Completed, true, true, false), (run.Summary.Events, run.Summary.Status, run.IsTakenBack, run.IsRolledBack, run.IsRollbackOpen));
        Assert.Equal(10, (await ReadAsync(New(), "RUN50")).Count);
    }

    [Fact]
    public async Task Digest_ReadsNothingOfWhatItWasFoldedFrom_AndProvingTheLedgerTakesItAway()
    {
        await RunsAsync(0, 60);
        var before = await New().DigestAsync();
        await RunsAsync(60, 1);

        // Nobody who read the first line would get beyond it.
        await using (var stream = new FileStream(_paths.Ledger, FileMode.Open, FileAccess.Write)) stream.WriteByte((byte)'!');
        var after = await New().DigestAsync();

        Assert.Equal(before.Runs.Count + 1, after.Runs.Count);
        Assert.Equal(5, (await ReadAsync(New(), "RUN59")).Count);
        Assert.Equal(LedgerProblem.Tampered, (await LedgerVerifier.VerifyAsync(_paths)).Problem);
        Assert.False(File.Exists(_paths.LedgerDigest));
        await Assert.ThrowsAsync<LumosException>(() => New().DigestAsync());
    }

    [Fact]
    public async Task Digest_OfALedgerThatWasCutOrIsAnother_IsMadeAnew()
    {
        await RunsAsync(0, 60);
        await New().DigestAsync();
        var kept = await File.ReadAllBytesAsync(_paths.LedgerDigest);
        File.Delete(_paths.Ledger);
        File.Delete(_paths.LedgerHead);
        await RunsAsync(100, 60);

        Assert.Equal(["RUN100", "RUN101"], (await New().DigestAsync()).Runs.Keys.Take(2));
        await File.WriteAllBytesAsync(_paths.LedgerDigest, kept);
        Assert.Equal(5, (await ReadAsync(New(), "RUN100")).Count);
        await File.WriteAllTextAsync(_paths.LedgerDigest, "{");
        Assert.Equal(60, (await New().DigestAsync()).Runs.Count);
    }

    private static string Text(LedgerDigest digest) => System.Text.Encoding.UTF8.GetString(Lumos.Core.Artifacts.CanonicalJson.Serialize(digest, LedgerJson.Default.LedgerDigest));

    private static async Task<List<LedgerEvent>> ReadAsync(FileLedger ledger, string run)
    {
        var events = new List<LedgerEvent>();
        await foreach (var item in ledger.ReadAsync(run)) events.Add(item);
        return events;
    }

    private FileLedger New() => new(_paths, TimeProvider.System, new UlidGenerator(TimeProvider.System));

    private async Task RunsAsync(int first, int count)
    {
        var ledger = New();
        for (var run = first; run < first + count; run++)
        {
            var entry = new LedgerEntry { RunId = $"RUN{run}", Stage = StageName.Supervisor, Decision = GateDecision.Accept, Kind = LedgerEventKinds.RunStarted, Summary = new string('x', 400), PolicyVersion = "1", ThresholdProfileId = "t", DslVersion = "1" };
            await ledger.AppendAsync(entry);
            await ledger.AppendAsync(entry with { Stage = StageName.Migration, Kind = LedgerEventKinds.StageFinished, OutputsHash = new string('a', 64) });
            await ledger.AppendAsync(entry with { Kind = LedgerEventKinds.RunCompleted });
            await ledger.AppendAsync(entry with { Kind = LedgerEventKinds.RunRollbackBegun });
            await ledger.AppendAsync(entry with { Kind = LedgerEventKinds.RunRolledBack });
        }
    }
}
