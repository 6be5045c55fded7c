using System.Globalization;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Copying;
using Npgsql;

namespace Lumos.Connectors.Postgres.Tests.Copying;

/// <summary>What is written by binary COPY is what the server has, and what is read back.</summary>
[Collection(ServerTests.Name)]
public sealed class CopyRoundTripTests(ServerFixture fixture)
{
    private const string Nines = "99999999999999999999999999999999999999";

    public static TheoryData<string, string, string[]> Extremes => new()
    {
        { "text", "text", ["", "a", "äöü", "\U0001F600", "tab\tline\nquote\"'\\", "\\N", new string('x', 70_000)] },
        { "int64", "bigint", ["0", "-1", "9223372036854775807", "-9223372036854775808"] },
        { "bool", "boolean", ["true", "false", "true", "true", "false", "false", "true", "true", "false"] },
        { "date", "date", ["0001-01-01", "1969-12-31", "1970-01-01", "1999-12-31", "2000-01-01", "9999-12-31"] },
        { "timestamp", "timestamp", ["0001-01-01 00:00:00.000000", "1969-12-31 23:59:59.999999", "2000-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999"] },
        { "float64", "double precision", ["0", "-0", "1.5", "5E-324", "1.7976931348623157E+308", "NaN", "Infinity", "-Infinity", "0.1"] },
        { "decimal(18,2)", "numeric(18,2)", ["0.00", "0.01", "-0.01", "1234.50", "9999999999999999.99", "-9999999999999999.99", "10000.00", "100000000.00"] },
        { "decimal(18,18)", "numeric(18,18)", ["0.000000000000000001", "-0.999999999999999999", "0.100000000000000000"] },
        { "decimal(9,0)", "numeric(9,0)", ["0", "10000", "99999999", "-123456789"] },
        { "decimal(38,0)", "numeric(38,0)", [Nines, "-" + Nines, "1", "10000000000000000000000000000000000000"] },
        { "decimal(38,38)", "numeric(38,38)", ["0." + Nines, "-0." + Nines, "0.00000000000000000000000000000000000001"] },
        { "decimal(38,37)", "numeric(38,37)", ["9." + Nines[1..], "-9." + Nines[1..], "0.0000000000000000000000000000000000001"] },
        { "decimal(38,10)", "numeric(38,10)", [Nines[10..] + "." + Nines[..10], "-0.0000000001", "1.0000000000"] },
    };

    [ServerTheory]
    [MemberData(nameof(Extremes))]
    public async Task Copy_Extremes_ComeBackTheSame(string type, string sqlType, string[] values)
    {
        var database = fixture.NewDatabase();
        database.Execute($"CREATE TABLE t (n bigint, v {sqlType})");
        Assert.True(ColumnType.TryParse(type, out var kind));
        var schema = new ColumnSchema([new ColumnField("n", ColumnType.Int64), new ColumnField("v", kind)]);
        var rows = values.Append(null).Select((value, i) => new[] { i.ToString(CultureInfo.InvariantCulture), value }).ToArray();

        await WriteAsync(database, Batches.Of(schema, rows));

        // The server's own reading of the texts is the oracle.
        var literals = string.Join(", ", values.Select((value, i) => $"({i}, {Sql.Text(value)}::{sqlType})"));
        Assert.Equal("0", database.Value($"SELECT count(*) FROM (VALUES {literals}) AS e(n, v) JOIN t USING (n) WHERE t.v IS DISTINCT FROM e.v OR t.v::text <> e.v::text"));
        Assert.Equal(rows.Select(row => $"{row[0]}|{row[1]}"), await ReadAsync(database, schema, "SELECT n, v FROM t ORDER BY n", 3));
    }

    [ServerFact]
    public async Task Copy_ManyRowsInOddBatches_ComeBackTheSame()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE t (n bigint, s text, d numeric(20,3), b boolean)");
        var schema = new ColumnSchema([new("n", ColumnType.Int64), new("s", ColumnType.Text), new("d", ColumnType.Decimal(20, 3)), new("b", ColumnType.Bool)]);
        var rows = Enumerable.Range(0, 5_003).Select(i => new[]
        {
            i.ToString(CultureInfo.InvariantCulture),
            i % 7 == 0 ? null : new string((char)('a' + i % 26), i % 300),
            i % 5 == 0 ? null : FormattableString.Invariant($"{(i % 2 == 0 ? "-" : "")}{i * 7919L}.{i % 1000:000}"),
            i % 11 == 0 ? null : i % 2 == 0 ? "true" : "false",
        }).ToArray();

        await WriteAsync(database, Batches.Of(schema, rows[..1]), Batches.Of(schema, rows[1..1025]), Batches.Of(schema), Batches.Of(schema, rows[1025..]));

        var expected = rows.Select(row => string.Join('|', row)).ToList();
        Assert.Equal(expected, await ReadAsync(database, schema, "SELECT * FROM t ORDER BY n", 777));
        Assert.Equal(expected, await ReadAsync(database, schema, "SELECT * FROM t ORDER BY n", 50_000));
    }

    [ServerFact]
    public async Task Read_NarrowNumbers_AreWidened()
    {
        var database = fixture.NewDatabase();
        var schema = new ColumnSchema([new("a", ColumnType.Int64), new("b", ColumnType.Int64), new("c", ColumnType.Float64)]);

        Assert.Equal(["-32768|-2147483648|0.5"], await ReadAsync(database, schema, "SELECT (-32768)::smallint, (-2147483648)::integer, 0.5::real", 10));
    }

    [ServerTheory]
    [InlineData("decimal(5,2)", "1000::numeric")]
    [InlineData("decimal(5,2)", "0.001::numeric")]
    [InlineData("decimal(5,2)", "'NaN'::numeric")]
    [InlineData("decimal(5,2)", "'Infinity'::numeric")]
    [InlineData("decimal(38,0)", "1e38::numeric")]
    [InlineData("date", "'infinity'::date")]
    [InlineData("date", "'-infinity'::date")]
    [InlineData("date", "'10000-01-01'::date")]
    [InlineData("timestamp", "'infinity'::timestamp")]
    [InlineData("timestamp", "'0044-03-15 12:00 BC'::timestamp")]
    public async Task Read_ValueTheTypeCannotHold_IsRefusedWithColumnAndRow(string type, string sql)
    {
        var database = fixture.NewDatabase();
        Assert.True(ColumnType.TryParse(type, out var kind));
        var schema = new ColumnSchema([new("n", ColumnType.Int64), new("v", kind)]);

        var error = await Assert.ThrowsAsync<LumosException>(() => ReadAsync(database, schema, $"SELECT 0::bigint, NULL UNION ALL SELECT 1, {sql}", 10));

        Assert.Equal("DATABASE_VALUE_UNREADABLE", error.Reason);
        Assert.Equal("v", error.Where!.Column);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Write_TextWithNul_IsRefusedWithColumnAndRow()
    {
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE t (n bigint, v text)");
        var schema = new ColumnSchema([new("n", ColumnType.Int64), new("v", ColumnType.Text)]);
        var rows = Enumerable.Range(0, 1500).Select(i => new[] { "1", i == 1300 ? "secret\0word" : "fine" }).ToArray();

        var error = await Assert.ThrowsAsync<LumosException>(() => WriteAsync(database, Batches.Of(schema, rows)));

        Assert.Equal("TARGET_TEXT_NUL", error.Reason);
        Assert.Equal("v", error.Where!.Column);
        Assert.Contains("row 1300", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numeric_EveryScaleAndSign_RoundTrips()
    {
        var to = new byte[CopyNumeric.MaxBytes];
        var random = new Lumos.Testing.SeededRandom(7);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = 1 + (int)(random.NextUInt64() % 38);
            var scale = (int)(random.NextUInt64() % (ulong)(digits + 1));
            var limit = UInt128.Parse("1" + new string('0', digits), CultureInfo.InvariantCulture);
            var magnitude = new UInt128(random.NextUInt64(), random.NextUInt64()) % limit;
            if (i % 3 == 0) magnitude -= magnitude % (UInt128)Math.Pow(10, digits / 2);
            var value = i % 2 == 0 ? (Int128)magnitude : -(Int128)magnitude;

            var bytes = CopyNumeric.Write(value, scale, to);

            Assert.True(CopyNumeric.TryRead(to.AsSpan(0, bytes), digits, scale, out var back));
            Assert.Equal(value, back);
        }
    }

    private static async Task WriteAsync(TestDatabase database, params ColumnBatch[] batches)
    {
        await using var connection = database.Open();
        await using var stream = await connection.BeginRawBinaryCopyAsync("COPY t FROM STDIN (FORMAT BINARY)");
        var encoder = new CopyEncoder(stream, new TargetTable { Name = "t", Columns = [.. batches[0].Schema.Fields.Select(static field => new TargetColumn { Name = field.Name, Type = field.Type })] });
        try
        {
            foreach (var batch in batches) await encoder.WriteAsync(batch, default);
        }
        catch
        {
            await stream.CancelAsync();
            throw;
        }

        await encoder.FinishAsync(default);
    }

    private static async Task<List<string>> ReadAsync(TestDatabase database, ColumnSchema schema, string sql, int batchRows)
    {
        await using var connection = database.Open();
        await using var stream = await connection.BeginRawBinaryCopyAsync($"COPY ({sql}) TO STDOUT (FORMAT BINARY)");
        return await Batches.TextOf(new CopyDecoder(stream, schema, "t").ReadAsync(batchRows, default));
    }
}
