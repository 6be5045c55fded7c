using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Targets.Parquet.Writing;
using Lumos.Core.Migration.Transform;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Migration;

/// <summary>Files written here, read by another reader: what comes out must be what went in, cell by cell.</summary>
public sealed class ParquetWritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Columns of every type, from one value over and over to ever new ones, with and without NULL.</summary>
    public static TheoryData<string, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var type in new[] { "text", "int64", "decimal(4,1)", "decimal(9,2)", "decimal(18,4)", "decimal(38,10)", "bool", "date", "timestamp", "float64" })
        {
            foreach (var different in new[] { 1, 3, 300, 1_000_000 })
            {
                foreach (var nullEvery in new[] { 0, 3 }) data.Add(type, different, nullEvery);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void File_ReadByAnotherReader_HoldsEveryCell(string typeName, int different, int nullEvery)
    {
        Assert.True(ColumnType.TryParse(typeName, out var type));
        var batches = new[] { 1003, 1, 35_001 }.Select((rows, i) => Batch(type, rows, different, nullEvery, i)).ToList();

        var path = Write(batches);

        Assert.Equal(batches.SelectMany(batch => Enumerable.Range(0, batch.RowCount).Select(row => CellText.Of(batch.Columns[0], row))), Read(path, type));
        Assert.Equal([$"{batches.Sum(batch => batch.RowCount)}"], Query($"SELECT num_rows FROM parquet_file_metadata('{path}')"));
    }

    [Fact]
    public void File_TextsThatRepeat_AreSmallAndOthersAreNoLongerThanPlain()
    {
        var repeating = new FileInfo(Write([Batch(ColumnType.Text, 50_000, 30, 0, 1)])).Length;
        var ever = new FileInfo(Write([Batch(ColumnType.Text, 50_000, 1_000_000, 0, 1)])).Length;

        Assert.InRange(repeating, 1, 50_000);
        Assert.InRange(ever, 1, 50_000 * 36);
    }

    [Fact]
    public void File_Ranges_AreThoseOfTheValues()
    {
        var path = Write([Texts(["b", "a\u00e9", null, "aa", "b"]), Texts([null, null])]);

        Assert.Equal(["aa|b|1", "NULL|NULL|2"], Query($"SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{path}') ORDER BY row_group_id"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void Snappy_AnyBytes_AreReadBackByAnotherReader(int length)
    {
        var random = new Random(length);
        foreach (var alphabet in new[] { 1, 2, 20, 256 })
        {
            var bytes = new byte[length];
            for (var i = 0; i < length; i++) bytes[i] = i > 40 && random.Next(3) > 0 ? bytes[i - random.Next(1, Math.Min(i, 3000))] : (byte)random.Next(alphabet);
            var room = new byte[Snappy.MostBytes(length)];

            var compressed = room.AsSpan(0, Snappy.Compress(bytes, room));

            Assert.Equal(bytes, SnappyReader.Read(compressed));
        }
    }

    [Fact]
    public void Encode_TheSameBatchTwice_GivesTheSameBytes()
    {
        using var encoder = new GroupEncoder();
        using var first = encoder.Encode(Batch(ColumnType.Text, 9000, 500, 4, 7));
        using var between = encoder.Encode(Batch(ColumnType.Decimal(9, 2), 100, 5, 0, 3));
        using var again = encoder.Encode(Batch(ColumnType.Text, 9000, 500, 4, 7));

        Assert.True(first.Pages.SequenceEqual(again.Pages));
    }

    private string Write(IReadOnlyList<ColumnBatch> batches)
    {
        var path = _folder[Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) + ".parquet"];
        using var encoder = new GroupEncoder();
        using var file = new SegmentFile(path, batches[0].Schema);
        foreach (var batch in batches)
        {
            using var group = encoder.Encode(batch);
            file.Write(group);
        }

        file.Complete();
        return path;
    }

    private static List<string?> Read(string path, ColumnType type)
    {
        using var connection = new DuckDbConnection("");
        connection.Open();
        using var command = connection.CreateCommand($"SELECT * FROM read_parquet('{path}')");
        using var result = command.ExecuteColumns();
        var collector = new BatchCollector(new ColumnSchema([new ColumnField("c", type)]));
        var cells = new List<string?>();
        while (result.ReadChunk() is { } chunk)
        {
            using (chunk)
            {
                collector.Append(chunk, 1, [.. Enumerable.Range(0, chunk.RowCount)]);
                using var batch = collector.Take(new RowOrigin("file", 0));
                for (var row = 0; row < batch.RowCount; row++) cells.Add(CellText.Of(batch.Columns[0], row));
            }
        }

        return cells;
    }

    private static List<string> Query(string sql)
    {
        using var rig = new MigrationRig { Target = "none" };
        return rig.Query(sql);
    }

    private static ColumnBatch Batch(ColumnType type, int rows, int different, int nullEvery, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows).Select(row => nullEvery > 0 && row % nullEvery == 0 ? (int?)null : random.Next(different) - (different / 2)).ToArray();
        if (type.Kind == ColumnKind.Text) return Texts([.. values.Select(value => value is null ? null : $"{new string('\u00fc', Math.Abs(value.Value) % 9)} value {value}")]);
        var validity = new byte[(rows + 7) / 8];
        var width = type.Kind switch { ColumnKind.Date => 4, ColumnKind.Decimal when type.Precision > 18 => 16, _ => 8 };
        var bytes = new byte[rows * width];
        for (var row = 0; row < rows; row++)
        {
            if (values[row] is not { } value) continue;
            validity[row >> 3] |= (byte)(1 << (row & 7));
            var at = bytes.AsSpan(row * width);
            switch (type.Kind)
            {
                case ColumnKind.Bool when (value & 1) != 0: bytes[row >> 3] |= (byte)(1 << (row & 7)); break;
                case ColumnKind.Bool: break;
                case ColumnKind.Date: BitConverter.TryWriteBytes(at, value % 100_000); break;
                case ColumnKind.Float64: BitConverter.TryWriteBytes(at, value / 7.0); break;
                case ColumnKind.Decimal when width == 16: BitConverter.TryWriteBytes(at, (Int128)value * 1_000_000_000_000_000_007); break;
                case ColumnKind.Decimal when type.Precision <= 4: BitConverter.TryWriteBytes(at, (long)(value % 10_000)); break;
                case ColumnKind.Timestamp: BitConverter.TryWriteBytes(at, value * 1_000_003L); break;
                default: BitConverter.TryWriteBytes(at, (long)value); break;
            }
        }

        return One(new Column(type, rows, bytes, validity: nullEvery > 0 ? validity : default));
    }

    private static ColumnBatch Texts(string?[] texts)
    {
        var offsets = new int[texts.Length + 1];
        var validity = new byte[(texts.Length + 7) / 8];
        var bytes = new MemoryStream();
        for (var row = 0; row < texts.Length; row++)
        {
            // Where there is no value there may be bytes.
            bytes.Write(Encoding.UTF8.GetBytes(texts[row] ?? "?"));
            if (texts[row] is not null) validity[row >> 3] |= (byte)(1 << (row & 7));
            offsets[row + 1] = (int)bytes.Length;
        }

        return One(new Column(ColumnType.Text, texts.Length, bytes.ToArray(), offsets, texts.Contains(null) ? validity : default));
    }

    private static ColumnBatch One(Column column) => new(new ColumnSchema([new ColumnField("c", column.Type)]), column.Length, [column], new RowOrigin("test", 0));

    /// <summary>Snappy read as its format description says, one byte at a time.</summary>
    private static class SnappyReader
    {
        public static byte[] Read(ReadOnlySpan<byte> from)
        {
            var length = 0;
            var at = 0;
            for (var shift = 0; ; shift += 7)
            {
                length |= (from[at] & 0x7F) << shift;
                if (from[at++] < 0x80) break;
            }

            var to = new List<byte>(length);
            while (at < from.Length)
            {
                var tag = from[at++];
                if ((tag & 3) == 0)
                {
                    var count = tag >> 2;
                    if (count >= 60)
                    {
                        var extra = count - 59;
                        count = 0;
                        for (var i = 0; i < extra; i++) count |= from[at++] << (8 * i);
                    }

                    for (var i = 0; i <= count; i++) to.Add(from[at++]);
                    continue;
                }

                var (copied, offset) = (tag & 3) == 1 ? (4 + ((tag >> 2) & 7), ((tag >> 5) << 8) | from[at]) : ((tag >> 2) + 1, from[at] | (from[at + 1] << 8));
                at += tag & 3;
                for (var i = 0; i < copied; i++) to.Add(to[^offset]);
            }

            Assert.Equal(length, to.Count);
            return [.. to];
        }
    }
}
