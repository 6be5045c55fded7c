using Lumos.Core.Pii;

namespace Lumos.Core.Tests.Pii;

public sealed class LaterFindingsTests
{
    [Fact]
    public void Merge_FurtherFindings_StandInOrderAndOverlapNothing()
    {
        List<PiiFinding> found = [At(10, 5, 0.9), At(30, 5, 0.5), At(50, 5, 0.5)];

        LaterFindings.Merge(found, [At(60, 3, 0.7), At(12, 6, 0.7), At(28, 4, 0.7), At(0, 4, 0.7), At(2, 4, 0.7)], static (first, later) => first.Score < later.Score);

        Assert.Equal([0, 10, 28, 50, 60], found.Select(static f => f.Start));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    [InlineData(99, 2)]
    public void FirstBehind_Place_IsTheFindingThatEndsBehindIt(int place, int index) => Assert.Equal(index, LaterFindings.FirstBehind([At(10, 5, 1), At(30, 5, 1)], place));

    [Fact]
    public void Find_LongTextOfManyNamesAndPasswords_FindsAllOfThem()
    {
        const int Lines = 3_000;
        var text = string.Concat(Enumerable.Repeat("Anna Schmidt, Zyxwel Abelt and Peter Jones wrote, password Qr7!dke#39, then Schmidt left.\n", Lines));

        var found = PiiText.Find(text);

        Assert.Equal(Lines, found.Count(static f => f.Label == "account.password"));
        Assert.Equal(3 * Lines, found.Count(static f => f.Label == "person.full_name"));
        Assert.InRange(found.Count(static f => f.Label == "person.last_name"), Lines * 9 / 10, Lines);
        for (var i = 1; i < found.Count; i++) Assert.True(found[i].Start >= found[i - 1].End);
    }

    private static PiiFinding At(int start, int length, double score) => new(start, length, "person.full_name", score, "test");
}
