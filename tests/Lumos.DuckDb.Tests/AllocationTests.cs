using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests;

/// <summary>Bytes allocated hold still where times do not, so they are what guards the promise of no allocation per value.</summary>
public sealed class AllocationTests
{
    private const int Rows = 200_000;

    /// <summary>What a chunk of 2048 rows may cost: its object and handle, never its values.</summary>
    private const long BytesPerChunk = 400;

    private const string Query = "SELECT range AS a, 'a text longer than twelve bytes ' || range AS b, (range % 1000)::DECIMAL(9,2) AS c FROM range(200000)";

    [Fact]
    public void ReadChunks_AllocatesNothingPerValue()
    {
        using var connection = Db.Open();
        using var result = connection.CreateCommand(Query).ExecuteColumns();
        Consume(result, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = Consume(result, int.MaxValue);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(rows > 170_000);
        Assert.InRange(allocated, 0, ((rows / 2048) + 2) * BytesPerChunk);
    }

    [Fact]
    public void ReadRows_AllocatesNothingPerValue()
    {
        using var connection = Db.Open();
        using var reader = connection.CreateCommand(Query).ExecuteReader();
        for (var i = 0; i < 20_000; i++) Sum(reader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = 0;
        while (Sum(reader) >= 0) rows++;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(rows > 170_000);
        Assert.InRange(allocated, 0, ((rows / 2048) + 2) * BytesPerChunk);

        static long Sum(DuckDbDataReader reader) =>
            reader.Read() ? reader.GetInt64(0) + reader.GetUtf8(1).Length + (long)reader.GetDecimal(2) : -1;
    }

    [Fact]
    public void Append_AllocatesNothingPerValue()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a BIGINT, b VARCHAR, c DECIMAL(9,2))");
        var offsets = new int[Rows + 1];
        for (var i = 0; i < Rows; i++) offsets[i + 1] = offsets[i] + 20;
        var utf8 = new byte[Rows * 20];
        utf8.AsSpan().Fill((byte)'x');
        DuckDbColumnData[] columns =
        [
            DuckDbColumnData.Of(DuckDbType.BigInt, new long[Rows]), DuckDbColumnData.Text(utf8, offsets), DuckDbColumnData.Decimal(new byte[Rows * 8], 8, 9, 2),
        ];
        using var appender = connection.CreateAppender("t");
        appender.Append(columns);
        var before = GC.GetAllocatedBytesForCurrentThread();
        appender.Append(columns);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2048);
        appender.Complete();
        Assert.Equal(2 * Rows, connection.Scalar<long>("SELECT count(*) FROM t WHERE b = repeat('x', 20)"));
    }

    [Fact]
    public void Source_AllocatesNothingPerValue()
    {
        using var connection = Db.Open("threads=1");
        var offsets = new int[Rows + 1];
        for (var i = 0; i < Rows; i++) offsets[i + 1] = offsets[i] + 20;
        var batch = new[] { DuckDbColumnData.Text(new byte[Rows * 20], offsets) };
        long first = 0, allocated = 0;
        var source = new DuckDbBatchSource([new DuckDbField("a", DuckDbType.Varchar)], Batches);
        using var registration = connection.RegisterSource("src", source);
        Assert.Equal(3 * Rows, connection.Scalar<long>("SELECT count(a) FROM src"));
        Assert.InRange(allocated, 0, 2 * ((Rows / 2048) + 2) * BytesPerChunk);

        IEnumerable<DuckDbBatch> Batches()
        {
            yield return new DuckDbBatch(batch);
            first = GC.GetAllocatedBytesForCurrentThread();
            yield return new DuckDbBatch(batch);
            yield return new DuckDbBatch(batch);
            allocated = GC.GetAllocatedBytesForCurrentThread() - first;
        }
    }

    private static long Consume(DuckDbResult result, int chunks)
    {
        long rows = 0;
        long sum = 0;
        for (var i = 0; i < chunks && result.ReadChunk() is { } chunk; i++)
        {
            using (chunk)
            {
                rows += chunk.RowCount;
                foreach (var value in chunk[0].Values<long>()) sum += value;
                var text = chunk[1];
                for (var row = 0; row < text.Length; row++) sum += text.GetBytes(row)[0];
                foreach (var value in chunk[2].Values<int>()) sum += value;
            }
        }

        Assert.True(sum > 0);
        return rows;
    }
}
