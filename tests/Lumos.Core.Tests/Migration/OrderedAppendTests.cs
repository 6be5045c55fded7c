using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Migration;

/// <summary>Several threads fill a table of the embedded engine, and it stands as one would have filled it.</summary>
public sealed class OrderedAppendTests : IDisposable
{
    private static readonly ColumnSchema Schema = new([new ColumnField("id", ColumnType.Int64), new ColumnField("name", ColumnType.Text)]);

    private readonly DuckDbConnection _connection = new("Data Source=:memory:");

    public OrderedAppendTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE t (id BIGINT NOT NULL, name VARCHAR, segment BIGINT)");
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_MoreRowsThanParts_KeepsTheirOrder(int threads)
    {
        const int batches = 29, rows = 30_011;
        using var append = new OrderedAppend(_connection, "t", threads);

        var written = await append.RunAsync(Batches(batches, rows), last: 7, finish: null, CancellationToken.None);

        Assert.Equal((long)batches * rows, written);
        Assert.Equal(written, Number("SELECT count(*) FROM t WHERE rowid = id AND segment = 7 AND name IS NOT DISTINCT FROM CASE WHEN id % 3 = 0 THEN NULL ELSE 'a name of some length ' || id END"));
    }

    [Fact]
    public async Task Run_Twice_AddsBehind()
    {
        using var append = new OrderedAppend(_connection, "t", 2);
        await append.RunAsync(Batches(20, 30_000), last: 0, finish: null, CancellationToken.None);

        await append.RunAsync(Batches(20, 30_000), last: 1, finish: null, CancellationToken.None);

        Assert.Equal(1_200_000, Number("SELECT count(*) FROM t"));
        Assert.Equal(600_000, Number("SELECT count(*) FROM t WHERE segment = 1 AND rowid = id + 600000"));
    }

    [Fact]
    public async Task Run_AskedForBeforeTheLastIsDone_AddsBehind()
    {
        using var append = new OrderedAppend(_connection, "t", 2);
        var held = new TaskCompletionSource();

        var first = append.RunAsync(Held(held.Task), last: 0, finish: null, CancellationToken.None);
        var second = append.RunAsync(Batches(20, 30_000), last: 1, finish: null, CancellationToken.None);
        await Task.Delay(50);
        held.SetResult();

        var written = await Task.WhenAll(first, second);
        Assert.Equal(new[] { 600_000L, 600_000L }, written);
        Assert.Equal(600_000, Number("SELECT count(*) FROM t WHERE segment = 0 AND rowid = id"));
        Assert.Equal(600_000, Number("SELECT count(*) FROM t WHERE segment = 1 AND rowid = id + 600000"));

        static async IAsyncEnumerable<ColumnBatch> Held(Task until)
        {
            await until;
            await foreach (var batch in Batches(20, 30_000)) yield return batch;
        }
    }

    [Fact]
    public async Task Run_AfterOneThatFailed_PutsItsRows()
    {
        using var append = new OrderedAppend(_connection, "t", 2);
        await Assert.ThrowsAsync<InvalidDataException>(() => append.RunAsync(Batches(20, 30_000, failAt: 12), last: 0, finish: null, CancellationToken.None));

        Assert.Equal(600_000, await append.RunAsync(Batches(20, 30_000), last: 1, finish: null, CancellationToken.None));
        Assert.Equal(600_000, Number("SELECT count(*) FROM t WHERE segment = 1"));
    }

    [Fact]
    public async Task Run_SourceFails_GivesItsErrorAndEveryBatchBack()
    {
        var given = 0;
        using var append = new OrderedAppend(_connection, "t", 2);

        await Assert.ThrowsAsync<InvalidDataException>(() => append.RunAsync(Batches(20, 30_000, failAt: 12, () => Interlocked.Increment(ref given)), last: 0, finish: null, CancellationToken.None));

        Assert.Equal(12, given);
    }

    [Fact]
    public async Task Run_RowTheTableRefuses_GivesTheEnginesErrorAndEveryBatchBack()
    {
        var given = 0;
        _connection.Execute("DROP TABLE t; CREATE TABLE t (id BIGINT NOT NULL CHECK (id < 400000), name VARCHAR, segment BIGINT)");
        using var append = new OrderedAppend(_connection, "t", 2);

        var error = await Assert.ThrowsAsync<DuckDbException>(() => append.RunAsync(Batches(40, 30_000, returned: () => Interlocked.Increment(ref given)), last: 0, finish: null, CancellationToken.None));

        Assert.Contains("CHECK", error.Message, StringComparison.Ordinal);
        Assert.InRange(given, 14, 40);
        Assert.True(Number("SELECT coalesce(max(id), 0) FROM t") < 400_000);
    }

    [Fact]
    public async Task WriteChunk_AfterOneThatBroke_PutsNothingTwice()
    {
        using var folder = new TemporaryFolder();
        await using var target = DuckDbTarget.Open(folder["out.duckdb"], "job", new EngineLimits(512, 2, folder["spill"]));
        var table = new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "name", Type = ColumnType.Text }] };
        await using var staging = await target.OpenStagingAsync("RUN", table);
        await staging.WriteChunkAsync(0, Batches(1, 100));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await staging.WriteChunkAsync(1, Batches(20, 30_000, failAt: 12)));
        Assert.Equal([0L], (await staging.GetChunksAsync()).Keys);

        await staging.WriteChunkAsync(1, Batches(2, 30_000));

        Assert.Equal([(0L, 100L), (1L, 60_000L)], (await staging.GetChunksAsync()).Select(chunk => (chunk.Key, chunk.Value)));
        await using var staged = await target.OpenStagedAsync("RUN", [table], [new TableLoad()]);
        var rows = 0L;
        await foreach (var batch in staged.QueryAsync($"SELECT count(*) FROM {staged.Staged("t")}", new ColumnSchema([new ColumnField("n", ColumnType.Int64)]))) rows = batch.Columns[0].GetValues<long>()[0];
        Assert.Equal(60_100, rows);
    }

    private static async IAsyncEnumerable<ColumnBatch> Batches(int count, int rows, int failAt = -1, Action? returned = null)
    {
        for (var batch = 0; batch < count; batch++)
        {
            await Task.Yield();
            if (batch == failAt) throw new InvalidDataException("The source is broken.");
            var ids = new long[rows];
            var (offsets, text, valid) = (new int[rows + 1], new MemoryStream(), new byte[(rows + 7) / 8]);
            for (var row = 0; row < rows; row++)
            {
                ids[row] = ((long)batch * rows) + row;
                if (ids[row] % 3 != 0)
                {
                    text.Write(System.Text.Encoding.UTF8.GetBytes($"a name of some length {ids[row]}"));
                    valid[row >> 3] |= (byte)(1 << (row & 7));
                }

                offsets[row + 1] = (int)text.Length;
            }

            yield return new ColumnBatch(
                Schema, rows, [new Column(ColumnType.Int64, rows, MemoryMarshal.AsBytes(ids.AsSpan()).ToArray()), new Column(ColumnType.Text, rows, text.ToArray(), offsets, valid)], new RowOrigin("test", 0), new Owner(returned));
        }
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand(sql);
        return (long)command.ExecuteScalar()!;
    }

    private sealed class Owner(Action? returned) : IDisposable
    {
        public void Dispose() => returned?.Invoke();
    }
}
