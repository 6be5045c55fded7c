using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Lumos.DuckDb.Tests;

/// <summary>Values that go in become what they are, or are refused.</summary>
public sealed class ExactParameterTests
{
    public static TheoryData<object, DuckDbType> Losses => new()
    {
        { 2.7m, DuckDbType.Integer },
        { 2.5, DuckDbType.BigInt },
        { 0.5f, DuckDbType.UTinyInt },
        { double.NaN, DuckDbType.Integer },
        { 2.5m, DuckDbType.HugeInt },
        { 2.5, DuckDbType.BigNum },
        { 16777217, DuckDbType.Float },
        { 1e300, DuckDbType.Float },
        { 9007199254740993L, DuckDbType.Double },
        { new DuckDbTimestamp(1_000_000_001, DuckDbTimestampUnit.Nanoseconds), DuckDbType.TimestampTz },
        { new DuckDbTimestamp(1_500, DuckDbTimestampUnit.Milliseconds), DuckDbType.TimestampS },
        { new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(1), DuckDbType.TimestampTz },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Parameter_ThatWouldLoseDigitsAsItsType_IsRefused(object value, DuckDbType type)
    {
        using var connection = Db.Open();
        Assert.ThrowsAny<Exception>(() => Text(connection, value, DuckDbLogicalType.Of(type)));
    }

    public static TheoryData<object, DuckDbType, string> Fits => new()
    {
        { 2.0m, DuckDbType.Integer, "2" },
        { 2e20, DuckDbType.HugeInt, "200000000000000000000" },
        { 16777216, DuckDbType.Float, "16777216.0" },
        { 0.1, DuckDbType.Float, "0.1" },
        { new DuckDbTimestamp(1_704_067_200_000_001_000, DuckDbTimestampUnit.Nanoseconds), DuckDbType.TimestampTz, "2024-01-01 00:00:00.000001+00" },
        { new DuckDbTimestamp(1_704_067_200, DuckDbTimestampUnit.Seconds), DuckDbType.TimestampTz, "2024-01-01 00:00:00+00" },
        { new DuckDbTimestamp(1_704_067_200, DuckDbTimestampUnit.Seconds), DuckDbType.Timestamp, "2024-01-01 00:00:00" },
        { DuckDbTimestamp.PositiveInfinity, DuckDbType.TimestampTz, "infinity" },
        { new DateTimeOffset(2000, 1, 1, 10, 0, 0, TimeSpan.FromHours(5.5)), DuckDbType.TimeTz, "10:00:00+05:30" },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void Parameter_ThatFitsItsType_IsMadeExactly(object value, DuckDbType type, string expected)
    {
        using var connection = Db.Open();
        connection.Execute("SET TimeZone = 'UTC'");
        Assert.Equal(expected, Text(connection, value, DuckDbLogicalType.Of(type)));
    }

    [Fact]
    public void Moment_InUtcFinerThanAMicrosecond_IsNeverReadInTheZoneOfTheSession()
    {
        using var connection = Db.Open();
        connection.Execute("SET TimeZone = 'America/New_York'; CREATE TABLE t (a TIMESTAMPTZ)");
        var fine = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1);
        Assert.Contains("AddTicks", Assert.Throws<ArgumentException>(() => connection.Scalar<object>("SELECT $1", fine)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => connection.Scalar<object>("SELECT $1", new DateTimeOffset(fine)));
        Assert.Equal(fine.AddTicks(-1), connection.Scalar<DateTime>("SELECT $1::TIMESTAMPTZ", fine.AddTicks(-1)));
        Assert.Contains("1677", Assert.Throws<OverflowException>(() => connection.Scalar<object>("SELECT $1", DateTime.MaxValue)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<object, string, string> Lists => new()
    {
        { new object[] { 1, 2.5 }, "DOUBLE[]", "[1.0, 2.5]" },
        { new object[] { 1, 3000000000L }, "BIGINT[]", "[1, 3000000000]" },
        { new object[] { (byte)255, (sbyte)-1 }, "SMALLINT[]", "[255, -1]" },
        { new object[] { ulong.MaxValue, -1 }, "HUGEINT[]", "[18446744073709551615, -1]" },
        { new object[] { 1, 2.25m }, "DECIMAL(12,2)[]", "[1.00, 2.25]" },
        { new object?[] { null, 1, "x" }, "VARCHAR[]", "[NULL, 1, x]" },
        { new[] { 3000000000u }, "UINTEGER[]", "[3000000000]" },
        { new object[] { new[] { 1 }, new[] { 2.5 } }, "DOUBLE[][]", "[[1.0], [2.5]]" },
        { new[] { new DateTime(2024, 1, 1), new DateTime(2024, 1, 1).AddTicks(1) }, "TIMESTAMP_NS[]", "['2024-01-01 00:00:00', '2024-01-01 00:00:00.0000001']" },
        {
            new[] { new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, object?> { ["a"] = 2.5, ["b"] = "x" } },
            "STRUCT(a DOUBLE, b VARCHAR)[]", "[{'a': 1.0, 'b': NULL}, {'a': 2.5, 'b': x}]"
        },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_OfSeveralTypes_TakesTheTypeAllFitIn(object value, string type, string text)
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT typeof($1), $1::VARCHAR");
        command.Parameters.AddValue(value);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(type, reader.GetString(0));
        Assert.Equal(text, reader.GetString(1));
    }

    [Fact]
    public void Nested_ThatWouldLoseAPart_IsRefused()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER[])");
        Assert.Throws<OverflowException>(() => Text(connection, new[] { 1.5 }, DuckDbLogicalType.List(DuckDbLogicalType.Of(DuckDbType.Integer))));
        using var insert = connection.CreateCommand("INSERT INTO t VALUES ($1)");
        insert.Parameters.AddValue(new[] { 1.5, 2.5 });
        Assert.Throws<OverflowException>(() => insert.ExecuteNonQuery());
        var fields = new Dictionary<string, object?> { ["a"] = 1, ["other"] = 2 };
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => Text(connection, fields, DuckDbLogicalType.Struct(new DuckDbField("a", DuckDbType.Integer)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => connection.Scalar<object>("SELECT $1", (object)new object[] { true, 1 }));
    }

    [Fact]
    public void Statement_RefusedBeforeItStarts_SaysWhy()
    {
        using var connection = Db.Open();
        connection.Execute("ATTACH ':memory:' AS other");
        using var transaction = connection.BeginTransaction();
        connection.Execute("CREATE TABLE t (a INTEGER)");
        var refusal = Assert.Throws<DuckDbException>(() => connection.Execute("CREATE TABLE other.t (a INTEGER)"));
        Assert.DoesNotContain("closed pending", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("other", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BeginTransaction_MoreThanASnapshot_IsRefused()
    {
        using var connection = Db.Open();
        Assert.Throws<NotSupportedException>(() => ((DbConnection)connection).BeginTransaction(IsolationLevel.Serializable));
        using var transaction = ((DbConnection)connection).BeginTransaction(IsolationLevel.ReadCommitted);
        Assert.Equal(IsolationLevel.Snapshot, transaction.IsolationLevel);
    }

    private static string Text(DuckDbConnection connection, object value, DuckDbLogicalType type)
    {
        using var command = connection.CreateCommand("SELECT $1::VARCHAR");
        command.Parameters.Add(new DuckDbParameter(value) { LogicalType = type });
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}
