using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Domains;

public sealed class ColumnPrivacyTests
{
    private static readonly ColumnMask Nothing = new(null, PiiGrade.None, []);

    [Fact]
    public void Decide_GivenOrFamilyName_IsPersonalWhicheverItIs()
    {
        var mask = ColumnPrivacy.Decide(Nothing, [Score("person.first_name", 0.4), Score("person.last_name", 0.35), Score("geo.city", 0.1)], ConfidenceBand.Low);
        Assert.Equal((PiiGrade.Direct, "person.first_name"), (mask.Grade, mask.Label));
    }

    [Fact]
    public void Decide_NameOfAThingThatIsCertain_IsOfNoPerson()
    {
        var mask = ColumnPrivacy.Decide(new ColumnMask("person.first_name", PiiGrade.Direct, ["the header says so"]), [Score("text.title", 0.95), Score("person.first_name", 0.01)], ConfidenceBand.High);
        Assert.Equal(PiiGrade.None, mask.Grade);
        Assert.Contains(mask.Evidence, static e => e.Contains("text.title", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_ThingThatMayBeAName_StaysAName()
    {
        var mask = ColumnPrivacy.Decide(new ColumnMask("person.first_name", PiiGrade.Direct, []), [Score("text.title", 0.9), Score("person.first_name", 0.08)], ConfidenceBand.High);
        Assert.Equal(PiiGrade.Direct, mask.Grade);
    }

    [Fact]
    public void Decide_AddressFoundByItsForm_IsNotTalkedAway()
    {
        var mask = ColumnPrivacy.Decide(new ColumnMask("contact.email", PiiGrade.Direct, []), [Score("text.title", 0.99)], ConfidenceBand.High);
        Assert.Equal(PiiGrade.Direct, mask.Grade);
    }

    [Theory]
    [InlineData(new[] { "only.one@example.org" }, "contact.email")]
    [InlineData(new[] { "DE89370400440532013000" }, "bank.iban")]
    public void Inspect_OneUnmistakableValue_IsEnough(string[] values, string label) =>
        Assert.Equal(label, new PiiMasker().Inspect("t", "c1", ColumnType.Text, values).Label);

    [Fact]
    public void Inspect_IbanOfWrongCheckDigitsUnderItsHeader_IsStillAnAccount() =>
        Assert.Equal(PiiGrade.Direct, new PiiMasker().Inspect("t", "IBAN", ColumnType.Text, ["DE11692717230007823212", "DE12692717230007823213", "DE13692717230007823214"]).Grade);

    [Fact]
    public void Inspect_GenresUnderAWordThatMeansGenderToo_AreNotPersonal() =>
        Assert.Equal(PiiGrade.None, new PiiMasker().Inspect("peliculas", "genero", ColumnType.Text, ["Aventura", "Suspense", "Familiar", "Terror", "Comedia", "Drama"]).Grade);

    [Fact]
    public void Inspect_ProductsUnderANameWithoutFamilyName_AreNotPersonal() =>
        Assert.Equal(PiiGrade.None, new PiiMasker().Inspect("prodotti", "nome", ColumnType.Text, ["Lampada 40W", "Tavolo grande", "Sedia blu 2"], ["id", "nome", "prezzo"]).Grade);

    private static DomainScore Score(string label, double probability) =>
        new(DomainCatalog.Default.Entries.Single(e => e.Label == label), probability, null, null, null, null, "", 0, 0) { Probability = probability };
}
