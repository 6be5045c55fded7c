using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Mapping;

public sealed class ColumnTermsTests
{
    [Theory]
    [InlineData("Wertstellung", "value date")]
    [InlineData("Fecha de operación", "booking date")]
    [InlineData("Naam van de tegenpartij", "counterparty")]
    [InlineData("ADDR_NUM", "house number")]
    [InlineData("Lebensraum", "habitat")]
    [InlineData("year_of_birth", "birth year")]
    [InlineData("image_src", "image link")]
    public void NameReading_PhraseOfAnyLanguage_SaysItsTerm(string name, string term) =>
        Assert.True(NameReading.Of(name).Says(ColumnTerms.Default.IdOf(term)));

    [Theory]
    [InlineData("ROADPREDIR", "street direction")]
    [InlineData("StreetNumb", "house number")]
    [InlineData("PARCELADDRESS", "full address")]
    public void NameReading_GluedName_IsCutIntoPieces(string name, string term) =>
        Assert.True(NameReading.Of(name).Says(ColumnTerms.Default.IdOf(term)));

    [Theory]
    [InlineData("departamen")]
    [InlineData("environmental")]
    public void Cut_LongWordNobodyKnows_IsNotChopped(string word) => Assert.Equal([word], ColumnTerms.Default.Cut(word));

    [Theory]
    [InlineData("website_homepage")]
    [InlineData("zip_postal_code")]
    public void NameReading_OneThingSaidTwice_IsOneSegment(string name) => Assert.Single(NameReading.Of(name).Segments);

    [Theory]
    [InlineData("department", "department", 1)]
    [InlineData("department", "region", 0.88)]
    [InlineData("Wertstellung", "value date", 1)]
    public void Sense_WordThatIsATermItself_SaysOthersLess(string name, string term, double sense) =>
        Assert.Equal(sense, NameReading.Of(name).Segments[0].Sense(ColumnTerms.Default.IdOf(term)));

    [Fact]
    public void Nearness_IsOneForTheSameAndLessForNeighboursAndParts()
    {
        var terms = ColumnTerms.Default;
        int Id(string term) => terms.IdOf(term);

        Assert.Equal(1, terms.Nearness(Id("street"), Id("street")));
        Assert.InRange(terms.Nearness(Id("street type"), Id("street")), 0.5, 0.9);
        Assert.InRange(terms.Nearness(Id("booking date"), Id("transaction date")), 0.5, 0.9);
        Assert.Equal(0, terms.Nearness(Id("street"), Id("gtin")));
    }

    [Theory]
    [InlineData("histology", "histologic")]
    [InlineData("descr", "description")]
    [InlineData("adress", "address")]
    [InlineData("invasion", "invasive")]
    [InlineData("business", "work")]
    [InlineData("private", "home")]
    [InlineData("tobacco", "smoking")]
    public void WordNearness_RelatedWords_AreNear(string a, string b) => Assert.InRange(new WordNearness().Of(a, b), 0.5, 1);

    [Theory]
    [InlineData("street", "gender")]
    [InlineData("t", "n")]
    public void WordNearness_Strangers_AreFar(string a, string b) => Assert.Equal(0, new WordNearness().Of(a, b));
}
