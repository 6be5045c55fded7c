using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

public class CsvSourceTests
{
    [Fact]
    public async Task Read_EmptyFields_UnquotedIsNullQuotedIsEmpty()
    {
        var read = await ReadAsync(Input("id,name,city\n1,,Oslo\n2,\"\",Bergen\n3,Åse,\n"));

        Assert.Equal([["1", null, "Oslo"], ["2", "", "Bergen"], ["3", "Åse", null]], read.Rows);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task Read_BarsAroundEveryLine_AreNoColumns()
    {
        var read = await ReadAsync(Input("| id | name  |\n|----|-------|\n| 1  | Oslo  |\n|  2 | Bergen|\n| 3  |       |\n"));

        Assert.Equal([["1", "Oslo"], ["2", "Bergen"], ["3", null]], read.Rows.Select(static row => row.Select(static cell => string.IsNullOrWhiteSpace(cell) ? null : cell.Trim())));
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task Read_BarsBetweenFieldsAlone_KeepAnEmptyFirstField()
    {
        var read = await ReadAsync(Input("id|name|town\n1|a|Oslo\n|b|Bergen\n3|c|Hamar\n"));

        Assert.Equal([["1", "a", "Oslo"], [null, "b", "Bergen"], ["3", "c", "Hamar"]], read.Rows);
    }

    [Fact]
    public async Task Read_QuotedLineEnds_StayInTheCellAndCountAsLines()
    {
        var read = await ReadAsync(Input("id,note\r\n1,\"a\r\nb\"\r\n2,\"say \"\"hi\"\"\"\r\n"));

        Assert.Equal([["1", "a\r\nb"], ["2", "say \"hi\""]], read.Rows);
        Assert.Equal([2, 4], read.Lines);
        Assert.Equal([9, 19], read.Offsets);
    }

    [Fact]
    public async Task Read_BatchRows_EveryBatchButTheLastIsExact()
    {
        var text = "n,t\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},x{i}\n"));
        var read = await ReadAsync(Input(text), new SourceReadOptions { BatchRows = 10 });

        Assert.Equal([10, 10, 5], read.BatchRows);
        Assert.Equal(25, read.Rows.Count);
        Assert.Null(read.Next[^1]);
    }

    [Fact]
    public async Task Read_BatchRowsDivideTheRows_LastBatchEndsTheSource()
    {
        var text = "n,t\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},x{i}\n")) + "\n\n";
        var read = await ReadAsync(Input(text), new SourceReadOptions { BatchRows = 10 });

        Assert.Equal([10, 10], read.BatchRows);
        Assert.Null(read.Next[^1]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("windows-1252")]
    public async Task Read_FromAnyPosition_GivesTheRestOfTheRows(string encodingName)
    {
        var encoding = encodingName switch
        {
            "utf-16le" => new UnicodeEncoding(false, true),
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => new UTF8Encoding(false),
        };
        var text = "n;stadt\n" + string.Concat(Enumerable.Range(0, 50).Select(i => i % 7 == 0 ? $"{i};\"Köln\nSüd {i}\"\n" : $"{i};Größe {i}\n"));
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(text)).ToArray();
        await using var source = await CsvSource.OpenAsync(Input(bytes));
        Assert.Equal(encodingName, source.Layout.Encoding);
        var whole = await CsvTestText.ReadAsync(source, new SourceReadOptions { BatchRows = 7 });
        Assert.Equal(50, whole.Rows.Count);

        foreach (var next in whole.Next.OfType<SourcePosition>())
        {
            var rest = await CsvTestText.ReadAsync(source, new SourceReadOptions { BatchRows = 7, From = next });
            Assert.Equal(whole.Rows.Skip((int)next.Row), rest.Rows);
            Assert.Equal(whole.Lines.Skip((int)next.Row), rest.Lines);
            Assert.Equal(whole.Offsets.Skip((int)next.Row), rest.Offsets);
        }
    }

    [Fact]
    public async Task Read_MaxRows_StopsThere()
    {
        var text = "n,t\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},x{i}\n"));
        var read = await ReadAsync(Input(text), new SourceReadOptions { BatchRows = 10, MaxRows = 15 });

        Assert.Equal([10, 5], read.BatchRows);
        Assert.Equal(15, read.Next[^1]!.Row);
    }

    [Fact]
    public async Task Read_RaggedRows_AreKeptAndReported()
    {
        var read = await ReadAsync(Input("id,name,city\n1,a,b\n2,c\n3,d,e,f\n4,g,h,\n5,i,j\n6,k,l\n"));

        Assert.Equal((string?[])["2", "c", null], read.Rows[1]);
        Assert.Equal((string?[])["3", "d", "e,f"], read.Rows[2]);
        Assert.Equal((string?[])["4", "g", "h"], read.Rows[3]);
        Assert.Equal([(1, CsvIssues.RaggedShort, null), (2, CsvIssues.RaggedLong, null), (3, CsvIssues.SurplusEmpty, null)], read.Issues);
    }

    [Fact]
    public async Task Read_UnclosedQuote_KeepsTheLineAsOneRow()
    {
        var read = await ReadAsync(Input("id,name,city\n1,\"a\",b\n2,\"c,d\n3,\"e\",f\n4,\"g\",h\n"));

        Assert.Equal(4, read.Rows.Count);
        Assert.Equal((string?[])["2", "\"c", "d"], read.Rows[1]);
        Assert.Contains((1L, CsvIssues.UnclosedQuote, null), read.Issues);
    }

    [Fact]
    public async Task Read_InvalidBytesInUtf8_AreReadAsWesternAndReported()
    {
        var bytes = Encoding.UTF8.GetBytes("id,name\n1,Zoë Müller\n2,Ærø Øst\n3,Jürgen\n4,Ré\n5,Françoise é\n").ToList();
        bytes.AddRange([(byte)'6', (byte)',', 0xE9, (byte)'\n', (byte)'7', (byte)',', (byte)'a', 0, (byte)'b', (byte)'\n']);
        var read = await ReadAsync(Input([.. bytes]));

        Assert.Equal("utf-8", read.Layout.Encoding);
        Assert.Equal("é", read.Rows[5][1]);
        Assert.Equal("a\uFFFDb", read.Rows[6][1]);
        Assert.Equal([(5, CsvIssues.InvalidEncoding, "name"), (6, CsvIssues.NulByte, "name")], read.Issues);
    }

    [Fact]
    public async Task Read_HeaderOnly_GivesOneEmptyBatch()
    {
        var read = await ReadAsync(Input("id,name,city\n"));

        Assert.Equal([0], read.BatchRows);
        Assert.Equal(["id", "name", "city"], read.Layout.Table.ColumnNames);
        Assert.Equal("HEADER", Assert.Single(read.Skipped).Reason);
    }

    [Fact]
    public async Task Read_BlankAndCommentLines_AreSkippedWithANote()
    {
        var read = await ReadAsync(Input("id,v\n1,2\n\n# about the next\n3,4\n5,6\n7,8\n"));

        Assert.Equal(4, read.Rows.Count);
        Assert.Equal(["HEADER", "BLANK", "COMMENT"], read.Skipped.Select(s => s.Reason));
        Assert.Equal((4L, 4L), (read.Skipped[2].FirstLine, read.Skipped[2].LastLine));
    }

    [Fact]
    public async Task Read_Twice_GivesTheSameBytes()
    {
        var input = Input("id,v\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i},\"v{i},\"\n")));
        var first = await ReadAsync(input);
        var second = await ReadAsync(input);

        Assert.Equal(first.Rows, second.Rows);
        Assert.Equal(first.Offsets, second.Offsets);
    }
}
