using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Runs into columns of types the server alone has: JSON, arrays, intervals, addresses, money.</summary>
[Collection(ServerTests.Name)]
public sealed class OwnTypeRunTests(ServerFixture fixture)
{
    private const string Table = """
        CREATE TABLE products (
            id bigint PRIMARY KEY, name varchar(80) NOT NULL, tags text[], attributes jsonb NOT NULL DEFAULT '{}', payload json, price money, weight real, host inet, lasts interval, opens time, photo bytea, ratio numeric,
            CONSTRAINT has_size CHECK (NOT attributes ? 'size' OR (attributes ->> 'size')::int > 0))
        """;

    private const string Rows = """
        INSERT INTO products SELECT i, 'Product ' || i, ARRAY['a', 'b ' || i], jsonb_build_object('color', 'red', 'size', i), '{"b":1,  "a":2}', i * 1.25, i / 8.0, ('10.0.0.' || i)::inet, i * interval '1 hour 5 seconds', '09:30', '\xdeadbeef', i / 7.0
        FROM generate_series(1, 50) AS i
        """;

    // What the server makes of each is the server's to say: a value that were not written as it prints it would go to quarantine.
    private static readonly string[] Documents =
    [
        "{}", "[]", "true", "\"a\"", "12", "-0", "-0.00", "1e3", "1.50E2", "1.5e-3", "0e-3", "123456789012345678901234567890.10", "1E+20", "{\"bb\":1,\"a\":2,\"é\":3,\"Z\":4,\"a\":5}", "{\"a\":{\"y\":[1, 2 ,{}],\"x\":null}}",
        "\"tab\\t, quote \\\" slash \\/ back\\\\ \\u0001 \\u00e9 \\ud83d\\ude00 \u007f\"", "  [ 1 ,\n 2 ]  ", "{\"\":\"\"}",
    ];

    private static RunContract Contract(string from, TestDatabase into, string load)
    {
        var overrides = new RunOverrides { Load = new Dictionary<string, string> { ["products"] = load } };
        return new RunContractBuilder().From(from).ToSchema(TableOf(into)).Into(into.Location).As("ann", Role.Operator).WithOverrides(overrides).Build();
    }

    private static string TableOf(TestDatabase database) => database.Location + (database.Location.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "table=products";

    [ServerFact]
    public async Task TableOfTheSameTypes_ArrivesWhole_IsProven_AndChangesNothingTheSecondTime()
    {
        using var folder = new RunFolder();
        var (source, target) = (fixture.NewDatabase(), fixture.NewDatabase());
        source.Execute(Table + ";" + Rows);
        target.Execute(Table);
        const string all = "SELECT string_agg(p::text, ';' ORDER BY id) FROM products AS p";

        var result = await folder.RunAsync(Contract(TableOf(source), target, "upsert"), folder.Path);

        Assert.Equal(50, result.Migration!.Tables[0].RowsOut);
        Assert.Equal(source.Value(all), target.Value(all));
        Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
        source.Execute("UPDATE products SET payload = '{\"b\":1, \"a\":2}', tags = ARRAY['c'] WHERE id = 7");
        var second = await folder.RunAsync(Contract(TableOf(source), target, "upsert"), folder.Path);
        Assert.Equal(new RowChanges(0, 1, 0), second.Migration!.Tables[0].Changes);
        Assert.Equal(source.Value(all), target.Value(all));
        await folder.Engine().RollBackAsync(second.RunId, new RbacActor("ann", Role.Operator));
        Assert.Equal("{a,\"b 7\"}|{\"b\":1,  \"a\":2}", target.Value("SELECT tags::text || '|' || payload::text FROM products WHERE id = 7"));
        target.Execute("UPDATE products SET attributes = '{\"size\": 9}' WHERE id = 9");
        Assert.False((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
    }

    [ServerFact]
    public async Task DocumentsAndTimes_TakeTheFormTheServerKeeps()
    {
        using var folder = new RunFolder();
        var target = fixture.NewDatabase();
        target.Execute(Table);
        var rows = Documents.Select((document, i) => $"{i + 1},Product {i},{Quoted(document)},{(i % 3 == 0 ? "9:30" : i % 3 == 1 ? "09:30:00.250" : "9:30 PM")},10.0.0.{i},{i}.5");
        folder.Write("products.csv", "id,name,attributes,opens,host,ratio\n" + string.Join('\n', rows) + "\n");

        var result = await folder.RunAsync(Contract("products.csv", target, "append"), folder.Path);

        var refused = new List<string>();
        await foreach (var record in folder.Engine().ReadQuarantineAsync(result.RunId)) refused.Add(string.Join(", ", record.Reasons));
        Assert.Empty(refused);
        for (var i = 0; i < Documents.Length; i++) Assert.Equal(target.Value($"SELECT '{Documents[i].Replace("'", "''", StringComparison.Ordinal)}'::jsonb::text"), target.Value($"SELECT attributes::text FROM products WHERE id = {i + 1}"));
        Assert.Equal("09:30:00,09:30:00.25,21:30:00|0.5|10.0.0.1", target.Value("SELECT string_agg(DISTINCT opens::text, ',' ORDER BY opens::text) || '|' || min(ratio) || '|' || host(min(host) FILTER (WHERE id = 2)) FROM products"));
        Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
    }

    [ServerFact]
    public async Task ListsAndObjectsOfJson_FillArraysDocumentsAndATableOfTheirOwn()
    {
        using var folder = new RunFolder();
        var target = fixture.NewDatabase();
        target.Execute("""
            CREATE TABLE orders (id bigint PRIMARY KEY, ship_to jsonb, labels text[], scores integer[], items jsonb);
            CREATE TABLE order_items (order_id bigint NOT NULL REFERENCES orders, line_no int NOT NULL, sku text NOT NULL, qty int NOT NULL, PRIMARY KEY (order_id, line_no))
            """);
        folder.Write("orders.json", "[" + string.Join(',', Enumerable.Range(1, 40).Select(static i =>
            $$"""{"id":{{i}},"ship_to":{"zip":"0{{i}}","city":"Ulm"},"labels":["a","b \"{{i}}","",null,"null","é,{}"],"scores":[{{i}},2],"items":[{"sku":"s{{i}}","qty":1},{"sku":"t","qty":{{i}}}]}""")) + "]");
        var contract = new RunContractBuilder().From("orders.json").ToSchema(target.Location).Into(target.Location).As("ann", Role.Operator).Build();

        var result = await folder.RunAsync(contract, folder.Path);

        Assert.Equal([40L, 80L], result.Migration!.Tables.Select(static t => t.RowsOut).Order());
        Assert.Equal("""{"zip": "07", "city": "Ulm"}|b "7|6|null|{7,2}|2""", target.Value("SELECT concat_ws('|', ship_to, labels[2], cardinality(labels), labels[5], scores, jsonb_array_length(items)) FROM orders WHERE id = 7"));
        Assert.Equal("1:s7:1,2:t:7", target.Value("SELECT string_agg(concat_ws(':', line_no, sku, qty), ',' ORDER BY line_no) FROM order_items WHERE order_id = 7"));
        Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
    }

    [ServerFact]
    public async Task ValueOfNoSuchType_GoesToQuarantine_NamingTheType()
    {
        using var folder = new RunFolder();
        var target = fixture.NewDatabase();
        target.Execute(Table);
        var good = string.Concat(Enumerable.Range(1, 40).Select(i => $"{i},Product {i},\"{{\"\"size\"\": {i}}}\",\"{{a,b}}\",10.0.0.{i},PT1H,{i}.5\n"));
        folder.Write("products.csv", "id,name,attributes,tags,host,lasts,weight\n" + good + "41,Bad,\"{\"\"size\"\": }\",\"{a,b}\",10.0.0.1,PT1H,1.5\n42,Bad,{},\"{a\",10.0.0.256,soon,0.1234567891\n43,Bad,\"{\"\"size\"\": 0}\",\"{a,b}\",10.0.0.1,PT1H,1.5\n");

        var result = await folder.RunAsync(Contract("products.csv", target, "append"), folder.Path);

        var refused = new List<string>();
        await foreach (var record in folder.Engine().ReadQuarantineAsync(result.RunId)) refused.Add(string.Join(", ", record.Reasons.Select(static reason => reason.ToString())));
        Assert.Equal(
        [
            "CHECK_VIOLATION in attributes (attributes jsonb)",
            "CHECK_VIOLATION in tags (tags text[]), CHECK_VIOLATION in host (host inet), CHECK_VIOLATION in lasts (lasts interval), CHECK_VIOLATION in weight (weight real)",
            "CHECK_VIOLATION in attributes (has_size)",
        ], refused);
        Assert.Equal("40", target.Value("SELECT count(*) FROM products"));
    }

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
