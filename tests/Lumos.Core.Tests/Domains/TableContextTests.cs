using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Domains;

public sealed class TableContextTests
{
    [Fact]
    public void Rank_DegreesSideBySide_AreLatitudeThenLongitude()
    {
        var answers = Best(["48.13712", "52.52001", "50.11092", "53.55108"], ["11.57540", "13.40495", "8.68213", "9.99368"]);
        Assert.Equal(["geo.latitude", "geo.longitude"], answers);
    }

    [Fact]
    public void Rank_DegreesAlone_AreANumber()
    {
        var answers = Best(["2.527778", "1.621623", "2.528571", "2.944443"], ["red", "red", "blue", "red"]);
        Assert.DoesNotContain(answers, static a => a is "geo.latitude" or "geo.longitude");
    }

    [Fact]
    public void Rank_InvoiceNumbersLikeSocialSecurityNumbers_AreNoSocialSecurityNumbersWithoutAPerson()
    {
        var answers = Best(["226-31-3081", "746-19-0921", "849-09-3807", "631-41-3108"], ["12.50", "18.75", "120.99", "7.20"]);
        Assert.NotEqual("id.us_ssn", answers[0]);
    }

    [Fact]
    public void Rank_DigitsInGroupsBesidePersons_AreTelephoneNumbers()
    {
        var answers = Best(["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun"], ["Nilsen", "Haugen", "Eriksen", "Larsen", "Dahl"], ["912 34 501", "476 02 118", "930 77 645", "488 19 207", "951 60 332"]);
        Assert.Equal("contact.phone", answers[2]);
    }

    [Fact]
    public void Rank_WordsOfNoListBesideGivenNames_AreFamilyNames()
    {
        var answers = Best(["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun", "Ragnhild"], ["Quellbrink", "Tarnopol-Veit", "Ossowenk", "Bruddlemoor", "Yvelkamp", "Zarbrugge"]);
        Assert.Equal(["person.first_name", "person.last_name"], answers);
    }

    [Fact]
    public void Rank_WordsAndNumbersBesidePlaces_AreStreets()
    {
        var answers = Best(["Dubnikova 12", "Pod Skalkou 7a", "Zelinkova 118/4", "Na Vrsku 3", "Lipnikova 21", "Horni 9"], ["Praha", "Brno", "Praha", "Ostrava", "Brno", "Olomouc"], ["11000", "60200", "12000", "70200", "61400", "77900"]);
        Assert.Equal("geo.street_address", answers[0]);
    }

    [Fact]
    public void Rank_LongitudeInFront_IsToldByWhereItWouldLie()
    {
        var answers = Best(["15.901765", "22.248226", "19.815180", "16.582630"], ["52.604350", "52.969202", "54.384060", "51.840280"]);
        Assert.Equal(["geo.longitude", "geo.latitude"], answers);
    }

    [Fact]
    public void Rank_CapitalsAndDigitsBesideMakes_ArePlates()
    {
        var answers = Best(["YR589", "TY904", "HH123", "LKM90", "ASD12", "KL812"], ["Volvo", "Toyota", "Ford", "Volvo", "Audi", "Skoda"], ["red", "black", "white", "red", "blue", "grey"]);
        Assert.Equal("vehicle.plate", answers[0]);
    }

    [Fact]
    public void Rank_PlacesOfNoList_AreNoTitles()
    {
        var answers = Best(["Montalto Vico", "San Bertoldo", "Castelbruno", "Villa Serrana", "Borgomarino", "Pietralunga Alta", "Santa Colma"], ["12", "7", "31", "8", "15", "22", "9"]);
        Assert.StartsWith("geo.", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_NumbersBehindOneLetter_AreNoDiagnoses()
    {
        var answers = Best(["K0310", "K0265", "K0122", "K0417", "K0098", "K0777"], ["red", "red", "blue", "red", "blue", "red"]);
        Assert.NotEqual("code.icd10", answers[0]);
    }

    [Theory]
    [InlineData(ColumnKind.Date, "time.date")]
    [InlineData(ColumnKind.Timestamp, "time.datetime")]
    [InlineData(ColumnKind.Bool, "flag.boolean")]
    [InlineData(ColumnKind.Float64, "measure.number")]
    public void Rank_HeaderOfNoKnownWordWithoutValues_IsWhatItsTypeSuggests(ColumnKind kind, string expected)
    {
        var type = kind switch { ColumnKind.Date => ColumnType.Date, ColumnKind.Timestamp => ColumnType.Timestamp, ColumnKind.Bool => ColumnType.Bool, _ => ColumnType.Float64 };
        var best = new DomainScorer(DomainCatalog.Default).Rank(ColumnEvidence.Collect("t", "qwrtzs", type, []))[0];
        Assert.Equal(expected, best.Entry.Label);
        Assert.Contains("its type suggests it", DomainScorer.Explain(best, ColumnEvidence.Collect("t", "qwrtzs", type, [])));
    }

    [Theory]
    [InlineData("personas", "fecha_nacimiento", "person.birth_date")]
    [InlineData("pedidos", "FechaPedido", "time.date")]
    [InlineData("pedidos", "MontoFlete", "money.amount")]
    [InlineData("pedidos", "CodigoPostalDestinatario", "geo.postal_code")]
    public void Rank_HeaderOfALanguageThatNamesTheThingFirst_IsRead(string table, string header, string expected)
    {
        var evidence = ColumnEvidence.Collect(table, header, ColumnType.Text, [], language: "es");
        Assert.Equal(expected, new DomainScorer(DomainCatalog.Default).Rank(evidence)[0].Entry.Label);
    }

    [Theory]
    [InlineData("countries", "name", "geo.country")]
    [InlineData("cities", "name", "geo.city")]
    [InlineData("IsActiveMember", null, "flag.boolean")]
    [InlineData("Geburtsdatum", null, "person.birth_date")]
    [InlineData("fecha_nacimiento", null, "person.birth_date")]
    [InlineData("Kontonummer", null, "bank.account_number")]
    [InlineData("kodPocztowy", null, "geo.postal_code")]
    [InlineData("huisnummer", null, "geo.house_number")]
    [InlineData("cognome", null, "person.last_name")]
    [InlineData("date_of_birth", null, "person.birth_date")]
    public void Rank_HeaderAlone_IsRead(string tableOrHeader, string? header, string expected)
    {
        var evidence = ColumnEvidence.Collect(header is null ? "t" : tableOrHeader, header ?? tableOrHeader, ColumnType.Text, []);
        var first = new DomainScorer(DomainCatalog.Default).Rank(evidence)[0];
        Assert.Equal(expected, first.Entry.Label);
    }

    [Fact]
    public void CommonLanguage_OfGermanHeaders_IsGerman() =>
        Assert.Equal("de", HeaderWords.CommonLanguage(["Vorname", "Nachname", "Firma", "PLZ", "Ort"]));

    [Fact]
    public void CommonLanguage_OfEnglishHeaders_IsNone() =>
        Assert.Null(HeaderWords.CommonLanguage(["first_name", "last_name", "company", "city", "created_by"]));

    private static List<string> Best(params string[][] columns)
    {
        var evidence = columns.Select((values, i) => ColumnEvidence.Collect("t", $"c{i + 1}", ColumnType.Text, values)).ToList();
        return [.. new DomainAssigner(DomainCatalog.Default, new Lumos.Core.Policy.Masking.PiiMasker()).RankTable(evidence, default).Select(static r => r[0].Entry.Label)];
    }
}
