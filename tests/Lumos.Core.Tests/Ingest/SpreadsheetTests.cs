using Lumos.Abstractions;

namespace Lumos.Core.Tests.Ingest;

/// <summary>What spreadsheets leave behind is read or named, and what became NULL is counted.</summary>
public sealed class SpreadsheetTests
{
    [Fact]
    public async Task Decide_DayNumbersAmongDates_AreReadAndSaid()
    {
        var table = await TableAsync("thing", "2021-01-03 44200 2021-01-05 2021-01-06");
        Assert.Equal(ColumnType.Date, table.Columns[1].Type);
        Assert.Equal(0, table.Columns[1].Counts!.Misfits);
        Assert.Equal(1, Note(table, "DAY_NUMBERS_READ").Count);
    }

    [Theory]
    [InlineData("thing", "44200 44201 44203 44204")]
    [InlineData("thing", "2021-01-03 44200 44201 44202 44203")]
    [InlineData("thing", "2021-01-03 2021-01-04 2021-01-05 12345")]
    public async Task Decide_NumbersThatAreNoDays_StayWhatTheyAre(string name, string values)
    {
        var table = await TableAsync(name, values);
        Assert.DoesNotContain(table.Notes, note => note.Code.StartsWith("DAY_NUMBERS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decide_DayNumbersAmongDatesOfBirth_AreMisfitsAndNotInThePlan()
    {
        var table = await TableAsync("birth_date", "1981-01-03 24200 1975-01-05 1969-01-06 24203");
        Assert.Equal(ColumnType.Date, table.Columns[1].Type);
        Assert.Equal(2, table.Columns[1].Counts!.Misfits);
        Assert.Equal(2, Note(table, "DAY_NUMBERS").Count);
    }

    [Theory]
    [InlineData("article", "4006381333931 4.00638E+12 4006381333948", 1)]
    [InlineData("ean_code", "4.00638E+12 4.00639E+12", 2)]
    [InlineData("field_strength", "4.00638E+12 4.00639E+12", 0)]
    [InlineData("amount", "4.0E+3 2.5E+2 7", 0)]
    public async Task Decide_LongNumbersAsASheetShowsThem_AreSaidToBeDamaged(string name, string values, long cells)
    {
        var table = await TableAsync(name, values);
        Assert.Equal(cells, table.Notes.Where(note => note.Code == "LONG_NUMBERS_DAMAGED").Sum(note => note.Count));
    }

    [Fact]
    public async Task Decide_Apostrophes_AreLeftOutWithANote()
    {
        var table = await TableAsync("part", "'00123 '00124 00125");
        Assert.Equal(2, Note(table, "APOSTROPHE_STRIPPED").Count);
        Assert.Equal(5, table.Columns[1].Counts!.MaxLength);
    }

    [Fact]
    public async Task Decide_ValuesThatBecomeNull_AreCountedBySpelling()
    {
        var table = await TableAsync("paid_on", "2021-01-03 0000-00-00 N/A N/A 2021-01-05");
        var note = Note(table, "NULLS_READ");
        Assert.Equal(3, note.Count);
        Assert.Equal("Column 'paid_on': Values became NULL: 2 'N/A', 1 '0000-00-00'.", note.Message);
    }

    [Fact]
    public async Task Decide_ZerosBehindTheLastDigit_LoseNoPrecision()
    {
        var table = await TableAsync("thing", "12345678901.500000000000 1.000000000000");
        Assert.Equal("decimal(18,7)", table.Columns[1].Type.ToString());
        Assert.DoesNotContain(table.Notes, note => note.Code == "PRECISION_REDUCED");
        var wide = await TableAsync("thing", "12345678901.123456789012 1.000000000000");
        Assert.Contains(wide.Notes, note => note.Code == "PRECISION_REDUCED");
    }

    private static IngestNote Note(CatalogTable table, string code) => Assert.Single(table.Notes, note => note.Code == code);

    private static async Task<CatalogTable> TableAsync(string name, string values)
    {
        using var run = new IngestRun();
        run.Write("data.csv", $"row;{name}\n" + string.Join('\n', values.Split(' ').Select((value, i) => $"r{i}x;{value}")) + "\n");
        return Assert.Single((await run.RunAsync(["data.csv"])).Output.Tables);
    }
}
