using Lumos.Abstractions;

namespace Lumos.Core.Tests.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private static readonly RunSettings Confirmed = new() { Confirm = RunSettings.Yes };
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedStages _stages = new();
    private readonly LumosEngine _engine;

    public SupervisorTests()
    {
        _folder.Write("target.sql", "CREATE TABLE t (a int)");
        _folder.Write("a.csv", "a\n1\n");
        _engine = Open();
    }

    public static TheoryData<StageName> Stages => [StageName.Ingest, StageName.Domains, StageName.Mapping, StageName.Analysis, StageName.Migration];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_EveryGateAccepts_CompletesAndRemembersEverything()
    {
        var contract = Contract();
        var result = await _engine.RunAsync(contract, Confirmed);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.True(result.Migration!.Promoted);
        Assert.Equal("11111", _stages.Calls);
        Assert.Equal(
            ["run_started", "lane_chosen", "stage_finished", "stage_finished", "stage_finished", "stage_finished", "confirmation", "stage_finished", "run_completed"],
            (await LedgerAsync()).Select(e => e.Entry.Kind));
        Assert.True((await _engine.VerifyLedgerAsync()).Intact);

        var status = await _engine.GetStatusAsync();
        Assert.Equal(RunStatus.Completed, status.Status);
        Assert.False(status.IsActive);
        Assert.Equal(contract.RunId, status.RunId);
        Assert.Equal(5, status.Summary!.Stages.Count);
        Assert.All((await LedgerAsync()).Where(e => e.Entry.Kind == "stage_finished"), e => Assert.Single(e.Entry.PolicyDecisions));

        var artifacts = await _engine.GetArtifactsAsync();
        Assert.NotNull(artifacts.Catalog);
        Assert.NotNull(artifacts.Migration);
        Assert.Equal("t", artifacts.Target!.Tables[0].Name);
        Assert.Equal(9, artifacts.Hashes.Count);
    }

    [Fact]
    public async Task Run_CompletedContractAgain_DoesNothing()
    {
        var contract = Contract();
        await _engine.RunAsync(contract, Confirmed);
        var again = await Open().RunAsync(contract, Confirmed);
        Assert.Equal(RunStatus.Completed, again.Status);
        Assert.NotNull(again.Migration);
        Assert.Equal("11111", _stages.Calls);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Run_CancelledInAStage_IsResumedThere(StageName stage)
    {
        using var stop = new CancellationTokenSource();
        _stages.Next(stage, async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return GateDecision.Accept;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.RunAsync(Contract(), Confirmed, stop.Token));
        Assert.Equal(RunStatus.Cancelled, (await _engine.GetStatusAsync()).Status);

        Assert.Equal(RunStatus.Completed, (await Open().ResumeAsync(null, Confirmed)).Status);
        Assert.Equal(string.Concat(Enumerable.Range(0, 5).Select(i => i == (int)stage ? "2" : "1")), _stages.Calls);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Run_StageFails_LedgerSaysWhyAndResumeGoesOn(StageName stage)
    {
        _stages.Next(stage, (_, _) => throw new LumosException(ErrorCode.DeterministicFailure, "SOME_REASON", "It is broken."));

        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract(), Confirmed));
        Assert.Equal("SOME_REASON", error.Reason);
        var status = await _engine.GetStatusAsync();
        Assert.Equal(RunStatus.Failed, status.Status);
        Assert.Equal("SOME_REASON", status.Summary!.ErrorDetailId);

        var asked = 0;
        await _engine.ResumeAsync(null, new RunSettings { Confirm = (_, _) => { asked++; return new(true); } });
        Assert.Equal(string.Concat(Enumerable.Range(0, 5).Select(i => i == (int)stage ? "2" : "1")), _stages.Calls);
        Assert.Equal(stage == StageName.Migration ? 0 : 1, asked);
        Assert.Null((await _engine.GetStatusAsync()).Summary!.ErrorCode);
    }

    [Fact]
    public async Task Run_TransientFailure_IsTriedAgainAndCounted()
    {
        _stages.Mapping.Next(new LumosException(ErrorCode.TransientError, "DISK_BUSY", "Busy."));
        _stages.Mapping.Next(new LumosException(ErrorCode.Timeout, "SLOW", "Slow."));
        await _engine.RunAsync(Contract(), Confirmed);

        Assert.Equal("11311", _stages.Calls);
        var retried = (await LedgerAsync()).Where(e => e.Entry.Kind == "stage_retried").ToList();
        Assert.Equal([ErrorCode.TransientError, ErrorCode.Timeout], retried.Select(e => e.Entry.ErrorCode!.Value));
        Assert.Equal(2, (await LedgerAsync()).Single(e => e.Entry is { Kind: "stage_finished", Stage: StageName.Mapping }).Entry.Retries);
    }

    [Fact]
    public async Task Run_TransientFailureThreeTimes_Fails()
    {
        for (var i = 0; i < 3; i++) _stages.Ingest.Next(new LumosException(ErrorCode.RateLimit, "TOO_MANY", "Too many."));
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract(), Confirmed));
        Assert.Equal("TOO_MANY", error.Reason);
        Assert.Equal("30000", _stages.Calls);
    }

    [Fact]
    public async Task Run_UnknownException_IsRecordedByTypeAndKept()
    {
        _stages.Domains.Next(new InvalidOperationException("secret cell value"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _engine.RunAsync(Contract(), Confirmed));
        var last = (await LedgerAsync())[^1].Entry;
        Assert.Equal("run_failed", last.Kind);
        Assert.Contains("InvalidOperationException", last.Summary);
        Assert.DoesNotContain("secret", last.Summary);
    }

    [Fact]
    public async Task Run_DiskOfTheStateFull_SaysSoAndGoesOn()
    {
        _stages.Mapping.Next(new IOException("No space left on device", 28));
        Assert.Equal("STATE_DISK_FULL", (await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract(), Confirmed))).Reason);
        Assert.Equal(RunStatus.Completed, (await _engine.ResumeAsync(null, Confirmed)).Status);
    }

    [Fact]
    public async Task Run_NobodyToAsk_IsHeldUntilSomeoneConfirms()
    {
        var held = await _engine.RunAsync(Contract());
        Assert.Equal(RunStatus.Held, held.Status);
        Assert.Equal("11110", _stages.Calls);

        Assert.Equal(RunStatus.Held, (await _engine.ResumeAsync(null, new RunSettings { Confirm = (_, _) => new(false) })).Status);
        Assert.Equal(RunStatus.Completed, (await _engine.ResumeAsync(null, Confirmed)).Status);
        Assert.Equal("11111", _stages.Calls);
        var confirmations = (await LedgerAsync()).Where(e => e.Entry.Kind == "confirmation").Select(e => e.Entry.HumanConfirmation!).ToList();
        Assert.Equal([null, null, "ann"], confirmations.Select(c => c.Actor));
        Assert.All(confirmations, c => Assert.True(c.Required));
    }

    [Fact]
    public async Task Run_RoleMayNotConfirm_IsEscalated()
    {
        var held = await _engine.RunAsync(Contract(role: Role.Analyst), Confirmed);
        Assert.Equal(RunStatus.Held, held.Status);
        Assert.Equal(GateDecision.Escalate, (await LedgerAsync()).Single(e => e.Entry.Kind == "confirmation").Entry.Decision);

        Assert.Equal(RunStatus.Completed, (await _engine.ResumeAsync(null, Confirmed with { ConfirmingActor = new RbacActor("bob", Role.Operator) })).Status);
        Assert.Equal("bob", (await LedgerAsync()).Last(e => e.Entry.Kind == "confirmation").Entry.HumanConfirmation!.Actor);
    }

    [Fact]
    public async Task Run_NoConfirmationAskedFor_DoesNotAsk()
    {
        Assert.Equal(RunStatus.Completed, (await _engine.RunAsync(Contract(confirm: false))).Status);
        Assert.False((await LedgerAsync()).Single(e => e.Entry.Kind == "confirmation").Entry.HumanConfirmation!.Required);
    }

    [Fact]
    public async Task Run_AStageHolds_APersonIsAskedWithItsReasons()
    {
        _stages.Mapping.Next(GateDecision.Hold);
        ConfirmationRequest? question = null;
        var result = await _engine.RunAsync(Contract(confirm: false), new RunSettings { Confirm = (request, _) => { question = request; return new(true); } });
        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Contains("Mapping: Mapping says Hold.", question!.Summary);
    }

    [Theory]
    [InlineData(GateDecision.Fix, RunStatus.NeedsFix)]
    [InlineData(GateDecision.Reject, RunStatus.Rejected)]
    public async Task Run_AGateIsShut_StopsThere(GateDecision decision, RunStatus expected)
    {
        _stages.Analysis.Next(decision);
        var result = await _engine.RunAsync(Contract(), Confirmed);
        Assert.Equal(expected, result.Status);
        Assert.Equal([$"Analysis says {decision}."], result.Reasons);
        Assert.Equal("11110", _stages.Calls);
        Assert.Equal(expected, (await _engine.GetStatusAsync()).Status);
    }

    [Fact]
    public async Task Plan_StopsBeforeMigration_AndResumeMigrates()
    {
        Assert.Equal(RunStatus.Planned, (await _engine.PlanAsync(Contract())).Status);
        Assert.Equal("11110", _stages.Calls);
        Assert.Equal(RunStatus.Completed, (await _engine.ResumeAsync(null, Confirmed)).Status);
        Assert.Equal("11111", _stages.Calls);
    }

    [Fact]
    public async Task Run_MetadataOnly_PlansTheMigrationWithoutAsking()
    {
        var result = await _engine.RunAsync(Contract() with { Mode = RunMode.MetadataOnly });
        Assert.Equal(RunStatus.Planned, result.Status);
        Assert.Equal("11111", _stages.Calls);
        Assert.DoesNotContain(await LedgerAsync(), e => e.Entry.Kind == "confirmation");
    }

    [Fact]
    public async Task Run_ContractChangedAfterTheStart_NamesTheKeys()
    {
        var contract = Contract();
        await _engine.RunAsync(contract);
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract with { Mode = RunMode.MetadataOnly, AuditTags = ["x"] }, Confirmed));
        Assert.Equal("CONTRACT_CHANGED", error.Reason);
        Assert.Contains("audit_tags, mode", error.Message);
    }

    [Fact]
    public async Task Resume_PolicyChanged_IsRefused()
    {
        await _engine.RunAsync(Contract());
        var manifest = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Lumos.Core", "Policy", "manifest.v1.json"));
        var path = _folder.Write("policy.json", manifest.Replace("1.0.0", "1.0.1"));
        var error = await Assert.ThrowsAsync<LumosException>(() => Open(o => o.PolicyManifestFile = path).ResumeAsync(null, Confirmed));
        Assert.Equal("RUN_RULES_CHANGED", error.Reason);
    }

    [Fact]
    public async Task Run_RoleMayNotCreate_IsDenied()
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract(role: Role.Viewer), Confirmed));
        Assert.Equal(ErrorCode.PolicyBlock, error.Code);
        Assert.Empty(await _engine.ListRunsAsync());
        error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(Contract() with { PiiPolicy = new PiiPolicy { LocalOnlyOverride = true } }, Confirmed));
        Assert.Contains("toggle_local_only_override", error.Message);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData(null)]
    public async Task Resume_FinishedArtifactIsGoneOrChanged_StageRunsAgain(string? content)
    {
        await _engine.RunAsync(Contract());
        var hash = (await _engine.GetArtifactsAsync()).Hashes[ArtifactKind.DomainAssignments];
        var path = Path.Combine(_engine.StateFolder, "artifacts", hash[..2], hash + ".json");
        if (content is null) File.Delete(path);
        else await File.WriteAllTextAsync(path, content);

        Assert.Equal(RunStatus.Completed, (await _engine.ResumeAsync(null, Confirmed)).Status);
        Assert.Equal("12111", _stages.Calls);
    }

    [Fact]
    public async Task Run_WallTimeUsedUp_StopsWithTheBudgetNamed()
    {
        _stages.Next(StageName.Domains, async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return GateDecision.Accept;
        });
        var contract = Contract() with { BudgetCaps = new Dictionary<string, BudgetCap> { ["domains"] = new() { WallTimeS = 0.05 } } };
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract, Confirmed));
        Assert.Equal("BUDGET_WALL_TIME", error.Reason);
        Assert.Contains("budget_caps.domains.wall_time_s", error.Message);
    }

    [Fact]
    public async Task Run_StateHeldByAnother_SaysLockedWhileReadingWorks()
    {
        var contract = Contract();
        _stages.Next(StageName.Mapping, async (_, _) =>
        {
            var error = await Assert.ThrowsAsync<LumosException>(() => Open().RunAsync(Contract(), Confirmed));
            Assert.Equal("STATE_LOCKED", error.Reason);
            Assert.Contains(contract.RunId, error.Message);
            var status = await Open().GetStatusAsync();
            Assert.True(status.IsActive);
            Assert.Equal(RunStatus.Running, status.Status);
            return GateDecision.Accept;
        });
        Assert.Equal(RunStatus.Completed, (await _engine.RunAsync(contract, Confirmed)).Status);
    }

    [Fact]
    public async Task Status_OfARunThatWasKilled_IsInterrupted()
    {
        await _engine.RunAsync(Contract(), Confirmed);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_engine.StateFolder, "ledger.jsonl"));
        await File.WriteAllLinesAsync(Path.Combine(_engine.StateFolder, "ledger.jsonl"), lines[..4]);
        File.Delete(Path.Combine(_engine.StateFolder, "ledger.head.json"));

        Assert.Equal(RunStatus.Interrupted, (await Open().GetStatusAsync()).Status);
        Assert.Equal(RunStatus.Interrupted, Assert.Single(await Open().ListRunsAsync()).Status);
    }

    [Fact]
    public async Task Run_ContractMadeInCodeWithMistakes_IsRefused()
    {
        var contract = Contract() with { RunId = "x", SampleCaps = new SampleCaps(0, -1), ThresholdProfileId = " " };
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract, Confirmed));
        Assert.Equal("CONTRACT_INVALID", error.Reason);
        Assert.Contains("4 mistakes", error.Message);
    }

    [Fact]
    public async Task Run_NoTargetDescribed_SaysWhatToGive()
    {
        var contract = Contract();
        var error = await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract with { Rhs = contract.Rhs with { SchemaRef = null } }, Confirmed));
        Assert.Equal("TARGET_SCHEMA_MISSING", error.Reason);
    }

    [Fact]
    public async Task Run_ThresholdProfileOfTheOptions_IsUsed()
    {
        double? seen = null;
        _stages.Next(StageName.Domains, (context, _) =>
        {
            seen = context.Thresholds.DomainingTauHigh;
            return Task.FromResult(GateDecision.Accept);
        });
        var contract = Contract() with { ThresholdProfileId = "tp_strict" };
        Assert.Equal("THRESHOLD_PROFILE_UNKNOWN", (await Assert.ThrowsAsync<LumosException>(() => _engine.RunAsync(contract, Confirmed))).Reason);
        await Open(o => o.ThresholdProfiles.Add(new ThresholdProfile { ProfileId = "tp_strict", DomainingTauHigh = 0.99 })).RunAsync(contract, Confirmed);
        Assert.Equal(0.99, seen);
    }

    [Fact]
    public async Task Status_UnknownOrAmbiguousRun_SaysSo()
    {
        Assert.Equal("RUN_UNKNOWN", (await Assert.ThrowsAsync<LumosException>(() => _engine.GetStatusAsync())).Reason);
        await _engine.RunAsync(Contract());
        await _engine.RunAsync(Contract());
        Assert.Equal(2, (await _engine.ListRunsAsync()).Count);
        Assert.Equal("RUN_AMBIGUOUS", (await Assert.ThrowsAsync<LumosException>(() => _engine.GetStatusAsync("0"))).Reason);
        Assert.Equal("RUN_UNKNOWN", (await Assert.ThrowsAsync<LumosException>(() => _engine.GetStatusAsync("ZZZ"))).Reason);
    }

    private LumosEngine Open(Action<LumosOptions>? configure = null)
    {
        var options = new LumosOptions { StateFolder = _folder["state"], RetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        return LumosEngine.Create(options, _stages.Compose);
    }

    private RunContract Contract(Role role = Role.Operator, bool confirm = true) => new RunContractBuilder()
        .From(_folder["a.csv"]).ToSchema(_folder["target.sql"]).Into(_folder["out.duckdb"]).As("ann", role).ConfirmByHuman(confirm).Build();

    private async Task<List<LedgerEvent>> LedgerAsync()
    {
        var events = new List<LedgerEvent>();
        await foreach (var item in _engine.ReadLedgerAsync()) events.Add(item);
        return events;
    }
}
