using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class NationalIdsTests
{
    [Theory]
    [InlineData("id.br_cpf", "123.456.789-00", true)]
    [InlineData("id.br_cpf", "12345678900", false)]
    [InlineData("org.br_cnpj", "12.345.678/0001-00", true)]
    [InlineData("id.kr_rrn", "900131-1234567", true)]
    [InlineData("id.kr_rrn", "901331-1234567", false)]
    [InlineData("id.kr_rrn", "978-316148410", false)]
    [InlineData("id.uk_nino", "AB 12 34 56 C", false)]
    public void IsPunctuatedAs_Text_GoesByItsSignsAlone(string label, string text, bool expected) => Assert.Equal(expected, NationalIds.IsPunctuatedAs(label, text));

    // Published specimen numbers of the authorities, never persons.
    [Theory]
    [InlineData("id.us_ssn", "219-09-9999", "000-12-3456")]
    [InlineData("id.us_itin", "900-70-0000", "900-20-0000")]
    [InlineData("id.ca_sin", "130 692 544", "130 692 545")]
    [InlineData("id.de_tax_id", "86095742719", "86095742718")]
    [InlineData("id.es_nif", "12345678Z", "12345678A")]
    [InlineData("id.it_fiscal_code", "RSSMRA85T10A562S", "RSSMRA85T10A562T")]
    [InlineData("id.nl_bsn", "111222333", "111222334")]
    [InlineData("id.be_national_number", "85.07.30-033 28", "85.07.30-033 29")]
    [InlineData("id.fi_personal_identity_code", "131052-308T", "131052-308U")]
    [InlineData("id.pl_pesel", "44051401359", "44051401358")]
    [InlineData("id.se_personnummer", "811228-9874", "811228-9873")]
    [InlineData("id.sg_nric_fin", "S1234567D", "S1234567E")]
    [InlineData("id.tr_national_id", "10000000146", "10000000147")]
    [InlineData("id.za_id_number", "8001015009087", "8001015009088")]
    [InlineData("id.br_cpf", "529.982.247-25", "529.982.247-26")]
    [InlineData("id.cn_resident_id", "11010519491231002X", "110105194912310021")]
    [InlineData("id.in_pan", "ABCPE1234F", "ABCDE1234F")]
    [InlineData("id.fr_nir", "255081416802538", "255081416802539")]
    [InlineData("health.uk_nhs", "943 476 5919", "943 476 5918")]
    [InlineData("health.us_npi", "1234567893", "1234567890")]
    [InlineData("health.us_mbi", "1EG4-TE5-MK73", "1SG4-TE5-MK73")]
    public void Is_Specimen_PassesAndAWrongDigitFails(string label, string right, string wrong)
    {
        Assert.True(NationalIds.Is(label, right));
        Assert.False(NationalIds.Is(label, wrong));
    }
}
