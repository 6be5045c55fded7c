using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class PlaceShapesTests
{
    [Theory]
    [InlineData("Zapadny kraj", true)]
    [InlineData("Severska oblast", true)]
    [InlineData("Provincia de Altamar", true)]
    [InlineData("Kraj", false)]
    [InlineData("Lower Saxon Heath", false)]
    [InlineData("Region 12", false)]
    public void IsRegion_KindBesideAName_IsTold(string value, bool expected) => Assert.Equal(expected, PlaceShapes.IsRegion(value));

    [Fact]
    public void Settled_PolandAgainstTheArabianSea_IsTheLikelierReading() => Assert.True(PlaceShapes.Settled(52.1, 20.3) > PlaceShapes.Settled(20.3, 52.1));
}
