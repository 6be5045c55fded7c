using System.Text;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Tests.Ingest.Csv;

public sealed class CsvLongCellTests
{
    private const string Letter = "Dear Ann,\nplease find, as agreed, the list; it is long.\n1,2,3\n";
    private const string Document = "{\"\"a\"\":1, \"\"b\"\":[1,2]}\n";

    [Fact]
    public async Task SniffAsync_LettersInCells_AreNotTakenForTheTable()
    {
        var text = new StringBuilder("body\tid\n");
        for (var i = 0; i < 8; i++) text.Append('"').Insert(text.Length, Letter, 1500).Append("\"\t").Append(i).Append('\n');
        var layout = await SniffAsync(text.ToString());
        Assert.Equal(("\t", 2), (layout.Delimiter, layout.Table.Width));
        Assert.Equal(8, await RowsAsync(text.ToString(), layout));
    }

    [Theory]
    [InlineData(0, 300_000)]
    [InlineData(200, 300_000)]
    [InlineData(200, 60_000)]
    public async Task SniffAsync_DocumentLongerThanTheSample_IsOneCell(int before, int lines)
    {
        var text = new StringBuilder("id;name;document;amount\n");
        Rows(text, before);
        text.Append("1000;x;\"").Insert(text.Length, Document, lines).Append("\";2,5\n");
        Rows(text, 150);
        var layout = await SniffAsync(text.ToString());
        Assert.Equal((";", 4, 1), (layout.Delimiter, layout.Table.Width, layout.Table.HeaderLines));
        Assert.Equal(before + 151, await RowsAsync(text.ToString(), layout));
    }

    [Fact]
    public async Task SniffAsync_DocumentAtTheEnd_IsNoFooter()
    {
        var text = new StringBuilder("id;name;document;amount\n");
        Rows(text, 100);
        text.Append("1000;x;\"").Insert(text.Length, Document, 300_000).Append("\";2,5\n");
        var layout = await SniffAsync(text.ToString());
        Assert.Equal(0, layout.Table.FooterLines);
        Assert.Equal(101, await RowsAsync(text.ToString(), layout));
    }

    [Fact]
    public void Shorten_PiecesCutAnywhere_GiveTheSameText()
    {
        var bytes = Encoding.UTF8.GetBytes("a,b\n1,\"x\"\"y" + string.Concat(Enumerable.Repeat("zz \"\"q\"\", ", 9000)) + "\"\n2,\"short, one\"\n");
        var whole = CsvLongCells.Shorten(bytes);
        Assert.True(whole.Length < 400);
        foreach (var step in (int[])[1, 7, 4096])
        {
            var cells = new CsvLongCells();
            for (var i = 0; i < bytes.Length; i += step) cells.Add(bytes.AsSpan(i, Math.Min(step, bytes.Length - i)));
            Assert.Equal(whole, cells.Text);
            Assert.Equal(bytes.Length, cells.Whole(whole.Length));
        }
    }

    [Fact]
    public void Shorten_QuoteThatNeverEnds_LeavesTheTextAlone()
    {
        var bytes = Encoding.UTF8.GetBytes("a,b\n1,\"x" + string.Concat(Enumerable.Repeat("zz,1\n", 9000)));
        Assert.Same(bytes, CsvLongCells.Shorten(bytes));
    }

    private static void Rows(StringBuilder text, int count)
    {
        for (var i = 1; i <= count; i++) text.Append(i).Append(";name ").Append(i).Append(";small;").Append(i).Append(",5\n");
    }

    private static ValueTask<CsvLayout> SniffAsync(string text) => CsvSniffer.SniffAsync(Input(text));

    private static async Task<long> RowsAsync(string text, CsvLayout layout)
    {
        long rows = 0;
        await using var source = new CsvSource(Input(text), layout);
        await foreach (var batch in source.ReadAsync(new Lumos.Abstractions.SourceReadOptions()))
        {
            using (batch) rows += batch.RowCount;
        }

        return rows;
    }

    private static CsvInput Input(string text) => new("test", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
