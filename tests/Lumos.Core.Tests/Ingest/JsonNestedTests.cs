using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Ingest;

/// <summary>Lists within the records of JSON files are tables of their own, with what leads back to the record, and nothing of them is lost.</summary>
public sealed class JsonNestedTests
{
    [Fact]
    public async Task RunAsync_ListsOfObjectsAndValues_AreTablesThatReferToTheRecord()
    {
        using var run = new IngestRun();
        run.Write("orders.json", """[{"id":11,"items":[{"sku":"a","qty":2},{"sku":"b","qty":1}],"tags":["x","y"]},{"id":12,"items":[],"tags":null},{"id":13,"items":[{"sku":"a","qty":5,"gift":true}]}]""");
        var catalog = (await run.RunAsync(["orders.json"])).Output;
        Assert.Equal(["orders", "orders_items", "orders_tags"], catalog.Tables.Select(static t => t.Name));
        var (orders, items, tags) = (catalog.Tables[0], catalog.Tables[1], catalog.Tables[2]);
        Assert.Equal(["id", "items", "tags"], orders.Columns.Select(static c => c.SourceName));
        Assert.Equal(["order_id", "position", "sku", "qty", "gift"], items.Columns.Select(static c => c.SourceName));
        Assert.Equal([["11", "1", "a", "2", null], ["11", "2", "b", "1", null], ["13", "1", "a", "5", "true"]], await RowsAsync(run, items));
        Assert.Equal(["order_id", "position", "tag"], tags.Columns.Select(static c => c.SourceName));
        Assert.Equal([["11", "1", "x"], ["11", "2", "y"]], await RowsAsync(run, tags));
        Assert.Equal("[{\"sku\":\"a\",\"qty\":2},{\"sku\":\"b\",\"qty\":1}]", (await RowsAsync(run, orders))[0][1]);
        Assert.Equal([new CatalogForeignKey("orders_items", "order_id", "orders", "id", 1, 0), new CatalogForeignKey("orders_tags", "order_id", "orders", "id", 1, 0)], catalog.ForeignKeys);
        Assert.Contains(items.Keys, static key => key.Columns.SequenceEqual(["order_id", "position"]) && key.Duplicates == 0);
        Assert.Equal(3, Assert.Single(items.Notes, static n => n.Code == "JSON_LIST_ROWS").Count);
    }

    [Fact]
    public async Task RunAsync_RecordsWithoutAKey_AreReferredToByTheirNumber()
    {
        using var run = new IngestRun();
        run.Write("log.ndjson", """
            {"at":"2024-01-01","steps":[{"n":"a","parts":[{"p":1},{"p":2}]},{"n":"b"}]}
            {"at":"2024-01-01","steps":[{"n":"a","parts":[{"p":3}]}]}
            """);
        var catalog = (await run.RunAsync(["log.ndjson"])).Output;
        Assert.Equal(["log", "log_steps", "log_steps_parts"], catalog.Tables.Select(static t => t.Name));
        Assert.Equal(["at", "steps", "record_number"], catalog.Tables[0].Columns.Select(static c => c.SourceName));
        Assert.Equal(["1", "2"], (await RowsAsync(run, catalog.Tables[0])).Select(static r => r[2]));
        Assert.Equal(["log_record_number", "position", "n", "parts", "record_number"], catalog.Tables[1].Columns.Select(static c => c.SourceName));
        Assert.Equal([["1", "1", "a"], ["1", "2", "b"], ["2", "1", "a"]], (await RowsAsync(run, catalog.Tables[1])).Select(static r => r.Take(3)));
        Assert.Equal(["log_record_number", "step_record_number", "step_position", "position", "p"], catalog.Tables[2].Columns.Select(static c => c.SourceName));
        Assert.Equal([["1", "1", "1", "1", "1"], ["1", "1", "1", "2", "2"], ["2", "3", "1", "1", "3"]], await RowsAsync(run, catalog.Tables[2]));
        Assert.Contains(new CatalogForeignKey("log_steps_parts", "step_record_number", "log_steps", "record_number", 1, 0), catalog.ForeignKeys);
    }

    [Fact]
    public async Task RunAsync_KeyThatRepeats_IsNoKey()
    {
        using var run = new IngestRun();
        run.Write("a.json", """[{"id":1,"l":[{"x":1}]},{"id":1,"l":[{"x":2}]},{"id":2,"l":[]}]""");
        var catalog = (await run.RunAsync(["a.json"])).Output;
        Assert.Equal([["1", "1", "1"], ["2", "1", "2"]], await RowsAsync(run, catalog.Tables[1]));
        Assert.Equal("a_record_number", catalog.Tables[1].Columns[0].SourceName);
    }

    [Fact]
    public async Task RunAsync_ValuesInPlaceOfLists_AreListsOfOneOrSaidToStay()
    {
        using var run = new IngestRun();
        run.Write("m.json", """[{"id":1,"l":[{"x":1},null]},{"id":2,"l":{"x":2,"y":3}},{"id":3,"l":"none"},{"id":4,"l":""},{"id":5},{"id":6,"l":null}]""");
        var catalog = (await run.RunAsync(["m.json"])).Output;
        Assert.Equal([["1", "1", "1", null], ["1", "2", null, null], ["2", "1", "2", "3"]], await RowsAsync(run, catalog.Tables[1]));
        Assert.Equal(1, Assert.Single(catalog.Tables[1].Notes, static n => n.Code == "JSON_LIST_OF_ONE").Count);
        Assert.Equal(2, Assert.Single(catalog.Tables[1].Notes, static n => n.Code == "JSON_LIST_OTHER").Count);
        Assert.Equal("none", (await RowsAsync(run, catalog.Tables[0]))[2][1]);
    }

    [Fact]
    public async Task RunAsync_ListsThatAreNoRows_StayTextAndSayWhy()
    {
        using var run = new IngestRun();
        var vector = string.Join(',', Enumerable.Range(0, 80));
        run.Write("k.json", "[" + string.Join(',', Enumerable.Range(0, 40).Select(i => $"{{\"id\":{i},\"v\":[{vector}],\"c\":[[1,2],[3,4]],\"m\":[{{\"k{i}\":1}}]}}")) + "]");
        var table = Assert.Single((await run.RunAsync(["k.json"])).Output.Tables);
        Assert.Equal(["id", "v", "c", "m"], table.Columns.Select(static c => c.SourceName));
        Assert.Equal([3200L, 80L, 40L], table.Notes.Where(static n => n.Code == "JSON_LIST_KEPT").Select(static n => n.Count));
    }

    [Fact]
    public async Task RunAsync_PagesWithOtherKeys_AreOneTableAndCountThrough()
    {
        using var run = new IngestRun();
        run.Write("page-1.json", """{"data":[{"a":1,"b":"x","l":[{"v":1}]},{"a":1,"b":"y","l":[{"v":2},{"v":3}]}]}""");
        run.Write("page-2.json", """{"data":[{"a":2,"b":"z"}]}""");
        run.Write("page-3.json", """{"data":[{"b":"w","a":2,"l":[{"v":4,"w":5}],"c":true}]}""");
        var catalog = (await run.RunAsync(["page-*.json"])).Output;
        Assert.Equal(["page", "page_l"], catalog.Tables.Select(static t => t.Name));
        Assert.Equal(["a", "b", "l", "c", "record_number"], catalog.Tables[0].Columns.Select(static c => c.SourceName));
        Assert.Equal([["1", "x"], ["1", "y"], ["2", "z"], ["2", "w"]], (await RowsAsync(run, catalog.Tables[0])).Select(static r => r.Take(2)));
        Assert.Equal([["1", "1", "1", null], ["2", "1", "2", null], ["2", "2", "3", null], ["4", "1", "4", "5"]], await RowsAsync(run, catalog.Tables[1]));
        Assert.Equal([3L, 0L, 1L], catalog.Tables[1].Source.Parts.Select(static p => p.Rows));
    }

    [Theory]
    [InlineData("""{"orders":[{"id":1,"l":[{"x":1}]},{"id":2,"l":[{"x":2}]}],"meta":{"n":2}}""")]
    [InlineData("""[{"id":1,"l":[{"x":1}]}][{"id":2,"l":[{"x":2}]}]""")]
    [InlineData("""{"id":1,"l":[{"x":1}]}{"id":2,"l":[{"x":2}]}""")]
    [InlineData("{\"id\":1,\"l\":[{\"x\":1}]}\n{\"id\":2,\"l\":[{\"x\":2}]}\n")]
    public async Task RunAsync_EveryFormOfFile_HasItsLists(string text)
    {
        using var run = new IngestRun();
        run.Write("orders.json", text);
        var catalog = (await run.RunAsync(["orders.json"])).Output;
        Assert.Equal(["orders", "orders_l"], catalog.Tables.Select(static t => t.Name));
        Assert.Equal([["1", "1", "1"], ["2", "1", "2"]], await RowsAsync(run, catalog.Tables[1]));
    }

    [Fact]
    public async Task ReadAsync_FromARow_ContinuesThereWithinARecord()
    {
        using var run = new IngestRun();
        run.Write("n.json", "[" + string.Join(",\n", Enumerable.Range(0, 1000).Select(i => $"{{\"id\":{i},\"l\":[{string.Join(',', Enumerable.Range(0, i % 7).Select(j => $"{{\"v\":{j}}}"))}]}}")) + "]");
        var table = (await run.RunAsync(["n.json"])).Output.Tables[1];
        var all = await RowsAsync(run, table);
        await using var source = await run.Reader().OpenAsync(table);
        var batches = new List<(long First, int Rows, long? Next)>();
        var rows = new List<List<string?>>();
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 5, MaxRows = 12, From = new SourcePosition(1503) }))
        {
            using (batch)
            {
                batches.Add((batch.Origin.FirstRow, batch.RowCount, batch.Origin.Next?.Row));
                Assert.Equal(long.Parse(Text(batch, 0, 0)!, System.Globalization.CultureInfo.InvariantCulture) + 1, batch.Origin.Lines.Span[0]);
                for (var r = 0; r < batch.RowCount; r++) rows.Add([.. Enumerable.Range(0, batch.Columns.Count).Select(c => Text(batch, c, r))]);
            }
        }

        Assert.Equal([(1503, 5, 1508L), (1508, 5, 1513L), (1513, 2, null)], batches);
        Assert.Equal(all.Skip(1503).Take(12), rows);
        Assert.Equal(table.RowCount, all.Count);
    }

    [Fact]
    public async Task RunAsync_WholeObjects_ShowNobodyInAnArtifact()
    {
        using var run = new IngestRun();
        run.Write("orders.json", "[" + string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"id\":{i},\"who\":{{\"name\":\"Ann Lee\",\"email\":\"ann{i % 5}@shop.example\"}},\"to\":[{{\"email\":\"bo{i % 5}@shop.example\"}}]}}")) + "]");
        var catalog = (await run.RunAsync(["orders.json"])).Output;
        foreach (var file in Directory.EnumerateFiles(run.Folder["state"], "*", SearchOption.AllDirectories)) Assert.DoesNotContain("@shop.example", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(["who"], catalog.Tables[0].Columns.Where(static c => c.Roles.Contains("object")).Select(static c => c.Name));
    }

    private static string? Text(ColumnBatch batch, int column, int row) => batch.Columns[column].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[column].GetUtf8(row));

    private static async Task<List<List<string?>>> RowsAsync(IngestRun run, CatalogTable table)
    {
        var rows = new List<List<string?>>();
        await using var source = await run.Reader().OpenAsync(table);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 7 }))
        {
            using (batch)
            {
                for (var r = 0; r < batch.RowCount; r++) rows.Add([.. Enumerable.Range(0, batch.Columns.Count).Select(c => Text(batch, c, r))]);
            }
        }

        return rows;
    }
}
