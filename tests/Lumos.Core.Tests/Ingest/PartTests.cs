using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Tests.Ingest;

public sealed class PartTests
{
    [Fact]
    public async Task RunAsync_NumberedFilesOfOneShape_AreOneTable()
    {
        using var run = new IngestRun();
        WriteParts(run, [7, 0, 13, 25]);
        var catalog = (await run.RunAsync(["d"])).Output;
        var table = Assert.Single(catalog.Tables);

        Assert.Equal(("sales", "d/sales_*-*.csv", 45L), (table.Name, table.Source.Location, table.RowCount!.Value));
        Assert.Equal([7L, 0, 13, 25], table.Source.Parts.Select(p => p.Rows));
        Assert.Contains(table.Notes, n => n.Code == "PARTS_JOINED");
        Assert.Equal(["id"], table.Keys[0].Columns);
        var sample = (await run.Store.GetAsync<SamplePackArtifact>(catalog.SamplePackHash!)).Tables[0];
        using var raw = await run.Reader().ReadSampleAsync(table, sample);
        Assert.Equal(sample.RowNumbers, Enumerable.Range(0, raw.RowCount).Select(r => long.Parse(Encoding.UTF8.GetString(raw.Columns[0].GetUtf8(r)), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task RunAsync_NumberedFilesOfOtherShapes_StayApartWithARemark()
    {
        using var run = new IngestRun();
        run.Write("d/p1.csv", "id,x\n1,a\n2,b\n");
        run.Write("d/p2.csv", "id,y\n1,a\n2,b\n");
        var outcome = await run.RunAsync(["d"]);
        Assert.Equal(2, outcome.Output.Tables.Count);
        Assert.Contains(outcome.Reasons, r => r.Contains("columns differ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("list_v1.csv", "list_v2.csv")]
    [InlineData("list (1).csv", "list (2).csv")]
    [InlineData("customers.csv", "former_customers.csv")]
    public void Of_NamesThatAreNoParts_StayApart(string first, string second)
    {
        Assert.Equal(2, PartGroups.Of([Found(first), Found(second)]).Count);
        Assert.Single(PartGroups.Of([Found("part-0001.csv"), Found("part-0002.csv")]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task ReadAsync_AnyBatchSize_GivesWholeBatchesAndResumesAnywhere(int batchRows)
    {
        using var run = new IngestRun();
        WriteParts(run, [7, 0, 13, 25]);
        var table = Assert.Single((await run.RunAsync(["d"])).Output.Tables);
        await using var source = await run.Reader().OpenAsync(table);
        var all = await ReadAsync(source, new SourceReadOptions { BatchRows = batchRows });

        Assert.Equal(Enumerable.Range(0, 45).Select(i => (long)i), all.SelectMany(b => b.Ids));
        Assert.All(all.SkipLast(1), b => Assert.Equal(batchRows, b.Ids.Count));
        foreach (var (batch, index) in all.Select((b, i) => (b, i)))
        {
            if (batch.Next is null) continue;
            var rest = await ReadAsync(source, new SourceReadOptions { BatchRows = batchRows, From = batch.Next });
            Assert.Equal(all.Skip(index + 1).SelectMany(b => b.Ids), rest.SelectMany(b => b.Ids));
            var few = await ReadAsync(source, new SourceReadOptions { BatchRows = batchRows, From = batch.Next, MaxRows = 3 });
            Assert.Equal(rest.SelectMany(b => b.Ids).Take(3), few.SelectMany(b => b.Ids));
            Assert.All(few.Where(b => b.Ids.Count > 0), b => Assert.Equal(b.First, b.Ids[0]));
        }
    }

    [Fact]
    public async Task OpenAsync_OnePartChanged_Refuses()
    {
        using var run = new IngestRun();
        WriteParts(run, [7, 5]);
        var table = Assert.Single((await run.RunAsync(["d"])).Output.Tables);
        await File.AppendAllTextAsync(run.Resolve("d/sales_2024-02.csv"), "99,x\n");
        Assert.Equal("SOURCE_CHANGED", (await Assert.ThrowsAsync<LumosException>(async () => await run.Reader().OpenAsync(table))).Reason);
    }

    private static void WriteParts(IngestRun run, int[] rows)
    {
        var id = 0;
        for (var p = 0; p < rows.Length; p++)
        {
            run.Write($"d/sales_2024-{p + 1:00}.csv", "id,name\n" + string.Concat(Enumerable.Range(0, rows[p]).Select(_ => $"{id},\"name {id++}\"\n")));
        }
    }

    private static async Task<List<(long First, List<long> Ids, SourcePosition? Next)>> ReadAsync(ISource source, SourceReadOptions options)
    {
        var batches = new List<(long, List<long>, SourcePosition?)>();
        await foreach (var batch in source.ReadAsync(options))
        {
            using (batch)
            {
                var ids = Enumerable.Range(0, batch.RowCount).Select(r => long.Parse(Encoding.UTF8.GetString(batch.Columns[0].GetUtf8(r)), System.Globalization.CultureInfo.InvariantCulture)).ToList();
                batches.Add((batch.Origin.FirstRow, ids, batch.Origin.Next));
            }
        }

        return batches;
    }

    private static SourceFile Found(string name) => new(name, "/" + name) { WasFound = true, Format = SourceFormats.Csv };
}
