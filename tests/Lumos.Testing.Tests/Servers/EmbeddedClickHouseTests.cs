using Lumos.Testing.Servers;

namespace Lumos.Testing.Tests.Servers;

[Collection(SignalHandlersTests.Name)]
public sealed class EmbeddedClickHouseTests
{
    // One test: a process has one engine at a time.
    [Fact]
    public void Start_QueryFailStop_GivesTextAndErrorsAndLeavesTheRuntimeAlone()
    {
        using (var engine = EmbeddedClickHouse.Start())
        {
            Assert.Equal([["1", null, "a\tb\n\\N'\"", ""]], engine.Query("SELECT 1, NULL, 'a\\tb\\n\\\\N\\'\"', ''"));
            Assert.Equal([["0"], ["1"], ["2"]], engine.Query("SELECT number FROM numbers(3)"));
            Assert.Equal([[""]], engine.Query("SELECT ''"));
            Assert.Empty(engine.Query("SELECT 1 WHERE 0"));
            Assert.Equal([["é😀"]], engine.Query("SELECT 'é😀'"));
            var error = Assert.Throws<InvalidOperationException>(() => engine.Query("SELECT nonsense FROM nowhere"));
            Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
            Assert.Throws<NullReferenceException>(() => LengthOf(null!));
        }

        using var again = EmbeddedClickHouse.Start();
        Assert.Equal([["2"]], again.Query("SELECT 1 + 1"));
    }

    private static int LengthOf(string text) => text.Length;
}
