using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class HeaderWordsTests
{
    [Theory]
    [InlineData("pasword", "password")]
    [InlineData("user_passwrd", "user password")]
    [InlineData("Telefone_nr", "phone number")]
    [InlineData("compass", "compass")]
    public void Parse_WordWithALetterTooFew_IsReadAsMeant(string name, string words) => Assert.Equal(words, HeaderWords.Parse(name).ToString());

    [Theory]
    [InlineData("firstName", "first name")]
    [InlineData("FIRST_NAME", "first name")]
    [InlineData("fname", "first name")]
    [InlineData("CustID", "customer id")]
    [InlineData("streetname", "street name")]
    [InlineData("Date of Birth", "date birth")]
    [InlineData("dob", "birth date")]
    [InlineData("Straße", "street")]
    [InlineData("Rechnungsbetrag", "invoice amount")]
    [InlineData("Kundennummer", "customer number")]
    [InlineData("Nom de famille", "last name")]
    [InlineData("fecha_nacimiento", "date birth")]
    [InlineData("weight_lb", "weight lb")]
    [InlineData("HTTPServer", "http server")]
    [InlineData("address1", "address 1")]
    [InlineData("qty", "quantity")]
    [InlineData("customers", "customer")]
    [InlineData("discount %", "discount percentage")]
    [InlineData("Geb.Datum", "birth date")]
    [InlineData("nombre_producto", "name product")]
    [InlineData("nom_magasin", "name store")]
    [InlineData("numero_medici", "count doctors")]
    [InlineData("numero di telefono", "number phone")]
    [InlineData("kreditkortanúmer", "card number")]
    [InlineData("heimilisfang", "street address")]
    [InlineData("GehaltBrutto", "salary gross")]
    [InlineData("title_en", "title")]
    [InlineData("bio_ar", "bio")]
    [InlineData("user_id", "user id")]
    [InlineData("วันเกิด", "birth date")]
    [InlineData("รหัสไปรษณีย์", "postal code")]
    [InlineData("銀行カード", "銀行カード")]
    [InlineData("最終購入日", "latest purchase date")]
    [InlineData("CEOname", "ceo name")]
    [InlineData("HTMLPage", "html page")]
    [InlineData("IDnumber", "id number")]
    [InlineData("banco_nome", "bank name")]
    [InlineData("fk_customer", "id customer")]
    [InlineData("customer_id_fk", "customer id")]
    [InlineData("Region__c", "region")]
    [InlineData("codfisc", "tax code")]
    [InlineData("紧急联系人", "contact person name")]
    [InlineData("주민등록번호", "national identifier")]
    [InlineData("KUNNR", "customer number")]
    [InlineData("msisdn", "msisdn")]
    [InlineData("Zahnnummer", "tooth number")]
    [InlineData("vhcl_clr", "vehicle color")]
    [InlineData("uva", "grape")]
    [InlineData("cancelaria", "cancelaria")]
    public void Parse_Name_GivesPlainWords(string name, string words) => Assert.Equal(words, HeaderWords.Parse(name).ToString());

    [Theory]
    [InlineData("Дата рождения", "date birth", null)]
    [InlineData("Телефон", "phone", null)]
    [InlineData("tanggal_lahir", "date birth", "id")]
    [InlineData("datum rođenja", "date birth", "hr")]
    [InlineData("Születési dátum", "birth date", null)]
    [InlineData("Fødselsdato", "birth date", null)]
    [InlineData("wynagrodzenie", "salary", null)]
    [InlineData("Mahnlaufdatum", "mahnlauf date", "de")]
    [InlineData("combination", "combination", "fr")]
    public void Parse_NameOfALanguage_GivesPlainEnglishWords(string name, string words, string? language) => Assert.Equal(words, HeaderWords.Parse(name, language).ToString());

    [Theory]
    [InlineData("sap", "MANDT", "KUNNR", "ORT01", "LAND1", "ERDAT")]
    [InlineData("vcf", "CHROM", "POS", "ID", "REF", "ALT", "QUAL", "rsID")]
    [InlineData("th", "ชื่อ", "นามสกุล", "เบอร์โทร")]
    [InlineData(null, "name", "rank", "filter", "gene")]
    public void CommonLanguage_FieldsOfOneKindOfSystem_AreItsOwn(string? language, params string[] names) => Assert.Equal(language, HeaderWords.CommonLanguage(names));

    [Fact]
    public void Parse_FieldOfASystem_IsItsOwnOnlyAmongItsLike()
    {
        Assert.Equal("country", HeaderWords.Parse("Land", "de").ToString());
        Assert.Equal("country code", HeaderWords.Parse("LAND", "sap").ToString());
    }

    [Fact]
    public void Among_SharedNameWithItsPlaceBehind_IsAnyNameToo() => Assert.Equal("name", HeaderWords.Parse("NOMBRE_1").Among(new HashSet<string> { "salary" }).ToString());

    [Theory]
    [InlineData("c1", false)]
    [InlineData("col_7", false)]
    [InlineData("field3", false)]
    [InlineData("", false)]
    [InlineData("Unnamed: 0", false)]
    [InlineData("email", true)]
    public void Informative_Name_SaysSomething(string name, bool expected) => Assert.Equal(expected, HeaderWords.Parse(name).Informative);

    [Theory]
    [InlineData("fecha_pedido", "order date")]
    [InlineData("CiudadDestinatario", "recipient city")]
    [InlineData("order_date", null)]
    [InlineData("Bestelldatum", null)]
    public void HeadLast_LanguageThatNamesTheThingFirst_TurnsTheWords(string name, string? turned) =>
        Assert.Equal(turned, HeaderWords.Parse(name).HeadLast is { } words ? string.Join(' ', words) : null);

    [Theory]
    [InlineData("nome", "last", "first name")]
    [InlineData("nome", "price", "name")]
    [InlineData("nombre", "last", "first name")]
    [InlineData("nombre", "city", "name")]
    [InlineData("cognome", "price", "last name")]
    [InlineData("Name", "first", "last name")]
    [InlineData("Name", "price", "name")]
    public void Among_NameWithoutItsCounterpart_IsAnyName(string name, string neighbour, string words) =>
        Assert.Equal(words, HeaderWords.Parse(name, name[..3] == "nom" && name.Length == 6 ? "es" : "it").Among(new HashSet<string> { neighbour }).ToString());

    [Theory]
    [InlineData("Number of Ratings", "rating count")]
    [InlineData("place of birth", "birth place")]
    public void Parse_ThingOfAnother_IsReadFromBehindToo(string name, string words) => Assert.Equal(words, string.Join(' ', HeaderWords.Parse(name).HeadLast!));
}
