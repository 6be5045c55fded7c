using System.Data;

namespace Lumos.DuckDb.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("duckdb-tests-").FullName;

    private string File => Path.Combine(_folder, "Ünicode warehouse.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_SameFileTwice_SharesOneDatabaseAndReleasesIt()
    {
        using (var first = Db.Open($"Data Source={File}"))
        using (var second = Db.Open($"Data Source={File}"))
        {
            first.Execute("CREATE TABLE t AS SELECT 1 AS a");
            Assert.Equal(1, second.Scalar<int>("SELECT a FROM t"));
            Assert.Equal("Ünicode warehouse", first.Database);
        }

        using (var writer = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Assert.True(writer.Length > 0);
        using var reader = Db.Open($"Data Source={File};access_mode=read_only");
        Assert.Equal(1, reader.Scalar<int>("SELECT a FROM t"));
        Assert.Equal(DuckDbErrorType.InvalidInput, Assert.Throws<DuckDbException>(() => reader.Execute("INSERT INTO t VALUES (2)")).ErrorType);
    }

    [Fact]
    public void Open_MemoryByName_IsSharedUntilTheLastCloses()
    {
        using (var first = Db.Open("Data Source=:memory:shared_by_name"))
        {
            first.Execute("CREATE TABLE t AS SELECT 1 AS a");
            using var second = Db.Open("Data Source=:memory:shared_by_name");
            Assert.Equal(1, second.Scalar<int>("SELECT a FROM t"));
            using var other = Db.Open();
            Assert.Throws<DuckDbException>(() => other.Scalar<int>("SELECT a FROM t"));
        }

        using var anew = Db.Open("Data Source=:memory:shared_by_name");
        Assert.Throws<DuckDbException>(() => anew.Scalar<int>("SELECT a FROM t"));
    }

    [Fact]
    public void Duplicate_AfterTheFirstClosed_KeepsTheDatabase()
    {
        var first = Db.Open();
        first.Execute("CREATE TABLE t AS SELECT 1 AS a");
        using var second = first.Duplicate();
        first.Dispose();
        using var third = second.Duplicate();
        Assert.Equal(1, third.Scalar<int>("SELECT a FROM t"));
    }

    [Fact]
    public void Settings_InTheConnectionString_ReachTheEngine()
    {
        var settings = new DuckDbConnectionStringBuilder { MemoryLimit = "512MB", Threads = 2, TempDirectory = _folder, PreserveInsertionOrder = false };
        using var connection = Db.Open(settings.ConnectionString);
        Assert.Equal("488.2 MiB", connection.Scalar<string>("SELECT current_setting('memory_limit')"));
        Assert.Equal(2, connection.Scalar<long>("SELECT current_setting('threads')"));
        Assert.False(connection.Scalar<bool>("SELECT current_setting('preserve_insertion_order')"));
        Assert.StartsWith("v1.", connection.ServerVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithUnknownSetting_Throws()
    {
        using var connection = new DuckDbConnection("no_such_setting=1");
        Assert.Contains("no_such_setting", Assert.Throws<DuckDbException>(connection.Open).Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_Throws()
    {
        System.IO.File.WriteAllText(File, new string('x', 10000));
        using var connection = new DuckDbConnection($"Data Source={File}");
        Assert.Equal(DuckDbErrorType.Io, Assert.Throws<DuckDbException>(connection.Open).ErrorType);
    }

    [Fact]
    public void Transaction_CommitAndRollback_DecideWhatStays()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER)");
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("INSERT INTO t VALUES (1)");
            transaction.Commit();
            Assert.Throws<InvalidOperationException>(transaction.Rollback);
        }

        using (connection.BeginTransaction()) connection.Execute("INSERT INTO t VALUES (2)");
        Assert.Null(connection.CurrentTransaction);
        Assert.Equal(1, connection.Scalar<int>("SELECT sum(a) FROM t"));
    }

    [Fact]
    public void Transactions_ChangingOneRow_ConflictIsTransient()
    {
        using var first = Db.Open();
        first.Execute("CREATE TABLE t AS SELECT 1 AS a");
        using var second = first.Duplicate();
        using var one = first.BeginTransaction();
        using var two = second.BeginTransaction();
        first.Execute("UPDATE t SET a = 2");
        var exception = Assert.Throws<DuckDbException>(() => second.Execute("UPDATE t SET a = 3"));
        Assert.Equal(DuckDbErrorType.Transaction, exception.ErrorType);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("SELEC 1", DuckDbErrorType.Parser)]
    [InlineData("SELECT a FROM missing", DuckDbErrorType.Catalog)]
    [InlineData("SELECT missing", DuckDbErrorType.Binder)]
    [InlineData("SELECT 'x'::INTEGER", DuckDbErrorType.Conversion)]
    [InlineData("SELECT 2147483647 + 1::INTEGER", DuckDbErrorType.OutOfRange)]
    [InlineData("SELECT error('mine')", DuckDbErrorType.InvalidInput)]
    public void Execute_Failing_TellsTheKind(string sql, DuckDbErrorType kind)
    {
        using var connection = Db.Open();
        Assert.Equal(kind, Assert.Throws<DuckDbException>(() => connection.Scalar<object>(sql)).ErrorType);
    }

    [Fact]
    public async Task Cancel_LongStatement_InterruptsTheEngine()
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT count(*) FROM range(100000000) a, range(100000) b WHERE hash(a.range, b.range) = 1");
        using var source = new CancellationTokenSource();
        var running = command.ExecuteScalarAsync(source.Token);
        source.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, connection.Scalar<int>("SELECT 1"));
        command.CommandTimeout = 1;
        Assert.Equal(DuckDbErrorType.Interrupt, Assert.Throws<DuckDbException>(() => command.ExecuteScalar()).ErrorType);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(new CancellationToken(true)));
    }

    [Fact]
    public async Task Cancel_WhileReadingAStream_InterruptsTheEngine()
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT a.range FROM range(100000000) a, range(100000) b WHERE a.range < 3000 AND b.range < 1 OR hash(a.range, b.range) = 1");
        using var source = new CancellationTokenSource();
        source.CancelAfter(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var result = await command.ExecuteColumnsAsync(source.Token);
            await foreach (var chunk in result.ReadChunksAsync(source.Token)) chunk.Dispose();
        });
    }

    [Fact]
    public void Progress_OfLongStatement_IsReported()
    {
        using var connection = Db.Open("threads=1");
        connection.Execute("CREATE TABLE t AS SELECT range AS a FROM range(1000000)");
        using var command = connection.CreateCommand("SELECT count(DISTINCT hash(a) & hash(a * 3)) FROM t");
        var seen = new Seen();
        command.Progress = seen;
        Assert.InRange((long)command.ExecuteScalar()!, 500_000, 1_000_000);
        Assert.NotEmpty(seen.Reports);
        Assert.All(seen.Reports, report => Assert.InRange(report.Percentage, -1, 100));
    }

    [Fact]
    public void GetSchema_Columns_ListsThem()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER NOT NULL, b VARCHAR)");
        var tables = connection.GetSchema("Tables");
        Assert.Equal("t", Assert.Single(tables.Rows.Cast<DataRow>())["table_name"]);
        var columns = connection.GetSchema("Columns", [null, null, "t"]);
        Assert.Equal(["a", "b"], columns.Rows.Cast<DataRow>().Select(row => row["column_name"]));
        Assert.Contains("Tables", connection.GetSchema().Rows.Cast<DataRow>().Select(row => (string)row["CollectionName"]));
    }

    private sealed class Seen : IProgress<DuckDbProgress>
    {
        internal System.Collections.Concurrent.ConcurrentQueue<DuckDbProgress> Reports { get; } = new();

        public void Report(DuckDbProgress value) => Reports.Enqueue(value);
    }
}
