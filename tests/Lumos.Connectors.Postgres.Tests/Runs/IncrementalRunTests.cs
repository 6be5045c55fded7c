using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Runs that read from a database only what changed since the one before.</summary>
[Collection(ServerTests.Name)]
public sealed class IncrementalRunTests(ServerFixture fixture)
{
    private const string Source = """
        CREATE TABLE customers (customer_id integer PRIMARY KEY, full_name text NOT NULL, "Changed At" timestamptz);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id integer REFERENCES customers, amount numeric(10,2), version bigint);
        INSERT INTO customers SELECT n, 'Name ' || n, timestamptz '2026-01-01 00:00:00+02' + n * interval '1 minute 1 microsecond' FROM generate_series(1, 200) AS n;
        UPDATE customers SET "Changed At" = NULL WHERE customer_id = 7;
        INSERT INTO orders SELECT n, 1 + n % 200, n / 100.0, n FROM generate_series(1, 500) AS n
        """;

    private const string Schema = """
        CREATE TABLE customers (customer_id bigint PRIMARY KEY, full_name text NOT NULL, changed_at timestamp);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (customer_id), amount decimal(10,2), version bigint);
        """;

    [ServerFact]
    public async Task Run_SecondTime_CopiesWhatChangedAlone()
    {
        using var folder = new RunFolder();
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        from.Execute(Source);
        var first = await RunAsync(folder, from, to);
        from.Execute("""
            UPDATE customers SET full_name = 'New ' || customer_id, "Changed At" = timestamptz '2026-01-02 12:00:00+00' WHERE customer_id IN (3, 199);
            UPDATE customers SET full_name = 'Silent' WHERE customer_id IN (7, 8);
            INSERT INTO customers VALUES (201, 'Late', timestamptz '2026-01-01 01:19:00+00');
            UPDATE orders SET amount = 0, version = 501 WHERE order_id = 10; INSERT INTO orders VALUES (501, 201, 5, 502)
            """);

        var second = await RunAsync(folder, from, to);

        Assert.Equal((RunStatus.Completed, RunStatus.Completed), (first.Status, second.Status));
        var catalog = (await folder.Engine().GetArtifactsAsync(second.RunId)).Catalog!;

        // Customers 3 and 199, 201 within the overlap, 200 with the highest value, 7 without one; not 198, which misses the overlap by microseconds. Orders 10, 500 and 501.
        Assert.Equal([5L, 3L], catalog.Tables.Select(table => table.RowCount!.Value));
        Assert.Equal(["New 199", "New 3", "Silent"], to.Rows("SELECT full_name FROM customers WHERE full_name NOT LIKE 'Name %' AND full_name <> 'Late' ORDER BY 1"));
        Assert.Equal("Name 8", to.Value("SELECT full_name FROM customers WHERE customer_id = 8"));
        Assert.Equal("Late|501", to.Value("SELECT full_name, order_id FROM customers JOIN orders USING (customer_id) WHERE customer_id = 201"));
        Assert.Equal(from.Rows("SELECT * FROM orders ORDER BY 1"), to.Rows("SELECT * FROM orders ORDER BY 1"));
        Assert.Equal(
            [new SourceIncrement("customers", "Changed At", "2026-01-01T01:18:00.000200", "2026-01-02T12:00:00.000000"), new SourceIncrement("orders", "version", "500", "502")],
            second.Migration!.Increments);
        Assert.Equal("Kept as in run " + first.RunId + ".", (await folder.Engine().GetStatusAsync(second.RunId)).Summary!.Stages.Single(stage => stage.Stage == StageName.Mapping).Summary);
    }

    [ServerFact]
    public async Task Run_NothingThere_EndsWithoutMoving()
    {
        using var folder = new RunFolder();
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        from.Execute(Source + "; UPDATE customers SET \"Changed At\" = '2020-01-01' WHERE customer_id = 7");
        await RunAsync(folder, from, to, overlap: null);
        from.Execute("DELETE FROM orders WHERE version = 500 OR customer_id = 200; DELETE FROM customers WHERE customer_id = 200");

        var second = await RunAsync(folder, from, to, overlap: null);
        from.Execute("INSERT INTO orders VALUES (600, 1, 1, 600)");
        var third = await RunAsync(folder, from, to, overlap: null);

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Null(second.Migration);
        Assert.StartsWith("Nothing changed: customers since Changed At 2026-01-0", Assert.Single(second.Reasons), StringComparison.Ordinal);
        Assert.Equal([0L, 1L], third.Migration!.Tables.Select(table => table.RowsIn));
        Assert.Equal("501", to.Value("SELECT count(*) FROM orders"));
    }

    private static Task<RunResult> RunAsync(RunFolder folder, TestDatabase from, TestDatabase to, string? overlap = "2m") => folder.RunAsync(
        new RunContractBuilder().From(from.Location).ToSchema(folder.Write("target.sql", Schema)).Into(to.Location).WithOverrides(new RunOverrides
        {
            Incremental = new Dictionary<string, IncrementalRead> { ["customers"] = new("Changed At", overlap), ["*"] = new("version") }, Load = new Dictionary<string, string> { ["*"] = "upsert" },
        }).Build(), folder.Path);
}
