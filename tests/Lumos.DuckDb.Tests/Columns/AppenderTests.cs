using System.Text;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests.Columns;

public sealed class AppenderTests
{
    [Fact]
    public void Append_TextColumnsOverSeveralChunks_KeepsEveryByte()
    {
        const int rows = 5000;
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (id BIGINT, name VARCHAR)");
        var utf8 = new MemoryStream();
        var offsets = new int[rows + 1];
        var validity = new byte[(rows + 7) / 8];
        for (var i = 0; i < rows; i++)
        {
            if (i % 7 != 0)
            {
                utf8.Write(Encoding.UTF8.GetBytes(Name(i)));
                validity[i >> 3] |= (byte)(1 << (i & 7));
            }

            offsets[i + 1] = (int)utf8.Length;
        }

        using (var appender = connection.CreateAppender("t"))
        {
            appender.Append(
                DuckDbColumnData.Of(DuckDbType.BigInt, Enumerable.Range(0, rows).Select(i => (long)i).ToArray()),
                DuckDbColumnData.Text(utf8.ToArray(), offsets, validity));
            appender.Complete();
            Assert.Equal(rows, appender.RowCount);
        }

        using var command = connection.CreateCommand("SELECT id, name FROM t ORDER BY id");
        using var reader = command.ExecuteReader();
        for (var i = 0; i < rows; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
            Assert.Equal(i % 7 == 0 ? null : Name(i), reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void Append_TypedColumns_NarrowsDecimalsAndExpandsBits()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a DECIMAL(4,2), b DECIMAL(9,2), c DECIMAL(18,2), d DECIMAL(38,2), e BOOLEAN, f DATE, g TIMESTAMP, h DOUBLE)");
        long[] scaled = [125, -9999, long.MaxValue];
        Int128[] wide = [125, -9999, Int128.MaxValue];
        byte[] validity = [0b011];
        using (var appender = connection.CreateAppender("t"))
        {
            appender.Append(
                DuckDbColumnData.Decimal(Bytes(scaled), 8, 4, 2, validity),
                DuckDbColumnData.Decimal(Bytes(scaled), 8, 9, 2, validity),
                DuckDbColumnData.Decimal(Bytes(scaled), 8, 18, 2, validity),
                DuckDbColumnData.Decimal(Bytes(wide), 16, 38, 2, validity),
                DuckDbColumnData.Bits(new byte[] { 0b101 }, 3),
                DuckDbColumnData.Of(DuckDbType.Date, [0, 1, -1]),
                DuckDbColumnData.Of(DuckDbType.Timestamp, [0L, 1L, -1L]),
                DuckDbColumnData.Of(DuckDbType.Double, [0.5, double.NaN, double.NegativeInfinity]));
            appender.Complete();
        }

        using var reader = connection.CreateCommand("SELECT * FROM t").ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal([1.25m, 1.25m, 1.25m, 1.25m, true, new DateOnly(1970, 1, 1), DateTime.UnixEpoch, 0.5], Row(reader));
        Assert.True(reader.Read());
        Assert.Equal([-99.99m, -99.99m, -99.99m, -99.99m, false, new DateOnly(1970, 1, 2), DateTime.UnixEpoch.AddTicks(10), double.NaN], Row(reader));
        Assert.True(reader.Read());
        Assert.Equal([DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, true, new DateOnly(1969, 12, 31), DateTime.UnixEpoch.AddTicks(-10), double.NegativeInfinity], Row(reader));
    }

    [Fact]
    public void Append_ValueTooWide_Throws()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a DECIMAL(9,2))");
        using var appender = connection.CreateAppender("t");
        Assert.Throws<OverflowException>(() => appender.Append(DuckDbColumnData.Decimal(Bytes([long.MaxValue]), 8, 9, 2)));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0x41 }, new[] { 0, 1, 2 })]
    [InlineData(new byte[] { 0xC3, 0xA9 }, new[] { 0, 1, 2 })]
    [InlineData(new byte[] { 0x41, 0x41 }, new[] { 0, 2, 1 })]
    [InlineData(new byte[] { 0x41, 0x41 }, new[] { 0, 1, 3 })]
    [InlineData(new byte[] { 0x41, 0x41 }, new[] { -1, 1, 2 })]
    public void Append_BrokenText_Throws(byte[] utf8, int[] offsets)
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a VARCHAR)");
        using var appender = connection.CreateAppender("t");
        Assert.Throws<ArgumentException>(() => appender.Append(DuckDbColumnData.Text(utf8, offsets)));
    }

    [Fact]
    public void Append_ColumnsOfOtherType_AreCast()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER, b VARCHAR DEFAULT 'd')");
        using (var appender = connection.CreateAppender("t", columns: ["a"]))
        {
            appender.Append(DuckDbColumnData.Text("12"u8.ToArray(), new[] { 0, 1, 2 }));
            appender.Complete();
        }

        Assert.Equal("1d2d", connection.Scalar<string>("SELECT string_agg(a || b, '') FROM t"));
        using var other = connection.CreateAppender("t", columns: ["a"]);
        var exception = Assert.Throws<DuckDbException>(() => other.Append(DuckDbColumnData.Text("x"u8.ToArray(), new[] { 0, 1 })));
        Assert.Contains("type mismatch", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 5000)]
    [InlineData(4097, 700)]
    [InlineData(5000, 0)]
    public void Append_SomeRowsOfColumns_TakesThoseAndNoOthers(int first, int count)
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a BIGINT)");
        var numbers = new long[5000];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;

        using (var appender = connection.CreateAppender("t"))
        {
            appender.Append([DuckDbColumnData.Of(DuckDbType.BigInt, numbers)], first, count);
            appender.Complete();
        }

        Assert.Equal(count, connection.Scalar<long>("SELECT count(*) FROM t"));
        Assert.Equal(count, connection.Scalar<long>($"SELECT count(DISTINCT a) FROM t WHERE a >= {first} AND a < {first + count}"));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 4)]
    [InlineData(3, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Append_RowsThatAreNotThere_Throws(int first, int count)
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a BIGINT)");
        using var appender = connection.CreateAppender("t");

        Assert.Throws<ArgumentOutOfRangeException>(() => appender.Append([DuckDbColumnData.Of(DuckDbType.BigInt, [1L, 2L, 3L])], first, count));
    }

    [Fact]
    public void Dispose_WithoutComplete_DropsTheRows()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER)");
        using (var appender = connection.CreateAppender("t")) appender.Append(DuckDbColumnData.Of(DuckDbType.Integer, [1, 2]));
        Assert.Equal(0, connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void CreateAppender_ForMissingTable_Throws()
    {
        using var connection = Db.Open();
        Assert.Contains("missing", Assert.Throws<DuckDbException>(() => connection.CreateAppender("missing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_AgainstConstraint_ThrowsItsKind()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        using var appender = connection.CreateAppender("t");
        appender.Append(DuckDbColumnData.Of(DuckDbType.Integer, [1, 1]));
        Assert.Equal(DuckDbErrorType.Constraint, Assert.Throws<DuckDbException>(appender.Complete).ErrorType);
    }

    [Fact]
    public void Append_WrittenChunkWithLists_KeepsNesting()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a INTEGER[], s STRUCT(x INTEGER, y VARCHAR), b BLOB)");
        using var chunk = DuckDbDataChunk.Create(
        [
            new DuckDbField("a", DuckDbLogicalType.List(DuckDbLogicalType.Of(DuckDbType.Integer))),
            new DuckDbField("s", DuckDbLogicalType.Struct(new DuckDbField("x", DuckDbType.Integer), new DuckDbField("y", DuckDbType.Varchar))),
            new DuckDbField("b", DuckDbType.Blob),
        ]);
        var lists = chunk.Write(0);
        lists.SetList(0, new DuckDbListEntry(0, 2));
        lists.SetList(1, new DuckDbListEntry(2, 1));
        var elements = lists.ReserveElements(3);
        elements.Values<int>()[0] = 10;
        elements.Values<int>()[1] = 20;
        elements.SetNull(2);
        chunk.Write(1).Field(0).Values<int>()[0] = 1;
        chunk.Write(1).Field(1).SetUtf8(0, "longer than twelve bytes"u8);
        chunk.Write(1).SetNull(1);
        chunk.Write(2).SetBytes(0, [0xFF]);
        chunk.Write(2).SetBytes(1, []);
        chunk.SetRowCount(2);
        using (var appender = connection.CreateAppender("t"))
        {
            appender.Append(chunk);
            appender.Complete();
        }

        Assert.Equal("[10, 20] {'x': 1, 'y': longer than twelve bytes} \\xFF|[NULL] NULL ", connection.Scalar<string>(
            "SELECT string_agg(a::VARCHAR || ' ' || coalesce(s::VARCHAR, 'NULL') || ' ' || b::VARCHAR, '|') FROM t"));
    }

    [Fact]
    public void Append_EnumIndexes_AreCheckedAgainstItsValues()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a ENUM('x', 'y'))");
        using var appender = connection.CreateAppender("t");
        var type = DuckDbLogicalType.Enum("x", "y");
        appender.Append(DuckDbColumnData.Fixed(type, new byte[] { 1, 0, 99 }, new byte[] { 0b011 }));
        Assert.Throws<ArgumentException>(() => appender.Append(DuckDbColumnData.Fixed(type, new byte[] { 2 })));
        appender.Complete();
        Assert.Equal("yx", connection.Scalar<string>("SELECT string_agg(a, '') FROM t"));
    }

    [Fact]
    public void Append_WhileAStreamOfTheSameConnectionIsOpen_Throws()
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (a BIGINT)");
        using var appender = connection.CreateAppender("t");
        using (var result = connection.CreateCommand("SELECT range FROM range(500000)").ExecuteColumns())
        using (var chunk = result.ReadChunk()!)
        {
            Assert.Throws<InvalidOperationException>(() => appender.Append(chunk));
        }

        appender.Append(DuckDbColumnData.Of(DuckDbType.BigInt, [1L]));
        appender.Complete();
        Assert.Equal(1, connection.Scalar<long>("SELECT count(*) FROM t"));
    }

    private static string Name(int i) => i % 3 == 0 ? $"n{i}" : $"Zoë Müller-Lüdenscheidt {i} 日本 🦆";

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static object[] Row(DuckDbDataReader reader)
    {
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }
}
