using System.Globalization;
using Lumos.Abstractions;
using Lumos.Testing.Samples;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>The repository's samples, moved into PostgreSQL: the rows are those that go into DuckDB.</summary>
[Collection(ServerTests.Name)]
public sealed class SampleRunTests(ServerFixture fixture)
{
    public static TheoryData<string> Names => new(SampleGenerator.Names);

    [ServerTheory]
    [MemberData(nameof(Names))]
    public async Task Run_Sample_SameRowsAsIntoDuckDb(string name)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();

        var embedded = await folder.RunAsync(RunFolder.ContractOf(name, Path.Combine(folder.Path, "out.duckdb")), RunFolder.Sample(name));
        var server = await folder.RunAsync(RunFolder.ContractOf(name, database.Location), RunFolder.Sample(name));

        Assert.Equal(RunStatus.Completed, embedded.Status);
        Assert.Equal(RunStatus.Completed, server.Status);
        Assert.Equal(embedded.Migration!.Tables.Select(Facts), server.Migration!.Tables.Select(Facts));
        foreach (var table in server.Migration.Tables)
        {
            var rows = database.Rows($"SELECT t::text FROM {Sql.Name(table.Table)} AS t");
            Assert.Equal(table.RowsOut, rows.Count);
            Assert.Equal(table.RowsOut.ToString(CultureInfo.InvariantCulture), database.Value($"SELECT (substring(obj_description('{table.Table}'::regclass) FROM 'lumos (.*)')::json) ->> 'rows'"));
        }

        Assert.Empty(database.Rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lumos\\_staging%'"));
    }

    [ServerFact]
    public async Task Run_SampleTwice_ReplacesItsOwnRowsAndRollsBack()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        var contract = RunFolder.ContractOf("shop", database.Location);
        await folder.RunAsync(contract with { RunId = "01J00000000000000000000001" }, RunFolder.Sample("shop"));
        var before = database.Rows("SELECT * FROM order_lines ORDER BY 1, 2");

        await folder.RunAsync(contract with { RunId = "01J00000000000000000000002" }, RunFolder.Sample("shop"));

        Assert.Equal(before, database.Rows("SELECT * FROM order_lines ORDER BY 1, 2"));
        Assert.Equal("2", database.Value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'lumos\\_previous%'"));
        await using var target = await new PostgresConnector().OpenTargetAsync(new ConnectorRequest(database.Endpoint()));
        await target.RollBackAsync("01J00000000000000000000002");
        Assert.Equal(before, database.Rows("SELECT * FROM order_lines ORDER BY 1, 2"));
        await target.RollBackAsync("01J00000000000000000000001");
        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname IN ('orders', 'order_lines')"));
    }

    [ServerFact]
    public async Task Run_TargetChangesBetweenPlanAndRun_StopsWithTheDifference()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        var contract = RunFolder.ContractOf("crm", database.Location);
        var settings = new Lumos.Core.RunSettings { BaseFolder = RunFolder.Sample("crm"), Confirm = Lumos.Core.RunSettings.Yes };
        await folder.Engine().PlanAsync(contract, settings);
        database.Execute("CREATE TABLE customers (customer_id integer PRIMARY KEY, nickname text)");

        var error = await Assert.ThrowsAsync<LumosException>(() => folder.Engine().ResumeAsync(contract.RunId, settings));

        Assert.Equal("TARGET_SCHEMA_MISMATCH", error.Reason);
        Assert.Contains("it has the further column 'nickname'", error.Message, StringComparison.Ordinal);
        Assert.Empty(database.Rows("SELECT * FROM customers"));
    }

    private static string Facts(MigratedTable table) => FormattableString.Invariant(
        $"{table.Table}: {table.RowsIn} in, {table.RowsOut} out, {table.Collapsed} collapsed, {string.Join(", ", table.QuarantineReasons.OrderBy(r => r.Key, StringComparer.Ordinal))}, {table.ContentHash}");
}
