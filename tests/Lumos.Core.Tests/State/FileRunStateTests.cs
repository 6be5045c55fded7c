using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Tests.State;

public sealed class FileRunStateTests : IDisposable
{
    private const string Run = "01J0000000000000000000000A";
    private static readonly DateTimeOffset Noon = new(2025, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly StatePaths _paths;
    private readonly FileRunState _state;

    public FileRunStateTests()
    {
        _paths = new StatePaths(_folder.Path);
        _state = new FileRunState(_paths);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GetCheckpoints_SameChunkTwice_KeepsTheLatest()
    {
        await _state.PutCheckpointAsync(Checkpoint("orders", 1, 10));
        await _state.PutCheckpointAsync(Checkpoint("lines", 0, 5));
        await _state.PutCheckpointAsync(Checkpoint("orders", 1, 12) with { Next = new SourcePosition(12, 340, 14) });
        await _state.PutCheckpointAsync(Checkpoint("orders", 0, 9) with { Stage = StageName.Ingest });

        var read = await _state.GetCheckpointsAsync(Run, StageName.Migration);

        Assert.Equal([("lines", 0L, 5L), ("orders", 1L, 12L)], read.Select(c => (c.Table, c.ChunkId, c.RowCountOut)));
        Assert.Equal(new SourcePosition(12, 340, 14), read[1].Next);
        Assert.Equal("orders.csv", read[1].Facts["source"]);
        Assert.Equal(Noon, read[1].StartedAt);
    }

    [Fact]
    public async Task GetCheckpoints_TornLastLine_IsIgnoredThenOverwritten()
    {
        await _state.PutCheckpointAsync(Checkpoint("orders", 0, 10));
        await File.AppendAllTextAsync(_paths.Checkpoints(Run), "{\"run_id\":\"01J00");
        Assert.Single(await _state.GetCheckpointsAsync(Run, StageName.Migration));

        await _state.PutCheckpointAsync(Checkpoint("orders", 1, 11));
        Assert.Equal([0L, 1L], (await _state.GetCheckpointsAsync(Run, StageName.Migration)).Select(c => c.ChunkId));
    }

    [Fact]
    public async Task GetCheckpoints_BrokenWholeLine_SaysCorrupt()
    {
        await _state.PutCheckpointAsync(Checkpoint("orders", 0, 10));
        await File.AppendAllTextAsync(_paths.Checkpoints(Run), "nonsense\n");
        var error = await Assert.ThrowsAsync<LumosException>(async () => await _state.GetCheckpointsAsync(Run, StageName.Migration));
        Assert.Equal("STATE_CORRUPT", error.Reason);
    }

    [Fact]
    public async Task PutQuarantine_ChunkAgain_Replaces()
    {
        await _state.PutQuarantineAsync(Run, "orders", 0, [Record("orders", 0, 3), Record("orders", 0, 7)]);
        await _state.PutQuarantineAsync(Run, "orders", 2, [Record("orders", 2, 90)]);
        await _state.PutQuarantineAsync(Run, "orders", 0, [Record("orders", 0, 3)]);
        await _state.PutQuarantineAsync(Run, "a/../b", 0, [Record("a/../b", 0, 1)]);

        Assert.Equal([("a/../b", 1L), ("orders", 3L), ("orders", 90L)], (await ReadAsync()).Select(r => (r.Table, r.Row)));
        Assert.Equal([3L, 90L], (await ReadAsync("orders")).Select(r => r.Row));

        await _state.PutQuarantineAsync(Run, "orders", 2, []);
        Assert.Equal([3L], (await ReadAsync("orders")).Select(r => r.Row));
    }

    [Fact]
    public async Task DecideQuarantine_LastWordCounts()
    {
        await _state.PutQuarantineAsync(Run, "orders", 0, [Record("orders", 0, 3), Record("orders", 0, 7)]);
        await _state.DecideQuarantineAsync([Decision(3, QuarantineStatus.Dismissed), Decision(7, QuarantineStatus.Dismissed)]);
        await _state.DecideQuarantineAsync([Decision(3, QuarantineStatus.Open)]);
        await _state.DecideQuarantineAsync([Decision(7, QuarantineStatus.Resolved)]);

        Assert.Equal([QuarantineStatus.Open, QuarantineStatus.Resolved], (await ReadAsync()).Select(r => r.Status));
    }

    [Fact]
    public async Task ReadQuarantine_NoRun_IsEmpty() => Assert.Empty(await ReadAsync());

    private static CheckpointRecord Checkpoint(string table, long chunk, long rows) => new()
    {
        RunId = Run, Stage = StageName.Migration, Table = table, ChunkId = chunk, ContentHash = new string('d', 64), StartedAt = Noon, FinishedAt = Noon,
        RowCountIn = rows, RowCountOut = rows, Status = CheckpointStatus.Staged, Facts = new Dictionary<string, string> { ["source"] = "orders.csv" },
    };

    private static QuarantineRecord Record(string table, long chunk, long row) => new()
    {
        RunId = Run, Table = table, ChunkId = chunk, Source = "orders", Row = row, ReasonCodes = ["E_DATE"], CreatedAt = Noon,
        MaskedPreviewBefore = new Dictionary<string, string?> { ["created"] = "9*/9*", ["name"] = null },
    };

    private static QuarantineDecision Decision(long row, QuarantineStatus status) => new()
    {
        RunId = Run, Table = "orders", Source = "orders", Row = row, Status = status, Actor = "ann", At = Noon,
    };

    private async Task<List<QuarantineRecord>> ReadAsync(string? table = null)
    {
        var records = new List<QuarantineRecord>();
        await foreach (var record in _state.ReadQuarantineAsync(Run, table)) records.Add(record);
        return records;
    }
}
