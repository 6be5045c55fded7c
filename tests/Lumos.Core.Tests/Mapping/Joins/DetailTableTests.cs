using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>A table that holds more of the rows of another one, and labels behind numbers: a shop whose products have their texts in a second table and their brand and status in lists.</summary>
public sealed class DetailTableTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE products (product_id bigint PRIMARY KEY, sku text, name text, description text, brand text, price numeric(12,2), created_at timestamp);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, status text, status_id bigint, total numeric(12,2), ordered_at timestamp NOT NULL);
        CREATE TABLE order_items (order_item_id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, product_id bigint NOT NULL REFERENCES products, quantity integer NOT NULL);
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TextsInATableThatRefersToTheRow_AreLookedUpAndMayBeMissing()
    {
        var plan = await RunAsync();

        var products = Assert.Single(plan.Tables.Single(static t => t.Target == "products").Inputs);
        Assert.Equal("shop_product", products.Source);
        Assert.Equal("shop_product_text.name", Assert.Single(Of(products, "name").Sources));
        Assert.Equal("shop_product_text.description", Assert.Single(Of(products, "description").Sources));
        Assert.True(products.Joins!.Single(static j => j.Table == "shop_product_text").Optional);
    }

    [Fact]
    public async Task Run_TextIsAskedForWhereTheSourceHasANumber_IsWhatItsRowIsCalled()
    {
        var plan = await RunAsync();

        var products = Assert.Single(plan.Tables.Single(static t => t.Target == "products").Inputs);
        var orders = Assert.Single(plan.Tables.Single(static t => t.Target == "orders").Inputs);
        Assert.Equal("shop_manufacturer.name", Assert.Single(Of(products, "brand").Sources));
        Assert.Equal("shop_order_status.name", Assert.Single(Of(orders, "status").Sources));
        Assert.Equal("order_status_id", Assert.Single(Of(orders, "status_id").Sources));
        // 0 stands for no manufacturer: nothing is looked up, and no row is lost for it.
        Assert.Equal("0", products.Joins!.Single(static j => j.Table == "shop_manufacturer").Nobody);
        Assert.Equal(40, Of(products, "brand").Proof!.Succeeded);
    }

    [Fact]
    public async Task Run_BetweenTwoTables_IsFedByTheTableBetweenWithNamesLookedUp()
    {
        Write("film", "film_id,title,length,rental_duration,original_language_id,language_id", 40, static i => $"{i + 1},FILM {i},{46 + i},{3 + i % 5},,{1 + i % 3}");
        Write("language", "language_id,name", 3, static i => $"{i + 1},{(i == 0 ? "English" : i == 1 ? "Italian" : "French")}");
        Write("category", "category_id,name", 4, static i => $"{i + 1},Kind {(char)('A' + i)}");
        Write("film_category", "film_id,category_id", 40, static i => $"{i + 1},{1 + i % 4}");
        Write("actor", "actor_id,first_name,last_name", 30, static i => $"{i + 1},MARY,SMITH{i}");
        Write("film_actor", "actor_id,film_id", 120, static i => $"{1 + i % 30},{1 + i * 7 % 40}");
        var plan = await PlanAsync("""
            CREATE TABLE dim_film (film_id int PRIMARY KEY, title text NOT NULL, category text, language text);
            CREATE TABLE bridge_film_actor (film_id int NOT NULL REFERENCES dim_film, actor_name text NOT NULL, PRIMARY KEY (film_id, actor_name));
            """, "film.csv", "language.csv", "category.csv", "film_category.csv", "actor.csv", "film_actor.csv");

        var film = Assert.Single(plan.Tables.Single(static t => t.Target == "dim_film").Inputs);
        Assert.Equal("category.name", Assert.Single(Of(film, "category").Sources));
        // A reference that is empty in every row leads nowhere.
        Assert.Equal("language.name", Assert.Single(Of(film, "language").Sources));
        var bridge = Assert.Single(plan.Tables.Single(static t => t.Target == "bridge_film_actor").Inputs);
        Assert.Equal("film_actor", bridge.Source);
        Assert.Equal("film_id", Assert.Single(Of(bridge, "film_id").Sources));
        Assert.Equal(["actor.first_name", "actor.last_name"], Of(bridge, "actor_name").Sources);
    }

    public void Dispose() => _folder.Dispose();

    private static ColumnMapping Of(SourceMapping input, string target) => input.Columns.Single(c => c.Target == target);

    private async Task<MappingPlanArtifact> RunAsync()
    {
        string[] states = ["Pending", "Processing", "Shipped", "Complete"], makers = ["Apple", "Canon", "Palm", "Sony", "Nokia"];
        Write("shop_product", "product_id,sku,manufacturer_id,price,quantity,date_added", 40, static i => $"{i + 28},SKU-{i:0000},{(i % 7 == 0 ? 0 : 5 + i % 5)},{i * 3}.50,{i},2015-0{1 + i % 9}-1{i % 9} 08:00:00");
        Write("shop_product_text", "product_id,language_id,name,description", 35, static i => $"{i + 28},1,Product no {i} of many,Some long words about the product {i}");
        Write("shop_manufacturer", "manufacturer_id,name,sort_order", 5, i => $"{i + 5},{makers[i]},0");
        Write("shop_order_status", "order_status_id,language_id,name", 4, i => $"{i + 1},1,{states[i]}");
        Write("shop_order", "order_id,order_status_id,total,date_added", 120, static i => $"{i + 1},{1 + i % 4},{i * 7}.00,2024-0{1 + i % 9}-1{i % 9} 10:00:00");
        Write("shop_order_product", "order_product_id,order_id,product_id,quantity,price", 300, static i => $"{i + 1},{1 + i % 120},{28 + i * 7 % 40},{1 + i % 4},{i}.00");
        return await PlanAsync(Schema, "shop_product.csv", "shop_product_text.csv", "shop_manufacturer.csv", "shop_order_status.csv", "shop_order.csv", "shop_order_product.csv");
    }

    private async Task<MappingPlanArtifact> PlanAsync(string schema, params string[] files)
    {
        _folder.Write("ours.sql", schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = files, Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
