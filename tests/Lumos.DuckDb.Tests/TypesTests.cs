using System.Globalization;
using System.Numerics;

namespace Lumos.DuckDb.Tests;

public sealed class TypesTests
{
    private static Int128 I128(string text) => Int128.Parse(text, CultureInfo.InvariantCulture);

    public static TheoryData<string, object> Literals => new()
    {
        { "true", true },
        { "(-128)::TINYINT", sbyte.MinValue },
        { "(-32768)::SMALLINT", short.MinValue },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", byte.MaxValue },
        { "65535::USMALLINT", ushort.MaxValue },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "(-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue },
        { "170141183460469231731687303715884105727::HUGEINT", Int128.MaxValue },
        { "340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue },
        { "1.5::FLOAT", 1.5f },
        { "'-1.7976931348623157e308'::DOUBLE", double.MinValue },
        { "12.34::DECIMAL(4,2)", 12.34m },
        { "(-1234567.89)::DECIMAL(9,2)", -1234567.89m },
        { "1234567890123456.78::DECIMAL(18,2)", 1234567890123456.78m },
        { "(-79228162514264337593543950335)::DECIMAL(38,0)", decimal.MinValue },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29) },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { "DATE '9999-12-31'", DateOnly.MaxValue },
        { "TIME '23:59:59.999999'", new TimeOnly(863999999999 - 9) },
        { "TIMESTAMP '2024-02-29 12:34:56.789012'", new DateTime(2024, 2, 29, 12, 34, 56).AddTicks(7890120) },
        { "TIMESTAMP_S '2024-02-29 12:34:56'", new DateTime(2024, 2, 29, 12, 34, 56) },
        { "TIMESTAMP_MS '2024-02-29 12:34:56.789'", new DateTime(2024, 2, 29, 12, 34, 56, 789) },
        { "TIMESTAMP_NS '2024-02-29 12:34:56.789012345'", new DateTime(2024, 2, 29, 12, 34, 56).AddTicks(7890123) },
        { "TIMESTAMPTZ '2024-02-29 12:34:56+02:00'", new DateTime(2024, 2, 29, 10, 34, 56, DateTimeKind.Utc) },
        { "TIMETZ '12:34:56+05:30'", new DuckDbTimeTz(45296000000, 19800) },
        { "INTERVAL '1 year 2 days 3 seconds'", new DuckDbInterval(12, 2, 3000000) },
        { "UUID '00112233-4455-6677-8899-aabbccddeeff'", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "UUID 'ffffffff-ffff-ffff-ffff-ffffffffffff'", Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff") },
        { "'Zoë 日本 🦆'", "Zoë 日本 🦆" },
        { "'\\x00\\xFF'::BLOB", new byte[] { 0, 255 } },
        { "'101'::BIT", "101" },
        { "'0101010101'::BIT", "0101010101" },
        { "'b'::ENUM('a','b')", "b" },
        { "'{\"a\":1}'::JSON", "{\"a\":1}" },
        { "'-123456789012345678901234567890123456789012345678901234567890'::BIGNUM", BigInteger.Parse("-123456789012345678901234567890123456789012345678901234567890", CultureInfo.InvariantCulture) },
        { "'256'::BIGNUM", new BigInteger(256) },
        { "[1, NULL, 3]", new object?[] { 1, null, 3 } },
        { "[1, 2]::INTEGER[2]", new object?[] { 1, 2 } },
        { "union_value(n := 7)", 7 },
        { "TIME_NS '12:00:00.000000100'", new TimeOnly(12, 0).Add(new TimeSpan(1)) },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void GetValue_OfEveryType_GivesTheDotNetValue(string sql, object expected)
    {
        using var connection = Db.Open();
        Assert.Equal(expected, connection.Scalar<object>($"SELECT {sql}"));
    }

    public static TheoryData<object, string> Parameters => new()
    {
        { true, "BOOLEAN" },
        { sbyte.MinValue, "TINYINT" },
        { short.MinValue, "SMALLINT" },
        { int.MinValue, "INTEGER" },
        { long.MinValue, "BIGINT" },
        { byte.MaxValue, "UTINYINT" },
        { ushort.MaxValue, "USMALLINT" },
        { uint.MaxValue, "UINTEGER" },
        { ulong.MaxValue, "UBIGINT" },
        { Int128.MinValue, "HUGEINT" },
        { UInt128.MaxValue, "UHUGEINT" },
        { float.Epsilon, "FLOAT" },
        { double.MaxValue, "DOUBLE" },
        { -0.001m, "DECIMAL(3,3)" },
        { decimal.MaxValue, "DECIMAL(29,0)" },
        { new DateOnly(1, 1, 1), "DATE" },
        { new TimeOnly(23, 59, 59, 999, 999), "TIME" },
        { new DateTime(9999, 12, 31, 23, 59, 59), "TIMESTAMP" },
        { new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), "TIMESTAMP WITH TIME ZONE" },
        { new DateTime(2024, 1, 1).AddTicks(1), "TIMESTAMP_NS" },
        { new DuckDbTimeTz(1, -3600), "TIME WITH TIME ZONE" },
        { new DuckDbInterval(1, -2, 3), "INTERVAL" },
        { Guid.Parse("f0112233-4455-6677-8899-aabbccddeeff"), "UUID" },
        { "Zoë 日本 🦆", "VARCHAR" },
        { "", "VARCHAR" },
        { "a\0b", "VARCHAR" },
        { new byte[] { 0, 1, 255 }, "BLOB" },
        { Array.Empty<byte>(), "BLOB" },
        { BigInteger.Parse("123456789012345678901234567890123456789012345678901234567890", CultureInfo.InvariantCulture), "BIGNUM" },
        { BigInteger.Parse("-98765432109876543210987654321098765432109876543210", CultureInfo.InvariantCulture), "BIGNUM" },
        { BigInteger.Zero, "BIGNUM" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Parameter_OfEveryType_ComesBackEqualWithItsType(object value, string type)
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT $1, typeof($1)");
        command.Parameters.AddValue(value);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(value, reader.GetValue(0));
        Assert.Equal(type, reader.GetString(1));
    }

    [Fact]
    public void Decimal_Of38Digits_IsExactBothWays()
    {
        using var connection = Db.Open();
        var value = new DuckDbDecimal(I128("99999999999999999999999999999999999999"), 38, 10);
        Assert.Equal(value, connection.Scalar<DuckDbDecimal>("SELECT $1", value));
        Assert.Equal("9999999999999999999999999999.9999999999", value.ToString());
        Assert.Equal("-0.0000000001", new DuckDbDecimal(-1, 38, 10).ToString());
        Assert.Throws<OverflowException>(() => connection.Scalar<decimal>("SELECT 99999999999999999999999999999999999999::DECIMAL(38,0)"));
        Assert.Throws<OverflowException>(() => connection.Scalar<object>("SELECT $1", new DuckDbDecimal(1000, 3, 0)));
    }

    [Fact]
    public void Infinity_AndYearsOutsideDotNet_AreReadExactly()
    {
        using var connection = Db.Open();
        Assert.Equal(DuckDbDate.PositiveInfinity, connection.Scalar<DuckDbDate>("SELECT 'infinity'::DATE"));
        Assert.Equal(DuckDbDate.NegativeInfinity, connection.Scalar<DuckDbDate>("SELECT '-infinity'::DATE"));
        Assert.Equal(DuckDbTimestamp.PositiveInfinity, connection.Scalar<DuckDbTimestamp>("SELECT 'infinity'::TIMESTAMP"));
        Assert.Equal(DuckDbTimestamp.NegativeInfinity, connection.Scalar<DuckDbTimestamp>("SELECT '-infinity'::TIMESTAMPTZ"));
        Assert.True(connection.Scalar<bool>("SELECT $1 = 'infinity'::DATE AND $2 = '-infinity'::TIMESTAMP", DuckDbDate.PositiveInfinity, DuckDbTimestamp.NegativeInfinity));
        Assert.Throws<OverflowException>(() => connection.Scalar<object>("SELECT 'infinity'::DATE"));
        Assert.Throws<OverflowException>(() => connection.Scalar<object>("SELECT DATE '0044-03-15 (BC)'"));
        Assert.Equal(-735160, connection.Scalar<DuckDbDate>("SELECT DATE '0044-03-15 (BC)'").Days);
        Assert.Equal(TimeSpan.FromDays(1), connection.Scalar<TimeSpan>("SELECT TIME '24:00:00'"));
        Assert.Throws<OverflowException>(() => connection.Scalar<TimeOnly>("SELECT TIME '24:00:00'"));
        Assert.Equal(1709210096789012345, connection.Scalar<DuckDbTimestamp>("SELECT TIMESTAMP_NS '2024-02-29 12:34:56.789012345'").Value);
    }

    [Fact]
    public void Nested_Values_ComeBackWithNames()
    {
        using var connection = Db.Open();
        var row = Assert.IsType<Dictionary<string, object?>>(connection.Scalar<object>("SELECT {'a': 1, 'b': [{'c': 'x'}, NULL], 'm': MAP {'k': 2.5, 'l': NULL}}"));
        Assert.Equal(1, row["a"]);
        var list = Assert.IsType<object?[]>(row["b"]);
        Assert.Equal("x", ((Dictionary<string, object?>)list[0]!)["c"]);
        Assert.Null(list[1]);
        var map = Assert.IsType<Dictionary<object, object?>>(row["m"]);
        Assert.Equal(2.5m, map["k"]);
        Assert.Null(map["l"]);
    }

    [Fact]
    public void Nested_Parameters_AreMadeInTheirTypes()
    {
        using var connection = Db.Open();
        Assert.Equal("[1, 2, 3]", connection.Scalar<string>("SELECT $1::VARCHAR", new[] { 1, 2, 3 }));
        Assert.Equal("[a, NULL]", connection.Scalar<string>("SELECT $1::VARCHAR", new List<string?> { "a", null }));
        Assert.Equal("DECIMAL(4,2)[]", connection.Scalar<string>("SELECT typeof($1)", new[] { 1.25m, 10m }));
        Assert.Equal("{'a': 1, 'b': x}", connection.Scalar<string>("SELECT $1::VARCHAR", new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" }));
        Assert.Equal("{1=x, 2=NULL}", connection.Scalar<string>("SELECT $1::VARCHAR", new Dictionary<int, string?> { [1] = "x", [2] = null }));
        Assert.Equal("[[1], []]", connection.Scalar<string>("SELECT $1::VARCHAR", (object)new[] { new[] { 1 }, [] }));
    }

    [Fact]
    public void Parameter_WithLogicalType_IsMadeAsThatType()
    {
        using var connection = Db.Open();
        Check("1010", DuckDbLogicalType.Of(DuckDbType.Bit), "BIT", "1010");
        Check("b", DuckDbLogicalType.Enum("a", "b"), "ENUM('a', 'b')", "b");
        Check(KeyValuePair.Create<string, object?>("s", "x"), DuckDbLogicalType.Union(new DuckDbField("n", DuckDbType.Integer), new DuckDbField("s", DuckDbType.Varchar)), "UNION(n INTEGER, s VARCHAR)", "x");
        Check(new[] { 1, 2 }, DuckDbLogicalType.Array(DuckDbLogicalType.Of(DuckDbType.SmallInt), 2), "SMALLINT[2]", "[1, 2]");
        Check(Array.Empty<int>(), DuckDbLogicalType.List(DuckDbLogicalType.Of(DuckDbType.Date)), "DATE[]", "[]");
        Check(12, DuckDbLogicalType.Decimal(38, 2), "DECIMAL(38,2)", "12.00");
        Check(new DateTime(2024, 1, 2, 3, 4, 5), DuckDbLogicalType.Of(DuckDbType.TimestampS), "TIMESTAMP_S", "2024-01-02 03:04:05");
        Check(TimeSpan.FromDays(1), DuckDbLogicalType.Of(DuckDbType.Time), "TIME", "24:00:00");

        void Check(object value, DuckDbLogicalType type, string typeName, string text)
        {
            using var command = connection.CreateCommand("SELECT typeof($1), $1::VARCHAR");
            command.Parameters.Add(new DuckDbParameter(value) { LogicalType = type });
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal(typeName, reader.GetString(0));
            Assert.Equal(text, reader.GetString(1));
        }
    }

    [Fact]
    public void Get_AsAnotherType_ConvertsOnlyWhatFits()
    {
        using var connection = Db.Open();
        Assert.Equal(7L, connection.Scalar<long>("SELECT 7::TINYINT"));
        Assert.Equal(7, connection.Scalar<int>("SELECT sum(7)"));
        Assert.Equal(7.0, connection.Scalar<double>("SELECT 7.00::DECIMAL(10,2)"));
        Assert.Throws<OverflowException>(() => connection.Scalar<byte>("SELECT 256"));
        Assert.Throws<InvalidCastException>(() => connection.Scalar<int>("SELECT 'a'"));
        Assert.Throws<InvalidCastException>(() => connection.Scalar<int>("SELECT NULL::INTEGER"));
        Assert.Null(connection.Scalar<int?>("SELECT NULL::INTEGER"));
        Assert.Equal(5, connection.Scalar<int?>("SELECT 5"));
        Assert.Equal(DayOfWeek.Friday, connection.Scalar<DayOfWeek>("SELECT 'friday'"));
        Assert.Equal([1, 2], connection.Scalar<int[]>("SELECT [1, 2]"));
        Assert.Equal([1, null], connection.Scalar<List<int?>>("SELECT [1, NULL]"));
        Assert.Equal(new List<string?> { "a", null }, connection.Scalar<List<string?>>("SELECT ['a', NULL]"));
        Assert.ThrowsAny<ArgumentException>(() => connection.Scalar<string>("SELECT $1", "\ud800"));
    }

    [Fact]
    public void LogicalType_OfEveryShape_ReadsBackEqual()
    {
        using var connection = Db.Open();
        using var command = connection.CreateCommand("SELECT NULL::STRUCT(a DECIMAL(20,3)[], m MAP(VARCHAR, UUID[2]), u UNION(x INTEGER, y ENUM('p','q''s')))");
        var type = DuckDbLogicalType.Struct(
            new DuckDbField("a", DuckDbLogicalType.List(DuckDbLogicalType.Decimal(20, 3))),
            new DuckDbField("m", DuckDbLogicalType.Map(DuckDbLogicalType.Of(DuckDbType.Varchar), DuckDbLogicalType.Array(DuckDbLogicalType.Of(DuckDbType.Uuid), 2))),
            new DuckDbField("u", DuckDbLogicalType.Union(new DuckDbField("x", DuckDbType.Integer), new DuckDbField("y", DuckDbLogicalType.Enum("p", "q's")))));
        using (var reader = command.ExecuteReader()) Assert.Equal(type, reader.GetLogicalType(0));
        Assert.Equal(type, DuckDbLogicalTypeOf(connection, type.ToString()));
    }

    private static DuckDbLogicalType DuckDbLogicalTypeOf(DuckDbConnection connection, string sql)
    {
        using var reader = connection.CreateCommand($"SELECT NULL::{sql}").ExecuteReader();
        return reader.GetLogicalType(0);
    }
}
