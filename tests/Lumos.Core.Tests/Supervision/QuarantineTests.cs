using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

public sealed class QuarantineTests : IDisposable
{
    private static readonly RunSettings Confirmed = new() { Confirm = RunSettings.Yes };
    private static readonly RbacActor Operator = new("bob", Role.Operator);
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedStages _stages = new();
    private readonly LumosEngine _engine;

    public QuarantineTests()
    {
        _folder.Write("target.sql", "CREATE TABLE t (a int)");
        _engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, _stages.Compose);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Release_RowsThatMakeItNow_AreResolvedInTheRunBefore()
    {
        await RunWithBadRowsAsync(3, 7, 9);
        var first = (await _engine.GetStatusAsync()).RunId;
        string? pipeline = null;
        QuarantineNext(context => pipeline = context.Contract.Overrides!.Mappings!["t.a"], 7);

        var release = await _engine.ReleaseQuarantineAsync(first, new Dictionary<string, string> { ["t.a"] = "b | trim" }, Operator, Confirmed);

        Assert.Equal((2L, 1L), (release.Resolved, release.Open));
        Assert.Equal(RunStatus.Completed, release.Run.Status);
        Assert.NotEqual(first, release.Run.RunId);
        Assert.Equal("b | trim", pipeline);
        Assert.Equal([QuarantineStatus.Resolved, QuarantineStatus.Open, QuarantineStatus.Resolved], (await RowsAsync(first)).Select(r => r.Status));
        Assert.Equal([$"follows:{first}"], (await _engine.GetStatusAsync(release.Run.RunId)).Contract.AuditTags);
    }

    [Fact]
    public async Task Release_RoleMayNotOrRunIsOpen_IsRefused()
    {
        await RunWithBadRowsAsync(3);
        var fixes = new Dictionary<string, string>();
        Assert.Equal("POLICY_DENIED", (await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(null, fixes, new RbacActor("eve", Role.Analyst), Confirmed))).Reason);

        var open = await _engine.PlanAsync(Contract());
        Assert.Equal("QUARANTINE_RUN_OPEN", (await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(open.RunId, fixes, Operator, Confirmed))).Reason);
    }

    [Fact]
    public async Task Release_AfterATryThatFailed_StillMeansTheCompletedRun()
    {
        await RunWithBadRowsAsync(3, 7);
        _stages.Mapping.Next(new LumosException(ErrorCode.DslReject, "DSL_REJECT_X", "No such pipeline."));
        await Assert.ThrowsAsync<LumosException>(() => _engine.ReleaseQuarantineAsync(null, new Dictionary<string, string>(), Operator, Confirmed));
        Assert.Equal(2, (await RowsAsync(null)).Count);

        QuarantineNext(_ => { }, 7);
        var release = await _engine.ReleaseQuarantineAsync(null, new Dictionary<string, string>(), Operator, Confirmed);
        Assert.Equal((1L, 1L), (release.Resolved, release.Open));
    }

    [Fact]
    public async Task Decide_Dismissed_IsRememberedWithWho()
    {
        await RunWithBadRowsAsync(3, 7);
        Assert.Equal(1, await _engine.DecideQuarantineAsync(null, row => row.Row == 7, QuarantineStatus.Dismissed, Operator));
        Assert.Equal(0, await _engine.DecideQuarantineAsync(null, row => row.Row == 7, QuarantineStatus.Dismissed, Operator));
        Assert.Equal([QuarantineStatus.Open, QuarantineStatus.Dismissed], (await RowsAsync(null)).Select(r => r.Status));

        Assert.Equal("POLICY_DENIED", (await Assert.ThrowsAsync<LumosException>(
            () => _engine.DecideQuarantineAsync(null, _ => true, QuarantineStatus.Dismissed, new RbacActor("eve", Role.Viewer)))).Reason);
        var events = new List<LedgerEvent>();
        await foreach (var item in _engine.ReadLedgerAsync()) if (item.Entry.Kind == LedgerEventKinds.QuarantineDecided) events.Add(item);
        Assert.Equal([GateDecision.Accept, GateDecision.Accept, GateDecision.Escalate], events.Select(e => e.Entry.Decision));
        Assert.Equal("bob", events[0].Entry.HumanConfirmation!.Actor);
        Assert.True((await _engine.VerifyLedgerAsync()).Intact);
    }

    [Fact]
    public async Task Export_Masked_WritesCsvAndUnmaskedNeedsARole()
    {
        await RunWithBadRowsAsync(3);
        var path = _folder["bad.csv"];
        Assert.Equal(1, await _engine.ExportQuarantineAsync(null, null, path, unmasked: false, new RbacActor("eve", Role.Viewer)));
        Assert.Equal("lumos_table,lumos_source,lumos_row,lumos_line,lumos_reasons,lumos_column,lumos_status,lumos_all_reasons\r\nt,src,3,4,E_DATE NULL_IN_REQUIRED,a,open,E_DATE in a; NULL_IN_REQUIRED in b\r\n", await File.ReadAllTextAsync(path));
        Assert.Equal("POLICY_DENIED", (await Assert.ThrowsAsync<LumosException>(() => _engine.ExportQuarantineAsync(null, null, path, unmasked: true, new RbacActor("eve", Role.Viewer)))).Reason);
        Assert.Equal("EXPORT_UNWRITABLE", (await Assert.ThrowsAsync<LumosException>(() => _engine.ExportQuarantineAsync(null, null, _folder[Path.Combine("no", "bad.csv")], unmasked: false, Operator))).Reason);
    }

    [Fact]
    public async Task Export_ValuesOfTheSource_AreQuotedAsCsv()
    {
        var table = new CatalogTable
        {
            Name = "src", Source = new CatalogSource { Location = "x.csv", Format = "csv", Sha256 = new string('0', 64) },
            Columns = [Column("plain", 0), Column("odd, \"name\"", 1), Column("nothing", 2)],
        };
        var record = Record("01J0000000000000000000000A", 3) with
        {
            MaskedPreviewBefore = new Dictionary<string, string?> { ["plain"] = "x", ["odd, \"name\""] = "a\nb", ["nothing"] = "" },
        };
        var output = new StringWriter();
        await QuarantineExport.WriteMaskedAsync(output, [table], new[] { record }.ToAsyncEnumerable(), default);
        Assert.EndsWith(",lumos_status,lumos_all_reasons,plain,\"odd, \"\"name\"\"\",nothing\r\nt,src,3,4,E_DATE NULL_IN_REQUIRED,a,open,E_DATE in a; NULL_IN_REQUIRED in b,x,\"a\nb\",\"\"\r\n", output.ToString());
    }

    private static CatalogColumn Column(string name, int ordinal) => new() { Name = $"c{ordinal}", SourceName = name, Ordinal = ordinal, Type = ColumnType.Text };

    private static QuarantineRecord Record(string run, long row) => new()
    {
        RunId = run, Table = "t", ChunkId = 0, Source = "src", Row = row, Line = row + 1, ReasonCodes = ["E_DATE", "NULL_IN_REQUIRED"], Column = "a", Reasons = [new QuarantineReason("E_DATE", "a"), new QuarantineReason("NULL_IN_REQUIRED", "b")],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task RunWithBadRowsAsync(params long[] rows)
    {
        QuarantineNext(_ => { }, rows);
        Assert.Equal(RunStatus.Completed, (await _engine.RunAsync(Contract(), Confirmed)).Status);
    }

    private void QuarantineNext(Action<StageContext> look, params long[] rows) => _stages.Next(StageName.Migration, async (context, token) =>
    {
        look(context);
        await _stages.State.PutQuarantineAsync(context.Contract.RunId, "t", 0, [.. rows.Select(row => Record(context.Contract.RunId, row))], token);
        return GateDecision.Accept;
    });

    private RunContract Contract() => new RunContractBuilder().From(_folder["a.csv"]).ToSchema(_folder["target.sql"]).Into(_folder["out.duckdb"]).As("ann", Role.Operator).Build();

    private async Task<List<QuarantineRecord>> RowsAsync(string? run)
    {
        var rows = new List<QuarantineRecord>();
        await foreach (var row in _engine.ReadQuarantineAsync(run)) rows.Add(row);
        return rows;
    }
}
