using System.Globalization;
using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A source that has lost all its rows: an export that failed looks like a table that has none any more, and only the contract knows.</summary>
public sealed class EmptySourceTests : IDisposable
{
    private static readonly Dictionary<string, string> Given = new()
    {
        ["orders.order_id"] = "order_id | type_cast(int64)", ["orders.amount"] = "amount | type_cast(decimal(9,2))", ["orders.bought"] = "bought | type_cast(date)",
    };

    private readonly TemporaryFolder _folder = new();

    public EmptySourceTests()
    {
        _folder.Write("target.sql", "CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name TEXT); CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(9,2), bought DATE NOT NULL)");
        Query("source.duckdb", """
            CREATE TABLE customers AS SELECT i AS customer_id, 'Name ' || i AS name FROM range(1, 11) AS t(i);
            CREATE TABLE orders AS SELECT 70000 + i AS order_id, CAST(i AS DECIMAL(9,2)) AS amount, DATE '2024-01-01' + CAST(i AS INTEGER) AS bought FROM range(1, 21) AS t(i)
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("w.duckdb", null)]
    [InlineData("w.duckdb", "replace")]
    [InlineData("w.duckdb", "upsert, delete missing")]
    [InlineData("out/", null)]
    public async Task Run_OfASourceThatHasNoRowsAnyMore_IsRefusedAndLeavesTheTable(string target, string? load)
    {
        await RunAsync(Contract(target, load));
        Query("source.duckdb", "DELETE FROM orders");

        var planned = await Engine().PlanAsync(Contract(target, load), Settings());
        var error = await Assert.ThrowsAsync<LumosException>(async () => Assert.Fail(string.Join('\n', (await RunAsync(Contract(target, load))).Reasons)));

        if (target == "w.duckdb") Assert.Contains(planned.Reasons, static reason => reason.Contains("replace them by nothing", StringComparison.Ordinal));
        Assert.Equal("MIGRATION_SOURCE_EMPTY", error.Reason);
        Assert.Contains("'orders'", error.Message, StringComparison.Ordinal);
        Assert.Equal(20, Count(target));

        // What is meant is said, and comes back by a rollback.
        var allowed = await RunAsync(Contract(target, load, allowEmpty: true));
        Assert.Equal(0, Count(target));
        Assert.True((await Engine().VerifyAsync(allowed.RunId)).IsSame);
        await Engine().RollBackAsync(allowed.RunId, new RbacActor("ann", Role.Operator));
        Assert.Equal(20, Count(target));
    }

    [Theory]
    [InlineData("upsert")]
    [InlineData("append")]
    public async Task Run_ThatReplacesNothing_TakesAnEmptySource(string load)
    {
        await RunAsync(Contract("w.duckdb", "upsert"));
        Query("source.duckdb", "DELETE FROM orders; DELETE FROM customers WHERE customer_id <> 1");

        var result = await RunAsync(Contract("w.duckdb", load == "append" ? "upsert" : load, ordersLoad: load));

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(20, Count("w.duckdb"));
    }

    [Fact]
    public async Task Run_IntoNewTables_TakesAnEmptySourceTwice()
    {
        Query("source.duckdb", "DELETE FROM orders");

        await RunAsync(Contract("w.duckdb"));
        await RunAsync(Contract("w.duckdb"));

        Assert.Equal(0, Count("w.duckdb"));
    }

    [Fact]
    public async Task Table_ThatNoSourceFeeds_StaysAsItIs()
    {
        _folder.Write("in/customers.csv", "customer_id,name\n1,Ann\n2,Bo\n");
        _folder.Write("in/orders.csv", "order_id,amount,bought\n70001,1.50,2024-02-03\n70002,2.50,2024-02-04\n");
        await RunAsync(Files());
        Assert.Equal(2, Count("w.duckdb"));
        _folder.Write("in/orders.csv", "order_id,amount,bought\n");

        var result = await RunAsync(Files());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(2, Count("w.duckdb"));
        Assert.True((await Engine().VerifyAsync(result.RunId)).IsSame);

        static RunContract Files() => new RunContractBuilder().From("in/customers.csv", "in/orders.csv").ToSchema("target.sql").Into("w.duckdb").ConfirmByHuman(false).Build();
    }

    [Fact]
    public async Task DuckDbFile_ThatRunsWroteInto_IsReadWithoutWhatTheyKeep()
    {
        await RunAsync(Contract("w.duckdb", "upsert"));
        Query("source.duckdb", "UPDATE orders SET amount = amount + 1");
        await RunAsync(Contract("w.duckdb", "upsert"));
        Query("w.duckdb", "DELETE FROM orders WHERE order_id > 70003");

        var result = await RunAsync(new RunContractBuilder().From("w.duckdb").ToSchema("target.sql").Into("copy.duckdb").ConfirmByHuman(false).WithOverrides(new RunOverrides { Mappings = Given }).Build());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["customers", "orders"], (await Engine().GetArtifactsAsync(result.RunId)).Catalog!.Tables.Select(static table => table.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["3"], Query("copy.duckdb", "SELECT count(*) FROM orders"));
    }

    private async Task<RunResult> RunAsync(RunContract contract) => await Engine().RunAsync(contract, Settings());

    private long Count(string target) => long.Parse(
        Query(target == "w.duckdb" ? target : ":memory:", $"SELECT count(*) FROM {(target == "w.duckdb" ? "orders" : $"read_parquet('{_folder[target]}orders.parquet')")}")[0], CultureInfo.InvariantCulture);

    private LumosEngine Engine() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private RunSettings Settings() => new() { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };

    private static RunContract Contract(string target, string? load = null, bool? allowEmpty = null, string? ordersLoad = null)
    {
        var loads = new Dictionary<string, string>();
        if (load is not null) loads["*"] = load;
        if (ordersLoad is not null) loads["orders"] = ordersLoad;
        var overrides = new RunOverrides { Mappings = Given, AllowEmpty = allowEmpty, Load = loads.Count == 0 ? null : loads };
        return new RunContractBuilder().From("source.duckdb").ToSchema("target.sql").Into(target).ConfirmByHuman(false).WithOverrides(overrides).Build();
    }

    private List<string> Query(string file, string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={(file == ":memory:" ? file : _folder[file])}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }
}
