using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Ingest;

public sealed class TypeInferenceTests
{
    [Theory]
    [InlineData("value", "1 2 3", "int64", "")]
    [InlineData("value", "-5 +7 0", "int64", "")]
    [InlineData("value", "1.5 2 3.25", "decimal(3,2)", "")]
    [InlineData("value", "1,5 2 3,25", "decimal(3,2)", "decimal_comma")]
    [InlineData("value", "1,234.50 12,345,678.00 7", "decimal(10,2)", "group_comma")]
    [InlineData("value", "1.234,50 12.345.678,00 7", "decimal(10,2)", "decimal_comma group_point")]
    [InlineData("value", "1'234.50 7.00", "decimal(6,2)", "group_apostrophe")]
    [InlineData("value", "1_234,50 7,00", "decimal(6,2)", "decimal_comma group_blank")]
    [InlineData("value", "$1,234.50 -$7.00 3", "decimal(6,2)", "group_comma currency")]
    [InlineData("value", "12.50_€ 7.00_€", "decimal(4,2)", "currency")]
    [InlineData("value", "12.5% 7%", "decimal(3,1)", "percent")]
    [InlineData("value", "(12.50) 7.25", "decimal(4,2)", "parentheses_negative")]
    [InlineData("value", "12.50- 7.25", "decimal(4,2)", "trailing_minus")]
    [InlineData("value", "00123 04567 99999", "text", "")]
    [InlineData("value", "12345678901234567890 98765432109876543210", "text", "")]
    [InlineData("zip_code", "12345 54321 90210", "text", "")]
    [InlineData("value", "4006381333931 4006381333948 4006381333955", "text", "")]
    [InlineData("amount_count", "4006381333931 4006381333948 4006381333955", "int64", "")]
    [InlineData("value", "true false TRUE", "bool", "")]
    [InlineData("value", "Y N N Y", "bool", "")]
    [InlineData("value", "ja nein Ja", "bool", "bool_words")]
    [InlineData("value", "F M F M", "text", "")]
    [InlineData("value", "F F F", "text", "")]
    [InlineData("value", "0 1 1 0", "int64", "")]
    [InlineData("is_active", "0 1 1 0", "bool", "")]
    [InlineData("value", "2024-01-31 2023-12-01", "date", "YYYY-MM-DD")]
    [InlineData("value", "2024-1-31 2023-12-1", "date", "YYYY-M-D")]
    [InlineData("value", "31.01.2024 01.12.2023", "date", "DD.MM.YYYY")]
    [InlineData("value", "31.1.2024 1.12.2023", "date", "D.M.YYYY")]
    [InlineData("value", "01/31/2024 12/01/2023", "date", "MM/DD/YYYY")]
    [InlineData("value", "31/01/2024 01/12/2023", "date", "DD/MM/YYYY")]
    [InlineData("value", "1/31/24 12/1/23", "date", "M/D/YY")]
    [InlineData("value", "31_Jan_2024 01_Dec_2023", "date", "DD MON YYYY")]
    [InlineData("value", "5-Jan-24 11-Dec-23", "date", "D-MON-YY")]
    [InlineData("value", "Jan_5,_2024 Dec_11,_2023", "date", "MON D, YYYY")]
    [InlineData("order_date", "20240131 20231201", "date", "YYYYMMDD")]
    [InlineData("value", "2024-01-31T10:20:30 2023-12-01T00:00:00", "timestamp", "YYYY-MM-DDTHH:mm:ss")]
    [InlineData("value", "2024-01-31_10:20:30.123456", "timestamp", "YYYY-MM-DD HH:mm:ss.SSSSSS")]
    [InlineData("value", "2024-01-31T10:20:30Z", "timestamp", "YYYY-MM-DDTHH:mm:ssZ")]
    [InlineData("value", "2024-01-31T10:20:30Z 2024-01-31T10:20:31+01:00", "timestamp", "YYYY-MM-DDTHH:mm:ssZ")]
    [InlineData("value", "2024-01-31T10:20:30+01:00", "timestamp", "YYYY-MM-DDTHH:mm:ssZ")]
    [InlineData("value", "2024-01-31_10:20:30_-0530", "timestamp", "YYYY-MM-DD HH:mm:ss Z")]
    [InlineData("value", "2024-01-31T10:20:30+14:01", "text", "")]
    [InlineData("value", "2024-01-31T10:20:30+1:00", "text", "")]
    [InlineData("value", "1/31/2024_9:05_AM 12/3/2023_10:15_PM", "timestamp", "M/D/YYYY h:mm AM")]
    [InlineData("value", "01/31/2024_09:05:10PM", "timestamp", "MM/DD/YYYY hh:mm:ssAM")]
    [InlineData("value", "01/31/2024_13:05_PM", "text", "")]
    [InlineData("value", "31.1.2024_9:05 1.12.2023_8:15", "timestamp", "D.M.YYYY H:mm")]
    [InlineData("value", "2024-01-31_10:20:30.5", "timestamp", "YYYY-MM-DD HH:mm:ss.S")]
    [InlineData("value", "2024-01-31_10:20:30.1234567", "text", "")]
    [InlineData("value", "2024-02-30 2024-01-01", "text", "")]
    [InlineData("value", "192.168.1.10 10.0.0.1", "text", "")]
    [InlineData("value", "1.5e3 2.5e4", "int64", "exponent")]
    [InlineData("value", "12.5 2.5e-4 -3E+02", "decimal(8,5)", "exponent")]
    [InlineData("value", "1E5 2E3", "text", "")]
    [InlineData("value", "4.55689E+15 4.1E+15", "text", "")]
    [InlineData("value", "2.5e6 1,5", "text", "")]
    [InlineData("stawka_vat", "8 23", "int64", "")]
    [InlineData("vat", "8 23", "int64", "")]
    [InlineData("vat", "5252344078 1234563218", "text", "")]
    public async Task RunAsync_Column_GetsTheTypeItsValuesShow(string name, string values, string type, string formats)
    {
        // Blanks separate the values; an underscore stands for a blank inside one.
        using var run = new IngestRun();
        var cells = values.Split(' ').Select(v => v.Replace('_', ' '));
        var column = (await run.TableAsync($"row\t{name}\n" + string.Join('\n', cells.Select((v, i) => $"r{i}x\t{v}")) + "\n", "data.tsv")).Columns[1];
        Assert.Equal(type, column.Type.ToString());
        Assert.Equal(formats, string.Join(' ', (column.Formats ?? []).Select(f => f)));
        Assert.Equal(0, column.Counts!.Misfits);
    }

    [Fact]
    public async Task RunAsync_EvidenceInTheLastRow_DecidesTheWholeColumn()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(0, 50_000).Select(i => $"{i},0{(i % 9) + 1}/0{(i % 8) + 1}/2023").Append("50000,25/12/2023");
        var column = (await run.TableAsync("id,when\n" + string.Join('\n', lines) + "\n")).Columns[1];
        Assert.Equal(["DD/MM/YYYY"], column.Formats);
    }

    [Fact]
    public async Task RunAsync_AmbiguousDates_FollowTheOtherColumnAndSaySo()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,opened,closed\n1,03/04/2023,25/04/2023\n2,01/02/2023,28/02/2023\n3,05/06/2023,11/06/2023\n");
        Assert.Equal(["DD/MM/YYYY"], table.Columns[1].Formats);
        var note = Assert.Single(table.Notes, n => n.Code == "DATE_ORDER_ASSUMED");
        Assert.Contains("'closed'", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AmbiguousDatesWithoutHelp_AreNotedNotGuessedInSilence()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,opened\n1,03/04/2023\n2,01/02/2023\n3,05/06/2023\n");
        Assert.Equal(["MM/DD/YYYY"], table.Columns[1].Formats);
        Assert.Contains(table.Notes, n => n is { Code: "DATE_ORDER_OPEN", Count: 3, Column: "opened" });
    }

    [Fact]
    public async Task RunAsync_MixedDateStyles_ListsAllFormats()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(1, 28).Select(i => i % 3 == 0 ? $"{i},{i:00}.05.2023" : i % 3 == 1 ? $"{i},2023-05-{i:00}" : $"{i},{i}/05/2023");
        var column = (await run.TableAsync("id,when\n" + string.Join('\n', lines) + "\n")).Columns[1];
        Assert.Equal(ColumnType.Date, column.Type);
        Assert.Equal(["D/MM/YYYY", "DD.MM.YYYY", "YYYY-MM-DD"], column.Formats!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_RareMisfits_KeepTheStrictType()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(1, 1000).Select(i => $"{i},{(i % 100 == 0 ? "oops" : i.ToString(CultureInfo.InvariantCulture))}.5");
        var table = await run.TableAsync("id,amount\n" + string.Join('\n', lines) + "\n");
        Assert.Equal(ColumnKind.Decimal, table.Columns[1].Type.Kind);
        Assert.Equal(10, table.Columns[1].Counts!.Misfits);
        Assert.Contains(table.Notes, n => n is { Code: "MISFITS", Count: 10 });
    }

    [Fact]
    public async Task RunAsync_ManyMisfits_StayText()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(1, 1000).Select(i => $"r{i},{(i % 5 == 0 ? "oops" : i.ToString(CultureInfo.InvariantCulture))}");
        Assert.Equal(ColumnType.Text, (await run.TableAsync("id,thing\n" + string.Join('\n', lines) + "\n")).Columns[1].Type);
    }

    [Fact]
    public async Task RunAsync_NullTokens_AreCountedAsNull()
    {
        using var run = new IngestRun();
        var column = (await run.TableAsync("id,n\na,1\nb,NA\nc,N/A\nd,-\ne,5\nf,\ng,null\n")).Columns[1];
        Assert.Equal(ColumnType.Int64, column.Type);
        Assert.Equal(["-", "N/A", "NA", "null"], column.NullTokens);
        Assert.Equal((5, 2), (column.Counts!.Nulls, column.Counts.Distinct));
    }

    [Theory]
    [InlineData("0000-00-00", "2024-01-0")]
    [InlineData("0000-00-00 00:00:00", "2024-01-05 10:00:0")]
    [InlineData("00.00.0000", "0{0}.01.2024")]
    public async Task RunAsync_DatesOfZeros_StandForNoDate(string zero, string date)
    {
        using var run = new IngestRun();
        var rows = Enumerable.Range(1, 9).Select(i => $"{i},{(date.Contains('{', StringComparison.Ordinal) ? date.Replace("{0}", $"{i}", StringComparison.Ordinal) : date + i)}");
        var column = (await run.TableAsync($"id,d\n{string.Join('\n', rows)}\n10,{zero}\n")).Columns[1];

        Assert.True(column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp);
        Assert.Equal([zero], column.NullTokens);
        Assert.Equal(1, column.Counts!.Nulls);
    }

    [Fact]
    public async Task RunAsync_WeakTokenAmongWords_IsKept()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync("id,country\n1,DE\n2,NA\n3,ZA\n4,NULL\n");
        Assert.Equal(["NULL"], table.Columns[1].NullTokens);
        Assert.Contains(table.Notes, n => n.Code == "NULL_TOKEN_KEPT");
    }

    [Fact]
    public async Task RunAsync_Lengths_CountCodePoints()
    {
        using var run = new IngestRun();
        var column = (await run.TableAsync("id,name\n1,Zoë\n2,😀😀\n3,Åsa Öberg\n")).Columns[1];
        Assert.Equal((2, 9), (column.Counts!.MinLength, column.Counts.MaxLength));
    }

    [Fact]
    public async Task RunAsync_ManyDistinct_IsEstimatedWithinTwoPercent()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(0, 300_000).Select(i => $"{i % 150_000},{i}");
        var table = await run.TableAsync("thing,id\n" + string.Join('\n', lines) + "\n");
        Assert.InRange(table.Columns[0].Counts!.Distinct, 147_000, 153_000);
        Assert.Equal(300_000, table.Columns[1].Counts!.Distinct);
        Assert.Equal(["id"], table.Keys[0].Columns);
        Assert.Equal(0, table.Keys[0].Duplicates);
    }

    [Fact]
    public async Task RunAsync_RepeatedKey_CountsTheRows()
    {
        using var run = new IngestRun();
        var lines = Enumerable.Range(0, 200).Select(i => $"{(i is 100 or 101 ? 7 : i)},x{i % 9}");
        var table = await run.TableAsync("id,kind\n" + string.Join('\n', lines) + "\n");
        Assert.Equal(["id"], table.Keys[0].Columns);
        Assert.Equal(3, table.Keys[0].Duplicates);
    }
}
