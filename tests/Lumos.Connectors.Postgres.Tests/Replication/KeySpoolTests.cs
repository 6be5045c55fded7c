using Lumos.Connectors.Postgres.Replication;

namespace Lumos.Connectors.Postgres.Tests.Replication;

/// <summary>Keys of changed rows, on their way from the log to the snapshot.</summary>
public sealed class KeySpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1_000)]
    public void WriteTo_WithinABoundOrBeyond_GivesEachKeyOnce_AndLeavesNoOtherFile(long bound)
    {
        var path = Path.Combine(_folder, "keys");
        using var spool = new KeySpool(_folder, "t", bound);
        for (var i = 0; i < 3_000; i++) spool.Add($"key {i * 7919 % 1000}");

        spool.WriteTo(path);

        var keys = KeySpool.Read(path).ToList();
        Assert.Equal((1_000, 1_000), (keys.Count, keys.Distinct().Count()));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void WriteTo_KeysInAnotherOrder_GivesTheSameBytes()
    {
        byte[] Write(string name, IEnumerable<int> numbers)
        {
            using var spool = new KeySpool(_folder, name, 500);
            foreach (var number in numbers) spool.Add($"key {number}");
            spool.WriteTo(Path.Combine(_folder, name));
            return File.ReadAllBytes(Path.Combine(_folder, name));
        }

        Assert.Equal(Write("up", Enumerable.Range(0, 200)), Write("down", Enumerable.Range(0, 200).Reverse()));
    }

    [Fact]
    public void Clear_AfterASpill_ForgetsAll()
    {
        using var spool = new KeySpool(_folder, "t", 100);
        spool.Add("one");
        spool.Add("two");
        spool.Clear();

        spool.WriteTo(Path.Combine(_folder, "keys"));

        Assert.Empty(KeySpool.Read(Path.Combine(_folder, "keys")));
    }

    [Fact]
    public void RowKey_EveryText_ComesBack()
    {
        string?[] values = ["", null, "=", "a\u0001b", "\uFFFF", " "];

        Assert.Equal(values, RowKey.Split(RowKey.Join(values)));
        Assert.Equal("'{\"\",NULL,\"a\\\"b\\\\c''d\"}'", RowKey.Array(["", null, "a\"b\\c'd"]));
    }

    [Theory]
    [InlineData("100:105:102", 99, true)]
    [InlineData("100:105:102", 101, true)]
    [InlineData("100:105:102", 102, false)]
    [InlineData("100:105:", 105, false)]
    [InlineData("4294967300:4294967310:4294967305", 4294967290, true)]
    [InlineData("4294967300:4294967310:4294967305", 8, true)]
    [InlineData("4294967300:4294967310:4294967305", 9, false)]
    [InlineData("4294967300:4294967310:4294967305", 14, false)]
    [InlineData("4294967290:4294967295:", 3, false)]
    public void SnapshotView_NumbersThatComeRound_AreToldApart(string snapshot, long transaction, bool sees) => Assert.Equal(sees, SnapshotView.Parse(snapshot).Sees((uint)transaction));
}
