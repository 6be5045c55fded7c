using System.Text;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.DuckDb;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lumos.Connectors.Sqlite.Tests;

/// <summary>Reading files: what is declared, rows as CSV in one snapshot, whole runs, bad files.</summary>
public sealed class SourceTests : IDisposable
{
    private const string Shop = """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, email TEXT UNIQUE, born DATE, active BOOLEAN, balance DECIMAL(12,2), score REAL);
        CREATE TABLE orders (order_id BIGINT, line INT, customer INTEGER REFERENCES customers, placed DATETIME, PRIMARY KEY (order_id, line));
        CREATE VIEW names AS SELECT name FROM customers;
        INSERT INTO customers VALUES (2, 'Bob "B"', 'bob@example.com', '2001-02-03', 0, 19.99, 0.1), (1, 'Ann
        Lee', NULL, '1999-12-31', 1, 0.1 + 0.2, 1e300), (3, '', 'c@example.com', NULL, NULL, NULL, 7);
        INSERT INTO orders VALUES (10, 2, 1, '2024-01-02 03:04:05'), (10, 1, 1, '2024-01-02 03:04:05'), (11, 1, 3, NULL)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-sqlite-").FullName;

    private string Database => Path.Combine(_folder, "shop.sqlite");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_Tables_AreAsDeclared()
    {
        Execute(Shop);
        await using var source = await OpenAsync();

        var tables = await source.ListTablesAsync();

        Assert.Equal(["customers", "orders"], tables.Select(table => table.Table.Name));
        var customers = tables[0].Table;
        Assert.Equal("id int64, name text!, email text, born text, active bool, balance decimal(12,2), score float64", Columns(customers));
        Assert.Equal(["id"], customers.PrimaryKey);
        Assert.Equal(["email"], Assert.Single(customers.Unique));
        Assert.Empty(tables[1].Table.PrimaryKey);
        Assert.Equal(["order_id", "line"], Assert.Single(tables[1].Table.Unique));
        var reference = Assert.Single(tables[1].Table.ForeignKeys);
        Assert.Equal(("customer", "customers", "id"), (reference.Columns[0], reference.Table, reference.References[0]));
        Assert.False(await source.MayWriteAsync());
    }

    [Fact]
    public async Task Schema_ForATarget_IsThatOfTheTablesNamed()
    {
        Execute(Shop);

        var tables = await ((IConnector)new SqliteConnector()).ReadSchemaAsync(new ConnectorRequest(Endpoint("sqlite:shop.sqlite?table=customers"), BaseFolder: _folder));

        Assert.Equal("id int64, name text!, email text, born text, active bool, balance decimal(12,2), score float64", Columns(Assert.Single(tables)));
    }

    [Fact]
    public async Task Copy_EveryStorageClass_IsCsvAsPromised()
    {
        Execute(Shop + "; CREATE TABLE odd (a INTEGER, b BOOLEAN, c, d REAL); INSERT INTO odd VALUES ('word', 2, x'00ff', 3), (9223372036854775807, 'yes', 1.5, '-'), (NULL, NULL, NULL, NULL)");
        await using var source = await OpenAsync();

        Assert.Equal(
            "\"id\",\"name\",\"email\",\"born\",\"active\",\"balance\",\"score\"\n1,\"Ann\nLee\",,\"1999-12-31\",true,0.3,1E+300\n2,\"Bob \"\"B\"\"\",\"bob@example.com\",\"2001-02-03\",false,19.99,0.1\n3,\"\",\"c@example.com\",,,,7\n",
            (await CopyAsync(source, "customers")).Csv.Replace("\r", "", StringComparison.Ordinal));
        var (csv, rows) = await CopyAsync(source, "odd");
        Assert.Equal(("\"a\",\"b\",\"c\",\"d\"\n,,,\n9223372036854775807,\"yes\",\"1.5\",\"-\"\n\"word\",2,\"\\x00ff\",3\n", 3), (csv, rows));
    }

    [Fact]
    public async Task List_KeyThatMayHoldNull_IsASetWithoutRepeatsWhateverTheRowsAre()
    {
        Execute("CREATE TABLE a (x INT, k TEXT PRIMARY KEY); CREATE TABLE b (k TEXT NOT NULL PRIMARY KEY); INSERT INTO a VALUES (9, 'a'), (3, 'b')");
        await using var source = await OpenAsync();

        var tables = (await source.ListTablesAsync()).Select(static table => table.Table).ToList();

        Assert.Empty(tables[0].PrimaryKey);
        Assert.Equal(["k"], Assert.Single(tables[0].Unique));
        Assert.Equal(["k"], tables[1].PrimaryKey);
        Assert.Empty(tables[1].Unique);
        Assert.Equal("\"x\",\"k\"\n9,\"a\"\n3,\"b\"\n", (await CopyAsync(source, "a")).Csv);
    }

    [Fact]
    public async Task Copy_CancelledWhileItSorts_Stops()
    {
        Execute("CREATE VIEW endless AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
        await using var source = await OpenAsync("shop.sqlite?Table=endless");
        var table = Assert.Single(await source.ListTablesAsync());
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(async () => await source.CopyAsync(table, new MemoryStream(), null, stop.Token)).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task List_OddDeclarations_AreResolvedOrLeftOut()
    {
        Execute("""
            CREATE TABLE Users (id INTEGER PRIMARY KEY); CREATE TABLE loose (k TEXT PRIMARY KEY, v INT); CREATE TABLE tight (k TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE posts (a INTEGER REFERENCES users (ID), b INTEGER REFERENCES nowhere (x), c INTEGER REFERENCES Users (nope), d INTEGER REFERENCES USERS);
            CREATE VIRTUAL TABLE docs USING fts5 (body); INSERT INTO docs VALUES ('text'); INSERT INTO loose VALUES (NULL, 2), (NULL, 1), ('a', 3)
            """);
        await using var source = await OpenAsync();

        var tables = (await source.ListTablesAsync()).Select(table => table.Table).ToList();

        Assert.Equal(["Users", "loose", "posts", "tight"], tables.Select(table => table.Name));
        Assert.Equal([0, 1], tables.Where(table => table.Name is "loose" or "tight").Select(table => table.PrimaryKey.Count));
        Assert.Equal(["a > Users.id", "d > Users.id"], tables[2].ForeignKeys.Select(key => $"{key.Columns[0]} > {key.Table}.{key.References[0]}").Order());
        Assert.Equal("\"k\",\"v\"\n,1\n,2\n\"a\",3\n", (await CopyAsync(source, "loose")).Csv);
        await using var named = await OpenAsync("shop.sqlite?table=docs");
        Assert.Equal("\"body\"\n\"text\"\n", (await CopyAsync(named, "docs")).Csv);
    }

    [Fact]
    public async Task Copy_OthersWriteMeanwhile_SnapshotStandsStill()
    {
        Execute("PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
        await using var source = await OpenAsync();
        Execute("INSERT INTO a VALUES (2)");

        Assert.Equal("\"id\"\n1\n", (await CopyAsync(source, "a")).Csv);
    }

    [Fact]
    public async Task Copy_ManyRows_AreInTheOrderOfTheKeyAndTold()
    {
        Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t SELECT 120000 - value, 'value ' || value FROM (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 119999) SELECT value FROM n)");
        await using var source = await OpenAsync();
        var told = new List<long>();

        var (csv, rows) = await CopyAsync(source, "t", new Told(told));

        Assert.Equal(120_000, rows);
        Assert.Equal([50_000L, 100_000L], told);
        var lines = csv.Split('\n');
        Assert.Equal(("1,\"value 119999\"", "120000,\"value 0\"", ""), (lines[1], lines[120_000], lines[120_001]));
    }

    [Theory]
    [InlineData("shop.sqlite?table=names", "names")]
    [InlineData("sqlite:shop.sqlite?tables=orders,names", "names,orders")]
    [InlineData("sqlite://shop.sqlite", "customers,orders")]
    public async Task Open_Location_NamesItsTables(string location, string expected)
    {
        Execute(Shop);
        Assert.True(new SqliteConnector().Handles(Endpoint(location)));

        await using var source = await OpenAsync(location);

        Assert.Equal(expected.Split(','), (await source.ListTablesAsync()).Select(table => table.Table.Name));
    }

    [Theory]
    [InlineData("shop.db", false)]
    [InlineData("postgres://h/shop.sqlite", false)]
    [InlineData("data/shop.SQLITE3", true)]
    [InlineData("sqlite:shop.db", true)]
    public void Handles_Location_TellsItsOwn(string location, bool handles) => Assert.Equal(handles, new SqliteConnector().Handles(Endpoint(location)));

    [Theory]
    [InlineData("sqlite:nowhere.db", "DATABASE_MISSING")]
    [InlineData("sqlite:text.db", "DATABASE_FILE_INVALID")]
    [InlineData("sqlite:shop.sqlite?nonsense=1", "DATABASE_LOCATION_INVALID")]
    [InlineData("sqlite:", "DATABASE_LOCATION_INVALID")]
    [InlineData("shop.sqlite?table=nope", "INGEST_TABLE_MISSING")]
    public async Task Open_BadPlace_SaysWhatToDo(string location, string reason)
    {
        Execute(Shop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.db"), new string('x', 4096));

        var error = await Assert.ThrowsAsync<LumosException>(async () =>
        {
            await using var source = await OpenAsync(location);
            await source.ListTablesAsync();
        });

        Assert.Equal(reason, error.Reason);
        Assert.NotNull(error.NextStep);
    }

    [Fact]
    public async Task Copy_TextThatIsNotUtf8_NamesColumnAndRowAndNoValue()
    {
        Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'ok'), (2, CAST(x'73656372c3' AS TEXT))");
        await using var source = await OpenAsync();

        var error = await Assert.ThrowsAsync<LumosException>(() => CopyAsync(source, "t"));

        Assert.Equal("DATABASE_VALUE_UNREADABLE", error.Reason);
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secr", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FromFileIntoDuckDb_MovesRowsAndQuarantinesWhatDoesNotFit()
    {
        Execute(Shop + """
            ; INSERT INTO customers VALUES (4, 'Dan', 'd@example.com', '2000-01-01', 1, 'much', 1);
            INSERT INTO customers SELECT value, 'Name ' || value, 'n' || value || '@example.com', '1980-01-01', 1, 5, 1 FROM (WITH RECURSIVE n(value) AS (SELECT 100 UNION ALL SELECT value + 1 FROM n WHERE value < 399) SELECT value FROM n)
            """);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "target.sql"),
            "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email text, born date, active boolean, balance decimal(12,2), score double precision); CREATE TABLE orders (order_id bigint, line bigint, customer bigint, placed timestamp, PRIMARY KEY (order_id, line))");
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(_folder, "state"), Connectors = { new SqliteConnector() } });

        var result = await engine.RunAsync(
            new RunContractBuilder().From("shop.sqlite").ToSchema("target.sql").Into("out.duckdb").Build(), new RunSettings { BaseFolder = _folder, Confirm = RunSettings.Yes });

        Assert.True(result.Status == RunStatus.Completed, string.Join('\n', result.Reasons));
        using var connection = new DuckDbConnection($"Data Source={Path.Combine(_folder, "out.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand("SELECT (SELECT string_agg(concat_ws('|', id, born, active, balance), ';' ORDER BY id) FROM customers WHERE id < 100), (SELECT string_agg(concat_ws('|', order_id, line, customer, placed), ';' ORDER BY order_id, line) FROM orders)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("1|1999-12-31|true|0.30;2|2001-02-03|false|19.99;3", reader.GetString(0));
        Assert.Equal("10|1|1|2024-01-02 03:04:05;10|2|1|2024-01-02 03:04:05;11|1|3", reader.GetString(1));
        Assert.Equal(1, result.Migration!.Tables.Single(table => table.Table == "customers").Quarantined);
    }

    [Fact]
    public async Task Run_IntoAFile_IsRefusedBeforeAnythingIsRecorded()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.csv"), "id\n1\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "target.sql"), "CREATE TABLE a (id bigint)");
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(_folder, "state"), Connectors = { new SqliteConnector() } });

        var error = await Assert.ThrowsAsync<LumosException>(() => engine.RunAsync(
            new RunContractBuilder().From("a.csv").ToSchema("target.sql").Into("out.sqlite").Build(), new RunSettings { BaseFolder = _folder, Confirm = RunSettings.Yes }));

        Assert.Equal("TARGET_UNSUPPORTED", error.Reason);
        Assert.Contains("SQLite", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "state", "ledger.jsonl")));
    }

    [Theory]
    [InlineData("version", ColumnKind.Decimal, "2.5", "3,4,5,6")]
    [InlineData("at", ColumnKind.Timestamp, "2026-01-02T00:00:00.000400", "2,3,4,5,6")]
    [InlineData("at", ColumnKind.Date, "2026-01-03", "3,4,5,6")]
    [InlineData("missing", ColumnKind.Decimal, "2", "1,2,3,4,5,6")]
    public async Task Copy_SinceAValue_LeavesOutWhatIsCertainlyBelow(string column, ColumnKind kind, string value, string expected)
    {
        Execute("""
            CREATE TABLE items (id INTEGER PRIMARY KEY, version INTEGER, at DATETIME);
            INSERT INTO items VALUES (1, 1, '2026-01-01 00:00:00'), (2, 2, '2026-01-02 00:00:00.0004'), (3, 3, '2026-01-03'), (4, 'x', '01/01/2020'), (5, NULL, NULL), (6, 4.5, 12)
            """);
        await using var source = await OpenAsync();
        var table = (await source.ListTablesAsync()).Single() with { Since = new ChangedSince(column, kind, value) };

        var csv = new MemoryStream();
        var rows = await source.CopyAsync(table, csv);

        var ids = Encoding.UTF8.GetString(csv.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(',')[0]).ToList();
        Assert.Equal(expected, string.Join(',', ids));
        Assert.Equal(ids.Count, rows);
    }

    [Fact]
    public async Task Run_FileWithAnotherEnding_SaysHowToNameIt()
    {
        Execute(Shop);
        File.Copy(Database, Path.Combine(_folder, "shop.db"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "target.sql"), "CREATE TABLE customers (id bigint)");
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(_folder, "state"), Connectors = { new SqliteConnector() } });

        var error = await Assert.ThrowsAsync<LumosException>(() => engine.RunAsync(
            new RunContractBuilder().From("shop.db").ToSchema("target.sql").Into("out.duckdb").Build(), new RunSettings { BaseFolder = _folder, Confirm = RunSettings.Yes }));

        Assert.Equal("INGEST_SQLITE_FILE", error.Reason);
        Assert.Contains("sqlite:shop.db", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ByLogicalReplication_SaysWhatWorksInstead()
    {
        Execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, v INTEGER); INSERT INTO orders VALUES (1, 1)");
        await File.WriteAllTextAsync(Path.Combine(_folder, "target.sql"), "CREATE TABLE orders (id BIGINT PRIMARY KEY, v BIGINT)");
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(_folder, "state"), Connectors = { new SqliteConnector() } });
        var log = new Dictionary<string, IncrementalRead> { ["*"] = new(null) { By = IncrementalBy.LogicalReplication } };

        var refused = await Assert.ThrowsAsync<LumosException>(() => engine.RunAsync(
            new RunContractBuilder().From("shop.sqlite").ToSchema("target.sql").Into("out.duckdb").WithOverrides(new RunOverrides { Incremental = log }).Build(), new RunSettings { BaseFolder = _folder, Confirm = RunSettings.Yes }));

        Assert.Equal("INCREMENTAL_NO_LOG", refused.Reason);
    }

    [Fact]
    public void UseSqlite_OnAHost_GivesTheEngineTheConnector()
    {
        var services = new ServiceCollection();

        services.AddLumos().UseSqlite();

        using var provider = services.BuildServiceProvider();
        Assert.IsType<SqliteConnector>(Assert.Single(provider.GetRequiredService<IOptions<LumosOptions>>().Value.Connectors));
    }

    private static RunEndpoint Endpoint(string location) => new() { Source = new EndpointSource("sql"), Location = [location] };

    private static string Columns(TargetTable table) => string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}{(column.Nullable ? "" : "!")}"));

    private async Task<IDatabaseSource> OpenAsync(string location = "shop.sqlite") => await new SqliteConnector().OpenSourceAsync(new ConnectorRequest(Endpoint(location), BaseFolder: _folder));

    private static async Task<(string Csv, long Rows)> CopyAsync(IDatabaseSource source, string table, IProgress<long>? progress = null)
    {
        var csv = new MemoryStream();
        var rows = await source.CopyAsync((await source.ListTablesAsync()).Single(item => item.Table.Name == table), csv, progress);
        return (Encoding.UTF8.GetString(csv.ToArray()), rows);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Told(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }
}
