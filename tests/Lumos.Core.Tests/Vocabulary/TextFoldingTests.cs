using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("Šárka Novák", "sarka novak")]
    [InlineData("GUÐRÚN Þórsdóttir", "gudrun thorsdottir")]
    [InlineData("Kļaviņš Ģirts", "klavins girts")]
    [InlineData("Məmmədov İbrahim Işık", "mammadov ibrahim isik")]
    [InlineData("Straße ÆØÅ Œuvre", "strasse aeoa oeuvre")]
    [InlineData("Łódź Đorđe Ħamrun Ŵyn", "lodz dorde hamrun wyn")]
    [InlineData("Ελλάδα Москва 東京", "ελλάδα москва 東京")]
    [InlineData("cafe\u0301", "cafe")]
    public void Fold_LettersWithMarks_BecomePlainSmallOnes(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));
}
