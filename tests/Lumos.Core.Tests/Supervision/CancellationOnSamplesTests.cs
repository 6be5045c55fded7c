using Lumos.Abstractions;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Ctrl-C in each real stage: the run says it was stopped, writes nothing, and ends in the same rows once it is resumed.</summary>
public sealed class CancellationOnSamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<StageName> Stages => [StageName.Ingest, StageName.Domains, StageName.Mapping, StageName.Analysis, StageName.Migration];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Run_StoppedInAStage_ResumesToTheSameRows(StageName stage)
    {
        var expected = await Engine("undisturbed").RunAsync(Contract("a.duckdb"), Settings(null));

        using var stop = new CancellationTokenSource();
        var contract = Contract("b.duckdb");
        var stopper = new StopAt(stage, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine("stopped").RunAsync(contract, Settings(stopper), stop.Token));

        Assert.True(stopper.Reached, $"{stage} reports no progress, so a person could not stop it there.");
        Assert.Equal(RunStatus.Cancelled, (await Engine("stopped").GetStatusAsync()).Status);
        Assert.True((await Engine("stopped").VerifyLedgerAsync()).Intact);

        var resumed = await Engine("stopped").ResumeAsync(null, Settings(null));
        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal(expected.Migration!.Tables.Select(t => (t.Table, t.RowsOut, t.ContentHash)), resumed.Migration!.Tables.Select(t => (t.Table, t.RowsOut, t.ContentHash)));
    }

    private static RunSettings Settings(IProgress<StageProgress>? progress) => new()
    {
        BaseFolder = Path.Combine(Repository.Root, "samples", "shop"), Confirm = RunSettings.Yes, Progress = progress,
    };

    private LumosEngine Engine(string state) => LumosEngine.Create(new LumosOptions { StateFolder = _folder[state] });

    private RunContract Contract(string target) => new RunContractBuilder()
        .From("order_export.csv").ToSchema("target.schema.sql").Into(_folder[target]).As("ann", Role.Operator).Build();

    private sealed class StopAt(StageName stage, CancellationTokenSource stop) : IProgress<StageProgress>
    {
        public bool Reached { get; private set; }

        public void Report(StageProgress value)
        {
            if (value.Stage != stage || Reached) return;
            Reached = true;
            stop.Cancel();
        }
    }
}
