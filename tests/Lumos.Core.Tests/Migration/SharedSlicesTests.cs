using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Sharing;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Policy.Masking;
using Lumos.Core.State.Leases;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

/// <summary>Rows that others make for a run are those it would have made itself, and what comes too late is refused.</summary>
public sealed class SharedSlicesTests : IDisposable
{
    private static readonly TargetTable Things = new()
    {
        Name = "things",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "name", Type = ColumnType.Text }, new TargetColumn { Name = "day", Type = ColumnType.Date },
            new TargetColumn { Name = "price", Type = ColumnType.Decimal(9, 2) }, new TargetColumn { Name = "big", Type = ColumnType.Decimal(30, 4) }, new TargetColumn { Name = "paid", Type = ColumnType.Bool },
            new TargetColumn { Name = "at", Type = ColumnType.Timestamp }, new TargetColumn { Name = "kind", Type = ColumnType.Text, Default = "plain" },
        ],
        PrimaryKey = ["id"],
    };

    private readonly MigrationRig _rig = new() { Target = "out.parquet" };

    public void Dispose() => _rig.Dispose();

    private static void Fill(MigrationRig rig)
    {
        var csv = new StringBuilder("id,name,day,price,big,paid,at\n");
        for (var i = 0; i < 300; i++) csv.Append(CultureInfo.InvariantCulture, $"{(i % 41 == 0 ? 7 : i)},{(i % 9 == 0 ? "" : "Näme " + i)},2024-01-{1 + (i % 31):D2},{(i % 17 == 3 ? "bad" : i + ".25")},{i}99999999999999999.5,{(i % 2 == 0 ? "yes" : "no")},2024-01-02 03:04:{i % 60:D2}{(i % 50 == 49 ? ",more" : "")}\n");
        rig.Source("things", csv.ToString());
        rig.Table(
            Things, "things", ("id", "id | type_cast(int64)"), ("name", "name"), ("day", "day | date_parse(\"YYYY-MM-DD\")"), ("price", "price | type_cast(decimal(9,2))"),
            ("big", "big | type_cast(decimal(30,4), wide: true)"), ("paid", "paid | type_cast(bool)"), ("at", "at | date_parse(\"YYYY-MM-DD HH:mm:ss\", target: timestamp)"));
    }

    private static SliceWorker WorkerOf(MigrationRig rig, TimeSpan lease, IFailpoints failpoints, string name = "worker")
    {
        var (input, contract) = rig.Make();
        var plan = MigrationPlanner.Make(input, contract);
        var setup = MigrationStage.SetupOf(input, plan, TransformSetup.Compile(plan, rig.TransformEngine), contract, new ThresholdProfile { MigrationBatchSize = rig.ChunkRows }, TimeProvider.System, new PiiMasker());
        return new SliceWorker(new LeaseLog(SharedFolder.LeasesOf(rig.Folder["work"]), name, TimeProvider.System), new SliceFiles(SharedFolder.SlicesOf(rig.Folder["work"])), plan, setup, lease, failpoints);
    }

    private static async Task HelpAsync(MigrationRig rig, SliceWorker worker, CancellationToken stop)
    {
        var leases = SharedFolder.LeasesOf(rig.Folder["work"]);
        while (!Directory.Exists(leases)) await Task.Delay(5, stop);
        await worker.RunAsync(static () => true, stop);
    }

    private static async Task<string> LeftAsync(MigrationRig rig, MigrationRunArtifact artifact)
    {
        var quarantine = (await rig.QuarantineAsync()).Select(static record => $"{record.Row} {record.Line} {record.ByteOffset} {string.Join(' ', record.ReasonCodes)} {string.Join('|', record.MaskedPreviewBefore.Values)} {string.Join('|', record.MaskedPreviewAfter.Values)}");
        return string.Join('\n', [artifact.RootHash, artifact.Tables[0].ContentHash, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(rig.TargetPath))), .. quarantine]);
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task Run_WhoseRowsOthersMake_LeavesWhatItWouldHaveMadeItself(string engine)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var alone = new MigrationRig { Target = "out.parquet", TransformEngine = engine };
        Fill(alone);
        var expected = await LeftAsync(alone, await alone.RunAsync(limit.Token));
        Fill(_rig);
        (_rig.TransformsHere, _rig.TransformEngine) = (false, engine);
        var (a, b) = (WorkerOf(_rig, TimeSpan.FromSeconds(30), NoFailpoints.Instance, "a"), WorkerOf(_rig, TimeSpan.FromSeconds(30), NoFailpoints.Instance, "b"));

        var run = _rig.RunAsync(limit.Token);
        await Task.WhenAll(run, Task.Run(() => HelpAsync(_rig, a, limit.Token)), Task.Run(() => HelpAsync(_rig, b, limit.Token)));

        Assert.Equal(expected, await LeftAsync(_rig, await run));
        Assert.Equal(30, a.Slices + b.Slices);
        Assert.Empty(a.Refused.Concat(b.Refused));
        Assert.False(Directory.Exists(SharedFolder.Of(_rig.Folder["work"])));
    }

    [Fact]
    public async Task Worker_ThatIsTooLate_IsRefused_AndTheRunIsAsItWouldHaveBeen()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var alone = new MigrationRig { Target = "out.parquet" };
        Fill(alone);
        var expected = await LeftAsync(alone, await alone.RunAsync(limit.Token));
        Fill(_rig);
        _rig.TransformsHere = false;
        using var pause = new PausedOnce();
        var late = WorkerOf(_rig, TimeSpan.FromSeconds(60), pause, "late");
        var run = _rig.RunAsync(limit.Token);
        var helping = Task.Run(() => HelpAsync(_rig, late, limit.Token));
        await pause.Reached.Task.WaitAsync(limit.Token);

        // Its lease is renewed by a timer of this process, which a process that is stopped would not have: the owner takes the slice back over its head. A short lease would end by itself
        // where this machine is busy, and then there is nothing to take back.
        var leases = new LeaseLog(SharedFolder.LeasesOf(_rig.Folder["work"]), "other", TimeProvider.System);
        var slice = leases.Look(static (table, _) => table.Slices.First(slice => table[slice]!.State == LeaseState.Taken));
        leases.Append(leases.Entry(LeaseKinds.TakenBack, slice));
        pause.GoOn.Set();
        await Task.WhenAll(run, helping);

        Assert.Equal(expected, await LeftAsync(_rig, await run));
        Assert.Equal(slice, Assert.Single(late.Refused).Slice);
    }

    [Fact]
    public void Batch_WrittenForAnotherProcess_IsReadBackAsItWas()
    {
        var text = new Column(ColumnType.Text, 3, "abcdeé"u8.ToArray(), new[] { 2, 3, 3, 7 }, new byte[] { 0b101 });
        var numbers = new Column(ColumnType.Decimal(30, 4), 3, new byte[48], validity: new byte[] { 0b011 });
        var batch = new ColumnBatch(
            new ColumnSchema([new ColumnField("t", ColumnType.Text), new ColumnField("n", ColumnType.Decimal(30, 4), Nullable: false)]), 3, [text, numbers],
            new RowOrigin("s", 42, new long[] { 1, 2, 3 }, new long[] { 7, 8, 9 })) { Issues = [new RowIssue(1, "RAGGED_SHORT", "t", 2, 3), new RowIssue(2, "X")] };
        using var stream = new MemoryStream();
        BatchFile.Write(new BinaryWriter(stream), batch);
        stream.Position = 0;

        var read = BatchFile.Read(new BinaryReader(stream));

        Assert.Equal(["c", "", "deé"], Enumerable.Range(0, 3).Select(row => Encoding.UTF8.GetString(read.Columns[0].GetUtf8(row))));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(read.Columns[0].IsNull));
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(read.Columns[1].IsNull));
        Assert.Equal(batch.Schema.Fields, read.Schema.Fields);
        Assert.Equal((42L, 3, 8L), (read.Origin.FirstRow, read.RowCount, read.Origin.Lines.Span[1]));
        Assert.Equal(batch.Issues, read.Issues);
    }

    private sealed class PausedOnce : IFailpoints, IDisposable
    {
        private int _times;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim GoOn { get; } = new();

        public void Hit(string point, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _times) > 1) return;
            Reached.SetResult();
            GoOn.Wait(cancellationToken);
        }

        public void Dispose() => GoOn.Dispose();
    }
}
