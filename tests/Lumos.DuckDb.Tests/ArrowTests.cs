using System.Runtime.InteropServices;
using Lumos.DuckDb.Arrow;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests;

public sealed unsafe class ArrowTests
{
    private const string Everything = """
        SELECT range % 2 = 0 AS flag, range AS n, CASE WHEN range % 3 = 0 THEN NULL ELSE 'row number ' || range || ' é' END AS t,
               (range * 1.25)::DECIMAL(30,2) AS d, DATE '2024-01-01' + range::INTEGER AS day, [range, NULL] AS l, {'a': range, 'b': 'x' || range} AS s,
               range::HUGEINT AS h, '00112233-4455-6677-8899-aabbccddeeff'::UUID AS u, TIMESTAMP '2024-01-01' + to_seconds(range) AS ts, '\x01\xFF'::BLOB AS b, MAP {'k': range} AS m
        FROM range(10000)
        """;

    [Fact]
    public void Export_Chunk_HasArrowsLayout()
    {
        using var connection = Db.Open();
        using var result = connection.CreateCommand("SELECT * FROM (VALUES (1, 'a'), (NULL, 'longer than twelve bytes'), (3, NULL)) v(n, t)").ExecuteColumns();
        ArrowSchema schema;
        result.ExportArrowSchema(&schema);
        Assert.Equal("+s", Text(schema.Format));
        Assert.Equal(2, schema.ChildCount);
        Assert.Equal("i", Text(schema.Children[0]->Format));
        Assert.Equal("n", Text(schema.Children[0]->Name));
        Assert.Equal("u", Text(schema.Children[1]->Format));
        ArrowArray array;
        using (var chunk = result.ReadChunk()!) result.ExportArrow(chunk, &array);
        Assert.Equal(3, array.Length);
        Assert.Equal(0b101, ((byte*)array.Children[0]->Buffers[0])[0] & 0b111);
        Assert.Equal(3, ((int*)array.Children[0]->Buffers[1])[2]);
        Assert.Equal([0, 1, 25, 25], new ReadOnlySpan<int>(array.Children[1]->Buffers[1], 4));
        Assert.Equal("alonger than twelve bytes"u8, new ReadOnlySpan<byte>(array.Children[1]->Buffers[2], 25));
        array.Dispose();
        schema.Dispose();
        Assert.True(array.Release == null && schema.Release == null);
    }

    [Fact]
    public void Stream_FromOneDatabaseToAnother_KeepsEveryTypeAndValue()
    {
        using var from = Db.Open();
        using var to = Db.Open();
        // Arrow has no HUGEINT, UUID or TIMETZ of its own; with this setting they travel as extension types.
        from.Execute("SET arrow_lossless_conversion = true");
        ArrowArrayStream stream;
        from.CreateCommand(Everything).ExecuteColumns().ExportArrowStream(&stream);
        using (to.RegisterArrowStream("incoming", &stream))
        {
            to.Execute("CREATE TABLE t AS FROM incoming");
            var exception = Assert.Throws<DuckDbException>(() => to.Scalar<long>("SELECT count(*) FROM incoming"));
            Assert.Contains("a stream runs once", exception.Message, StringComparison.Ordinal);
        }

        from.Execute($"CREATE TABLE t AS {Everything}");
        const string digest = "SELECT string_agg(column_name || ' ' || column_type, ',') FROM (DESCRIBE t)";
        Assert.Equal(from.Scalar<string>(digest), to.Scalar<string>(digest));
        const string sum = "SELECT bit_xor(hash(t)) FROM t";
        Assert.Equal(from.Scalar<ulong>(sum), to.Scalar<ulong>(sum));
        Assert.Equal(10000, to.Scalar<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Stream_OfAFailingQuery_TellsWhy()
    {
        using var from = Db.Open();
        using var to = Db.Open();
        ArrowArrayStream stream;
        from.CreateCommand("SELECT CASE WHEN range = 2999999 THEN error('too far') ELSE range END AS n FROM range(3000000)").ExecuteColumns().ExportArrowStream(&stream);
        using (to.RegisterArrowStream("incoming", &stream))
        {
            Assert.Contains("too far", Assert.Throws<DuckDbException>(() => to.Scalar<long>("SELECT count(n) FROM incoming")).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1003)]
    public void Import_ForeignArray_IsReadInPlaceAndReleasedOnce(int offset)
    {
        using var connection = Db.Open();
        connection.Execute("CREATE TABLE t (flag BOOLEAN, n BIGINT, t VARCHAR)");
        using var foreign = new ForeignBatch(5000, offset);
        using (var chunk = connection.ImportArrow(foreign.Schema, foreign.Array))
        {
            Assert.Equal(5000 - offset, chunk.RowCount);
            Assert.Equal(offset, chunk[1].Values<long>()[0]);
            Assert.Equal($"text number {offset} é", chunk[2].GetString(0));
            using (var appender = connection.CreateAppender("t"))
            {
                appender.Append(chunk);
                appender.Complete();
            }

            Assert.Equal(0, ForeignBatch.Released);
        }

        Assert.Equal(1, ForeignBatch.Released);
        Assert.Equal(5000 - offset, connection.Scalar<long>("SELECT count(*) FROM t WHERE t = 'text number ' || n || ' é' AND flag = (n % 2 = 1)"));
    }

    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>A record batch as another library would hand it over; the flag column comes first, because the engine copies it.</summary>
    private sealed class ForeignBatch : IDisposable
    {
        private readonly List<nint> _memory = [];

        internal ForeignBatch(int rows, int offset)
        {
            Released = 0;
            var text = Enumerable.Range(0, rows).Select(i => System.Text.Encoding.UTF8.GetBytes($"text number {i} é")).ToArray();
            var flags = Take<byte>((rows + 7) / 8);
            var numbers = Take<long>(rows);
            var offsets = Take<int>(rows + 1);
            var bytes = Take<byte>(text.Sum(t => t.Length));
            for (var i = 0; i < rows; i++)
            {
                if (i % 2 == 1) flags[i >> 3] |= (byte)(1 << (i & 7));
                numbers[i] = i;
                text[i].CopyTo(new Span<byte>(bytes + offsets[i], text[i].Length));
                offsets[i + 1] = offsets[i] + text[i].Length;
            }

            Schema = Describe("+s", "", [Describe("b", "flag", []), Describe("l", "n", []), Describe("u", "t", [])]);
            Array = Hold(rows - offset, [null], [Hold(rows, [null, flags], []), Hold(rows, [null, numbers], []), Hold(rows, [null, offsets, bytes], [])]);
            Array->Offset = offset;
        }

        internal static int Released { get; private set; }

        internal ArrowSchema* Schema { get; }

        internal ArrowArray* Array { get; }

        public void Dispose()
        {
            foreach (var block in _memory) NativeMemory.Free((void*)block);
        }

        [UnmanagedCallersOnly]
        private static void ReleaseArray(ArrowArray* array)
        {
            Released++;
            array->Release = null;
        }

        [UnmanagedCallersOnly]
        private static void ReleaseSchema(ArrowSchema* schema) => schema->Release = null;

        private T* Take<T>(int count) where T : unmanaged
        {
            var block = NativeMemory.AllocZeroed((nuint)Math.Max(1, count), (nuint)sizeof(T));
            _memory.Add((nint)block);
            return (T*)block;
        }

        private ArrowSchema* Describe(string format, string name, ArrowSchema*[] children)
        {
            var schema = Take<ArrowSchema>(1);
            schema->Format = Utf8(format);
            schema->Name = Utf8(name);
            schema->Flags = 2;
            schema->ChildCount = children.Length;
            schema->Children = (ArrowSchema**)Take<nint>(children.Length);
            for (var i = 0; i < children.Length; i++) schema->Children[i] = children[i];
            schema->Release = &ReleaseSchema;
            return schema;
        }

        private ArrowArray* Hold(int rows, void*[] buffers, ArrowArray*[] children)
        {
            var array = Take<ArrowArray>(1);
            array->Length = rows;
            array->BufferCount = buffers.Length;
            array->Buffers = (void**)Take<nint>(buffers.Length);
            for (var i = 0; i < buffers.Length; i++) array->Buffers[i] = buffers[i];
            array->ChildCount = children.Length;
            array->Children = (ArrowArray**)Take<nint>(children.Length);
            for (var i = 0; i < children.Length; i++) array->Children[i] = children[i];
            array->Release = &ReleaseArray;
            return array;
        }

        private byte* Utf8(string text)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text + "\0");
            var block = Take<byte>(bytes.Length);
            bytes.CopyTo(new Span<byte>(block, bytes.Length));
            return block;
        }
    }
}
