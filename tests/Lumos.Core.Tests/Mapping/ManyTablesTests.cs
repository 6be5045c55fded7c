using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>A database of many tables, most of which have a name, a state and dates as every table has: what a row is must not be lost among them.</summary>
public sealed class ManyTablesTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE sales (sale_id bigint PRIMARY KEY, quantity integer NOT NULL, unit_price decimal(10,2) NOT NULL, product_title text, customer_name text, customer_city text, state text, remarks text);
        """;

    private const int Others = 40;
    private static readonly string[] Things = ["asset", "badge", "branch", "budget", "campaign", "contract", "course", "device", "event", "fleet"], Kinds = ["", "group", "history", "plan"];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_MostTablesLookAlike_FollowsTheReferencesOfTheOneMeant()
    {
        var input = Assert.Single(Assert.Single((await RunAsync()).Tables).Inputs);

        Assert.Equal("order_lines", input.Source);
        string SourceOf(string column) => Assert.Single(input.Columns.Single(c => c.Target == column).Sources);
        Assert.Equal("products.title", SourceOf("product_title"));
        Assert.Equal("customers.name", SourceOf("customer_name"));
        Assert.Equal("customers.city", SourceOf("customer_city"));
        Assert.All(["product_title", "customer_name", "customer_city"], c => Assert.Equal("lookup", input.Columns.Single(o => o.Target == c).Strategy));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<MappingPlanArtifact> RunAsync()
    {
        string[] names = ["Ann Ames", "Bob Birk", "Cleo Cole", "Dan Dorn"], cities = ["Bonn", "Graz", "Lyon"];
        List<string> files = ["customers", "products", "orders", "order_lines"];
        Write("customers", "customer_id,name,city", 20, i => $"{i + 1},{names[i % 4]} {i},{cities[i % 3]}");
        Write("products", "product_id,title,list_price", 15, static i => $"{i + 101},Lamp {i},{10 + i}.50");
        Write("orders", "order_id,customer_id,ordered_on", 40, static i => $"{i + 1001},{1 + i * 3 % 20},2024-0{1 + i % 9}-1{i % 9}");
        Write("order_lines", "order_line_id,order_id,product_id,quantity,unit_price", 90, static i => $"{i + 50001},{1001 + i * 7 % 40},{101 + i * 4 % 15},{1 + i % 5},{10 + i % 15}.25");
        for (var t = 0; t < Others; t++)
        {
            var name = (Things[t % Things.Length] + "_" + Kinds[t / Things.Length]).TrimEnd('_');
            files.Add(name);
            var first = 100_000 * (t + 1);
            Write(name, $"{name}_id,name,title,city,state,remarks", 12, i => $"{first + i},{names[i % 4]} {t},{Things[i % 10]} {t},{cities[i % 3]},{(i % 3 == 0 ? "open" : "done")},remark {i} of {t}");
        }

        _folder.Write("ours.sql", Schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = [.. files.Select(static f => f + ".csv")], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write(Path.Combine("in", name + ".csv"), header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
