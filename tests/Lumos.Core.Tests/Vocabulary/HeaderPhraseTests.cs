using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class HeaderPhraseTests
{
    [Theory]
    [InlineData("plat nomor", "license plate")]
    [InlineData("Plat_Nomor", "license plate")]
    [InlineData("αριθμός κυκλοφορίας", "license plate")]
    [InlineData("číslo občanského průkazu", "national identifier")]
    [InlineData("numero di telefono", "number phone")]
    [InlineData("user_id", "user id")]
    [InlineData("fecha nacimiento", "date birth")]
    public void Parse_WordsThatSaySomethingTogether_AreReadTogether(string name, string words) => Assert.Equal(words, HeaderWords.Parse(name).ToString());
}
