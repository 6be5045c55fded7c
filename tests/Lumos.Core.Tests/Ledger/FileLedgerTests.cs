using Lumos.Abstractions;
using Lumos.Core.Identity;
using Lumos.Core.Ledger;
using Lumos.Core.State;

namespace Lumos.Core.Tests.Ledger;

public sealed class FileLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StatePaths _paths;

    public FileLedgerTests() => _paths = new StatePaths(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_FromTwoLives_ChainsOn()
    {
        var first = await New().AppendAsync(Entry("A"));
        var second = await New().AppendAsync(Entry("B"));
        var third = await New().AppendAsync(Entry("A"));

        Assert.Equal([1L, 2L, 3L], [first.Sequence, second.Sequence, third.Sequence]);
        Assert.Equal(new string('0', 64), first.PreviousHash);
        Assert.Equal(first.Hash, second.PreviousHash);
        Assert.Equal(second.Hash, third.PreviousHash);
        Assert.True((await LedgerVerifier.VerifyAsync(_paths)).Intact);
        Assert.Equal([first.EventId, third.EventId], (await ReadAsync("A")).Select(e => e.EventId));
    }

    [Fact]
    public async Task Read_OfOneRun_GivesItsEventsWhereverTheyStand()
    {
        // More than the block the file is read in, with lines that lie over its ends, and one that is longer than it.
        var ledger = New();
        var wanted = new List<string>();
        for (var i = 0; i < 600; i++)
        {
            var entry = Entry(i % 3 == 0 ? "01A" : "01B") with { Summary = new string('x', i == 300 ? 1_300_000 : i * 13) + (i % 7 == 0 ? " \"01A\"" : "") };
            var written = await ledger.AppendAsync(entry);
            if (i % 3 == 0) wanted.Add(written.EventId);
        }

        await File.AppendAllTextAsync(_paths.Ledger, "{\"run_id\":\"01A\"");

        Assert.Equal(wanted, (await ReadAsync("01A")).Select(static item => item.EventId));
        Assert.Equal(400, (await ReadAsync("01B")).Count);
        Assert.Empty(await ReadAsync("01C"));
        Assert.Equal(600, (await ReadAsync(null)).Count);
    }

    [Fact]
    public async Task Read_Event_GivesBackEveryField()
    {
        var entry = Entry("A") with
        {
            InputsHash = new string('1', 64), OutputsHash = new string('2', 64), Provider = "p", Model = "m", ParamsHash = new string('3', 64),
            TokenEstimate = 10, TokenActual = 9, UsdEstimate = 0.012m, UsdActual = 0.5m, Retries = 2, FallbackChain = ["a:b"], PiiMaskApplied = true,
            LocalOnlyOverride = true, ErrorCode = ErrorCode.RateLimit, ErrorDetailId = "X_Y", Kind = LedgerEventKinds.StageRetried,
            HumanConfirmation = new HumanConfirmation(true, "ann", new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            PolicyDecisions = [new PolicyDecision(true, "rule", "because", "1.0.0", ["mask_pii"])],
        };
        var written = await New().AppendAsync(entry);
        var read = Assert.Single(await ReadAsync(null));

        Assert.Equivalent(written, read, strict: true);
        Assert.Equivalent(entry, read.Entry, strict: true);
    }

    [Fact]
    public async Task Append_AfterTornLine_CutsItOff()
    {
        await New().AppendAsync(Entry("A"));
        await File.AppendAllTextAsync(_paths.Ledger, "{\"decision\":\"acc");
        Assert.Single(await ReadAsync(null));
        Assert.True((await LedgerVerifier.VerifyAsync(_paths)).Intact);

        await New().AppendAsync(Entry("A"));
        Assert.Equal(2, (await ReadAsync(null)).Count);
        Assert.True((await LedgerVerifier.VerifyAsync(_paths)).Intact);
    }

    [Fact]
    public async Task Append_LastEventChanged_Refuses()
    {
        await New().AppendAsync(Entry("A"));
        Rewrite(lines => [lines[0].Replace("\"A\"", "\"B\"")]);
        var error = await Assert.ThrowsAsync<LumosException>(async () => await New().AppendAsync(Entry("A")));
        Assert.Equal("STATE_CORRUPT", error.Reason);
    }

    [Fact]
    public async Task Verify_OneByteChanged_NamesTheEvent()
    {
        await AppendAsync(5);
        Rewrite(lines => [.. lines.Select((line, i) => i == 2 ? line.Replace("step 3", "step X") : line)]);
        await AssertProblemAsync(LedgerProblem.Tampered, line: 3, sound: 2);
    }

    [Fact]
    public async Task Verify_EventRemoved_NamesTheGap()
    {
        await AppendAsync(5);
        Rewrite(lines => [.. lines.Where((_, i) => i != 2)]);
        await AssertProblemAsync(LedgerProblem.Missing, line: 3, sound: 2);
    }

    [Fact]
    public async Task Verify_EventsSwapped_NamesTheFirst()
    {
        await AppendAsync(5);
        Rewrite(lines => [lines[0], lines[2], lines[1], lines[3], lines[4]]);
        await AssertProblemAsync(LedgerProblem.Reordered, line: 2, sound: 1);
    }

    [Fact]
    public async Task Verify_EventRepeated_NamesTheSecond()
    {
        await AppendAsync(3);
        Rewrite(lines => [lines[0], lines[1], lines[1], lines[2]]);
        await AssertProblemAsync(LedgerProblem.Reordered, line: 3, sound: 2);
    }

    [Fact]
    public async Task Verify_EndCutOff_Shows()
    {
        await AppendAsync(5);
        Rewrite(lines => lines[..4]);
        await AssertProblemAsync(LedgerProblem.Missing, line: 5, sound: 4);
    }

    [Fact]
    public async Task Verify_ChainWrittenAnew_Shows()
    {
        await AppendAsync(3);
        var head = await File.ReadAllTextAsync(_paths.LedgerHead);
        File.Delete(_paths.Ledger);
        await AppendAsync(3);
        await File.WriteAllTextAsync(_paths.LedgerHead, head);
        await AssertProblemAsync(LedgerProblem.Rewritten, line: 3, sound: 2);
    }

    [Fact]
    public async Task Verify_EndAndHeadCutOff_Shows()
    {
        await AppendAsync(5);
        Rewrite(lines => lines[..4]);
        File.Delete(_paths.LedgerHead);
        await AssertProblemAsync(LedgerProblem.Missing, line: 5, sound: 4);
    }

    [Fact]
    public async Task Verify_LedgerGoneButNotItsRuns_Shows()
    {
        Directory.CreateDirectory(_paths.Run("r"));
        await File.WriteAllTextAsync(_paths.Summary("r"), "{}");
        await AssertProblemAsync(LedgerProblem.Missing, line: 1, sound: 0);
    }

    [Fact]
    public async Task Verify_NoLedger_IsIntact() => Assert.Equal(0, (await LedgerVerifier.VerifyAsync(_paths)).SoundEvents);

    [Fact]
    public async Task Summary_FoldsStagesAndStatus()
    {
        var ledger = New();
        await ledger.AppendAsync(Entry("A") with { Stage = StageName.Supervisor, Kind = LedgerEventKinds.RunStarted });
        await ledger.AppendAsync(Entry("A") with { Stage = StageName.Mapping, Kind = LedgerEventKinds.StageRetried, Decision = GateDecision.Retry, ErrorCode = ErrorCode.Timeout });
        await ledger.AppendAsync(Entry("A") with { Stage = StageName.Ingest, Kind = LedgerEventKinds.StageFinished, OutputsHash = new string('1', 64) });
        await ledger.AppendAsync(Entry("A") with { Stage = StageName.Mapping, Kind = LedgerEventKinds.StageFinished, Decision = GateDecision.Hold });
        await ledger.AppendAsync(Entry("A") with { Stage = StageName.Supervisor, Kind = LedgerEventKinds.RunHeld, Decision = GateDecision.Hold });

        var summary = (await DecisionSummaryBuilder.FoldAsync(ledger, "A", default))!;

        Assert.Equal(RunStatus.Held, summary.Status);
        Assert.Equal(5, summary.Events);
        Assert.Equal([StageName.Ingest, StageName.Mapping], summary.Stages.Select(s => s.Stage));
        Assert.Equal(GateDecision.Hold, summary.Stages[1].Decision);
        Assert.Equal(ErrorCode.Timeout, summary.ErrorCode);
        Assert.Null(await DecisionSummaryBuilder.FoldAsync(ledger, "B", default));
    }

    private FileLedger New() => new(_paths, TimeProvider.System, new UlidGenerator(TimeProvider.System));

    private async Task AppendAsync(int count)
    {
        var ledger = New();
        for (var i = 1; i <= count; i++) await ledger.AppendAsync(Entry("A") with { Summary = $"step {i}" });
    }

    private void Rewrite(Func<string[], string[]> change) => File.WriteAllText(_paths.Ledger, string.Join('\n', change(File.ReadAllLines(_paths.Ledger))) + "\n");

    private async Task AssertProblemAsync(LedgerProblem problem, long line, long sound)
    {
        var result = await LedgerVerifier.VerifyAsync(_paths);
        Assert.False(result.Intact);
        Assert.Equal((problem, line, sound), (result.Problem, result.Line!.Value, result.SoundEvents));
    }

    private async Task<List<LedgerEvent>> ReadAsync(string? run)
    {
        var events = new List<LedgerEvent>();
        await foreach (var item in New().ReadAsync(run)) events.Add(item);
        return events;
    }

    private static LedgerEntry Entry(string run) => new()
    {
        RunId = run, Stage = StageName.Ingest, Decision = GateDecision.Accept, Summary = "step", PolicyVersion = "1.0.0",
        ThresholdProfileId = "tp_default_v1", DslVersion = "1.0.0",
    };
}
