using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class HeaderWordsTests
{
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
    [InlineData("Nom de famille", "last name family")]
    [InlineData("fecha_nacimiento", "date birth")]
    [InlineData("weight_lb", "weight lb")]
    [InlineData("HTTPServer", "http server")]
    [InlineData("address1", "address 1")]
    [InlineData("qty", "quantity")]
    [InlineData("customers", "customer")]
    [InlineData("discount %", "discount percentage")]
    public void Parse_Name_GivesPlainWords(string name, string words) => Assert.Equal(words, HeaderWords.Parse(name).ToString());

    [Theory]
    [InlineData("c1", false)]
    [InlineData("col_7", false)]
    [InlineData("field3", false)]
    [InlineData("", false)]
    [InlineData("Unnamed: 0", false)]
    [InlineData("email", true)]
    public void Informative_Name_SaysSomething(string name, bool expected) => Assert.Equal(expected, HeaderWords.Parse(name).Informative);
}
