using System.Text;
using Lumos.Abstractions;

namespace Lumos.Abstractions.Tests;

public sealed class DatabaseCsvWriterTests
{
    [Fact]
    public async Task Rows_OfAllKindsOfCells_AreCsv()
    {
        var csv = new MemoryStream();
        var writer = new DatabaseCsvWriter(csv, ["id", "a \"b\""]);
        writer.WritePlain("1"u8);
        writer.WriteText("x,\"y\"\n"u8);
        await writer.EndRowAsync();
        writer.WriteNull();
        writer.WriteText(""u8);
        await writer.EndRowAsync();
        writer.WriteBytes([0, 255, 16]);
        writer.WriteNull();
        await writer.EndRowAsync();

        Assert.Equal(3, await writer.FinishAsync());

        Assert.Equal("\"id\",\"a \"\"b\"\"\"\n1,\"x,\"\"y\"\"\n\"\n,\"\"\n\"\\x00ff10\",\n", Encoding.UTF8.GetString(csv.ToArray()));
    }

    [Fact]
    public async Task Rows_LargerThanTheBuffer_AreWhole()
    {
        var csv = new MemoryStream();
        var writer = new DatabaseCsvWriter(csv, ["a"]);
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\"é", 400_000)));
        for (var i = 0; i < 3; i++)
        {
            writer.WriteText(text);
            await writer.EndRowAsync();
        }

        await writer.FinishAsync();

        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.All(lines[1..4], line => Assert.Equal("\"" + string.Concat(Enumerable.Repeat("\"\"é", 400_000)) + "\"", line));
    }
}
