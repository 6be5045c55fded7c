using System.Text;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests;

/// <summary>Reading tables: what the catalog declares, and rows as CSV in one snapshot.</summary>
[Collection(ServerTests.Name)]
public sealed class SourceTests(ServerFixture fixture)
{
    [ServerFact]
    public async Task List_Tables_AreAsDeclared()
    {
        var database = fixture.NewDatabase();
        database.Execute("""
            CREATE DOMAIN code AS varchar(3) NOT NULL; CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE parents (id integer PRIMARY KEY, code code UNIQUE); COMMENT ON TABLE parents IS 'those'; COMMENT ON COLUMN parents.code IS 'short';
            CREATE TABLE "Children" (a smallint, b bigint, parent integer REFERENCES parents, amount numeric(10,2), free numeric, wide numeric(50,2), flag boolean NOT NULL, born date, seen timestamp, at timestamptz, x real, y double precision, m mood, j jsonb, PRIMARY KEY (b, a))
            """);
        await using var source = await OpenAsync(database);

        var tables = await source.ListTablesAsync();

        Assert.Equal(["Children", "parents"], tables.Select(table => table.Table.Name));
        var children = tables[0].Table;
        Assert.Equal(
            "a int64!, b int64!, parent int64, amount decimal(10,2), free text, wide text, flag bool!, born date, seen timestamp, at timestamp, x float64, y float64, m text, j text",
            string.Join(", ", children.Columns.Select(column => $"{column.Name} {column.Type}{(column.Nullable ? "" : "!")}")));
        Assert.Equal(["b", "a"], children.PrimaryKey);
        Assert.Equal("parents", Assert.Single(children.ForeignKeys).Table);
        Assert.Equal(["sad", "ok"], children.Columns[12].Enum);
        Assert.Equal(["code"], Assert.Single(tables[1].Table.Unique));
        Assert.Equal(("those", "short"), (tables[1].Table.Description, tables[1].Table.Columns[1].Description));
        Assert.False(tables[1].Table.Columns[1].Nullable);
    }

    [ServerFact]
    public async Task Copy_EveryType_IsCsvAsPromised()
    {
        var database = fixture.NewDatabase();
        database.Execute("""
            CREATE TABLE t (id integer PRIMARY KEY, s text, n numeric, b boolean, d date, ts timestamp, tz timestamptz, f double precision, u uuid, j json, a text[], c char(4), h bytea);
            INSERT INTO t VALUES (2, '', 1.50, false, '2024-02-29', '2024-01-01 10:00', '2024-06-01 12:00+02', 0.1, NULL, '{"k": 1}', ARRAY['x', 'y z'], 'ab', '\x00ff'),
                (1, E'a "quoted",\nline', -0.001, true, 'infinity', '2024-01-01 10:00:00.000001', '0044-03-15 00:00:00+00 BC', 'NaN', '00000000-0000-0000-0000-000000000001', NULL, NULL, NULL, NULL),
                (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """);
        await using var source = await OpenAsync(database);

        var (csv, rows) = await CopyAsync(source, "t");

        Assert.Equal(3, rows);
        Assert.Equal(
            """
            id,s,n,b,d,ts,tz,f,u,j,a,c,h
            1,"a ""quoted"",
            line",-0.001,true,infinity,2024-01-01T10:00:00.000001,0044-03-15 00:00:00 BC,NaN,"00000000-0000-0000-0000-000000000001",,,,
            2,"",1.50,false,2024-02-29,2024-01-01T10:00:00.000000,2024-06-01T10:00:00.000000,0.1,,"{""k"": 1}","{x,""y z""}","ab","\x00ff"
            3,,,,,,,,,,,,

            """, csv);
    }

    [ServerFact]
    public async Task Copy_OthersWriteMeanwhile_SnapshotStandsStill()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer); INSERT INTO a VALUES (1); INSERT INTO b VALUES (2), (1)");
        await using var source = await OpenAsync(database);
        database.Execute("INSERT INTO a VALUES (2); DELETE FROM b");

        Assert.Equal("id\n1\n", (await CopyAsync(source, "a")).Csv);
        Assert.Equal("id\n1\n2\n", (await CopyAsync(source, "b")).Csv);
    }

    [ServerFact]
    public async Task Open_NamedTables_AreTheOnlyOnesAndMustBeThere()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE a (id integer); CREATE VIEW v AS SELECT 1 AS one; CREATE TABLE p (id integer) PARTITION BY HASH (id); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0)");

        await using (var all = await OpenAsync(database)) Assert.Equal(["a", "p"], (await all.ListTablesAsync()).Select(table => table.Table.Name));
        await using (var view = await OpenAsync(database, "&table=v")) Assert.Equal("one\n1\n", (await CopyAsync(view, "v")).Csv);
        await using var missing = await OpenAsync(database, "&table=a,nope");
        var error = await Assert.ThrowsAsync<LumosException>(async () => await missing.ListTablesAsync());
        Assert.Equal("INGEST_TABLE_MISSING", error.Reason);
        Assert.Contains("'nope'", error.Message, StringComparison.Ordinal);
        Assert.Contains("a, p", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task MayWrite_Role_IsToldApart()
    {
        var database = fixture.NewDatabase();
        database.Execute("DROP ROLE IF EXISTS looker; CREATE ROLE looker LOGIN; CREATE TABLE a (id integer); CREATE TABLE hidden (id integer); GRANT SELECT ON a TO looker");
        var location = database.Location.Replace("lumos@", "looker@", StringComparison.Ordinal);

        await using (var owner = await OpenAsync(database)) Assert.True(await owner.MayWriteAsync());
        await using (var reader = await OpenAsync(location + "&table=a")) Assert.False(await reader.MayWriteAsync());
        await using var all = await OpenAsync(location);
        var error = await Assert.ThrowsAsync<LumosException>(async () => await all.ListTablesAsync());
        Assert.Equal("DATABASE_NOT_ALLOWED", error.Reason);
        Assert.Contains("'hidden'", error.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("GRANT INSERT ON a TO writers; GRANT writers TO member", "INHERIT")]
    [InlineData("GRANT INSERT ON a TO writers; GRANT writers TO member", "NOINHERIT")]
    [InlineData("GRANT DELETE ON a TO writers; GRANT writers TO middle; GRANT middle TO member", "NOINHERIT")]
    [InlineData("GRANT UPDATE (id) ON a TO member", "INHERIT")]
    [InlineData("GRANT pg_write_all_data TO member", "INHERIT")]
    public async Task MayWrite_RightsThroughRolesAndOnColumns_Count(string granted, string inherits)
    {
        var database = fixture.NewDatabase();
        database.Execute($"""
            DROP ROLE IF EXISTS member; DROP ROLE IF EXISTS middle; DROP ROLE IF EXISTS writers; CREATE ROLE writers; CREATE ROLE middle; CREATE ROLE member LOGIN {inherits};
            CREATE TABLE a (id integer); GRANT SELECT ON a TO member
            """);
        var location = database.Location.Replace("lumos@", "member@", StringComparison.Ordinal);
        try
        {
            await using (var before = await OpenAsync(location)) Assert.False(await before.MayWriteAsync());
            database.Execute(granted);

            await using var after = await OpenAsync(location);
            Assert.True(await after.MayWriteAsync());
        }
        finally
        {
            database.Execute("DROP OWNED BY member, middle, writers; DROP ROLE member, middle, writers");
        }
    }

    private static Task<IDatabaseSource> OpenAsync(TestDatabase database, string more = "") => OpenAsync(database.Location + more);

    private static async Task<IDatabaseSource> OpenAsync(string location) =>
        await new PostgresConnector().OpenSourceAsync(new ConnectorRequest(new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] }));

    private static async Task<(string Csv, long Rows)> CopyAsync(IDatabaseSource source, string table)
    {
        var csv = new MemoryStream();
        var rows = await source.CopyAsync((await source.ListTablesAsync()).Single(item => item.Table.Name == table), csv);
        return (Encoding.UTF8.GetString(csv.ToArray()), rows);
    }
}
