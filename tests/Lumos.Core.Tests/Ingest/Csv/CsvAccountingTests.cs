using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Tests.Ingest.Csv.Golden;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>Nothing is lost in silence: every byte of a file is in a row or in a skipped range, and batches cut anywhere give the same rows.</summary>
public class CsvAccountingTests
{
    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(GoldenSetTests.Folder(), "files")))
        {
            var name = Path.GetFileName(path);
            if (!name.StartsWith("refused__", StringComparison.Ordinal)) data.Add(name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Read_GoldenFile_AccountsForEveryByte(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(GoldenSetTests.Folder(), "files", name));
        var read = await ReadAsync(Input(bytes));
        var starts = read.Offsets.Select(offset => (Start: offset, Skip: (SkippedRange?)null)).Concat(read.Skipped.Select(skip => (Start: skip.ByteStart, Skip: (SkippedRange?)skip))).OrderBy(place => place.Start).ToList();

        Assert.Equal(0, starts[0].Start);
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Start : bytes.Length;
            if (starts[i].Skip is { } skip) Assert.Equal(end, skip.ByteEnd);
            else Assert.True(end > starts[i].Start);
        }

        // The bytes of each row alone, read without context, give the row again.
        if (read.Layout.Encoding != "utf-8") return;
        var parser = new CsvRecordParser(CsvDialect.From(read.Layout));
        for (var row = 0; row < read.Offsets.Count; row++)
        {
            var place = starts.FindIndex(p => p.Start == read.Offsets[row] && p.Skip is null);
            var end = place + 1 < starts.Count ? starts[place + 1].Start : bytes.Length;
            parser.Read(bytes.AsSpan((int)read.Offsets[row]..(int)end), 0, true, read.Layout.Table.Width + read.Layout.Table.TrailingFields, [], out var next);
            Assert.Equal(end - read.Offsets[row], next);
        }
    }

    [Theory]
    [InlineData("delimiter__comma_text.csv")]
    [InlineData("lines__crlf_inside.csv")]
    [InlineData("encoding__utf-16le_mark_1.csv")]
    [InlineData("damage__unclosed_1.csv")]
    [InlineData("ragged__long_0.csv")]
    [InlineData("spaces__after_comma_quoted.csv")]
    [InlineData("delimiter__bars.csv")]
    public async Task Read_ThroughAnyBufferSize_GivesTheSameRows(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(GoldenSetTests.Folder(), "files", name));
        var whole = await ReadAsync(Input(bytes));
        for (var chunk = 1; chunk < 40; chunk += 3)
        {
            var size = chunk;
            await using var source = new CsvSource(new CsvInput("drip.csv", () => new DripStream(bytes, size)), whole.Layout);
            var read = await CsvTestText.ReadAsync(source, new SourceReadOptions { BatchRows = 3 });

            Assert.Equal(whole.Rows, read.Rows);
            Assert.Equal(whole.Offsets, read.Offsets);
            Assert.Equal(whole.Issues.Select(i => (i.Row, i.Code)), read.Issues.Select(i => (i.Row, i.Code)));
        }
    }

    [Fact]
    public async Task Sniff_LargeFile_FindsTheFooterAtItsEnd()
    {
        var text = new StringBuilder("Sensor export\n\nid;when;value\n");
        for (var i = 0; i < 250_000; i++) text.Append(i).Append(";2021-03-01 08:00:00;").Append(i % 97).Append(",5\n");
        text.Append("\nSource: station database\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.True(bytes.Length > CsvSample.HeadBytes);
        var read = await ReadAsync(Input(bytes));

        Assert.Equal(250_000, read.Rows.Count);
        Assert.Equal((2, 2), (read.Layout.Table.PreambleLines, read.Layout.Table.FooterLines));
        Assert.Equal(bytes.Length, read.Skipped[^1].ByteEnd);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task Read_RandomText_NeverLosesARecordAndNeverThrows()
    {
        var random = new GoldenRandom(99);
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Between(1, 60); i > 0; i--) text.Append(random.Pick([",", ",", ";", "\"", "\n", "\n", "\r\n", "a", "12", " ", "x y", "'", "\"\"", "\t"]));
            var bytes = Encoding.UTF8.GetBytes("a" + text);
            var read = await ReadAsync(Input(bytes), new SourceReadOptions { BatchRows = 2 });
            var places = read.Offsets.Concat(read.Skipped.Select(s => s.ByteStart)).Order().ToList();
            Assert.Equal(0, places[0]);
            Assert.Equal(places.Count, places.Distinct().Count());
        }
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class DripStream(byte[] bytes, int chunk) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));

        public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) => base.ReadAsync(destination[..Math.Min(chunk, destination.Length)], cancellationToken);
    }
}
