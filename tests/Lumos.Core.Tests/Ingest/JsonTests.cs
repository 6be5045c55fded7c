using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Ingest;

public sealed class JsonTests
{
    [Fact]
    public async Task RunAsync_Ndjson_FlattensObjectsAndKeepsWhatIsWritten()
    {
        using var run = new IngestRun();
        run.Write("people.ndjson", """
            {"id":1,"name":"Zoë","price":1.10,"address":{"city":"Köln","geo":{"lat": 50.90}},"tags":["a", "b"],"when":"2024-01-31T10:20:30Z"}
            {"id":2,"name":null,"price":1234567.125,"address":{"city":"Bonn","geo":null},"tags":[],"extra":true}
            """);
        var table = (await run.RunAsync(["people.ndjson"])).Output.Tables[0];

        Assert.Equal("ndjson", table.Source.Format);
        Assert.Equal(["id", "name", "price", "address", "address.city", "address.geo", "address.geo.lat", "tags", "when", "extra"], table.Columns.Select(c => c.SourceName));
        Assert.Equal("address_city", table.Columns[4].Name);
        Assert.Equal(["address", "address.geo"], table.Columns.Where(c => c.Roles.Contains("object")).Select(c => c.SourceName));
        Assert.Equal(["YYYY-MM-DDTHH:mm:ssZ"], table.Columns[8].Formats);
        var rows = await RowsAsync(run, table);
        Assert.Equal(["1", "Zoë", "1.10", "{\"city\":\"Köln\",\"geo\":{\"lat\":50.90}}", "Köln", "{\"lat\":50.90}", "50.90", "[\"a\",\"b\"]", "2024-01-31T10:20:30Z", null], rows[0]);
        Assert.Equal(["2", null, "1234567.125", "{\"city\":\"Bonn\",\"geo\":null}", "Bonn", null, null, "[]", null, "true"], rows[1]);
    }

    [Fact]
    public async Task RunAsync_ArrayBelowKeys_IsTheTableAndSaysWhatIsLeftOut()
    {
        using var run = new IngestRun();
        run.Write("export.json", """{"page":1,"data":{"items":[{"id":1,"x":"a"},{"id":2,"x":"b"}],"links":["p","q"]},"meta":{"total":2}}""");
        var table = Assert.Single((await run.RunAsync(["export.json"])).Output.Tables);
        Assert.Equal(("export", "data.items", 2L), (table.Name, table.Source.Path, table.RowCount));
        Assert.Contains("'data.items'", Assert.Single(table.Notes, n => n.Code == "JSON_RECORDS_BELOW").Message, StringComparison.Ordinal);
        var left = Assert.Single(table.Notes, n => n.Code == "JSON_VALUES_LEFT_OUT");
        Assert.Equal(3, left.Count);
        Assert.Contains("'page', 'meta.total', 'data.links'", left.Message, StringComparison.Ordinal);
        Assert.Equal([["1", "a"], ["2", "b"]], await RowsAsync(run, table));
    }

    [Fact]
    public async Task RunAsync_SeveralArrays_AreTablesOfTheirKeys()
    {
        using var run = new IngestRun();
        run.Write("shop.json", """{"orders":[{"id":1,"lines":[{"n":1}]},{"id":2,"lines":[]}],"customers":[{"id":7,"name":"Ada"},{"id":8,"name":"Bo"},{"id":9,"name":"Cy"}],"none":[]}""");
        var tables = (await run.RunAsync(["shop.json"])).Output.Tables;
        Assert.Equal([("customers", 3L), ("orders", 2L), ("orders_lines", 1L)], tables.Select(t => (t.Name, t.RowCount!.Value)));
        Assert.Equal([["1", "[{\"n\":1}]"], ["2", "[]"]], await RowsAsync(run, tables[1]));
        Assert.Equal("Bo", (await RowsAsync(run, tables[0]))[1][1]);
        Assert.Equal([["1", "1", "1"]], await RowsAsync(run, tables[2]));

        var one = Assert.Single((await run.RunAsync(["shop.json#customers"])).Output.Tables);
        Assert.Equal(("shop", 3L), (one.Name, one.RowCount));
        var whole = (await run.RunAsync(["shop.json#$"])).Output.Tables[0];
        Assert.Equal(["orders", "customers", "none", "record_number"], whole.Columns.Select(c => c.SourceName));
        Assert.Equal("[]", Assert.Single(await RowsAsync(run, whole))[2]);
    }

    [Fact]
    public async Task RunAsync_PathInTheContract_ChoosesTheArray()
    {
        using var run = new IngestRun { Overrides = new RunOverrides { Dialects = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["shop.json"] = new Dictionary<string, string> { ["path"] = "b" } } } };
        run.Write("shop.json", """{"a":[{"id":1}],"b":[{"id":1},{"id":2}]}""");
        Assert.Equal(2, Assert.Single((await run.RunAsync(["shop.json"])).Output.Tables).RowCount);
    }

    [Fact]
    public async Task RunAsync_NoArrayAtThePlace_NamesThoseThereAre()
    {
        using var run = new IngestRun();
        run.Write("shop.json", """{"a":[{"id":1}],"b":{"c":[{"id":1}]}}""");
        var error = await run.FailAsync("shop.json#c");
        Assert.Equal("INGEST_TABLE_MISSING", error.Reason);
        Assert.Contains("'a', 'b.c'", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TableOfAFileWithoutTables_SaysSo()
    {
        using var run = new IngestRun();
        run.Write("a.csv", "id,name\n1,x\n2,y\n");
        Assert.Equal("INGEST_TABLE_MISSING", (await run.FailAsync("a.csv#x")).Reason);
    }

    [Fact]
    public async Task RunAsync_ByteOrderMarkAndUtf16_AreReadAlike()
    {
        using var run = new IngestRun();
        const string Text = """[{"id":1,"name":"Zoë 😀"},{"id":2,"name":"Bo"}]""";
        run.WriteBytes("bom.json", [.. "\ufeff"u8, .. Encoding.UTF8.GetBytes(Text)]);
        run.WriteBytes("le.json", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)]);
        run.WriteBytes("be.json", [.. Encoding.BigEndianUnicode.GetBytes(Text)]);
        foreach (var table in (await run.RunAsync(["bom.json", "le.json", "be.json"])).Output.Tables)
        {
            Assert.Equal([["1", "Zoë 😀"], ["2", "Bo"]], await RowsAsync(run, table));
        }
    }

    [Fact]
    public async Task RunAsync_LinesWithOtherKeys_ShareTheirColumns()
    {
        using var run = new IngestRun();
        run.Write("l.jsonl", "{\"a\":1}\n\n{\"b\":\"x\",\"a\":2}\n{\"c\":{\"d\":1}}\n{\"c\":null}\n");
        var table = Assert.Single((await run.RunAsync(["l.jsonl"])).Output.Tables);
        Assert.Equal(["a", "b", "c", "c.d"], table.Columns.Select(c => c.SourceName));
        Assert.Equal([["1", null, null, null], ["2", "x", null, null], [null, null, "{\"d\":1}", "1"], [null, null, null, null]], await RowsAsync(run, table));
    }

    [Fact]
    public async Task RunAsync_NumbersOfAnySize_KeepTheirDigits()
    {
        using var run = new IngestRun();
        run.Write("n.json", """[{"n":12345678901234567890123456789},{"n":0.10},{"n":-1.5e-7},{"n":1E5},{"n":25e+1},{"n":1.25e1},{"n":0e0},{"n":1e400}]""");
        var table = Assert.Single((await run.RunAsync(["n.json"])).Output.Tables);
        Assert.Equal(["12345678901234567890123456789", "0.10", "-0.00000015", "100000", "250", "12.5", "0", "1e400"], (await RowsAsync(run, table)).Select(r => r[0]));
    }

    [Fact]
    public async Task RunAsync_KeyNamedTwice_KeepsTheLastAndSaysSo()
    {
        using var run = new IngestRun();
        run.Write("d.json", """[{"id":1,"x":"a","x":"b"},{"id":2,"x":"c","x":"c"}]""");
        var table = Assert.Single((await run.RunAsync(["d.json"])).Output.Tables);
        Assert.Equal([["1", "b"], ["2", "c"]], await RowsAsync(run, table));
        Assert.Equal(1, Assert.Single(table.Notes, n => n.Code == "REPEATED_KEY").Count);
    }

    [Fact]
    public async Task RunAsync_Escapes_BecomeLetters()
    {
        using var run = new IngestRun();
        run.Write("e.json", """[{"t":"a\"b\\c\/d\n\u00e9\ud83d\ude00\ud800!\u0000","k\u0065y":"x","l":{"m":["\u00e9\"", 1 ]}}]""");
        var table = (await run.RunAsync(["e.json"])).Output.Tables[0];
        Assert.Equal(["t", "key", "l", "l.m"], table.Columns.Select(c => c.SourceName));
        Assert.Equal(["a\"b\\c/d\né😀\uFFFD!\uFFFD", "x", "{\"m\":[\"é\\\"\",1]}", "[\"é\\\"\",1]"], Assert.Single(await RowsAsync(run, table)));
    }

    [Fact]
    public async Task RunAsync_BytesThatAreNotUtf8_AreReadAsWindows1252AndNoted()
    {
        using var run = new IngestRun();
        run.WriteBytes("w.json", [.. "[{\"id\":1,\"name\":\"Zo"u8, 0xEB, .. "\"},{\"id\":2,\"name\":\"Bo\"}]"u8]);
        var table = Assert.Single((await run.RunAsync(["w.json"])).Output.Tables);
        Assert.Equal("Zoë", (await RowsAsync(run, table))[0][1]);
        Assert.Contains(table.Notes, n => n.Code == "INVALID_ENCODING");
    }

    [Fact]
    public async Task RunAsync_RecordsThatAreLists_HaveColumnsByPlace()
    {
        using var run = new IngestRun();
        run.Write("a.json", """[[1,"a"],[2,"b",true],null]""");
        var table = Assert.Single((await run.RunAsync(["a.json"])).Output.Tables);
        Assert.Equal(["column_1", "column_2", "column_3"], table.Columns.Select(c => c.SourceName));
        Assert.Equal([["1", "a", null], ["2", "b", "true"], [null, null, null]], await RowsAsync(run, table));
        Assert.Contains(table.Notes, n => n.Code == "JSON_RECORDS_MIXED");
    }

    [Fact]
    public async Task RunAsync_ArraysOneAfterTheOther_AreOneTable()
    {
        using var run = new IngestRun();
        run.Write("pages.json", "[{\"id\":1},{\"id\":2}]\n[{\"id\":3}]\n[]\n[{\"id\":4}]");
        var table = Assert.Single((await run.RunAsync(["pages.json"])).Output.Tables);
        Assert.Equal(["1", "2", "3", "4"], (await RowsAsync(run, table)).Select(r => r[0]));
    }

    [Theory]
    [InlineData("[{\"a\":1},\n{\"a\":2},\n]", 3L, "1", "comma")]
    [InlineData("{\"id\":1}\n{\"id\":2}\n{\"id\":secretvalue}\n", 3L, "7", "not expected")]
    [InlineData("[{\"a\":1},\n  {\"a\":2, 'b':secretvalue}]", 2L, "11", "double quotes")]
    [InlineData("[{\"a\":1},\n{\"a\":NaN}]", 2L, "6", "NaN")]
    [InlineData("[{\"a\":1},\n{\"a\":2", 2L, "7", "cut short")]
    [InlineData("[{\"a\":\"one\ntwo\"}]", 1L, "11", "line end")]
    [InlineData("[{\"a\":1}\n{\"a\":2}]", 2L, "1", "comma or a colon")]
    [InlineData("[{\"a\":1} // note\n]", 1L, "10", "comments")]
    public async Task RunAsync_Malformed_SaysLineColumnAndWhatIsWrong(string text, long line, string column, string problem)
    {
        using var run = new IngestRun();
        run.Write("broken.json", text);
        var error = await run.FailAsync("broken.json");
        Assert.Equal("INGEST_JSON_MALFORMED", error.Reason);
        Assert.Equal(("broken.json", line, column), (error.Where!.File, error.Where.Line!.Value, error.Where.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretvalue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FaultFarDown_SaysItsLine()
    {
        using var run = new IngestRun();
        run.Write("far.json", "[" + string.Join(",\n", Enumerable.Range(0, 60_000).Select(i => $"{{\"id\":{i}}}")) + ",\n  ]");
        var error = await run.FailAsync("far.json");
        Assert.Equal((60_001L, "3"), (error.Where!.Line!.Value, error.Where.Column));
    }

    [Fact]
    public async Task RunAsync_KeysThatAreValues_StayJson()
    {
        using var run = new IngestRun();
        run.Write("k.json", "[" + string.Join(',', Enumerable.Range(0, 40).Select(i => $"{{\"id\":{i},\"of\":{{\"k{i}\":1}}}}")) + "]");
        var table = Assert.Single((await run.RunAsync(["k.json"])).Output.Tables);
        Assert.Equal(["id", "of"], table.Columns.Select(c => c.SourceName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_FromAPlace_ContinuesThere(bool offset)
    {
        using var run = new IngestRun();
        run.Write("n.json", "{\"m\":0,\"r\":[" + string.Join(",\n", Enumerable.Range(0, 5000).Select(i => $"{{\"id\":{i}}}")) + "],\"n\":[1,2,{\"a\":1}]}");
        var table = Assert.Single((await run.RunAsync(["n.json"])).Output.Tables);
        await using var source = await run.Reader().OpenAsync(table);
        SourcePosition? next = null;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 3000, MaxRows = 3000 }))
        {
            using (batch) next = batch.Origin.Next;
        }

        Assert.Equal((3000L, 3000L), (next!.Row, next.Line));
        var batches = new List<(long First, int Rows, string Value, long Line)>();
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 1500, From = offset ? next : new SourcePosition(3000) }))
        {
            using (batch) batches.Add((batch.Origin.FirstRow, batch.RowCount, Encoding.UTF8.GetString(batch.Columns[0].GetUtf8(0)), batch.Origin.Lines.Span[0]));
        }

        Assert.Equal([(3000, 1500, "3000", 3001), (4500, 500, "4500", 4501)], batches);
    }

    private static async Task<List<List<string?>>> RowsAsync(IngestRun run, CatalogTable table)
    {
        var rows = new List<List<string?>>();
        await using var source = await run.Reader().OpenAsync(table);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 7 }))
        {
            using (batch)
            {
                for (var r = 0; r < batch.RowCount; r++) rows.Add([.. batch.Columns.Select(c => c.IsNull(r) ? null : Encoding.UTF8.GetString(c.GetUtf8(r)))]);
            }
        }

        return rows;
    }
}
