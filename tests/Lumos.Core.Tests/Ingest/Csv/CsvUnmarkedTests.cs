using System.Text;
using Lumos.Core.Ingest.Csv;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>Files that say nothing of themselves: no byte order mark, no header.</summary>
public class CsvUnmarkedTests
{
    [Theory]
    [InlineData("utf-32le")]
    [InlineData("utf-32be")]
    [InlineData("utf-16le")]
    public async Task Sniff_WideTextWithoutMark_IsKnownByItsZeroBytes(string name)
    {
        var encoding = name switch { "utf-32le" => (Encoding)new UTF32Encoding(false, false), "utf-32be" => new UTF32Encoding(true, false), _ => new UnicodeEncoding(false, false) };

        var layout = await CsvSniffer.SniffAsync(Input(encoding.GetBytes("name,town\r\n\u00c5se,\"Bergen, 1\"\r\nOla,Oslo\r\n")));

        Assert.Equal((name, ",", 2), (layout.Encoding, layout.Delimiter, layout.Table.Width));
    }

    [Fact]
    public async Task Sniff_MomentsOverNothing_AreNoNames()
    {
        var table = await TableOf(",311053760,2002-09-10T23:00:04,Merchant,Complete,,,\"Lyft, Inc\",- $21.59,,\n,,,,,,,,,$23.40,\"In case of errors\"\n");

        Assert.Equal((0, 11), (table.HeaderLines, table.Width));
    }
}
