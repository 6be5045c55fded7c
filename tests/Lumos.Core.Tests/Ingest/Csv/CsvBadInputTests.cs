using System.IO.Compression;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

public class CsvBadInputTests
{
    [Fact]
    public void Sniff_MissingFile_SaysSo() => Fails("INGEST_FILE_MISSING", () => CsvSniffer.Sniff(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "no.csv")));

    [Fact]
    public void Sniff_Folder_SaysSo() => Fails("INGEST_PATH_IS_FOLDER", () => CsvSniffer.Sniff(AppContext.BaseDirectory));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void Sniff_NothingInIt_IsEmpty(string text) => Fails("INGEST_FILE_EMPTY", () => Sniff(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("504B030414000600", "INGEST_FILE_BINARY")]
    [InlineData("89504E470D0A1A0A0000000D49484452", "INGEST_FILE_BINARY")]
    [InlineData("504152311504150015", "INGEST_FILE_BINARY")]
    [InlineData("D0CF11E0A1B11AE1", "INGEST_FILE_BINARY")]
    [InlineData("0401050608070E0F1011040105060807040105060807", "INGEST_FILE_BINARY")]
    public void Sniff_NotText_SaysWhatItIs(string hex, string reason) => Fails(reason, () => Sniff(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public async Task Read_GzipCutShort_IsRefusedAndWholeOneIsRead(CompressionLevel level)
    {
        var text = Encoding.UTF8.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},name {i * 7919}\n")));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true)) gzip.Write(text);
        var whole = packed.ToArray();

        Assert.Equal(5000, (await ReadAsync(Input(whole))).Rows.Count);
        Assert.Equal(10000, (await ReadAsync(Input([.. whole, .. Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},more {i}\n"))))]))).Rows.Count);
        foreach (var cut in (int[])[1, 9, whole.Length / 2])
        {
            var error = await Assert.ThrowsAsync<LumosException>(() => ReadAsync(Input(whole[..^cut])));
            Assert.Equal("INGEST_GZIP_TRUNCATED", error.Reason);
        }
    }

    [Fact]
    public async Task Read_UnknownEncodingNamed_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => ReadAsync(Input("a,b\n1,2\n"), sniff: new CsvSniffOptions { Encoding = "klingon" }));
        Assert.Equal("INGEST_ENCODING_UNKNOWN", error.Reason);
    }

    [Fact]
    public async Task Read_TenThousandColumns_Works()
    {
        var names = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}"));
        var row = string.Join(',', Enumerable.Range(0, 10_000));
        var read = await ReadAsync(Input($"{names}\n{row}\n{row}\n"), new SourceReadOptions { BatchRows = 100 });

        Assert.Equal(10_000, read.Layout.Table.Width);
        Assert.Equal("9999", read.Rows[1][9999]);
    }

    [Fact]
    public async Task Read_FiftyMegabyteCell_IsKeptWhole()
    {
        var cell = new string('x', 50_000_000);
        var read = await ReadAsync(Input($"id,blob\n1,a\n2,\"{cell}\"\n3,b\n"), new SourceReadOptions { BatchRows = 10 });

        Assert.Equal(3, read.Rows.Count);
        Assert.Equal(50_000_000, read.Rows[1][1]!.Length);
    }

    [Fact]
    public async Task Read_RecordOverTheLimit_IsRefusedWithItsLine()
    {
        var input = Input("id,blob\n1,a\n2," + new string('x', 3_000_000) + "\n3,b\n");
        var layout = await CsvSniffer.SniffAsync(input);
        await using var source = new CsvSource(input, layout, maxRecordBytes: 1_000_000);
        var error = await Assert.ThrowsAsync<LumosException>(() => CsvTestText.ReadAsync(source));

        Assert.Equal("INGEST_RECORD_TOO_LONG", error.Reason);
        Assert.Equal(3, error.Where!.Line);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        await using var source = await CsvSource.OpenAsync(Input("a,b\n1,2\n3,4\n"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancelled.Token)) batch.Dispose();
        });
    }

    [Fact]
    public async Task Sniff_DuplicateHeaders_AreMadeUniqueAndReported()
    {
        var table = await TableOf("id,value,value,,value_2\n1,2,3,4,5\n2,3,4,5,6\n");

        Assert.Equal(["id", "value", "value_3", "column_4", "value_2"], table.ColumnNames);
        Assert.Equal([2], table.RenamedColumns);
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text);
        return packed.ToArray();
    }

    private static CsvLayout Sniff(byte[] bytes) => CsvSniffer.SniffAsync(Input(bytes)).AsTask().GetAwaiter().GetResult();

    private static void Fails(string reason, Func<CsvLayout> act)
    {
        var error = Assert.Throws<LumosException>(act);
        Assert.Equal(reason, error.Reason);
        Assert.NotNull(error.NextStep);
        Assert.Equal(ErrorCode.DeterministicFailure, error.Code);
    }
}
