using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>Where a table begins and ends when a rule alone would be misled.</summary>
public class CsvReadingsTests
{
    [Fact]
    public async Task Sniff_HundredsOfRemarksAbove_FindsTheTable()
    {
        var remarks = string.Concat(Enumerable.Range(1, 400).Select(static i => $"# remark {i}\n"));
        var rows = string.Concat(Enumerable.Range(1, 20).Select(static i => $"{i};{i}.5\n"));

        var table = await TableOf(remarks + "well;depth\n" + rows);

        Assert.Equal((400, 1, 20L), (table.PreambleLines, table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_FirstRowWithoutItsValue_IsARowUnderTheName()
    {
        var rows = string.Concat(Enumerable.Range(10, 15).Select(static day => $"2021-03-{day},0.{day}\n"));

        var table = await TableOf(",weir\n2021-03-09,\n" + rows);

        Assert.Equal((0, 1, 16L), (table.PreambleLines, table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_NotesCutByCommas_AreFooter()
    {
        var table = await TableOf(
            "place,item,pieces,paid\nTarn,rope,4,12.50\nMarwick,lamp,1,80.00\nTarn,tar,9,3.25\n\nSource: harbour books, extract of May\n1) without returns, see the manual\n* provisional figures\n");

        Assert.Equal((3L, 4), (table.Rows!.Value, table.FooterLines));
    }

    [Fact]
    public async Task Sniff_NamesBehindAMarkForAllColumnsButTheIndex_AreHeader()
    {
        var rows = string.Concat(Enumerable.Range(0, 12).Select(static i => $"{i},0.{i + 10},1.{i + 40},{i}e-05\n"));

        var table = await TableOf("# May be used freely, with the name of the author,\n# and without any promise.\n#\n# Q,R,sig_R\n" + rows);

        Assert.Equal((3, 1, 12L), (table.PreambleLines, table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_TablesOfOneRowUnderTitles_AreOtherTables()
    {
        var rows = string.Concat(Enumerable.Range(100, 30).Select(static id => $"{id};Vik;{id}.0\n"));

        var table = await TableOf("Members\nnumber;name;fee\n" + rows + "Boats\nowner;berth;built;name;length\n104;7;1988;Tern;6.4\nDamages\nowner;reported;kind;amount\n104;2020-05-09;hull;900.0\n");

        Assert.Equal((1, 30L), (table.HeaderLines, table.Rows!.Value));
    }

    [Fact]
    public async Task Sniff_WordsBelowManyRowsOfValues_AreFooter()
    {
        var rows = string.Concat(Enumerable.Range(10, 30).Select(static i => $"  0.{i}   1.{i}   {i}\n"));

        var table = await TableOf(rows + "Silt Run 28\n");

        Assert.Equal((30L, 1), (table.Rows!.Value, table.FooterLines));
    }
}
