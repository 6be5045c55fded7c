using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests.Columns;

public sealed class SourceTests
{
    private const int Batches = 20;
    private const int Rows = 5003;
    private const long Total = (long)Batches * Rows;

    [Theory]
    [InlineData("SELECT count(*) FROM src", "100060")]
    [InlineData("SELECT max(name) FROM src", "a name that is not inlined, number 99999 é")]
    [InlineData("SELECT name FROM src ORDER BY name DESC LIMIT 1", "a name that is not inlined, number 99999 é")]
    [InlineData("SELECT count(DISTINCT name)::VARCHAR FROM src", "100060")]
    [InlineData("SELECT sum(hash(a.name) = hash(b.name))::VARCHAR FROM src a JOIN src b USING (name)", "100060")]
    [InlineData("SELECT first(name) FROM (SELECT name, lead(name) OVER () AS next FROM src) WHERE next IS NULL", "a name that is not inlined, number 100059 é")]
    [InlineData("SELECT list(name)[100060] FROM src", "a name that is not inlined, number 100059 é")]
    [InlineData("SELECT name FROM src WHERE id % 7 = 0 AND name LIKE '%99995 é' LIMIT 1", "a name that is not inlined, number 99995 é")]
    [InlineData("SELECT string_agg(name, '|' ORDER BY id) FROM (SELECT * FROM src LIMIT 2)", "a name that is not inlined, number 0 é|a name that is not inlined, number 1 é")]
    [InlineData("SELECT count(*)::VARCHAR FROM (SELECT name FROM src UNION SELECT upper(name) FROM src)", "200120")]
    [InlineData("WITH c AS MATERIALIZED (SELECT * FROM src) SELECT max(x.name) FROM c x, (SELECT name FROM c LIMIT 3) y", "a name that is not inlined, number 99999 é")]
    [InlineData("SELECT max(n) FROM (SELECT unnest([name, name]) AS n FROM src)", "a name that is not inlined, number 99999 é")]
    public void Query_OverBatchesFreedAtOnce_ReadsNoFreedText(string sql, string expected)
    {
        foreach (var (settings, threads) in new[] { ("", 1), ("preserve_insertion_order=false;threads=4", 4) })
        {
            if (threads > 1 && (sql.Contains("OVER ()", StringComparison.Ordinal) || sql.Contains("list(", StringComparison.Ordinal) || sql.Contains("LIMIT 2", StringComparison.Ordinal))) continue;
            using var connection = Db.Open(settings);
            var batches = new PoisonedBatches(Batches, Rows);
            using var registration = connection.RegisterSource("src", new DuckDbBatchSource(PoisonedBatches.Columns, batches.All, Total, threads));
            Assert.Equal(expected, connection.Scalar<object>(sql).ToString());
            Assert.Equal(0, batches.Live);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stream_OverBatchesFreedAtOnce_GivesEveryRowInOrder(bool streaming)
    {
        using var connection = Db.Open();
        var batches = new PoisonedBatches(Batches, Rows);
        using var registration = connection.RegisterSource("src", new DuckDbBatchSource(PoisonedBatches.Columns, batches.All));
        using var command = connection.CreateCommand("SELECT name, id FROM src");
        command.Streaming = streaming;
        using var result = command.ExecuteColumns();
        long row = 0;
        while (result.ReadChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.RowCount; i++, row++)
                {
                    Assert.Equal(row, chunk[1].Values<long>()[i]);
                    if (row % 97 == 0) Assert.Equal(PoisonedBatches.Name(row), chunk[0].GetString(i));
                }
            }
        }

        Assert.Equal(Total, row);
        Assert.Equal(0, batches.Live);
    }

    [Fact]
    public void Sinks_OverBatchesFreedAtOnce_KeepEveryText()
    {
        using var connection = Db.Open();
        var batches = new PoisonedBatches(Batches, Rows);
        using var registration = connection.RegisterSource("src", new DuckDbBatchSource(PoisonedBatches.Columns, batches.All));
        var file = Path.Combine(Directory.CreateTempSubdirectory("duckdb-tests-").FullName, "t.parquet");
        try
        {
            connection.Execute($"CREATE TABLE t AS FROM src; COPY (FROM src) TO '{file}' (FORMAT parquet)");
            var check = "SELECT count(*) FROM {0} WHERE name <> 'a name that is not inlined, number ' || id || ' é'";
            Assert.Equal(0, connection.Scalar<long>(check.Replace("{0}", "t", StringComparison.Ordinal)));
            Assert.Equal(0, connection.Scalar<long>(check.Replace("{0}", $"'{file}'", StringComparison.Ordinal)));
            Assert.Equal(Total, connection.Scalar<long>("SELECT count(*) FROM t"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Pipeline_TwoThreadsOnOneDatabase_MovesEveryRow()
    {
        using var first = Db.Open();
        first.Execute("CREATE TABLE target (id BIGINT, length BIGINT, name VARCHAR)");
        using var second = first.Duplicate();
        await Task.WhenAll(Task.Run(() => Move(first, "a")), Task.Run(() => Move(second, "b")));
        Assert.Equal(2 * Total, first.Scalar<long>("SELECT count(*) FROM target WHERE length = length(name)"));

        static void Move(DuckDbConnection reading, string name)
        {
            var batches = new PoisonedBatches(Batches, Rows);
            using var registration = reading.RegisterSource(name, new DuckDbBatchSource(PoisonedBatches.Columns, batches.All));
            using var writing = reading.Duplicate();
            using var appender = writing.CreateAppender("target");
            using var result = reading.CreateCommand($"SELECT id, length(name), name FROM {name}").ExecuteColumns();
            while (result.ReadChunk() is { } chunk)
            {
                using (chunk) appender.Append(chunk);
            }

            appender.Complete();
        }
    }

    [Fact]
    public void RegisterSource_AfterDispose_NameIsUnknown()
    {
        using var connection = Db.Open();
        var source = new DuckDbBatchSource(PoisonedBatches.Columns, new PoisonedBatches(1, 3).All);
        using (connection.RegisterSource("src", source))
        {
            Assert.Throws<ArgumentException>(() => connection.RegisterSource("SRC", source));
            using var other = connection.Duplicate();
            Assert.Equal(3, other.Scalar<long>("SELECT count(*) FROM Src"));
        }

        Assert.Equal(DuckDbErrorType.Catalog, Assert.Throws<DuckDbException>(() => connection.Scalar<long>("SELECT count(*) FROM src")).ErrorType);
        using (connection.RegisterSource("src", source)) Assert.Equal(3, connection.Scalar<long>("SELECT count(*) FROM src"));
        using var elsewhere = Db.Open();
        Assert.Throws<DuckDbException>(() => elsewhere.Scalar<long>("SELECT count(*) FROM src"));
    }

    [Fact]
    public void Source_Throwing_FailsTheQueryWithItsException()
    {
        using var connection = Db.Open();
        using var registration = connection.RegisterSource("src", new DuckDbBatchSource(PoisonedBatches.Columns, Failing));
        var exception = Assert.Throws<DuckDbException>(() => connection.Scalar<long>("SELECT sum(id) FROM src"));
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Contains("the third batch is broken", exception.Message, StringComparison.Ordinal);

        static IEnumerable<DuckDbBatch> Failing()
        {
            foreach (var batch in new PoisonedBatches(2, 3).All()) yield return batch;
            throw new FormatException("the third batch is broken");
        }
    }

    [Fact]
    public void Source_StoppedByLimit_GivesBatchesBack()
    {
        using var connection = Db.Open();
        var batches = new PoisonedBatches(Batches, Rows);
        using var registration = connection.RegisterSource("src", new DuckDbBatchSource(PoisonedBatches.Columns, batches.All));
        Assert.Equal(0, connection.Scalar<long>("SELECT id FROM src LIMIT 1"));
        Assert.Equal(0, batches.Live);
    }

    [Fact]
    public void CustomSource_WithNestedColumns_IsProjected()
    {
        using var connection = Db.Open();
        using var registration = connection.RegisterSource("squares", new Squares());
        Assert.Equal("[0, 1, 2]", connection.Scalar<string>("SELECT roots::VARCHAR FROM squares WHERE n = 3"));
        Assert.Equal(10, connection.Scalar<long>("SELECT count(*) FROM squares"));
        Assert.Equal(5L, connection.Scalar<long>("SELECT count(*) FILTER (WHERE odd IS NULL) FROM squares"));
    }

    private sealed class Squares : DuckDbSource
    {
        public override IReadOnlyList<DuckDbField> Columns { get; } =
        [
            new("n", DuckDbType.Integer), new("roots", DuckDbLogicalType.List(DuckDbLogicalType.Of(DuckDbType.Integer))), new("odd", DuckDbType.Boolean),
        ];

        public override DuckDbScan Scan(IReadOnlyList<int> projection) => new SquareScan(projection);

        private sealed class SquareScan(IReadOnlyList<int> projection) : DuckDbScan
        {
            public override DuckDbScanReader OpenReader() => new Reader(projection);
        }

        private sealed class Reader(IReadOnlyList<int> projection) : DuckDbScanReader
        {
            private bool _done;

            public override int Read(DuckDbScanOutput output)
            {
                if (_done) return 0;
                _done = true;
                for (var i = 0; i < projection.Count; i++)
                {
                    var writer = output.Write(i);
                    if (projection[i] == 0)
                    {
                        for (var row = 0; row < 10; row++) writer.Values<int>()[row] = row;
                    }
                    else if (projection[i] == 2)
                    {
                        for (var row = 0; row < 10; row += 2) writer.SetNull(row);
                        for (var row = 1; row < 10; row += 2) writer.Values<bool>()[row] = true;
                    }
                    else
                    {
                        var elements = writer.ReserveElements(45).Values<int>();
                        for (int row = 0, at = 0; row < 10; row++)
                        {
                            writer.SetList(row, new DuckDbListEntry((ulong)at, (ulong)row));
                            for (var element = 0; element < row; element++) elements[at++] = element;
                        }
                    }
                }

                return 10;
            }
        }
    }
}
