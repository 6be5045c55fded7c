using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class WordModelTests
{
    [Fact]
    public void Shares_PlacesOfNoList_SoundLikePlaces()
    {
        var (given, family, place) = WordModel.Shares(["Nove Brodiste", "Kostelnice", "Hrubovice", "Mala Lipovka", "Stara Habrova", "Velke Losiny", "Podhradice", "Zabrodi nad Labem"]);
        Assert.True(place > 0.35 && place > given && place > family, $"{given} {family} {place}");
    }

    [Fact]
    public void Shares_CommonWords_SoundLikeNoName()
    {
        var (given, family, place) = WordModel.Shares(["payment received", "order cancelled", "waiting for delivery", "shipping address", "total amount", "customer comment"]);
        Assert.True(given + family + place < 0.35, $"{given} {family} {place}");
    }

    [Fact]
    public void Shares_OtherScripts_SoundLikeNothing() => Assert.Equal(default, WordModel.Shares(["Київ", "Львів", "Одеса"]));
}
