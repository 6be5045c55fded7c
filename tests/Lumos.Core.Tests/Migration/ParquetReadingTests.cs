using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets.Parquet.Reading;
using Lumos.Core.Migration.Targets.Parquet.Writing;

namespace Lumos.Core.Tests.Migration;

/// <summary>Rows read back from staged files have the hashes they had before they were written, and damage is never overlooked.</summary>
public sealed class ParquetReadingTests : IDisposable
{
    private static readonly ColumnType[] Types =
        [ColumnType.Text, ColumnType.Int64, ColumnType.Decimal(4, 1), ColumnType.Decimal(18, 3), ColumnType.Decimal(38, 9), ColumnType.Bool, ColumnType.Date, ColumnType.Timestamp, ColumnType.Float64];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(40, 5)]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_000, 2)]
    public void Read_WhatWasWritten_HasTheSameHashes(int different, int nullEvery)
    {
        var batches = new[] { Batch(3001, 0, different, nullEvery), Batch(1, 3001, different, nullEvery), Batch(9000, 5000, different, nullEvery) };
        var expected = batches.SelectMany(Hashes).ToList();

        var (numbers, hashes, nulls) = Read(Write(batches), 0, long.MaxValue);

        Assert.Equal(batches.SelectMany(batch => batch.Columns[^1].GetValues<long>().ToArray()), numbers);
        Assert.Equal(expected, hashes);
        Assert.Equal(batches.Sum(batch => Enumerable.Range(0, batch.RowCount).Count(row => batch.Columns[0].IsNull(row))), nulls);
    }

    [Fact]
    public void Read_SomeNumbers_ReadsTheGroupsThatHoldThem()
    {
        var path = Write([Batch(10, 0, 5, 0), Batch(10, 10, 5, 0), Batch(10, 20, 5, 0)]);

        Assert.Equal(Enumerable.Range(10, 10).Select(number => (long)number), Read(path, 10, 20).Numbers);
    }

    [Fact]
    public void Read_AByteChangedAnywhere_IsNoticedOrChangesNothing()
    {
        var batch = Batch(400, 0, 30, 3);
        var path = Write([batch]);
        var whole = File.ReadAllBytes(path);
        var group = Assert.Single(StagedGroup.Find([path])!);
        var expected = Hashes(batch);
        var random = new Random(11);
        var noticed = 0;
        for (var i = 0; i < 600; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[group.Start + random.Next(group.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                var (numbers, hashes, _) = Read(path, long.MinValue, long.MaxValue);
                if (!hashes.SequenceEqual(expected) || !numbers.SequenceEqual(Enumerable.Range(0, 400).Select(number => (long)number))) noticed++;
            }
            catch (InvalidDataException)
            {
                noticed++;
            }
        }

        // What goes unnoticed are bits no value depends on, such as padding and the encodings a header repeats.
        Assert.InRange(noticed, 560, 600);
    }

    [Fact]
    public void Find_AFileOfAnotherWriter_LeavesItToAnotherReader()
    {
        var path = _folder["other.parquet"];
        using var rig = new MigrationRig { Target = "none" };
        rig.Query($"COPY (SELECT 1 AS a) TO '{path}' (FORMAT PARQUET)");

        Assert.Null(StagedGroup.Find([path]));
    }

    private string Write(IReadOnlyList<ColumnBatch> batches)
    {
        var path = _folder["staged.parquet"];
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

    private static (List<long> Numbers, List<ulong> Hashes, long Nulls) Read(string path, long first, long end)
    {
        var columns = Types.Select((type, i) => new TargetColumn { Name = $"c{i}", Type = type, Nullable = i > 0 }).ToList();
        var plan = new TablePlan { Index = 0, Table = new TargetTable { Name = "t", Columns = columns }, Mapping = new TableMapping { Target = "t", Inputs = [] }, Sources = [] };
        using var reader = new ParquetHashes(plan, StagedGroup.Find([path])!);
        var numbers = new List<long>();
        var hashes = new List<ulong>();
        var nulls = reader.ReadAsync(
            first, end,
            (read, hashed, keys) =>
            {
                numbers.AddRange(read);
                hashes.AddRange(hashed);
                Assert.Equal(hashed, keys);
            },
            CancellationToken.None).Result;
        return (numbers, hashes, nulls);
    }

    private static ulong[] Hashes(ColumnBatch batch)
    {
        var hashes = new ulong[batch.RowCount];
        RowHasher.Hash(batch, Types.Length, hashes);
        return hashes;
    }

    private static ColumnBatch Batch(int rows, long firstRow, int different, int nullEvery)
    {
        var random = new Random(rows + different);
        var columns = Types.Select(type => Column(type, random, rows, different, nullEvery)).Append(new Column(ColumnType.Int64, 0, default)).ToArray();
        var schema = new ColumnSchema([.. Types.Select((type, i) => new ColumnField($"c{i}", type)), new ColumnField(TablePlan.RowColumn, ColumnType.Int64)]);
        return StagedRows.Of(schema, columns, rows, firstRow, new RowOrigin("test", 0), new MemoryStream());
    }

    private static Column Column(ColumnType type, Random random, int rows, int different, int nullEvery)
    {
        var validity = new byte[(rows + 7) / 8];
        validity.AsSpan().Fill(0xFF);
        for (var row = 0; nullEvery > 0 && row < rows; row += nullEvery) validity[row >> 3] &= (byte)~(1 << (row & 7));
        var values = new byte[rows * 16];
        var offsets = new int[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            var value = random.Next(different);
            offsets[row + 1] = offsets[row] + (type.Kind == ColumnKind.Text ? value % 17 : 0);
            switch (type.Kind)
            {
                case ColumnKind.Text: values.AsSpan(offsets[row]..offsets[row + 1]).Fill((byte)('a' + (value % 20))); break;
                case ColumnKind.Bool: values[row >> 3] |= (byte)((value & 1) << (row & 7)); break;
                case ColumnKind.Date: BitConverter.TryWriteBytes(values.AsSpan(row * 4), value - 500); break;
                case ColumnKind.Float64: BitConverter.TryWriteBytes(values.AsSpan(row * 8), value switch { 0 => -0.0, 1 => double.NaN, _ => value / 3.0 }); break;
                case ColumnKind.Decimal when type.Precision > 18: BitConverter.TryWriteBytes(values.AsSpan(row * 16), (Int128)(value - 20) << 70); break;
                case ColumnKind.Decimal when type.Precision < 9: BitConverter.TryWriteBytes(values.AsSpan(row * 8), (long)(value % 10_000) - 300); break;
                default: BitConverter.TryWriteBytes(values.AsSpan(row * 8), (value - 30L) * 1_000_003); break;
            }
        }

        return new Column(type, rows, values, type.Kind == ColumnKind.Text ? offsets : default, nullEvery > 0 ? validity : default);
    }
}
