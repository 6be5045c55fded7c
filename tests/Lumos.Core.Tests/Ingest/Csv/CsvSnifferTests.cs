using System.Text;
using Lumos.Core.Ingest.Csv;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>One mechanism each: what decides how a file is read, on the smallest file that needs it.</summary>
public class CsvSnifferTests
{
    [Fact]
    public async Task Sniff_HashtagRow_IsHeaderAndNoPartOfTheNames()
    {
        var table = await TableOf("Who,What,Where\n#org,#sector +list,#adm1\nHill Aid,Water,North\nOpen Hand,Food,South\n");

        Assert.Equal(2, table.HeaderLines);
        Assert.Equal(["Who", "What", "Where"], table.ColumnNames);
    }

    [Fact]
    public async Task Sniff_ColumnOfHashtags_IsNotAHashtagRow()
    {
        var table = await TableOf("post,tag\n#one,#first\n#two,#second\n#three,#third\n");
        Assert.Equal(1, table.HeaderLines);
    }

    [Fact]
    public async Task Sniff_TypesAndRoles_AreHeader()
    {
        var table = await TableOf("a\tb\tkind\nd\tc\td\n\t\tclass\nx\t1\toak\ny\t2\telm\nx\t3\toak\n");

        Assert.Equal((3, 3L), (table.HeaderLines, table.Rows!.Value));
        Assert.Equal(["a", "b", "kind"], table.ColumnNames);
    }

    [Theory]
    [InlineData("3x,broken")]
    [InlineData("n/a,unknown")]
    public async Task Sniff_RowOfWordsAmongNumbers_IsARowAndNoHeader(string broken)
    {
        var rows = string.Concat(Enumerable.Range(100, 60).Select(static id => $"{id},{id}.50\n"));

        var table = await TableOf($"order_id,amount\n1,10.00\n2,20.00\n{broken}\n{rows}");

        Assert.Equal((1, 63L), (table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_LettersAsAnswers_AreRows()
    {
        var table = await TableOf("q1,q2,q3\nc,d,d\na,b,c\nd,d,a\nb,a,c\n");
        Assert.Equal((1, 4L), (table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Read_EscapedLineEnds_StayInTheFieldAndAreUndone()
    {
        var read = await ReadAsync(Input("1\tone\\\ntwo\t3.5\n2\tplain\t4.5\n3\ta\\\tb\t\\N\n4\tx\\\r\ny\t6.5\n5\tlast\t7.5\n"));

        Assert.Equal([["1", "one\ntwo", "3.5"], ["2", "plain", "4.5"], ["3", "a\tb", "\\N"], ["4", "x\r\ny", "6.5"], ["5", "last", "7.5"]], read.Rows);
        Assert.Equal([1, 3, 4, 5, 7], read.Lines);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task Read_PathThatEndsInABackslash_IsNoEscapedLineEnd()
    {
        var read = await ReadAsync(Input("1\tone\\\ntwo\t3.5\n2\tplain\t4.5\n3\tc\tD:\\data\\\n4\tplain\t6.5\n5\tlast\t7.5\n"));

        Assert.Equal(5, read.Rows.Count);
        Assert.Equal<string?[]>([["3", "c", "D:\\data\\"]], read.Rows.Skip(2).Take(1));
    }

    [Theory]
    [InlineData("day rain wind gust\n", "\t")]
    [InlineData("day\train wind gust\n", "\t")]
    [InlineData("day,rain,wind,gust\n", ";")]
    public async Task Sniff_HeaderByAnotherDelimiter_GivesTheNames(string header, string delimiter)
    {
        var table = await TableOf(header + string.Concat(Enumerable.Range(1, 9).Select(i => $"2020-05-0{i}{delimiter}{i}{delimiter}{i * 2}{delimiter}{i * 3}\n")));

        Assert.Equal((1, 0, 9L), (table.HeaderLines, table.PreambleLines, table.Rows!.Value));
        Assert.Equal(["day", "rain", "wind", "gust"], table.ColumnNames);
    }

    [Fact]
    public async Task Sniff_StatementsOverATable_AreNoHeaderByAnotherDelimiter()
    {
        var table = await TableOf("Exported by X; user=a; rows=3\nid,name,n\n1,a b,3\n2,c d,4\n3,e f,5\n");
        Assert.Equal((1, 1), (table.HeaderLines, table.PreambleLines));
    }

    [Fact]
    public async Task Sniff_TimesBeforeACount_AreNotAListOfTimes()
    {
        var layout = await CsvSniffer.SniffAsync(Input("time,count\n2015/01/01 01:00:00,2\n2015/01/01 04:00:00,3\n2015/01/01 05:00:00,1\n"));
        Assert.Equal(",", layout.Delimiter);
    }

    [Fact]
    public async Task Sniff_CarriageReturnsAndOneLastLineFeed_EndRecordsBoth()
    {
        var table = await TableOf("a,b\r" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},x{i}\r"))[..^1] + "\n");
        Assert.Equal((2, 30L), (table.Width, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_Apostrophes_AreNoQuotes()
    {
        var read = await ReadAsync(Input(string.Concat(Enumerable.Range(0, 30).Select(i => $"{(i % 3 == 0 ? "yes" : "no")}\t'twas the dogs' bowl, isn't it\n"))));

        Assert.NotEqual("'", read.Layout.Quote);
        Assert.Equal("'twas the dogs' bowl, isn't it", read.Rows[0][1]);
    }

    [Fact]
    public async Task Sniff_ShortFirstRow_IsARow()
    {
        var table = await TableOf("2022-01-03|06:10|woke\n2022-01-03|06:12|pulse|58\n2022-01-03|07:00|steps|1200\n2022-01-04|06:20|pulse|61\n");
        Assert.Equal((0, 0, 4L), (table.HeaderLines, table.PreambleLines, table.Rows!.Value));
    }

    [Theory]
    [InlineData("id,10022,10047,10009\np1,TRUE,FALSE,TRUE\np2,TRUE,TRUE,TRUE\np3,FALSE,FALSE,TRUE\np4,FALSE,TRUE,FALSE\n", 1)]
    [InlineData("400,412,424,436,448\n9,7,8,3,5\n4,6,1,2,8\n5,1,9,8,2\n7,3,2,9,9\n2,8,1,4,3\n6,6,2,7,1\n", 1)]
    [InlineData("0,1,2\n0.5,0.1,0.3\n0.2,0.4,0.9\n0.7,0.2,0.8\n", 1)]
    [InlineData("2,3,4,5,6\n3,4,5,6,7\n4,5,6,7,8\n5,6,7,8,9\n6,7,8,9,10\n7,8,9,10,11\n", 0)]
    [InlineData("1,7,3,9,4\n9,7,8,3,5\n4,6,1,2,8\n5,1,9,8,2\n7,3,2,9,9\n2,8,1,4,3\n", 0)]
    public async Task Sniff_NumbersOnTop_AreNamesOnlyWhereTheRowsAreOfAnotherKind(string text, int headerLines) => Assert.Equal(headerLines, (await TableOf(text)).HeaderLines);

    [Fact]
    public async Task Sniff_FirstAndLastNames_AreOneColumn()
    {
        var layout = await CsvSniffer.SniffAsync(Input("Ada Morgan\nBea Olsen\nCal Winter\nDov Klein\nEli North\nFay Summers\n"));

        Assert.Equal((string.Empty, 1), (layout.Delimiter, layout.Table.Width));
        Assert.Equal((0, 6L), (layout.Table.HeaderLines, layout.Table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_EndOfReportInALaterCell_IsFooter()
    {
        var table = await TableOf("I,SET,when,price,volume\n" + string.Concat(Enumerable.Range(10, 20).Select(i => $"D,SET,2023-11-{i},{i}.5,{i}\n")) + "C,END OF REPORT,22\n");
        Assert.Equal((1, 1, 20L), (table.HeaderLines, table.FooterLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_ListWithEscapedQuotes_UndoesThem()
    {
        var read = await ReadAsync(Input("\"text\"\n\"says \\\"yes\\\" often\"\n\"plain\"\n\"last \\\"one\\\"\"\n"));
        Assert.Contains(read.Rows, row => row is ["says \"yes\" often"]);
    }

    [Fact]
    public async Task Sniff_OptionsUnderQuestions_AreHeader()
    {
        var table = await TableOf("Id,Sleep,Own,,Region\n,Response,Bed,Hammock,Response\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{3400 + i},Early,{(i % 2 == 0 ? "Bed" : "")},{(i % 3 == 0 ? "Hammock" : "")},North\n")));

        Assert.Equal((2, 9L), (table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_NumbersWithExponents_AreOneColumn()
    {
        var layout = await CsvSniffer.SniffAsync(Input("3.7883e+00\n-2.0032e+01\n9.1505e-01\n1.2524e+00\n5.2401e+00\n"));
        Assert.Equal((string.Empty, 1, 0), (layout.Delimiter, layout.Table.Width, layout.Table.HeaderLines));
    }

    [Fact]
    public async Task Sniff_HundredsApartByBlanks_AreColumns()
    {
        var layout = await CsvSniffer.SniffAsync(Input("100 200 300\n110 210 310\n120 220 320\n130 230 330\n"));
        Assert.Equal((" ", 3), (layout.Delimiter, layout.Table.Width));
    }

    [Fact]
    public async Task Sniff_ValueListsAndRoles_AreHeader()
    {
        var table = await TableOf("work\tage\tpay\nstate private none\tcontinuous\tlow high\n\t\tclass\nstate\t31\tlow\nprivate\t45\thigh\nnone\t28\tlow\n");

        Assert.Equal((3, 3L), (table.HeaderLines, table.Rows!.Value));
        Assert.Equal(["work", "age", "pay"], table.ColumnNames);
    }

    [Fact]
    public async Task Sniff_OneValueAllAcross_IsARow()
    {
        var table = await TableOf("number,least,most\nNaN,NaN,NaN\nINF,INF,INF\n-1,-1,-1\n0,0,0\n4.5,4.5,4.5\n");
        Assert.Equal((1, 5L), (table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_FirstRowHalfEmpty_IsARow()
    {
        var table = await TableOf("1,abc,,,\n2,xyz,note,a,b\n3,a,other,quoted,e\n4,b,more,c,f\n");
        Assert.Equal((0, 0, 4L), (table.HeaderLines, table.PreambleLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_ClaimSetOffToTheRight_IsFooter()
    {
        var table = await TableOf("Date,Place,Purpose,Rail,Taxi,Cost\n" + string.Concat(Enumerable.Range(1, 7).Select(i => $"0{i}/04/2014,Cardiff,Meeting,{i}.5,,{i}.5\n")) + ",,,,,\n,,,,Total of the quarter,98.0\n");
        Assert.Equal((1, 7L, 2), (table.HeaderLines, table.Rows!.Value, table.FooterLines));
    }

    [Theory]
    [InlineData("# clean this data!\nid,neighbour,name,people\n1,Ireland,Britain,67\n2,3,France,65\n3,22,Germany,83\n", 1, 1, "id")]
    [InlineData("please clean this up\nid,neighbour,name,people\n1,Ireland,Britain,67\n2,3,France,65\n3,22,Germany,83\n", 1, 1, "id")]
    [InlineData("Junk,Junk,Junk,Junk\nOrg,No tag,Province,People\n#org,,#adm1,#reached\nHill Aid,x,Coast,100\nOpen Hand,y,Plains,200\n", 1, 2, "Org")]
    public async Task Sniff_LineAboveTheNames_IsPreamble(string text, int preamble, int header, string first)
    {
        var table = await TableOf(text);

        Assert.Equal((preamble, header), (table.PreambleLines, table.HeaderLines));
        Assert.Equal(first, table.ColumnNames[0]);
    }

    [Fact]
    public async Task Sniff_RowsFurtherDownNeedAnotherQuote_TakesIt()
    {
        var text = new StringBuilder("n,word,place\n");
        for (var i = 0; i < 4000; i++) text.Append(i).Append(",word").Append(i).Append(",place ").Append(i % 90).Append('\n');
        for (var i = 4000; i < 9000; i++) text.Append(i).Append(",'word, and more',place ").Append(i % 90).Append('\n');
        var read = await ReadAsync(Input(text.ToString()));

        Assert.Equal("'", read.Layout.Quote);
        Assert.Equal("word, and more", read.Rows[8000][1]);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task Read_MiddleOfALargeFileIsOfAnotherWidth_EveryRowThereIsReportedAndConfidenceFalls()
    {
        static byte[] File(Func<int, string> middle)
        {
            var text = new StringBuilder("id;when;value\n");
            for (var i = 0; i < 300_000; i++) text.Append(i is > 60_000 and <= 260_000 ? middle(i) : $"{i};2021-03-01 08:00:00;{i % 97}\n");
            return Encoding.UTF8.GetBytes(text.ToString());
        }

        var even = await CsvSniffer.SniffAsync(Input(File(i => $"{i};2021-03-01 08:00:00;{i % 97}\n")));
        var bytes = File(i => $"{i};2021-03-01 08:00:00;{i % 97};extra {i % 7}\n");
        Assert.True(bytes.Length > CsvSample.HeadBytes);
        var read = await ReadAsync(Input(bytes));

        Assert.Equal(300_000, read.Rows.Count);
        Assert.Equal(200_000, read.Issues.Count(issue => issue.Code == "RAGGED_LONG"));
        Assert.True(read.Layout.Confidence < even.Confidence * 0.9, $"{read.Layout.Confidence} against {even.Confidence}");
    }
}
