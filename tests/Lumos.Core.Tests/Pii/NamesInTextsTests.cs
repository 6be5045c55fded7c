using System.Text.RegularExpressions;
using Lumos.Core.Pii;

namespace Lumos.Core.Tests.Pii;

/// <summary>Names of persons in prose: what stands in brackets is found, and nothing else.</summary>
public sealed class NamesInTextsTests
{
    [Theory]
    [InlineData("I told [Michael] and [Sarah Connor] that [Connor] was late.")]
    [InlineData("Written by [Martin Springer], [Ambarish Nagg] and [Mark Mikofski].")]
    [InlineData("[Anna Schmidt] left. Later [Schmidt] came back.")]
    [InlineData("[Ella]: What a day.\n[Vinkaa]: Indeed.")]
    [InlineData("[David] is a very sympathetic person.")]
    [InlineData("[Jackson] lives on 5th avenue")]
    [InlineData("[Zyxwella], could you please call back?")]
    [InlineData("Follow up with [Bekbolat Muslijev] in May.")]
    public void Find_NameWithHelpOfItsSurroundings_IsFound(string text) => AssertFinds(text);

    [Theory]
    [InlineData("my name is [vitoria]")]
    [InlineData("hello, my name is [lena andersson].")]
    [InlineData("please join my account with ms. [quinzia]")]
    [InlineData("follow up with [monika novakova] in a month")]
    [InlineData("we met [sara], [tom] and [julia] yesterday")]
    [InlineData("dear [anna], please send it to [markus schneider]")]
    public void Find_TextWithoutCapitals_NamesAreFound(string text) => AssertFinds(text);

    [Theory]
    [InlineData("i will be there on may 5 and mark it")]
    [InlineData("my name is not important")]
    [InlineData("call me later please")]
    [InlineData("the will of the people rose")]
    [InlineData("is the server in paris or in london?")]
    [InlineData("Jordan is a country. Sri Lanka is another.")]
    [InlineData("Alternatively, you can use the dumps.")]
    [InlineData("Gradient Boosting Regressor, Random Forest Regressor and Iterative Imputation")]
    [InlineData("a meeting with Visual Studio, Azure Synapse and Power Query")]
    public void Find_WordsThatAreNoNames_AreLeftAlone(string text) => AssertFinds(text);

    [Fact]
    public void Find_NameBesideAFirm_IsTheFirms()
    {
        var found = PiiText.Find("Peter Becker met Becker Inc. and Becker & Co. in town.");

        Assert.Equal("person.full_name", Assert.Single(found).Label);
    }

    private static void AssertFinds(string marked)
    {
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var found = PiiText.Find(text);

        Assert.Equal(Regex.Matches(marked, @"\[([^\]]+)\]").Select(static m => m.Groups[1].Value), found.Select(f => text.Substring(f.Start, f.Length)));
        Assert.All(found, static f => Assert.StartsWith("person.", f.Label, StringComparison.Ordinal));
    }
}
