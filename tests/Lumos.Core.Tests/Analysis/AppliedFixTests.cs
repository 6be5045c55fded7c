using Lumos.Abstractions;

namespace Lumos.Core.Tests.Analysis;

/// <summary>The life of a fix: proposed, applied, followed, taken back.</summary>
public sealed class AppliedFixTests : IDisposable
{
    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Apply_PlannedRun_IsFollowedWhenItIsResumed()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, 1);
        var fix = Assert.Single((await engine.GetArtifactsAsync(run)).Analysis!.Fixes);
        await engine.ApplyFixAsync(fix.Id[..5], Ann);
        var result = await engine.ResumeAsync(run, new RunSettings { Confirm = RunSettings.Yes });

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal((60, 0), (result.Migration!.Tables[0].RowsOut, result.Migration.Tables[0].Quarantined));
        Assert.Contains("map_dict", await PipelineAsync(engine, run), StringComparison.Ordinal);
        Assert.Empty((await engine.GetArtifactsAsync(run)).Analysis!.Fixes);
    }

    [Fact]
    public async Task Apply_NextRun_FollowsItAndSaysSo()
    {
        var engine = Engine();
        await engine.ApplyFixAsync(await FixOfAsync(engine, await PlanAsync(engine, 1)), Ann);
        var next = await PlanAsync(engine, 2);

        var column = (await engine.GetArtifactsAsync(next)).Plan!.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "ward");
        Assert.Contains("\"Cardiolxgy\": \"Cardiology\"", column.Dsl, StringComparison.Ordinal);
        Assert.Contains(column.Rationale, static reason => reason.Contains("ann applied fix", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_RestoresTheBytesBefore()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, 1);
        var before = await HashesAsync(engine, run);
        var fix = await FixOfAsync(engine, run);
        await engine.ApplyFixAsync(fix, Ann);
        Assert.True(File.Exists(_folder["state/fixes.json"]));
        await engine.UndoFixAsync(fix, Ann);

        Assert.False(File.Exists(_folder["state/fixes.json"]));
        await engine.ResumeAsync(run, new RunSettings { Confirm = RunSettings.Yes });
        var after = await HashesAsync(engine, run);
        Assert.Equal((before[ArtifactKind.MappingPlan], before[ArtifactKind.AnalysisReport]), (after[ArtifactKind.MappingPlan], after[ArtifactKind.AnalysisReport]));
    }

    [Fact]
    public async Task Undo_OneOfTwo_LeavesTheBytesOfTheOther()
    {
        var engine = Engine(wrong: "Cardiolxgy,Lundon ");
        var run = await PlanAsync(engine, 1);
        var fixes = (await engine.GetArtifactsAsync(run)).Analysis!.Fixes;
        Assert.True(fixes.Count >= 2);
        await engine.ApplyFixAsync(fixes[0].Id, Ann);
        var before = await File.ReadAllBytesAsync(_folder["state/fixes.json"]);
        await engine.ApplyFixAsync(fixes[1].Id, Ann);
        await engine.UndoFixAsync(fixes[1].Id, Ann);

        Assert.Equal(before, await File.ReadAllBytesAsync(_folder["state/fixes.json"]));
    }

    [Fact]
    public async Task ApplyAndUndo_AreInTheLedger()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, 1);
        var fix = await FixOfAsync(engine, run);
        var applied = await engine.ApplyFixAsync(fix, Ann);
        await engine.UndoFixAsync(fix, Ann);

        List<LedgerEntry> entries = [];
        await foreach (var item in engine.ReadLedgerAsync(run)) entries.Add(item.Entry);
        Assert.Equal([LedgerEventKinds.FixApplied, LedgerEventKinds.FixUndone], entries.TakeLast(2).Select(static entry => entry.Kind));
        Assert.All(entries.TakeLast(2), entry => Assert.Equal(applied.ArtifactHash, entry.OutputsHash));
        Assert.True((await engine.VerifyLedgerAsync()).Intact);
        Assert.Equal(RunStatus.Planned, (await engine.GetStatusAsync(run)).Status);
        Assert.NotEmpty((await engine.GetArtifactJsonAsync(applied.ArtifactHash)).ToArray());
    }

    [Fact]
    public async Task Apply_RunThatIsCompleted_ChangesItNoMore()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, 1);
        await engine.ResumeAsync(run, new RunSettings { Confirm = RunSettings.Yes });
        var before = await HashesAsync(engine, run);
        await engine.ApplyFixAsync(await FixOfAsync(engine, run), Ann);
        await engine.ResumeAsync(run);

        Assert.Equal(before, await HashesAsync(engine, run));
    }

    [Theory]
    [InlineData("ffffffff", Role.Operator, "FIX_UNKNOWN")]
    [InlineData("", Role.Viewer, "POLICY_DENIED")]
    public async Task Apply_WhatMayNotBe_IsRefused(string id, Role role, string reason)
    {
        var engine = Engine();
        var run = await PlanAsync(engine, 1);
        if (id.Length == 0) id = await FixOfAsync(engine, run);
        var error = await Assert.ThrowsAsync<LumosException>(() => engine.ApplyFixAsync(id, new RbacActor("eve", role)));

        Assert.Equal(reason, error.Reason);
        Assert.Empty(engine.ReadAppliedFixes());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> FixOfAsync(LumosEngine engine, string run) => (await engine.GetArtifactsAsync(run)).Analysis!.Fixes[0].Id;

    private static async Task<string> PipelineAsync(LumosEngine engine, string run) => (await engine.GetArtifactsAsync(run)).Plan!.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "ward").Dsl;

    private static async Task<IReadOnlyDictionary<ArtifactKind, string>> HashesAsync(LumosEngine engine, string run) => (await engine.GetArtifactsAsync(run)).Hashes;

    private LumosEngine Engine(string wrong = "Cardiolxgy,London")
    {
        string[] wards = ["Cardiology,London", "Neurology,Leeds", "Surgery,York"];
        _folder.Write("in/visits.csv", "visit_id,ward,town\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},{(i == 8 ? wrong : wards[i % 3])}\n")));
        _folder.Write("in/target.json", """{ "name": "visits", "primary_key": ["visit_id"], "columns": [{ "name": "visit_id", "type": "int64", "nullable": false }, { "name": "ward", "type": "text" }, { "name": "town", "type": "text" }] }""");
        return LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
    }

    private async Task<string> PlanAsync(LumosEngine engine, int number) => (await engine.PlanAsync(
        new RunContract
        {
            RunId = "01JD000000000000000000000" + number, Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = Ann,
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["visits.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = [$"out{number}.duckdb"], SchemaRef = "target.json" },
        },
        new RunSettings { BaseFolder = _folder["in"] })).RunId;
}
