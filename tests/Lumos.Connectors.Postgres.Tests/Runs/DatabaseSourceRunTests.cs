using Lumos.Abstractions;
using Lumos.Core;
using Lumos.DuckDb;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Whole runs that read from a database.</summary>
[Collection(ServerTests.Name)]
public sealed class DatabaseSourceRunTests(ServerFixture fixture)
{
    private const string Source = """
        CREATE TABLE customers (customer_id integer PRIMARY KEY, full_name text NOT NULL, email varchar(80) UNIQUE, signup_date date, balance numeric(12,2), is_active boolean, last_seen timestamp);
        CREATE TABLE orders (order_id bigint, customer_id integer REFERENCES customers, line integer, amount numeric(10,2), placed_at timestamptz, score double precision, PRIMARY KEY (order_id, line));
        INSERT INTO customers SELECT n, 'Name ' || n || E' "x",\nline', 'user' || n || '@example.com', date '2020-01-01' + n, n * 1.25, n % 2 = 0, timestamp '2024-01-01 00:00:00' + n * interval '1 second 1 microsecond' FROM generate_series(1, 300) AS n;
        UPDATE customers SET email = NULL, balance = NULL, last_seen = NULL WHERE customer_id % 7 = 0;
        INSERT INTO orders SELECT n / 3, 1 + n % 300, n % 3, n / 100.0, timestamptz '2024-05-01 12:00:00+02' + n * interval '1 minute', n / 3.0 FROM generate_series(0, 900) AS n
        """;

    private const string Schema = """
        CREATE TABLE customers (customer_id bigint PRIMARY KEY, full_name text NOT NULL, email text, signup_date date, balance decimal(12,2), is_active boolean, last_seen timestamp);
        CREATE TABLE orders (order_id bigint, customer_id bigint REFERENCES customers (customer_id), line bigint, amount decimal(10,2), placed_at timestamp, score double precision, PRIMARY KEY (order_id, line));
        """;

    [ServerFact]
    public async Task Run_FromDatabaseIntoDatabase_RowsAreTheSame()
    {
        using var folder = new RunFolder();
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        from.Execute(Source);

        var result = await folder.RunAsync(ContractOf(folder, from.Location, to.Location), folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        foreach (var (table, order) in new[] { ("customers", "1"), ("orders", "1, 3") })
        {
            var columns = table == "customers" ? "*" : "order_id, customer_id, line, amount, placed_at::timestamp, score";
            Assert.Equal(from.Rows($"SELECT {columns} FROM {table} ORDER BY {order}"), to.Rows($"SELECT * FROM {table} ORDER BY {order}"));
        }

        Assert.Equal("customers", to.Value("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = 'orders'::regclass"));
        Assert.False(Directory.Exists(SnapshotFolder(folder, result.RunId)));
    }

    [ServerFact]
    public async Task Run_FromDatabaseIntoDuckDb_DeclarationsComeBeforeGuesses()
    {
        using var folder = new RunFolder();
        var from = fixture.NewDatabase();
        from.Execute(Source);
        var target = Path.Combine(folder.Path, "out.duckdb");

        var result = await folder.RunAsync(ContractOf(folder, from.Location, target), folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.All(result.Migration!.Tables, table => Assert.Equal(0, table.Quarantined));
        var catalog = (await folder.Engine().GetArtifactsAsync(result.RunId)).Catalog!;
        var orders = catalog.Tables.Single(table => table.Name == "orders");
        Assert.Equal(["order_id int64", "customer_id int64", "line int64", "amount decimal(10,2)", "placed_at timestamp", "score float64"], orders.Columns.Select(column => $"{column.Name} {column.Type}"));
        Assert.Equal(["order_id", "line"], orders.Keys[0].Columns);
        var reference = Assert.Single(catalog.ForeignKeys, known => known is { Table: "orders", Column: "customer_id" });
        Assert.Equal(("customers", "customer_id", 1.0), (reference.References, reference.ReferencedColumn, reference.Score));
        using var connection = new DuckDbConnection($"Data Source={target}");
        connection.Open();
        using var command = connection.CreateCommand("SELECT count(*), sum(balance)::VARCHAR, max(last_seen)::VARCHAR FROM customers");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(from.Value("SELECT count(*), sum(balance), max(last_seen) FROM customers"), $"{reader.GetInt64(0)}|{reader.GetString(1)}|{reader.GetString(2)}");
    }

    [ServerFact]
    public async Task Resume_SourceChangedSincePlan_MovesTheRowsThatWerePlanned()
    {
        using var folder = new RunFolder();
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        from.Execute(Source);
        var contract = ContractOf(folder, from.Location, to.Location);
        var settings = new RunSettings { BaseFolder = folder.Path, Confirm = RunSettings.Yes };
        var planned = await folder.Engine().PlanAsync(contract, settings);
        Assert.Equal(RunStatus.Planned, planned.Status);
        var snapshot = SnapshotFolder(folder, contract.RunId);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(snapshot));
        from.Execute("DELETE FROM orders; DELETE FROM customers");

        var result = await folder.Engine().ResumeAsync(contract.RunId, settings);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal("300", to.Value("SELECT count(*) FROM customers"));
        Assert.False(Directory.Exists(snapshot));
    }

    [ServerFact]
    public async Task Run_MetadataOnly_PlansFromTheCatalogAlone()
    {
        using var folder = new RunFolder();
        var from = fixture.NewDatabase();
        from.Execute(Source + "; ANALYZE; DROP ROLE IF EXISTS blind; CREATE ROLE blind LOGIN; GRANT SELECT ON customers, orders TO blind");
        var contract = ContractOf(folder, from.Location.Replace("lumos@", "blind@", StringComparison.Ordinal), "out.duckdb") with { Mode = RunMode.MetadataOnly, SampleCaps = null };

        var result = await folder.RunAsync(contract, folder.Path);

        Assert.NotEqual(RunStatus.Rejected, result.Status);
        var catalog = (await folder.Engine().GetArtifactsAsync(result.RunId)).Catalog!;
        Assert.Equal([300L, 901L], catalog.Tables.Select(table => table.RowCount!.Value));
        Assert.All(catalog.Tables.SelectMany(table => table.Columns), column => Assert.Null(column.Counts));
        Assert.False(catalog.Tables[0].Columns[0].Nullable);
        Assert.Null(catalog.SamplePackHash);
        Assert.False(Directory.Exists(SnapshotFolder(folder, result.RunId)));
        Assert.False(File.Exists(Path.Combine(folder.Path, "out.duckdb")));
    }

    [ServerFact]
    public async Task Run_NullsAndEmptyTexts_StayWhatTheyAre()
    {
        using var folder = new RunFolder();
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        from.Execute("CREATE TABLE words (word text); INSERT INTO words VALUES ('a'), (NULL), (''), ('NA'), (NULL); CREATE TABLE pairs (a text, b bigint); INSERT INTO pairs VALUES ('x', 1), (NULL, NULL), ('y', NULL)");
        var schema = folder.Write("words.sql", "CREATE TABLE words (word text); CREATE TABLE pairs (a text, b bigint)");

        var result = await folder.RunAsync(Contract(from.Location, schema, to.Location), folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["", "NA", "a", "null", "null"], to.Rows("SELECT coalesce(word, 'null') FROM words ORDER BY coalesce(word, 'null') COLLATE \"C\""));
        Assert.Equal(["|", "x|1", "y|"], to.Rows("SELECT a, b FROM pairs ORDER BY a NULLS FIRST"));
    }

    [Fact]
    public async Task Run_SchemeNobodyOpens_SaysSo()
    {
        using var folder = new RunFolder();
        var contract = Contract("oracle://db/x", folder.Write("t.sql", "CREATE TABLE t (a int)"), "out.duckdb");

        var error = await Assert.ThrowsAsync<LumosException>(() => folder.RunAsync(contract, folder.Path));

        Assert.Equal("INGEST_NO_CONNECTOR", error.Reason);
    }

    private static RunContract ContractOf(RunFolder folder, string from, string to) => Contract(from, folder.Write("target.sql", Schema), to);

    private static RunContract Contract(string from, string schema, string to) => new RunContractBuilder().From(from).ToSchema(schema).Into(to).Build();

    private static string SnapshotFolder(RunFolder folder, string runId) => Path.Combine(folder.Path, "state", "runs", runId, "work", "source");
}
