using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Orders of a shop's API, each with its customer and its lines within it, into tables of customers, orders and lines.</summary>
public sealed class EmbeddedRowsTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE customers (customer_id bigint PRIMARY KEY, first_name text, last_name text, email text);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, ordered_at timestamp NOT NULL, total numeric(12,2));
        CREATE TABLE order_items (line_id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, sku text, quantity int, unit_price numeric(10,2));
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_CustomersWithinOrders_AreKnownByTheirOwnNumberAndColumns()
    {
        string[] first = ["Ana", "Ben", "Chloe", "David"], last = ["Novak", "Costa", "Meier"];
        var line = 9000;
        string Line(int i) => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{++line}},"sku":"SKU-{{i % 25:000}}","quantity":{{1 + i % 3}},"price":"{{3 + i}}.50"}""");
        var orders = Enumerable.Range(1, 60).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"id":{{450000 + i}},"email":"c{{i % 20}}@mail.example","created_at":"2024-0{{1 + i % 9}}-1{{i % 9}}T10:00:00Z","total_price":"{{i * 7}}.25","customer":{"id":{{70000 + i % 20}},"first_name":"{{first[i % 4]}}","last_name":"{{last[i % 3]}}","email":"c{{i % 20}}@mail.example"},"line_items":[{{string.Join(',', Enumerable.Range(0, 1 + i % 3).Select(k => Line(i + k)))}}]}"""));
        _folder.Write("in/orders.json", $$"""{"orders":[{{string.Join(',', orders)}}]}""");
        _folder.Write("ours.sql", Schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["orders.json"], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        var plan = (await run.RunAsync()).Output;

        var customers = Assert.Single(plan.Tables.Single(static t => t.Target == "customers").Inputs);
        Assert.Equal("orders", customers.Source);
        Assert.Equal(["customer.id", "customer.first_name", "customer.last_name", "customer.email"], customers.Columns.Select(static c => Assert.Single(c.Sources)));
        Assert.Equal("orders_line_items", Assert.Single(plan.Tables.Single(static t => t.Target == "order_items").Inputs).Source);
        Assert.Equal("customer.id", Assert.Single(plan.Tables.Single(static t => t.Target == "orders").Inputs[0].Columns.Single(static c => c.Target == "customer_id").Sources));
    }

    public void Dispose() => _folder.Dispose();
}
