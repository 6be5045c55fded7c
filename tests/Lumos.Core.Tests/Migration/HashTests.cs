using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;

namespace Lumos.Core.Tests.Migration;

public sealed class HashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("xxhash", 0x32DD38952C4BC720)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Xxh64_OfPublishedTexts_IsThePublishedHash(string text, ulong expected) => Assert.Equal(expected, Xxh64.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void RowHash_NullEmptyAndZero_Differ()
    {
        var hashes = new ulong[3];
        RowHasher.Hash(Texts(["", null, "0"]), 1, hashes);

        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public void RowHash_TextMovedBetweenColumns_Differs()
    {
        var left = new ulong[1];
        var right = new ulong[1];
        RowHasher.Hash(Texts(["ab"], ["c"]), 2, left);
        RowHasher.Hash(Texts(["a"], ["bc"]), 2, right);

        Assert.NotEqual(left, right);
    }

    [Fact]
    public void KeyHash_OfARowWithNull_IsZeroAndOfOthersNever()
    {
        var hashes = new ulong[2];
        RowHasher.HashKey(Texts(["a", null], ["b", "b"]), [0, 1], hashes);

        Assert.NotEqual(0UL, hashes[0]);
        Assert.Equal(0UL, hashes[1]);
    }

    [Fact]
    public void ChunkHash_HoweverTheRowsAreCut_IsTheSame()
    {
        var table = new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "a", Type = ColumnType.Text }] };
        ulong[] rows = [1, 2, 3, 4, 5];
        using var whole = new ChunkHash(table, ["a"]);
        using var cut = new ChunkHash(table, ["a"]);
        using var otherKey = new ChunkHash(table, []);
        whole.Add(rows);
        otherKey.Add(rows);
        cut.Add(rows.AsSpan(0, 2));
        cut.Add([]);
        cut.Add(rows.AsSpan(2));
        var first = whole.Finish();
        whole.Add(rows);

        Assert.Equal(first, cut.Finish());
        Assert.Equal(first, whole.Finish());
        Assert.NotEqual(first, otherKey.Finish());
    }

    [Fact]
    public void KeySet_ManyHashes_NoticesEachSecondTimeOnly()
    {
        using var set = new KeySet();
        for (ulong i = 1; i <= 200_000; i++) Assert.True(set.Add(i * 0x9E3779B97F4A7C15));
        for (ulong i = 1; i <= 200_000; i++) Assert.False(set.Add(i * 0x9E3779B97F4A7C15));
        Assert.True(set.Add(0));
        Assert.True(set.Add(0));
    }

    [Fact]
    public void KeySet_HashesOfFewBits_NoticesEachSecondTimeOnly()
    {
        using var set = new KeySet();
        for (ulong i = 1; i <= 5_000; i++) Assert.True(set.Add(i));
        for (ulong i = 1; i <= 5_000; i++) Assert.False(set.Add(i));
    }

    private static ColumnBatch Texts(params string?[][] columns)
    {
        var fields = columns.Select((_, i) => new ColumnField($"c{i}", ColumnType.Text)).ToList();
        return new ColumnBatch(new ColumnSchema(fields), columns[0].Length, [.. columns.Select(Text)], new RowOrigin("test", 0));
    }

    private static Column Text(string?[] values)
    {
        var offsets = new int[values.Length + 1];
        var bytes = new List<byte>();
        byte validity = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value));
                validity |= (byte)(1 << i);
            }

            offsets[i + 1] = bytes.Count;
        }

        return new Column(ColumnType.Text, values.Length, bytes.ToArray(), offsets, new[] { validity });
    }
}
