using System.Text;
using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Ingest;

public sealed class EngineSourceTests
{
    [Fact]
    public async Task RunAsync_ParquetByContent_RendersCanonicalText()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute($"COPY (SELECT i AS id, (i / 100.0)::DECIMAL(2,2) AS share, DATE '2024-01-01' + i::INT AS day, TIMESTAMP '2024-01-01 10:00:00' AS at, i % 2 = 0 AS even FROM range(5) t(i)) TO '{run.Resolve("p.bin")}' (FORMAT parquet)");
        var table = Assert.Single((await run.RunAsync(["p.bin"])).Output.Tables);

        Assert.Equal("parquet", table.Source.Format);
        Assert.Equal(["int64", "decimal(3,2)", "date", "timestamp", "bool"], table.Columns.Select(c => c.Type.ToString()));
        var rows = await RowsAsync(run, table);
        Assert.Equal(["3", "0.03", "2024-01-04", "2024-01-01 10:00:00.000000", "false"], rows[3]);
    }

    [Fact]
    public async Task RunAsync_ParquetWithNanoseconds_SaysWhatIsCut()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute($"COPY (SELECT i AS id, make_timestamp_ns(1700000000000000000 + i * 500) AS at, make_timestamp_ns(1700000000000000000 + i * 1000) AS round FROM range(6) t(i)) TO '{run.Resolve("n.parquet")}' (FORMAT parquet)");
        var table = Assert.Single((await run.RunAsync(["n.parquet"])).Output.Tables);

        var note = Assert.Single(table.Notes, note => note.Code == "NANOSECONDS_CUT");
        Assert.Equal(3, note.Count);
        Assert.Contains("'at'", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ParquetDecimalsWithZerosAtTheEnd_AreNotSaidToBeRounded()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute($"COPY (SELECT i AS id, (12345678901.25::DECIMAL(30,12) + i) AS amount FROM range(6) t(i)) TO '{run.Resolve("d.parquet")}' (FORMAT parquet)");
        var table = Assert.Single((await run.RunAsync(["d.parquet"])).Output.Tables);

        Assert.Equal("decimal(18,7)", table.Columns[1].Type.ToString());
        Assert.DoesNotContain(table.Notes, note => note.Code == "PRECISION_REDUCED");
    }

    [Fact]
    public async Task RunAsync_DatabaseFile_ReadsEveryTableAndOneByName()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute("CREATE TABLE b AS SELECT i AS id, 'n' || i AS name FROM range(10) t(i); CREATE TABLE a AS SELECT i AS id FROM range(3) t(i)", run.Resolve("w.duckdb"));
        var all = (await run.RunAsync(["w.duckdb"])).Output.Tables;
        Assert.Equal(["w.duckdb#main.a", "w.duckdb#main.b"], all.Select(t => t.Source.Location));
        var one = Assert.Single((await run.RunAsync(["w.duckdb#b"])).Output.Tables);
        Assert.Equal(10, (await RowsAsync(run, one)).Count);
    }

    [Fact]
    public async Task RunAsync_ViewOfADatabaseFile_IsReadWhenNamed()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute("CREATE SCHEMA s; CREATE TABLE s.b AS SELECT i AS id, i % 3 AS part FROM range(10) t(i); CREATE VIEW s.parts AS SELECT part, count(*) AS rows FROM s.b GROUP BY part; CREATE VIEW near AS SELECT id FROM s.b", run.Resolve("w.duckdb"));

        Assert.Equal("w.duckdb#s.b", Assert.Single((await run.RunAsync(["w.duckdb"])).Output.Tables).Source.Location);
        var parts = Assert.Single((await run.RunAsync(["w.duckdb#s.parts"])).Output.Tables);
        Assert.Equal(("w.duckdb#s.parts", 3L), (parts.Source.Location, parts.RowCount!.Value));
        Assert.NotNull(parts.Source.Snapshot);
        Assert.Equal(10, Assert.Single((await run.RunAsync(["w.duckdb#near"])).Output.Tables).RowCount);
    }

    [Fact]
    public async Task RunAsync_DamagedParquet_SaysSo()
    {
        using var run = new IngestRun();
        run.WriteBytes("p.parquet", [.. "PAR1"u8, .. new byte[200]]);
        Assert.Equal("INGEST_PARQUET_DAMAGED", (await run.FailAsync("p.parquet")).Reason);
    }

    [Fact]
    public async Task RunAsync_ZstdCsv_IsReadLikeTheFileItHolds()
    {
        using var run = new IngestRun();
        Directory.CreateDirectory(run.Folder["in"]);
        Execute($"COPY (SELECT i AS id, CASE WHEN i % 5 = 0 THEN 'said \"no\", ' ELSE 'name ' END || i AS name FROM range(50) t(i)) TO '{run.Resolve("z.csv.zst")}' (FORMAT csv, HEADER, COMPRESSION zstd)");
        var table = Assert.Single((await run.RunAsync(["z.csv.zst"])).Output.Tables);
        Assert.Equal(("csv", "zstd", 50L), (table.Source.Format, table.Source.Compression, table.RowCount!.Value));
        Assert.NotNull(table.Source.Dialect);
        var rows = await RowsAsync(run, table);
        Assert.Equal(("name 49", "said \"no\", 45"), (rows[49][1], rows[45][1]));
        var whole = await File.ReadAllBytesAsync(run.Resolve("z.csv.zst"));
        run.WriteBytes("cut.csv.zst", whole[..^20]);
        Assert.Equal("INGEST_ZSTD_DAMAGED", (await run.FailAsync("cut.csv.zst")).Reason);
    }

    private static async Task<List<IReadOnlyList<string?>>> RowsAsync(IngestRun run, CatalogTable table)
    {
        var rows = new List<IReadOnlyList<string?>>();
        await using var source = await run.Reader().OpenAsync(table);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 7 }))
        {
            using (batch)
            {
                for (var r = 0; r < batch.RowCount; r++) rows.Add([.. batch.Columns.Select(c => c.IsNull(r) ? null : Encoding.UTF8.GetString(c.GetUtf8(r)))]);
            }
        }

        return rows;
    }

    private static void Execute(string sql, string path = ":memory:")
    {
        using var connection = new DuckDbConnection($"Data Source={path}");
        connection.Open();
        connection.Execute(sql);
    }
}
