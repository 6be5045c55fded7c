using System.Data;
using System.Data.Common;
using Dapper;

namespace Lumos.DuckDb.Tests;

public sealed class ReaderTests
{
    [Fact]
    public void Read_OverManyChunks_GivesEveryRow()
    {
        using var connection = Db.Open();
        using var reader = connection.CreateCommand("SELECT range, range::VARCHAR FROM range(10000)").ExecuteReader();
        Assert.True(reader.HasRows);
        for (var i = 0; i < 10000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), reader.GetString(1));
        }

        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
    }

    [Fact]
    public async Task ReadAsync_OverManyChunks_GivesEveryRow()
    {
        await using var connection = Db.Open();
        await using var command = connection.CreateCommand("SELECT range FROM range(5000)");
        await using var reader = await command.ExecuteReaderAsync();
        long sum = 0;
        while (await reader.ReadAsync()) sum += reader.GetInt64(0);
        Assert.Equal(12497500, sum);
    }

    [Fact]
    public void Statements_InOneText_RunInOrderWithTheirParameters()
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES ($x), ($y); SELECT a FROM t ORDER BY a; UPDATE t SET a = a + $x; SELECT sum(a) FROM t");
        command.Parameters.AddWithValue("x", 1);
        command.Parameters.AddWithValue("@y", 2);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(1, reader.GetInt32(0));
        Assert.Equal(2, reader.RecordsAffected);
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal(5, reader.GetInt32(0));
        Assert.False(reader.NextResult());
        Assert.Equal(4, reader.RecordsAffected);
    }

    [Fact]
    public void ExecuteNonQuery_GivesRowsChanged()
    {
        using var connection = Db.Open();
        Assert.Equal(-1, connection.Execute("CREATE TABLE t (a INTEGER)"));
        Assert.Equal(3, connection.Execute("INSERT INTO t VALUES (1), (2), (3)"));
        Assert.Equal(2, connection.Execute("DELETE FROM t WHERE a > 1"));
        Assert.Equal(0, connection.Execute("DELETE FROM t WHERE a > 1"));
        Assert.Equal(-1, connection.Execute("-- nothing"));
    }

    [Fact]
    public void Execute_WhileAReaderIsOpen_Throws()
    {
        using var connection = Db.Open();
        using (var reader = connection.CreateCommand("SELECT range FROM range(100000)").ExecuteReader())
        {
            Assert.Throws<InvalidOperationException>(() => connection.Scalar<int>("SELECT 1"));
        }

        Assert.Equal(1, connection.Scalar<int>("SELECT 1"));
        using var command = connection.CreateCommand("SELECT range FROM range(100000)");
        command.Streaming = false;
        using var whole = command.ExecuteReader();
        Assert.Equal(1, connection.Scalar<int>("SELECT 1"));
        long rows = 0;
        while (whole.Read()) rows++;
        Assert.Equal(100000, rows);
    }

    [Fact]
    public void Prepare_RunsAgainWithOtherValues()
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT $1 + $2");
        command.Prepare();
        for (var i = 0; i < 5; i++)
        {
            command.Parameters.Clear();
            command.Parameters.AddValue(i);
            command.Parameters.AddValue(10);
            Assert.Equal(10 + i, Convert.ToInt32(command.ExecuteScalar(), null));
        }

        command.Parameters.Clear();
        Assert.Contains("'1'", Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar()).Message, StringComparison.Ordinal);
        using var wrong = connection.CreateCommand("SELECT missing");
        Assert.Throws<DuckDbException>(wrong.Prepare);
    }

    [Fact]
    public void ExecuteReader_SchemaOnly_NamesColumnsAndRunsNothing()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER, b DECIMAL(9,2))");
        using (var reader = connection.CreateCommand("INSERT INTO t VALUES (1, 2) RETURNING a, b AS amount").ExecuteReader(CommandBehavior.SchemaOnly))
        {
            Assert.Equal(["a", "amount"], reader.GetColumnSchema().Select(c => c.ColumnName));
            Assert.Equal(typeof(decimal), reader.GetFieldType(1));
            Assert.Equal(1, reader.GetOrdinal("Amount"));
            Assert.False(reader.Read());
            Assert.False(reader.NextResult());
        }

        using (var reader = connection.CreateCommand("INSERT INTO t VALUES (1, 2); SELECT error('ran') AS e, $x::INTEGER AS p").ExecuteReader(CommandBehavior.SchemaOnly)) Assert.Equal(["e", "p"], [reader.GetName(0), reader.GetName(1)]);
        Assert.Contains("'x'", Assert.Throws<InvalidOperationException>(() => connection.CreateCommand("SELECT $x AS p").ExecuteReader(CommandBehavior.SchemaOnly)).Message, StringComparison.Ordinal);
        using (var reader = connection.CreateCommand("DROP TABLE t").ExecuteReader(CommandBehavior.SchemaOnly)) Assert.Equal(0, reader.FieldCount);
        Assert.Equal(0L, connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Schema_OfAReader_NamesTypes()
    {
        using var connection = Db.Open();
        using var reader = connection.CreateCommand("SELECT 1::DECIMAL(10,3) AS Amount, 'x' AS name").ExecuteReader();
        var table = reader.GetSchemaTable()!;
        Assert.Equal("Amount", table.Rows[0]["ColumnName"]);
        Assert.Equal((short)3, table.Rows[0]["NumericScale"]);
        Assert.Equal(typeof(string), table.Rows[1]["DataType"]);
        Assert.Equal("DECIMAL(10,3)", reader.GetColumnSchema()[0].DataTypeName);
        Assert.Equal(0, reader.GetOrdinal("amount"));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("missing"));
        var loaded = new DataTable();
        loaded.Load(reader);
        Assert.Equal(1m, loaded.Rows[0]["Amount"]);
    }

    [Fact]
    public void Bytes_AndChars_AreReadInParts()
    {
        using var connection = Db.Open();
        using var reader = connection.CreateCommand("SELECT '\\x01\\x02\\x03'::BLOB, 'abcdef', NULL").ExecuteReader();
        Assert.True(reader.Read());
        var buffer = new byte[5];
        Assert.Equal(3, reader.GetBytes(0, 0, null, 0, 0));
        Assert.Equal(2, reader.GetBytes(0, 1, buffer, 1, 4));
        Assert.Equal([0, 2, 3, 0, 0], buffer);
        var text = new char[2];
        Assert.Equal(2, reader.GetChars(1, 3, text, 0, 2));
        Assert.Equal("de", new string(text));
        Assert.Equal("abcdef"u8, reader.GetUtf8(1));
        Assert.True(reader.IsDBNull(2));
        Assert.Same(DBNull.Value, reader.GetValue(2));
        using var stream = reader.GetStream(0);
        Assert.Equal(1, stream.ReadByte());
    }

    [Fact]
    public void Dapper_MapsRowsParametersAndLists()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE person (id INTEGER, name VARCHAR, born DATE, weight DECIMAL(5,2), seen TIMESTAMP, key UUID)");
        var key = Guid.NewGuid();
        var inserted = SqlMapper.Execute(
            connection,
            "INSERT INTO person VALUES ($Id, $Name, DATE '1999-01-01', $Weight, $Seen, $Key)",
            new[] { new { Id = 1, Name = "Zoë", Weight = 61.5m, Seen = new DateTime(2024, 1, 1), Key = key }, new { Id = 2, Name = (string)null!, Weight = 70m, Seen = new DateTime(2024, 1, 2), Key = key } });
        Assert.Equal(2, inserted);
        var people = connection.Query<Person>("SELECT id, name, weight, seen, key FROM person WHERE id IN $ids ORDER BY id", new { ids = new[] { 1, 2 } }).AsList();
        Assert.Equal(new Person { Id = 1, Name = "Zoë", Weight = 61.5m, Seen = new DateTime(2024, 1, 1), Key = key }, people[0]);
        Assert.Null(people[1].Name);
        Assert.Equal(2L, connection.ExecuteScalar<long>("SELECT count(*) FROM person"));
        Assert.Equal(2, connection.QuerySingle<int>("SELECT max(id) FROM person WHERE name = $name OR $name IS NULL", new { name = (string?)null }));
        using var many = connection.QueryMultiple("SELECT 1; SELECT 'a'");
        Assert.Equal(1, many.ReadSingle<int>());
        Assert.Equal("a", many.ReadSingle<string>());
    }

    [Fact]
    public void ProviderFactory_MakesAWorkingConnection()
    {
        DbProviderFactory factory = DuckDbProviderFactory.Instance;
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = "Data Source=:memory:";
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT $value";
        var parameter = factory.CreateParameter()!;
        parameter.ParameterName = "value";
        parameter.Value = "x";
        command.Parameters.Add(parameter);
        Assert.Equal("x", command.ExecuteScalar());
        Assert.Same(factory, DbProviderFactories.GetFactory(connection));
    }

    private sealed record Person
    {
        public int Id { get; init; }

        public string? Name { get; init; }

        public decimal Weight { get; init; }

        public DateTime Seen { get; init; }

        public Guid Key { get; init; }
    }
}
