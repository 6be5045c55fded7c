using System.IO.Compression;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Ingest;

public sealed class BadInputTests
{
    [Fact]
    public async Task RunAsync_MissingFile_SaysSo()
    {
        using var run = new IngestRun();
        var error = await run.FailAsync("nowhere.csv");
        Assert.Equal("INGEST_FILE_MISSING", error.Reason);
        Assert.Equal("nowhere.csv", error.Where!.File);
        Assert.NotNull(error.NextStep);
    }

    [Fact]
    public async Task RunAsync_PatternWithoutMatch_SaysSo()
    {
        using var run = new IngestRun();
        run.Write("a.txt", "x\n1\n");
        Assert.Equal("INGEST_NOTHING_MATCHED", (await run.FailAsync("*.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_EmptyFile_SaysSo()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "");
        Assert.Equal("INGEST_FILE_EMPTY", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_HeaderOnly_SaysThereAreNoRows()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "id,name,amount\n");
        Assert.Equal("INGEST_NO_ROWS", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_HeaderOnlyBesideAFullFile_IsNoted()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "id,name,amount\n");
        run.Write("b.csv", "id,name\n1,x\n2,y\n");
        var tables = (await run.RunAsync(["a.csv", "b.csv"])).Output.Tables;
        Assert.Contains(tables[0].Notes, n => n.Code == "TABLE_EMPTY");
    }

    [Fact]
    public async Task RunAsync_BinaryFile_SaysWhatItIs()
    {
        using var run = new IngestRun();
        run.WriteBytes("a.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Range(0, 400).Select(i => (byte)(i * 37))]);
        Assert.Equal("INGEST_FILE_BINARY", (await run.FailAsync("a.csv")).Reason);
    }

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><body>Log in</body></html>", "INGEST_FILE_MARKUP")]
    [InlineData("\n <HTML><table><tr><td>1</td></tr></table></HTML>", "INGEST_FILE_MARKUP")]
    [InlineData("<?xml version=\"1.0\"?><rows><row id=\"1\"/></rows>", "INGEST_FILE_MARKUP")]
    [InlineData("%PDF-1.7\nxxxxxxxxxxxxxxxxxxxx", "INGEST_FILE_BINARY")]
    public async Task RunAsync_DocumentInPlaceOfData_SaysWhatItIs(string text, string reason)
    {
        using var run = new IngestRun();
        run.Write("orders.csv", text);
        Assert.Equal(reason, (await run.FailAsync("orders.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_TruncatedGzip_SaysSo()
    {
        using var run = new IngestRun();
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            var random = new Random(1);
            var text = new StringBuilder("id,value\n");
            for (var i = 0; i < 50_000; i++) text.Append(i).Append(',').Append(random.Next()).Append('\n');
            zip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        run.WriteBytes("a.csv.gz", bytes.ToArray()[..(int)(bytes.Length / 2)]);
        Assert.Equal("INGEST_GZIP_TRUNCATED", (await run.FailAsync("a.csv.gz")).Reason);
    }

    [Fact]
    public async Task RunAsync_Gzip_IsReadAsTheFileItHolds()
    {
        using var run = new IngestRun();
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) zip.Write("id,name\n1,x\n2,y\n"u8);
        run.WriteBytes("people.csv.gz", bytes.ToArray());
        var table = Assert.Single((await run.RunAsync(["people.csv.gz"])).Output.Tables);
        Assert.Equal(("people", "gzip", 2L, bytes.Length), (table.Name, table.Source.Compression, table.RowCount!.Value, table.Source.Bytes));
    }

    [Fact]
    public async Task RunAsync_WrongEncodingInOverride_SaysSo()
    {
        using var run = new IngestRun { Overrides = new RunOverrides { Dialects = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["a.csv"] = new Dictionary<string, string> { ["encoding"] = "klingon" } } } };
        run.Write("a.csv", "id,name\n1,x\n");
        Assert.Equal("INGEST_ENCODING_UNKNOWN", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_DialectOfAFileNotRead_SaysSo()
    {
        using var run = new IngestRun { Overrides = new RunOverrides { Dialects = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["b.csv"] = new Dictionary<string, string> { ["delimiter"] = ";" } } } };
        run.Write("a.csv", "id,name\n1,x\n");
        Assert.Equal("INGEST_DIALECT_OVERRIDE", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_LineWithoutEnd_SaysSo()
    {
        using var run = new IngestRun();
        run.Write("a.csv", string.Concat(Enumerable.Repeat("1,abc,", 900_000)));
        Assert.Equal("INGEST_RECORD_TOO_LONG", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_InvalidUtf8_KeepsTheRowAndNotesIt()
    {
        using var run = new IngestRun();
        byte[] bytes = [.. Encoding.UTF8.GetBytes("id,name,city\n1,Zoë,Köln\n2,"), 0xFF, 0xFE, 0x80, .. Encoding.UTF8.GetBytes(",Århus\n3,Ana,Málaga\n4,Ötzi,Zürich\n")];
        run.WriteBytes("a.csv", bytes);
        var table = Assert.Single((await run.RunAsync(["a.csv"])).Output.Tables);
        Assert.Equal(4, table.RowCount);
    }

    [Fact]
    public async Task RunAsync_TenThousandColumns_Works()
    {
        using var run = new IngestRun { Caps = new SampleCaps(5, 1 << 20) };
        var header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}"));
        var row = string.Join(',', Enumerable.Range(0, 10_000));
        var table = await run.TableAsync($"{header}\n{row}\n{row}\n{row}\n");
        Assert.Equal(10_000, table.Columns.Count);
        Assert.Equal(3, table.RowCount);
        Assert.All(table.Columns, c => Assert.True(c.Type == ColumnType.Int64 || c.Type == ColumnType.Bool || c.Type == ColumnType.Text));
    }

    [Fact]
    public async Task RunAsync_DuplicateHeaders_AreRenamedAndNoted()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,name,name,\n1,a,b,c\n2,d,e,f\n3,g,h,i\n");
        Assert.Equal(4, table.Columns.Select(c => c.Name).Distinct().Count());
        Assert.Contains(table.Notes, n => n.Code == "HEADER_RENAMED");
    }

    [Fact]
    public async Task RunAsync_DanglingLink_IsLeftOutWithARemark()
    {
        using var run = new IngestRun();
        run.Write("d/a.csv", "id,x\n1,a\n2,b\n");
        File.CreateSymbolicLink(run.Resolve("d/b.csv"), run.Resolve("d/gone.csv"));
        var outcome = await run.RunAsync(["d"]);
        Assert.Single(outcome.Output.Tables);
        Assert.Contains(outcome.Reasons, r => r.Contains("leads nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_PathThroughAFile_SaysItIsMissing()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "id\n1\n");
        Assert.Equal("INGEST_FILE_MISSING", (await run.FailAsync("a.csv/b.csv")).Reason);
    }

    [Fact]
    public async Task RunAsync_UnreadableFile_SaysSo()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root") return; // Root reads everything; the folder test below needs no rights.
        using var run = new IngestRun();
        var path = run.Write("a.csv", "id\n1\n");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal("INGEST_FILE_UNREADABLE", (await run.FailAsync("a.csv")).Reason);
    }

    [Fact]
    public async Task OpenAsync_FileChangedAfterIngest_Refuses()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,name\n1,x\n2,y\n");
        run.Write("data.csv", "id,name\n1,x\n2,z\n");
        File.SetLastWriteTimeUtc(run.Resolve("data.csv"), DateTime.UtcNow.AddSeconds(5));
        var error = await Assert.ThrowsAsync<LumosException>(async () => await run.Reader().OpenAsync(table));
        Assert.Equal("SOURCE_CHANGED", error.Reason);
    }

    [Fact]
    public async Task OpenAsync_FileGone_Refuses()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,name\n1,x\n2,y\n");
        File.Delete(run.Resolve("data.csv"));
        Assert.Equal("SOURCE_CHANGED", (await Assert.ThrowsAsync<LumosException>(async () => await run.Reader().OpenAsync(table))).Reason);
    }

    [Fact]
    public async Task ReadAsync_FileChangedWhileReading_Stops()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,name\n1,x\n2,y\n3,z\n");
        await using var source = await run.Reader().OpenAsync(table);
        var error = await Assert.ThrowsAsync<LumosException>(async () =>
        {
            await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 1 }))
            {
                batch.Dispose();
                File.SetLastWriteTimeUtc(run.Resolve("data.csv"), DateTime.UtcNow.AddSeconds(5));
            }
        });
        Assert.Equal("SOURCE_CHANGED", error.Reason);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Stops()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "id,name\n1,x\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(["a.csv"], new CancellationToken(true)));
    }
}
