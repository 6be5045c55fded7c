using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Policy.Masking;

public sealed class PiiOwnNumberTests
{
    private readonly PiiMasker _masker = new();

    [Theory]
    [InlineData("Pesel", "3123451233;7254832946;1234142344", PiiGrade.Direct)]
    [InlineData("identification", "149186547;475925688;112231541", PiiGrade.Direct)]
    [InlineData("identification", "149186547;149186547;149186547", PiiGrade.None)]
    [InlineData("αριθμός ταυτότητας", "AK 123456;AB 654321;AE 908172", PiiGrade.Direct)]
    [InlineData("telefon", "790603;211913;493045", PiiGrade.Direct)]
    [InlineData("telefon", "1;0;1", PiiGrade.None)]
    [InlineData("student no", "829332;104417;655980", PiiGrade.Quasi)]
    [InlineData("student no", "1001;1002;1003", PiiGrade.None)]
    [InlineData("emp_no", "46242;10633;82706", PiiGrade.None)]
    [InlineData("plat nomor", "B 5678 ABC;D 9999 DEF;B 1234 BH", PiiGrade.Direct)]
    [InlineData("geburtsdatum", "1980-03-04;1975-11-23;1991-06-30", PiiGrade.Quasi)]
    public void Inspect_NumberOfAPersonByItsHeader_IsPersonal(string column, string values, PiiGrade expected) => Assert.Equal(expected, _masker.Inspect("persons", column, ColumnType.Text, values.Split(';')).Grade);

    [Fact]
    public void Inspect_DistanceFromTheStart_IsNoInitial() => Assert.Equal(PiiGrade.None, _masker.Inspect("roads", "km inicial", ColumnType.Text, ["0", "2,4", "6"]).Grade);

    [Theory]
    [InlineData("Ari Dwi Handoko, S.Pd;Siti Aminah, S.Pd;Budi Santoso, M.Si", "person.full_name")]
    [InlineData("松村　亜希;山本　翼;小林 大介", "person.full_name")]
    [InlineData("Suite 300;Suite 102;Floor 2", null)]
    [InlineData("Jl. Gunung Jati 4;Jl. Merdeka 12;Dusun Dasri RT.01", "geo.street_address")]
    [InlineData("Nizami küçəsi 45;Təbriz küçəsi 3;Nərimanov prospekti 10", "geo.street_address")]
    public void Inspect_NoHeader_KnowsTheForm(string values, string? label) => Assert.Equal(label, _masker.Inspect("t", "c1", ColumnType.Text, values.Split(';')).Label);
}
