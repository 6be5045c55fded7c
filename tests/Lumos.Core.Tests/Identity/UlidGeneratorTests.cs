using Lumos.Core.Identity;

namespace Lumos.Core.Tests.Identity;

public class UlidGeneratorTests
{
    [Fact]
    public void Next_KnownTimeAndBits_IsTheStandardSpelling()
    {
        // 1469918176385 ms is the time part 01ARYZ6S41 in the ULID specification.
        var ids = new UlidGenerator(new StillClock(1469918176385), bytes => bytes.Clear());
        Assert.Equal("01ARYZ6S410000000000000000", ids.Next());
        Assert.Equal("01ARYZ6S410000000000000001", ids.Next());
    }

    [Fact]
    public void Next_RandomPartUsedUp_StillAscends()
    {
        var ids = new UlidGenerator(new StillClock(1469918176385), bytes => bytes.Fill(255));
        var first = ids.Next();
        var second = ids.Next();
        Assert.True(string.CompareOrdinal(first, second) < 0);
        Assert.True(UlidGenerator.IsValid(second));
    }

    [Fact]
    public void Next_ManyThreads_AllDifferent()
    {
        var ids = new UlidGenerator(TimeProvider.System);
        var made = new string[20_000];
        Parallel.For(0, made.Length, i => made[i] = ids.Next());
        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Theory]
    [InlineData("01ARYZ6S410000000000000000", true)]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true)]
    [InlineData("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false)]
    [InlineData("01aryz6s410000000000000000", false)]
    [InlineData("01ARYZ6S41000000000000000U", false)]
    [InlineData("01ARYZ6S4100000000000000", false)]
    [InlineData(null, false)]
    public void IsValid_Text_FollowsTheSpecification(string? text, bool expected) => Assert.Equal(expected, UlidGenerator.IsValid(text));

    private sealed class StillClock(long milliseconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
