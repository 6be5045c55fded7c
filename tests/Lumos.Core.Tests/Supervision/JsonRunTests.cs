using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A dump of an API, from one JSON file to the tables of a database: the records, and what the lists in them hold.</summary>
public sealed class JsonRunTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE orders (id BIGINT PRIMARY KEY, placed_at TIMESTAMP NOT NULL, city TEXT, ship_to JSON, items JSON);
        CREATE TABLE order_items (order_id BIGINT NOT NULL REFERENCES orders (id), line_no INT NOT NULL, sku VARCHAR(10) NOT NULL, qty INT NOT NULL, PRIMARY KEY (order_id, line_no));
        CREATE TABLE order_tags (order_id BIGINT NOT NULL REFERENCES orders (id), tag TEXT NOT NULL, PRIMARY KEY (order_id, tag));
        """;

    private readonly TemporaryFolder _folder = new();

    public JsonRunTests()
    {
        _folder.Write("target.sql", Schema);
        _folder.Write("orders.json", "{\"orders\":[" + string.Join(",\n", Enumerable.Range(0, 60).Select(Order)) + "],\"next\":null}");
    }

    [Fact]
    public async Task Run_OrdersWithItems_FillsThreeTablesInOneRunAndProvesThem()
    {
        var lumos = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var result = await lumos.RunAsync(Contract(), new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path });

        Assert.Equal(RunStatus.Completed, result.Status);
        var tables = result.Migration!.Tables.ToDictionary(static t => t.Table);
        Assert.Equal((60L, 60L), (tables["orders"].RowsIn, tables["orders"].RowsOut));
        Assert.Equal((88L, 87L, 1L), (tables["order_items"].RowsIn, tables["order_items"].RowsOut, tables["order_items"].Quarantined));
        Assert.Equal((60L, 60L), (tables["order_tags"].RowsIn, tables["order_tags"].RowsOut));
        Assert.Equal("1002|Ulm|{\"city\":\"Ulm\"}|[{\"sku\":\"s0\",\"qty\":1},{\"sku\":\"s1\",\"qty\":2}]", Value("SELECT concat_ws('|', id, city, ship_to, items) FROM orders WHERE id = 1002"));
        Assert.Equal("1:s0:1,2:s1:2", Value("SELECT string_agg(concat_ws(':', line_no, sku, qty), ',' ORDER BY line_no) FROM order_items WHERE order_id = 1002"));
        Assert.True((await lumos.VerifyAsync(result.RunId)).IsSame);
    }

    [Fact]
    public async Task Edit_OneItemOfARecord_MendsThatItem()
    {
        var lumos = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var settings = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
        var run = await lumos.RunAsync(Contract(), settings);

        await lumos.EditQuarantineAsync(run.RunId, static record => record.Source == "orders_items", new Dictionary<string, string?> { ["qty"] = "7" }, new RbacActor("ann", Role.Operator));
        var release = await lumos.ReleaseQuarantineAsync(run.RunId, new Dictionary<string, string>(), new RbacActor("ann", Role.Operator), settings);

        Assert.Equal((1L, 0L), (release.Resolved, release.Open));
        Assert.Equal("1059|1|7", Value("SELECT concat_ws('|', order_id, line_no, qty) FROM order_items WHERE qty = 7"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Order(int i)
    {
        var items = string.Join(',', Enumerable.Range(0, i == 59 ? 1 : i % 4).Select(j => $"{{\"sku\":\"s{j}\",\"qty\":{(i == 59 ? "\"some\"" : j + 1)}}}"));
        return $"{{\"id\":{1000 + i},\"placed_at\":\"2024-05-{1 + (i % 28):00}T10:00:00Z\",\"ship_to\":{{\"city\":\"{(i % 2 == 0 ? "Ulm" : "Kiel")}\"}},\"items\":[{items}],\"tags\":[\"t{i % 5}\"]}}";
    }

    private static RunContract Contract() => new RunContractBuilder().From("orders.json").ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build();

    private string Value(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
