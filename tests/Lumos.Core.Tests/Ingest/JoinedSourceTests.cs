using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Ingest;

public sealed class JoinedSourceTests
{
    private const string Orders = "order_id,customer_id\n1,C1\n2, C2 \n3,C9\n4,\n5,N/A\n6,C3\n";
    private const string Customers = "customer_id,city\nC1,Ulm\nC2,\"Jena, Ost\"\nC3,Kiel\nC3,Köln\n";

    [Fact]
    public async Task ReadAsync_EveryKindOfReference_KeepsTheRowAndSaysWhatIsWrong()
    {
        using var run = new IngestRun();
        var table = await JoinAsync(run);
        await using var source = await run.Reader().OpenAsync(table);

        var batch = Assert.Single(await ReadAsync(source, new SourceReadOptions()));
        Assert.Equal(["order_id", "customer_id", "customers.city"], source.Schema.Fields.Select(f => f.Name));
        Assert.Equal("Ulm;Jena, Ost;NULL;NULL;NULL;NULL", Cells(batch, 2));
        Assert.Equal([(2, JoinedTables.NoMatch, "customer_id"), (5, JoinedTables.Ambiguous, "customer_id")], batch.Issues.Select(i => (i.Row, i.Code, i.Column!)));
        Assert.Equal(2, batch.Origin.Lines.Span[0]);
    }

    [Fact]
    public async Task ReadAsync_FromAPosition_GoesOnAsTheSourceDoes()
    {
        using var run = new IngestRun();
        var table = await JoinAsync(run);
        await using var source = await run.Reader().OpenAsync(table);

        var parts = await ReadAsync(source, new SourceReadOptions { BatchRows = 2 });
        var rest = await ReadAsync(source, new SourceReadOptions { BatchRows = 2, From = parts[0].Origin.Next });
        Assert.Equal("NULL;NULL", Cells(rest[0], 2));
        Assert.Equal("3;4", Cells(rest[0], 0));
    }

    [Fact]
    public async Task ReadAsync_Numbers_AreThoseOfTheFirstRowWithTheKeyAndOfTheRowItself()
    {
        using var run = new IngestRun();
        var table = await JoinAsync(run, new SourceJoin("customers", "customers_key", "customer_id", "customer_id", ["number"]) { Numbered = true }, new SourceJoin("orders", "orders_row", "", "", ["number"]) { Numbered = true });
        await using var source = await run.Reader().OpenAsync(table);

        var parts = await ReadAsync(source, new SourceReadOptions { BatchRows = 2 });
        Assert.Equal(["1;2", "NULL;NULL", "NULL;3"], parts.Select(static p => Cells(p, 2)));
        Assert.Equal(["1;2", "3;4", "5;6"], parts.Select(static p => Cells(p, 3)));
        Assert.Equal([(0, JoinedTables.NoMatch)], parts[1].Issues.Select(static i => (i.Row, i.Code)));
        Assert.Empty(parts[2].Issues);
        var rest = await ReadAsync(source, new SourceReadOptions { BatchRows = 2, From = parts[0].Origin.Next });
        Assert.Equal(["3;4", "5;6"], rest.Select(static p => Cells(p, 3)));
    }

    [Fact]
    public void Find_TableWithoutTheColumn_GivesNone()
    {
        var catalog = new CatalogArtifact
        {
            SnapshotHash = "", Tables = [Table("a", "x"), Table("b", "key")],
            Header = new ArtifactHeader { Kind = ArtifactKind.Catalog, RunId = "r", ContractHash = "", PolicyVersion = "", ThresholdProfileId = "", DslVersion = "" },
        };

        Assert.Null(JoinedTables.Find(catalog, new SourceMapping { Source = "a", Columns = [], Joins = [new SourceJoin("b", "b", "x", "key", ["gone"])] }));
        Assert.Equal("a + b", JoinedTables.Find(catalog, new SourceMapping { Source = "a", Columns = [], Joins = [new SourceJoin("b", "b", "x", "key", ["key"])] })!.Name);
    }

    private static CatalogTable Table(string name, string column) => new()
    {
        Name = name, Source = new CatalogSource { Location = name, Format = "csv", Sha256 = "" }, Columns = [new CatalogColumn { Name = column, SourceName = column, Ordinal = 0, Type = ColumnType.Text }],
    };

    private static Task<CatalogTable> JoinAsync(IngestRun run) => JoinAsync(run, new SourceJoin("customers", "customers", "customer_id", "customer_id", ["city"]));

    private static async Task<CatalogTable> JoinAsync(IngestRun run, params SourceJoin[] joins)
    {
        run.Write("orders.csv", Orders);
        run.Write("customers.csv", Customers);
        var catalog = (await run.RunAsync(["orders.csv", "customers.csv"])).Output;
        var orders = catalog.Tables.Single(t => t.Name == "orders");
        orders = orders with { Columns = [.. orders.Columns.Select(c => c.Name == "customer_id" ? c with { NullTokens = ["N/A"] } : c)] };
        return JoinedTables.Join(orders, [.. joins.Select(join => new CatalogJoin(catalog.Tables.Single(t => t.Name == join.Table), join))]);
    }

    private static async Task<List<ColumnBatch>> ReadAsync(ISource source, SourceReadOptions options)
    {
        List<ColumnBatch> batches = [];
        await foreach (var batch in source.ReadAsync(options)) batches.Add(batch);
        return batches;
    }

    private static string Cells(ColumnBatch batch, int column) =>
        string.Join(";", Enumerable.Range(0, batch.RowCount).Select(r => batch.Columns[column].IsNull(r) ? "NULL" : Encoding.UTF8.GetString(batch.Columns[column].GetUtf8(r))));
}
