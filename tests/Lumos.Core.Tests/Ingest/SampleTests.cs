using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Tests.Ingest;

public sealed class SampleTests
{
    private const string Marker = "MARKER7Q";

    [Fact]
    public async Task RunAsync_MetadataOnly_LetsNoValueIntoAnyArtifact()
    {
        using var run = new IngestRun { Mode = RunMode.MetadataOnly };
        run.Write("title.csv", $"{Marker} title line\n\nid;name;amount;when;state\n" + string.Join('\n', Enumerable.Range(1, 200).Select(i =>
            $"{Marker}{i};{Marker} {i};{(i == 9 ? Marker : $"{i},55")};{(i == 8 ? Marker : $"{(i % 28) + 1:00}/01/2023")};{(i % 2 == 0 ? Marker + "x" : Marker + "y")}")) + $"\n;;{Marker} total;;\n");
        run.Write("b.ndjson", string.Join('\n', Enumerable.Range(1, 50).Select(i => $"{{\"id\":\"{Marker}{i}\",\"o\":{{\"k\":\"{Marker}\"}}}}")) + "\n");
        var outcome = await run.RunAsync(["title.csv", "b.ndjson"]);
        await run.Store.PutAsync(outcome.Output);

        Assert.Null(outcome.Output.SamplePackHash);
        Assert.All(outcome.Reasons, r => Assert.DoesNotContain(Marker, r, StringComparison.OrdinalIgnoreCase));
        var files = Directory.GetFiles(run.Folder["state"], "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files) Assert.DoesNotContain(Marker, await File.ReadAllTextAsync(file), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RunAsync_DataMode_MasksPersonalValuesAndKeepsTheCaps()
    {
        using var run = new IngestRun { Caps = new SampleCaps(40, 4000) };
        run.Write("people.csv", "id,email,city\n" + string.Join('\n', Enumerable.Range(1, 3000).Select(i => $"{i},person{i}@example.com,{(i == 2500 ? "Rareville" : "City" + (i % 3))}")) + "\n");
        var catalog = (await run.RunAsync(["people.csv"])).Output;
        var sample = (await run.Store.GetAsync<SamplePackArtifact>(catalog.SamplePackHash!)).Tables[0];

        Assert.InRange(sample.RowNumbers.Count, 10, 40);
        Assert.Equal(sample.RowNumbers.Order(), sample.RowNumbers);
        Assert.Contains("email", sample.Masked);
        Assert.All(sample.Rows, r => Assert.DoesNotContain("person", r[1]!, StringComparison.Ordinal));
        Assert.Equal("category city", sample.StratifiedBy);
        Assert.Contains(sample.Rows, r => r[2] == "Rareville");
    }

    [Fact]
    public async Task RunAsync_OtherSeed_TakesOtherRows()
    {
        var chosen = new List<IReadOnlyList<long>>();
        foreach (var seed in new long[] { 1, 1, 2 })
        {
            using var run = new IngestRun { Seed = seed, Caps = new SampleCaps(30, 1 << 20) };
            run.Write("n.csv", "id,v\n" + string.Join('\n', Enumerable.Range(1, 5000).Select(i => $"{i},{i * 7 % 1000}")) + "\n");
            var catalog = (await run.RunAsync(["n.csv"])).Output;
            chosen.Add((await run.Store.GetAsync<SamplePackArtifact>(catalog.SamplePackHash!)).Tables[0].RowNumbers);
        }

        Assert.Equal(chosen[0], chosen[1]);
        Assert.NotEqual(chosen[0], chosen[2]);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(400_000)]
    public async Task ReadSampleAsync_GivesTheRawRowsOfTheSample(int rows)
    {
        using var run = new IngestRun();
        run.Write("people.csv", "id,text\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{i},\"line {i}\nof ä text\"")) + "\n");
        var catalog = (await run.RunAsync(["people.csv"])).Output;
        var sample = (await run.Store.GetAsync<SamplePackArtifact>(catalog.SamplePackHash!)).Tables[0];
        using var batch = await run.Reader().ReadSampleAsync(catalog.Tables[0], sample);

        Assert.Equal(sample.RowNumbers.Count, batch.RowCount);
        for (var r = 0; r < batch.RowCount; r++)
        {
            Assert.Equal(sample.RowNumbers[r].ToString(System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetString(batch.Columns[0].GetUtf8(r)));
            Assert.Equal($"line {sample.RowNumbers[r]}\nof ä text", Encoding.UTF8.GetString(batch.Columns[1].GetUtf8(r)));
        }
    }

    [Fact]
    public void GlobPattern_Segments_MatchAsDocumented()
    {
        var pattern = GlobPattern.Parse("data/**/{a,b}[0-9]?.csv");
        Assert.Equal("data", pattern.Root);
        Assert.True(pattern.Matches("a12.csv"));
        Assert.True(pattern.Matches("x/y/b7z.csv"));
        Assert.False(pattern.Matches("x/c12.csv"));
        Assert.False(pattern.Matches("a1.csv"));
    }
}
