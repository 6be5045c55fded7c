using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The tables of a German shop into those of one that bought it: no column is left to a person but the one source that feeds two tables.</summary>
public sealed class AcquiredShopTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE customers (customer_id bigint PRIMARY KEY, legacy_id text, salutation text CHECK (salutation IN ('Mr','Ms')), first_name text, last_name text NOT NULL, email text, created_on date);
        CREATE TABLE addresses (address_id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, street text, house_number text, postal_code text, city text, country_code char(2));
        CREATE TABLE products (product_id bigint PRIMARY KEY, sku text NOT NULL, name text, list_price numeric(10,2), weight_kg numeric(8,3));
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, ordered_on date NOT NULL, status text CHECK (status IN ('open','delivered','cancelled')));
        CREATE TABLE order_lines (order_id bigint NOT NULL REFERENCES orders, line_number integer NOT NULL, product_id bigint NOT NULL REFERENCES products, quantity integer NOT NULL, discount_rate numeric(5,4), PRIMARY KEY (order_id, line_number));
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_GermanShop_EveryTableIsFedByItsOwn()
    {
        var plan = await RunAsync();

        Assert.Equal([("addresses", "kunden"), ("customers", "kunden"), ("order_lines", "positionen"), ("orders", "auftraege"), ("products", "artikel")],
            plan.Tables.OrderBy(static t => t.Target, StringComparer.Ordinal).Select(static t => (t.Target, Assert.Single(t.Inputs).Source)));
        Assert.All(plan.Tables, static t => Assert.Empty(t.Unmapped));
        Assert.All(plan.Tables.SelectMany(static t => t.Inputs[0].Columns), static c => Assert.Equal(GateDecision.Accept, c.Decision));
    }

    [Fact]
    public async Task Run_GermanShop_ReferencesFollowTheNumbers()
    {
        var plan = await RunAsync();

        Assert.Equal(["surrogate", "kunden_key.number"], Of(plan, "customers.customer_id"));
        Assert.Equal(["surrogate", "kunden_key.number"], Of(plan, "addresses.customer_id"));
        Assert.Equal(["surrogate", "kunden_key.number"], Of(plan, "orders.customer_id"));
        Assert.Equal(["surrogate", "artikel_key.number"], Of(plan, "order_lines.product_id"));
        // A key that is a number is taken as it is.
        Assert.Equal(["cast", "auftragsnr"], Of(plan, "orders.order_id"));
        Assert.Equal(["rename", "kundennr"], Of(plan, "customers.legacy_id"));
    }

    [Fact]
    public async Task Run_GermanShop_ValuesBecomeThoseOfTheBuyer()
    {
        var plan = await RunAsync();

        Assert.Contains("\"frau\": \"Ms\"", Column(plan, "customers.salutation").Dsl, StringComparison.Ordinal);
        Assert.DoesNotContain("mauritania", Column(plan, "customers.salutation").Dsl, StringComparison.Ordinal);
        Assert.Contains("\"d\": \"DE\"", Column(plan, "addresses.country_code").Dsl, StringComparison.Ordinal);
        Assert.Contains("\"100\"", Column(plan, "order_lines.discount_rate").Dsl, StringComparison.Ordinal);
        Assert.Equal("decompose", Column(plan, "addresses.house_number").Strategy);
        Assert.Equal("decompose", Column(plan, "addresses.street").Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Of(MappingPlanArtifact plan, string name) => [Column(plan, name).Strategy, .. Column(plan, name).Sources];

    private static ColumnMapping Column(MappingPlanArtifact plan, string name) => plan.Tables.Single(t => t.Target == name.Split('.')[0]).Inputs[0].Columns.Single(c => c.Target == name.Split('.')[1]);

    private async Task<MappingPlanArtifact> RunAsync()
    {
        string[] first = ["Anna", "Jürgen", "Käthe", "Bernd", "Sören"], last = ["Müller", "Schmidt", "Groß", "Krüger"], streets = ["Hauptstr. 12a", "Lindenweg 7", "Am Markt 3-5", "Gartenstraße 101 b"], countries = ["Deutschland", "D", "DE"];
        string[] towns = ["10115,Berlin", "80331,München", "01067,Dresden"], states = ["offen", "geliefert", "storniert"];
        Write("kunden", "kundennr,anrede,vorname,nachname,strasse,plz,ort,land,email,angelegt_am", 60, i =>
            $"K{10000 + i},{(i % 2 == 0 ? "Herr" : "Frau")},{first[i % 5]},{last[i % 4]},{streets[i % 4]},{towns[i % 3]},{countries[i * 7 % 3]},post{i}@example.de,{1 + i % 28:00}.0{1 + i % 9}.2021");
        Write("artikel", "artnr,bezeichnung,vk_preis,gewicht_g", 40, static i => $"A-{i:0000},Artikel {(char)('A' + i % 26)}{i},\"{10 + i * 3},{i * 7 % 100:00}\",{150 + i * 37}");
        Write("auftraege", "auftragsnr,kundennr,auftragsdatum,status", 120, i => $"{500000 + i},K{10000 + i * 7 % 60},{1 + i % 28:00}.0{1 + i % 9}.2023,{states[i % 3]}");
        Write("positionen", "auftragsnr,pos,artnr,menge,rabatt", 240, static i => $"{500000 + i / 2},{1 + i % 2},A-{i * 11 % 40:0000},{1 + i % 7},{i % 4 * 5} %");
        _folder.Write("ours.sql", Schema);
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["kunden.csv", "artikel.csv", "auftraege.csv", "positionen.csv"], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]),
        };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
