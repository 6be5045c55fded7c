using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A target of two source tables, from the files to the rows: nothing is lost in silence, on either engine.</summary>
public sealed class JoinRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JoinRunTests()
    {
        string[] cities = ["Ulm", "Kiel", "Jena"];
        _folder.Write("orders.csv", "order_id,customer_id,amount\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{9000 + i},{(i == 7 ? "999" : i == 8 ? "" : 100 + i % 12)},{i}.50")) + "\n");
        _folder.Write("customers.csv", "customer_id,email,city\n" + string.Join('\n', Enumerable.Range(0, 12).Select(i => $"{100 + i},person{i}@example.com,{cities[i % 3]}")) + "\n");
        _folder.Write("target.sql", "CREATE TABLE order_report (order_id BIGINT PRIMARY KEY, amount NUMERIC(9,2), customer_email TEXT, city TEXT)");
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task Run_RowWithoutAMatch_GoesToQuarantineAndTheOthersArrive(string engine)
    {
        var contract = new RunContractBuilder().From("orders.csv", "customers.csv").ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build()
            with { Overrides = new RunOverrides { TransformEngine = engine } };
        var lumos = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var result = await lumos.RunAsync(contract, new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path });

        Assert.Equal(RunStatus.Completed, result.Status);
        var table = Assert.Single(result.Migration!.Tables);
        Assert.Equal((40L, 39L, 1L), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.Equal([new KeyValuePair<string, long>("JOIN_NO_MATCH", 1)], table.QuarantineReasons);
        Assert.Equal("9000|0.50|person0@example.com|Ulm", Row(9000));
        Assert.Equal("9008|8.50|NULL|NULL", Row(9008));

        List<QuarantineRecord> bad = [];
        await foreach (var row in lumos.ReadQuarantineAsync()) bad.Add(row);
        Assert.Equal(("orders", 7L), (bad[0].Source, bad[0].Row));
        Assert.DoesNotContain("person", string.Join(' ', bad[0].MaskedPreviewBefore.Values), StringComparison.Ordinal);
        Assert.Equal(1, await lumos.ExportQuarantineAsync(null, null, _folder["bad.csv"], unmasked: true, new RbacActor("ann", Role.Operator)));
        Assert.Contains("9007", await File.ReadAllTextAsync(_folder["bad.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_EditedReference_IsLookedUpAnew()
    {
        var contract = new RunContractBuilder().From("orders.csv", "customers.csv").ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build();
        var lumos = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
        var settings = new RunSettings { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };
        var run = await lumos.RunAsync(contract, settings);

        await lumos.EditQuarantineAsync(run.RunId, record => record.Row == 7, new Dictionary<string, string?> { ["customer_id"] = "103" }, new RbacActor("ann", Role.Operator));
        var release = await lumos.ReleaseQuarantineAsync(run.RunId, new Dictionary<string, string>(), new RbacActor("ann", Role.Operator), settings);

        Assert.Equal((1L, 0L), (release.Resolved, release.Open));
        Assert.Equal("9007|7.50|person3@example.com|Ulm", Row(9007));
        Assert.Equal("9008|8.50|NULL|NULL", Row(9008));
    }

    public void Dispose() => _folder.Dispose();

    private string Row(long order)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand($"SELECT order_id, amount, customer_email, city FROM order_report WHERE order_id = {order}");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return string.Join('|', Enumerable.Range(0, 4).Select(i => reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)));
    }
}
