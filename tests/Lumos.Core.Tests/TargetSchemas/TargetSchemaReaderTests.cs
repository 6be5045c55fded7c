using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.TargetSchemas;

public sealed class TargetSchemaReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-schema-").FullName;

    [Fact]
    public async Task Read_LumosJson_GivesEveryFact()
    {
        var tables = await ReadAsync("t.json", """
            {"tables":[
              {"name":"orders","description":"one per order","columns":[
                {"name":"id","type":"int64","nullable":false},
                {"name":"total","type":"numeric(12,2)","unit":"EUR","description":"sum"},
                {"name":"state","type":"varchar(9)","enum":["open","done"],"samples":["open"],"default":"open","domain":"category"}],
               "primary_key":["id"],"unique":[["state","total"]]},
              {"name":"lines","columns":[{"name":"order_id","type":"int64"},{"name":"n","type":"integer"}],
               "foreign_keys":[{"columns":["order_id"],"table":"orders","references":["id"]}]}]}
            """);

        Assert.Equal(["orders", "lines"], tables.Select(t => t.Name));
        Assert.Equal(ColumnType.Decimal(12, 2), tables[0].Columns[1].Type);
        Assert.Equal("EUR", tables[0].Columns[1].Unit);
        Assert.Equal(["open", "done"], tables[0].Columns[2].Enum);
        Assert.Equal("open", tables[0].Columns[2].Default);
        Assert.False(tables[0].Columns[0].Nullable);
        Assert.Equal(["state", "total"], tables[0].Unique[0]);
        Assert.Equal("orders", tables[1].ForeignKeys[0].Table);
    }

    [Fact]
    public async Task Read_DeclaredWidths_OfEveryForm()
    {
        var sql = await ReadAsync("t.sql", """
            CREATE TABLE t (a int, b integer unsigned, c smallint, d tinyint(1), e bigint, f mediumint unsigned, g int4, h serial,
                i varchar(20), j nvarchar2(7 char), k char(3), l character varying (5), m text, n varchar(max), o numeric(4,1), p smallint unsigned, q varchar);
            """);
        var json = await ReadAsync("t.json", """
            {"name":"t","columns":[{"name":"a","type":"integer"},{"name":"b","type":"smallint"},{"name":"c","type":"varchar(9)"},{"name":"d","type":"int64"}]}
            """);
        var schema = await ReadAsync("s.json", """
            {"title":"t","type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string","maxLength":40},"c":{"type":"string","format":"date","maxLength":10}}}
            """);

        Assert.Equal(
            ["a integer", "b ", "c smallint", "d smallint", "e ", "f integer", "g integer", "h integer", "i varchar(20)", "j varchar(7)", "k char(3)", "l varchar(5)", "m ", "n ", "o ", "p integer", "q "],
            sql[0].Columns.Select(static column => $"{column.Name} {column.Width}"));
        Assert.Equal(["a ", "b smallint", "c varchar(9)", "d "], json[0].Columns.Select(static column => $"{column.Name} {column.Width}"));
        Assert.Equal(["a ", "b varchar(40)", "c "], schema[0].Columns.Select(static column => $"{column.Name} {column.Width}"));
    }

    [Fact]
    public async Task Read_EnumOfMySql_IsACodeList()
    {
        var tables = await ReadAsync("t.sql", "CREATE TABLE t (a int, state ENUM('new', 'it''s, done') NOT NULL DEFAULT 'new', b varchar(3));");

        Assert.Equal(["new", "it's, done"], tables[0].Columns[1].Enum);
        Assert.Equal(("new", false), (tables[0].Columns[1].Default, tables[0].Columns[1].Nullable));
        Assert.Equal("b varchar(3)", $"{tables[0].Columns[2].Name} {tables[0].Columns[2].Width}");
    }

    [Fact]
    public async Task Read_DatabaseOfAnotherKind_SaysHowToNameIt()
    {
        var sqlite = await Assert.ThrowsAsync<LumosException>(() => ReadAsync("t.sql", "SQLite format 3\0\u0010"));
        var binary = await Assert.ThrowsAsync<LumosException>(() => ReadAsync("t.sql", "PK\u0003\0\0"));

        Assert.Equal("TARGET_SCHEMA_INVALID", sqlite.Reason);
        Assert.Contains("sqlite:t.sql", sqlite.ToString(), StringComparison.Ordinal);
        Assert.Equal("The target schema is no text.", binary.Problem);
    }

    [Fact]
    public async Task Read_PlaceholdersForTheSchema_ArePassedOver()
    {
        var tables = await ReadAsync("t.sql", """
            CREATE TABLE @cdmSchema.person (person_id integer NOT NULL);
            CREATE TABLE ${target}.visit (visit_id integer, person_id integer REFERENCES {{ target }}.person (person_id));
            CREATE TABLE :schema.death (person_id integer);
            ALTER TABLE @cdmSchema.person ADD CONSTRAINT xpk PRIMARY KEY (person_id);
            ALTER TABLE @cdmSchema.death ADD CONSTRAINT fpk FOREIGN KEY (person_id) REFERENCES @cdmSchema.person (person_id);
            """);

        Assert.Equal(["person", "visit", "death"], tables.Select(static t => t.Name));
        Assert.Equal(["person_id"], tables[0].PrimaryKey);
        Assert.Equal(["person", "person"], tables.Skip(1).Select(static t => Assert.Single(t.ForeignKeys).Table));
    }

    [Fact]
    public async Task Read_Checks_KeepTheirNamesAndSpellColumnsAsTheyAre()
    {
        var tables = await ReadAsync("t.sql", """
            CREATE TABLE pay ("Id" bigint PRIMARY KEY, amount numeric(12,2) CHECK (amount>=0), fee numeric CONSTRAINT small CHECK (FEE <= 5 AND `fee` <> -1), state text CHECK (state IN ('open', 'done')), note text,
              CONSTRAINT fee_below CHECK (fee < amount), CHECK (length(note) < 10 OR note = 'it''s'), CHECK (id > 0; true));
            """);

        Assert.Equal(
            ["pay_amount_check: ( \"amount\" >= 0 )", "small: ( \"fee\" <= 5 AND \"fee\" <> - 1 )", "fee_below: ( \"fee\" < \"amount\" )", "pay_check: ( length ( \"note\" ) < 10 OR \"note\" = 'it''s' )"],
            tables[0].Checks!.Select(static check => $"{check.Name}: {check.Condition}"));
        Assert.Equal(["fee", "amount"], tables[0].Checks![2].Columns);
        Assert.Equal(["open", "done"], tables[0].Columns[3].Enum);
    }

    [Fact]
    public async Task Read_EvaluationShape_TakesKeyFlags()
    {
        var tables = await ReadAsync("rhs_schema.json", """{"name":"person","columns":[{"name":"person_id","type":"integer","key":true},{"name":"born","type":"datetime","nullable":false}]}""");

        Assert.Equal(["person_id"], tables[0].PrimaryKey);
        Assert.False(tables[0].Columns[0].Nullable);
        Assert.Equal(ColumnType.Timestamp, tables[0].Columns[1].Type);
    }

    [Fact]
    public async Task Read_JsonSchema_MapsTypesAndRequired()
    {
        var tables = await ReadAsync("customer.json", """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"customer","type":"object","required":["id","since"],
             "properties":{"id":{"type":"integer"},"since":{"type":"string","format":"date"},"price":{"type":["number","null"],"multipleOf":0.01},"tier":{"enum":["a","b"]}}}
            """);

        var columns = tables[0].Columns;
        Assert.Equal("customer", tables[0].Name);
        Assert.Equal([ColumnType.Int64, ColumnType.Date, ColumnType.Decimal(18, 2), ColumnType.Text], columns.Select(c => c.Type));
        Assert.Equal([false, false, true, true], columns.Select(c => c.Nullable));
        Assert.Equal(["a", "b"], columns[3].Enum);
    }

    [Fact]
    public async Task Read_Ddl_GivesKeysReferencesAndChecks()
    {
        var tables = await ReadAsync("t.sql", """
            -- two tables
            CREATE TABLE IF NOT EXISTS shop."Orders" (
              order_id bigint NOT NULL, placed timestamp with time zone DEFAULT now(), `state` varchar(9) DEFAULT 'open' CHECK (state IN ('open','done')),
              [total sum] double precision /* carried */ , CONSTRAINT pk PRIMARY KEY (ORDER_ID), UNIQUE (placed, state)
            ) ENGINE = x;
            CREATE INDEX i ON shop.orders (placed);
            create table lines (order_id int references "Orders"(order_id), n serial primary key, price decimal(10, 2) not null default -1.5);
            ALTER TABLE ONLY lines ADD CONSTRAINT fk FOREIGN KEY (order_id) REFERENCES orders (order_id);
            """);

        Assert.Equal(["Orders", "lines"], tables.Select(t => t.Name));
        Assert.Equal(["order_id", "placed", "state", "total sum"], tables[0].Columns.Select(c => c.Name));
        Assert.Equal(["order_id"], tables[0].PrimaryKey);
        Assert.Equal(["open", "done"], tables[0].Columns[2].Enum);
        Assert.Equal("open", tables[0].Columns[2].Default);
        Assert.Null(tables[0].Columns[1].Default);
        Assert.Equal(ColumnType.Float64, tables[0].Columns[3].Type);
        Assert.Equal("-1.5", tables[1].Columns[2].Default);
        Assert.Equal(2, tables[1].ForeignKeys.Count);
        Assert.All(tables[1].ForeignKeys, k => Assert.Equal("Orders", k.Table));
    }

    [Fact]
    public async Task Read_DatabaseFile_ReadsItsTables()
    {
        var path = Path.Combine(_folder, "w.duckdb");
        using (var connection = new DuckDbConnection("Data Source=" + path))
        {
            connection.Open();
            connection.Execute("CREATE TABLE p(id BIGINT PRIMARY KEY, name VARCHAR NOT NULL, d DECIMAL(9,2)); CREATE TABLE v(id BIGINT, p BIGINT REFERENCES p(id)); CREATE VIEW a AS SELECT * FROM p");
        }

        var tables = await TargetSchemaReader.ReadAsync(path);

        Assert.Equal(["p", "v"], tables.Select(t => t.Name));
        Assert.Equal(["id"], tables[0].PrimaryKey);
        Assert.False(tables[0].Columns[1].Nullable);
        Assert.Equal(ColumnType.Decimal(9, 2), tables[0].Columns[2].Type);
        Assert.Equal("p", tables[1].ForeignKeys[0].Table);
    }

    [Fact]
    public async Task Read_DatabaseFile_TakesConstantDefaults()
    {
        var path = Path.Combine(_folder, "d.duckdb");
        using (var connection = new DuckDbConnection("Data Source=" + path))
        {
            connection.Open();
            connection.Execute("CREATE TABLE t(a VARCHAR DEFAULT 'it''s', b INTEGER DEFAULT 5, c BOOLEAN DEFAULT true, d DECIMAL(5,2) DEFAULT -1.5, e TIMESTAMP DEFAULT now(), f DATE DEFAULT '2024-01-01', g VARCHAR DEFAULT NULL, h VARCHAR DEFAULT 'x' || 'y', i INTEGER)");
        }

        var table = Assert.Single(await TargetSchemaReader.ReadAsync(path));

        Assert.Equal(["it's", "5", "true", "-1.5", null, "2024-01-01", null, null, null], table.Columns.Select(c => c.Default));
    }

    [Theory]
    [InlineData("{\"tables\":[{\"name\":\"t\",\"columns\":[{\"name\":\"a\",\"type\":\"int65\"},{\"type\":\"text\"}]}]}", "'int65' is no type", "has no 'name'")]
    [InlineData("{\"tables\":[{\"name\":\"t\",\"columns\":[{\"name\":\"a\"},{\"name\":\"A\"}],\"primary_key\":[\"b\"]}]}", "described twice", "names 'b'")]
    [InlineData("{\n \"tables\": [ }", "not JSON: line 2", "line 2")]
    [InlineData("CREATE TABLE t (a int,\n b blobby)", "Line 2, column 4: 'blobby'", "no type")]
    [InlineData("CREATE TABLE t (a int REFERENCES u(id))", "'u', which the schema does not describe", "'t' refers")]
    [InlineData("SELECT 1", "no CREATE TABLE", "CREATE TABLE")]
    public async Task Read_WrongSchema_NamesEveryProblem(string text, string first, string second)
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => ReadAsync("t.txt", text));

        Assert.Equal("TARGET_SCHEMA_INVALID", error.Reason);
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
        Assert.Contains(second, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MissingFile_SaysSo()
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => TargetSchemaReader.ReadAsync(Path.Combine(_folder, "none.json")));

        Assert.Equal("TARGET_SCHEMA_MISSING", error.Reason);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<TargetTable>> ReadAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return await TargetSchemaReader.ReadAsync(path);
    }
}
