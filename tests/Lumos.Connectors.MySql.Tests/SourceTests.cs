using System.Text;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.DuckDb;
using Lumos.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Lumos.Connectors.MySql.Tests;

/// <summary>Reading tables of a MariaDB and of a MySQL server: what is declared, rows as CSV in one snapshot, whole runs, refusals.</summary>
public sealed class SourceTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    [ServerTheory]
    [OnServers]
    public async Task List_Tables_AreAsDeclared(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("""
            CREATE TABLE parents (id INT UNSIGNED PRIMARY KEY, code VARCHAR(3) NOT NULL UNIQUE COMMENT 'short') COMMENT 'those';
            CREATE TABLE `Chil``dren` (a SMALLINT, b BIGINT UNSIGNED, parent INT UNSIGNED, amount DECIMAL(10,2), wide DECIMAL(50,2), flag BIT(1) NOT NULL, tiny TINYINT(1), born DATE, seen DATETIME(6), at TIMESTAMP NULL,
                x FLOAT, y DOUBLE, m ENUM('sad','it''s ok'), j JSON, t TIME, raw VARBINARY(4), l TEXT, PRIMARY KEY (b, a), UNIQUE KEY prefix (m, l(5)), FOREIGN KEY (parent) REFERENCES parents (id));
            CREATE VIEW v AS SELECT 1 AS one
            """);
        await using var source = await OpenAsync(fixture, database);

        var tables = await source.ListTablesAsync();

        Assert.Equal(["Chil`dren", "parents"], tables.Select(table => table.Table.Name));
        var children = tables[0].Table;
        Assert.Equal(
            "a int64!, b decimal(20,0)!, parent int64, amount decimal(10,2), wide text, flag bool!, tiny int64, born date, seen timestamp, at timestamp, x float64, y float64, m text, j text, t text, raw text, l text",
            string.Join(", ", children.Columns.Select(column => $"{column.Name} {column.Type}{(column.Nullable ? "" : "!")}")));
        Assert.Equal(["b", "a"], children.PrimaryKey);
        Assert.Empty(children.Unique);
        Assert.Equal(("parents", "parent", "id"), (children.ForeignKeys.Single().Table, children.ForeignKeys.Single().Columns.Single(), children.ForeignKeys.Single().References.Single()));
        Assert.Equal(["sad", "it's ok"], children.Columns[12].Enum);
        Assert.Equal(["code"], Assert.Single(tables[1].Table.Unique));
        Assert.Equal(("those", "short"), (tables[1].Table.Description, tables[1].Table.Columns[1].Description));
    }

    [ServerTheory]
    [OnServers]
    public async Task Copy_EveryType_IsCsvAsPromised(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("""
            CREATE TABLE t (id INT PRIMARY KEY, s TEXT, l VARCHAR(9) CHARACTER SET latin1, n DECIMAL(12,2), b BIT(1), d DATE, ts DATETIME(3), tz TIMESTAMP NULL, f FLOAT, y DOUBLE, z INT(5) ZEROFILL, u BIGINT UNSIGNED, h BLOB, t TIME, yr YEAR, g POINT);
            SET time_zone = '+02:00'; SET sql_mode = 'ALLOW_INVALID_DATES';
            INSERT INTO t VALUES (2, '', 'é', 1.50, 0, '2024-02-29', '2024-01-01 10:00:00.123', '2024-06-01 12:00:00', 0.1, 0.1, 42, 18446744073709551615, x'00ff', '-01:02:03', 2024, POINT(1, 2)),
                (1, 'a "quoted",\nline \\ back 😀', NULL, -0.01, 1, '0000-00-00', NULL, NULL, -1.5e-30, 1.7976931348623157e308, NULL, NULL, NULL, NULL, NULL, NULL),
                (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """);
        await using var source = await OpenAsync(fixture, database);

        var (csv, rows) = await CopyAsync(source, "t");

        Assert.Equal(3, rows);

        // MySQL cuts the text of a computed double to 22 characters; it reads back as the same float of 32 bits.
        var small = on == Server.MariaDb ? "-1.5000000047566153e-30" : "-1.500000004756615e-30";
        Assert.Equal(
            $"""
            "id","s","l","n","b","d","ts","tz","f","y","z","u","h","t","yr","g"
            1,"a ""quoted"",
            line \ back 😀",,-0.01,true,0000-00-00,,,{small},1.7976931348623157e308,,,,,,
            2,"","é",1.50,false,2024-02-29,2024-01-01T10:00:00.123000,2024-06-01T10:00:00.000000,0.10000000149011612,0.1,00042,18446744073709551615,"\x00ff","-01:02:03",2024,"POINT(1 2)"
            3,,,,,,,,,,,,,,,

            """, csv);
    }

    [ServerTheory]
    [OnServers]
    public async Task Copy_DoublesOfAllSizes_ReadBackTheSame(Server on)
    {
        var fixture = servers.On(on);
        var random = new Lumos.Testing.SeededRandom(11);
        var values = Enumerable.Range(0, 500).Select(_ => BitConverter.UInt64BitsToDouble(random.NextUInt64())).Where(double.IsFinite).Concat([0.1 + 0.2, double.Epsilon, 5e-324, 123456789012345680, 1e22]).ToList();
        var database = fixture.NewDatabase("CREATE TABLE t (id INT PRIMARY KEY, y DOUBLE)");
        foreach (var (value, i) in values.Select((value, i) => (value, i))) fixture.Execute(database, FormattableString.Invariant($"INSERT INTO t VALUES ({i}, {value:R})"));
        await using var source = await OpenAsync(fixture, database);

        var (csv, _) = await CopyAsync(source, "t");

        Assert.Equal(values, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [ServerTheory]
    [OnServers]
    public async Task Copy_WithoutKey_IsInTheOrderOfAllColumns(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE t (a VARCHAR(5), b INT); INSERT INTO t VALUES ('b', 1), ('B', 2), ('a', 9), ('a', 10), (NULL, 0)");
        await using var source = await OpenAsync(fixture, database);

        Assert.Equal("\"a\",\"b\"\n,0\n\"B\",2\n\"a\",10\n\"a\",9\n\"b\",1\n", (await CopyAsync(source, "t")).Csv);
    }

    [ServerTheory]
    [OnServers]
    public async Task Copy_LongValuesWithoutKey_AreInAnOrderOfTheirOwn(Server on)
    {
        var fixture = servers.On(on);
        const string columns = "(n INT, a LONGTEXT, j JSON, v VARCHAR(4000), m MEDIUMBLOB)";
        const string numbers = "(WITH RECURSIVE s AS (SELECT 1 AS seq UNION ALL SELECT seq + 1 FROM s WHERE seq < 30) SELECT * FROM s) AS s";
        const string row = "CONCAT(REPEAT('x', 3000), seq), JSON_OBJECT('k', seq), CONCAT(REPEAT('y', 3000), seq), REPEAT('z', 200000 + seq)";
        var database = fixture.NewDatabase($"CREATE TABLE t {columns}; CREATE TABLE u {columns}; INSERT INTO t SELECT 1, {row} FROM {numbers} ORDER BY seq; INSERT INTO u SELECT 1, {row} FROM {numbers} ORDER BY seq DESC; CREATE VIEW w AS SELECT a, v FROM t");
        await using var source = await OpenAsync(fixture, database, "&table=t,u,w");

        var (csv, rows) = await CopyAsync(source, "t");

        Assert.Equal(30, rows);
        Assert.Equal(csv, (await CopyAsync(source, "u")).Csv);
        Assert.Equal(30, (await CopyAsync(source, "w")).Rows);
    }

    [ServerTheory]
    [OnServers]
    public async Task Copy_OthersWriteMeanwhile_SnapshotStandsStill(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)");
        await using var source = await OpenAsync(fixture, database);
        fixture.Execute(database, "INSERT INTO a VALUES (2); DELETE FROM b");

        Assert.Equal("\"id\"\n1\n", (await CopyAsync(source, "a")).Csv);
        Assert.Equal("\"id\"\n1\n", (await CopyAsync(source, "b")).Csv);
    }

    [ServerTheory]
    [OnServers]
    public async Task Open_TableWithoutSnapshots_IsRefusedUntilAllowed(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE a (id INT) ENGINE = MyISAM; INSERT INTO a VALUES (1)");

        await using (var source = await OpenAsync(fixture, database))
        {
            var error = await Assert.ThrowsAsync<LumosException>(async () => await source.ListTablesAsync());
            Assert.Equal("DATABASE_NO_SNAPSHOT", error.Reason);
            Assert.Contains("'a' (MyISAM)", error.Message, StringComparison.Ordinal);
        }

        await using var allowed = await OpenAsync(fixture, database, "&snapshot=off");
        Assert.Equal("\"id\"\n1\n", (await CopyAsync(allowed, "a")).Csv);
    }

    [ServerTheory]
    [OnServers]
    public async Task MayWrite_User_IsToldApart(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE a (id INT); CREATE TABLE hidden (id INT)");
        fixture.Execute(database, $"CREATE USER looker IDENTIFIED BY 'fakepassword'; GRANT SELECT ON {database}.a TO looker");
        var looker = new MySqlDatabaseConnector(new MySqlOptions { Password = (login, _) => ValueTask.FromResult<string?>(login.User == "looker" ? "fakepassword" : null) });

        await using (var owner = await OpenAsync(fixture, database)) Assert.True(await owner.MayWriteAsync());
        await using (var reader = await OpenAsync(fixture, database, "&user=looker", looker))
        {
            Assert.False(await reader.MayWriteAsync());
            Assert.Equal(["a"], (await reader.ListTablesAsync()).Select(table => table.Table.Name));
        }

        fixture.Execute(database, $"CREATE USER writer IDENTIFIED BY 'fakepassword'; GRANT SELECT, INSERT ON `{database.Insert(1, "\\_")}`.* TO writer");
        var writer = new MySqlDatabaseConnector(new MySqlOptions { Password = (_, _) => ValueTask.FromResult<string?>("fakepassword") });
        var underscored = fixture.NewDatabase("CREATE TABLE a (id INT)", database.Insert(1, "_"));
        await using (var grantee = await OpenAsync(fixture, underscored, "&user=writer", writer)) Assert.True(await grantee.MayWriteAsync());
        var error = await Assert.ThrowsAsync<LumosException>(() => OpenAsync(fixture, database, "&user=looker"));
        Assert.Equal("DATABASE_AUTHENTICATION", error.Reason);
    }

    [ServerTheory]
    [OnServers]
    public async Task MayWrite_ByARole_ThatIsNotTaken_IsSeen(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE a (id INT)");
        var other = fixture.NewDatabase("CREATE TABLE a (id INT)");
        fixture.Execute(database, $"""
            CREATE ROLE loaders; CREATE ROLE nightly; CREATE ROLE lookers; GRANT INSERT, DELETE ON {database}.* TO loaders; GRANT loaders TO nightly; GRANT SELECT ON {database}.* TO lookers; GRANT INSERT ON {other}.* TO lookers;
            CREATE USER roled IDENTIFIED BY 'fakepassword'; GRANT SELECT ON {database}.a TO roled; GRANT nightly TO roled;
            CREATE USER harmless IDENTIFIED BY 'fakepassword'; GRANT lookers TO harmless; GRANT SELECT ON {database}.a TO harmless
            """);
        var connector = new MySqlDatabaseConnector(new MySqlOptions { Password = (_, _) => ValueTask.FromResult<string?>("fakepassword") });

        await using (var roled = await OpenAsync(fixture, database, "&user=roled", connector)) Assert.True(await roled.MayWriteAsync());
        await using (var harmless = await OpenAsync(fixture, database, "&user=harmless", connector)) Assert.False(await harmless.MayWriteAsync());
    }

    [ServerTheory]
    [OnServers("&table=nope", "INGEST_TABLE_MISSING")]
    [OnServers("&host=%2Fnowhere%2Fmysql.sock", "DATABASE_UNREACHABLE")]
    [OnServers("&user=nobody", "DATABASE_AUTHENTICATION")]
    public async Task Open_BadPlace_SaysWhatToDo(Server on, string more, string reason)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("CREATE TABLE a (id INT)");

        var error = await Assert.ThrowsAsync<LumosException>(async () =>
        {
            await using var source = await OpenAsync(fixture, database, more);
            await source.ListTablesAsync();
        });

        Assert.True(reason == error.Reason, error.ToString());
    }

    [ServerTheory]
    [OnServers("version", ColumnKind.Decimal, "2.5", "3,4,6")]
    [OnServers("at", ColumnKind.Timestamp, "2026-01-02T00:00:00.000400", "2,3,4,5,6")]
    [OnServers("day", ColumnKind.Date, "2026-01-03", "3,4,6")]
    [OnServers("moment", ColumnKind.Timestamp, "2026-01-02T00:00:00.000001", "3,4,6")]
    [OnServers("name", ColumnKind.Decimal, "2", "1,2,3,4,5,6")]
    [OnServers("missing", ColumnKind.Decimal, "2", "1,2,3,4,5,6")]
    public async Task Copy_SinceAValue_LeavesOutWhatIsBelow(Server on, string column, ColumnKind kind, string value, string expected)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("""
            CREATE TABLE items (id INT PRIMARY KEY, version BIGINT UNSIGNED, at DATETIME(6), day DATE, moment TIMESTAMP(6) NULL, name VARCHAR(10));
            SET time_zone = '+00:00';
            SET sql_mode = '';
            INSERT INTO items VALUES (1, 1, '2026-01-01', '2026-01-01', '2026-01-01', '1'), (2, 2, '2026-01-02 00:00:00.0004', '2026-01-02', '2026-01-02', '2'), (3, 3, '2026-01-03', '2026-01-03', '2026-01-03', '3'),
                (4, 18446744073709551615, '2026-01-04', '2026-01-04', '2026-01-04', '4'), (5, 0, '0000-00-00', '2026-01-01', '2026-01-01', '5'), (6, NULL, NULL, NULL, NULL, NULL)
            """);
        await using var source = await OpenAsync(fixture, database);
        var table = (await source.ListTablesAsync()).Single() with { Since = new ChangedSince(column, kind, value) };

        var csv = new MemoryStream();
        var rows = await source.CopyAsync(table, csv);

        var ids = Encoding.UTF8.GetString(csv.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(',')[0]).ToList();
        Assert.Equal(expected, string.Join(',', ids));
        Assert.Equal(ids.Count, rows);
    }

    [ServerTheory]
    [OnServers]
    public async Task Run_FromDatabaseIntoDuckDb_RowsAreTheSame(Server on)
    {
        var fixture = servers.On(on);
        var database = fixture.NewDatabase("""
            CREATE TABLE customers (id INT PRIMARY KEY, full_name VARCHAR(80) NOT NULL, email VARCHAR(80) UNIQUE, signup DATE, balance DECIMAL(12,2), last_seen DATETIME(6) NOT NULL);
            SET sql_mode = '';
            INSERT INTO customers SELECT seq, CONCAT('Name ', seq, ' "x",\nline'), IF(seq % 7 = 0, NULL, CONCAT('user', seq, '@example.com')), DATE_ADD('2020-01-01', INTERVAL seq DAY), seq * 1.25, IF(seq % 50 = 0, '0000-00-00 00:00:00', DATE_ADD('2024-01-01', INTERVAL seq * 1000000 + 123456 MICROSECOND)) FROM (WITH RECURSIVE s AS (SELECT 1 AS seq UNION ALL SELECT seq + 1 FROM s WHERE seq < 300) SELECT * FROM s) AS s
            """);
        var folder = Directory.CreateTempSubdirectory("lumos-mysql-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "target.sql"), "CREATE TABLE customers (id bigint PRIMARY KEY, full_name text NOT NULL, email text, signup date, balance decimal(12,2), last_seen timestamp)");
            var engine = LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(folder, "state"), Connectors = { new MySqlDatabaseConnector() } });

            var result = await engine.RunAsync(
                new RunContractBuilder().From(fixture.LocationOf(database)).ToSchema("target.sql").Into("out.duckdb").Build(), new RunSettings { BaseFolder = folder, Confirm = RunSettings.Yes });

            Assert.Equal(RunStatus.Completed, result.Status);
            using var connection = new DuckDbConnection($"Data Source={Path.Combine(folder, "out.duckdb")}");
            connection.Open();
            using var command = connection.CreateCommand("SELECT count(*), sum(balance)::VARCHAR, max(last_seen)::VARCHAR, count(email) + count(last_seen), sum(length(full_name)) FROM customers");
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal(
                fixture.Value(database, "SELECT CONCAT_WS('|', count(*), sum(balance), max(last_seen), count(email) + sum(last_seen <> 0), sum(char_length(full_name))) FROM customers"),
                $"{reader.GetInt64(0)}|{reader.GetString(1)}|{reader.GetString(2)}|{reader.GetInt64(3)}|{reader.GetValue(4)}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("sslmode=require")]
    [InlineData("sslmode=verify-ca&sslrootcert=%2Fnowhere%2Fca.pem")]
    public async Task Open_NoTlsThatWillDo_IsNoMatterOfTryingAgain(string settings)
    {
        using var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        var answering = GreetAsync(server);

        var error = await Assert.ThrowsAsync<LumosException>(async () => await new MySqlDatabaseConnector(new MySqlOptions { Password = (_, _) => ValueTask.FromResult<string?>("fakepassword") })
            .OpenSourceAsync(new ConnectorRequest(Endpoint($"mysql://ann@127.0.0.1:{((System.Net.IPEndPoint)server.LocalEndpoint).Port}/shop?{settings}"))));

        await answering;
        Assert.True((ErrorCode.DeterministicFailure, "DATABASE_TLS") == (error.Code, error.Reason), error.ToString());
    }

    [Theory]
    [InlineData("mysql://ann@db.example:3307/shop?table=a,%C3%BCber&sslmode=verify-full&connect_timeout=7", "db.example", 3307, 2)]
    [InlineData("mariadb:///shop", "localhost", 3306, 0)]
    public void Location_IsRead(string text, string host, int port, int tables)
    {
        var location = MySqlLocation.Parse(text);

        Assert.Equal((host, port, "shop", tables), (location.Host, location.Port, location.Database, location.Tables.Count));
    }

    [Theory]
    [InlineData("mysql://ann:fakepassword@db/shop", "DATABASE_PASSWORD_IN_LOCATION")]
    [InlineData("mysql://ann@db/shop?password=fakepassword", "DATABASE_PASSWORD_IN_LOCATION")]
    [InlineData("mysql://ann:fake/password@db/shop", "DATABASE_PASSWORD_IN_LOCATION")]
    [InlineData("mysql://ann%3Afake@db/shop", "DATABASE_PASSWORD_IN_LOCATION")]
    [InlineData("mysql://ann:12?fake@db/shop", "DATABASE_PASSWORD_IN_LOCATION")]
    [InlineData("mysql://db/shop?host=evil.test,db.corp.example", "DATABASE_LOCATION_INVALID")]
    [InlineData("mysql://evil.test%2Cdb.corp.example/shop", "DATABASE_LOCATION_INVALID")]
    [InlineData("mysql://db", "DATABASE_LOCATION_INVALID")]
    [InlineData("mysql://db/shop?sslmode=maybe", "DATABASE_LOCATION_INVALID")]
    [InlineData("mysql://db/shop?nonsense=1", "DATABASE_LOCATION_INVALID")]
    public void Location_NotUnderstood_SaysWhy(string text, string reason)
    {
        var error = Assert.Throws<LumosException>(() => MySqlLocation.Parse(text));

        Assert.Equal(reason, error.Reason);
        Assert.DoesNotContain("fake", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UseMySql_OnAHost_GivesTheEngineTheConnector()
    {
        var services = new ServiceCollection();

        services.AddLumos().UseMySql(options => options.Password = null);

        using var provider = services.BuildServiceProvider();
        var connector = Assert.IsType<MySqlDatabaseConnector>(Assert.Single(provider.GetRequiredService<IOptions<LumosOptions>>().Value.Connectors));
        Assert.Equal(["db"], connector.HostsOf(Endpoint("mysql://db/shop")));
        Assert.Empty(connector.HostsOf(Endpoint("mysql:///shop?host=%2Frun%2Fa.sock")));
    }

    // Greets as a server that speaks TLS does, and then does not.
    private static async Task GreetAsync(System.Net.Sockets.TcpListener server)
    {
        byte[] greeting =
        [
            10, .. "8.0.30\0"u8, 1, 0, 0, 0, .. "abcdefgh"u8, 0, 0x0a, 0x8a, 45, 2, 0, 0x08, 0, 21, .. new byte[10], .. "ijklmnopqrst\0"u8, .. "mysql_native_password\0"u8,
        ];
        using var client = await server.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[(byte)greeting.Length, 0, 0, 0, .. greeting]);
        var buffer = new byte[512];
        try
        {
            if (await stream.ReadAsync(buffer) > 0) await stream.WriteAsync("this is no TLS, whatever was greeted with"u8.ToArray());
        }
        catch (IOException)
        {
            // The client went first.
        }
    }

    private static RunEndpoint Endpoint(string location) => new() { Source = new EndpointSource("sql"), Location = [location] };

    private static async Task<IDatabaseSource> OpenAsync(ServerDatabases fixture, string database, string more = "", MySqlDatabaseConnector? connector = null) =>
        await (connector ?? new MySqlDatabaseConnector()).OpenSourceAsync(new ConnectorRequest(Endpoint(fixture.LocationOf(database) + more)));

    private static async Task<(string Csv, long Rows)> CopyAsync(IDatabaseSource source, string table)
    {
        var csv = new MemoryStream();
        var rows = await source.CopyAsync((await source.ListTablesAsync()).Single(item => item.Table.Name == table), csv);
        return (Encoding.UTF8.GetString(csv.ToArray()), rows);
    }
}
