using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

/// <summary>Words that several rooms ask for agree with each other.</summary>
public sealed class WordPlacesTests
{
    [Fact]
    public void Truth_NoWordMeansBoth()
    {
        Assert.Empty(TruthWords.Yes.Intersect(TruthWords.No, StringComparer.Ordinal));
        Assert.All(TruthWords.Pairs, static pair => Assert.Equal(2, pair.Distinct(StringComparer.Ordinal).Count()));
    }

    [Theory]
    [InlineData("Ouest")]
    [InlineData("NW")]
    [InlineData(" south ")]
    public void Direction_InUse_IsInTheOneList(string word) => Assert.True(SmallLists.Contains("direction", word));
}
