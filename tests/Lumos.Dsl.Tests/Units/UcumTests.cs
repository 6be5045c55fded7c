using System.Numerics;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Tests.Units;

public sealed class UcumTests
{
    // expression, what it measures, factor as a fraction; worked out by hand from the definitions of UCUM.
    [Theory]
    [InlineData("mg/dL", "g.m-3", 10, 1)]
    [InlineData("g/L", "g.m-3", 1000, 1)]
    [InlineData("10*3/uL", "m-3", 1_000_000_000_000, 1)]
    [InlineData("mm[Hg]", "g.m-1.s-2", 133_322, 1)]
    [InlineData("kg/m2", "g.m-2", 1000, 1)]
    [InlineData("s/m.mg", "g.m-1.s", 1, 1000)]
    [InlineData("s/(m.mg)", "g-1.m-1.s", 1000, 1)]
    [InlineData("/min", "s-1", 1, 60)]
    [InlineData("m[H2O]", "g.m-1.s-2", 9_806_650, 1)]
    [InlineData("{cells}", "1", 1, 1)]
    [InlineData("mL{plasma}/min", "m3.s-1", 1, 60_000_000)]
    [InlineData("[ft_i]2", "m2", 9_290_304, 100_000_000)]
    [InlineData("%", "1", 1, 100)]
    [InlineData("4.s2", "s2", 4, 1)]
    public void TryParse_Expression_HasItsExactSize(string code, string measures, long numerator, long denominator)
    {
        Assert.True(UcumUnits.TryParse(code, out var unit, out var problem), problem);

        Assert.Equal(measures, unit!.Measures);
        Assert.Equal((BigInteger)numerator * unit.ExactFactor.Denominator, unit.ExactFactor.Numerator * denominator);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m/")]
    [InlineData("12h")]
    [InlineData("mg/12h")]
    [InlineData("Kg")]
    [InlineData("iU")]
    [InlineData("{a}m")]
    [InlineData("m{a}s")]
    [InlineData("m{a b}")]
    [InlineData("m..s")]
    [InlineData("(m")]
    [InlineData("m)")]
    [InlineData("k[in_i]")]
    [InlineData("m+")]
    [InlineData("m 2")]
    [InlineData("0")]
    [InlineData("m99999999999")]
    public void TryParse_NoUnit_SaysWhy(string code)
    {
        Assert.False(UcumUnits.TryParse(code, out var unit, out var problem));

        Assert.Null(unit);
        Assert.False(string.IsNullOrEmpty(problem));
    }

    [Fact]
    public void TryParse_EveryAtomOfTheTable_IsAUnit()
    {
        Assert.True(UcumTable.Codes.Count() > 300);
        foreach (var code in UcumTable.Codes) Assert.True(UcumUnits.TryParse(code, out _, out var problem), $"{code}: {problem}");
        foreach (var name in UnitSpellings.All) Assert.True(UnitTable.Find(name) is not null, name);
    }

    [Theory]
    [InlineData("pounds", "kg")]
    [InlineData("mph", "m/s")]
    [InlineData("°F", "C")]
    [InlineData("acre", "har")]
    [InlineData("kWh", "J")]
    [InlineData("mmHg", "kPa")]
    [InlineData("MB", "kib")]
    [InlineData("cc", "ml")]
    public void Find_NamesAndCodes_ConvertIntoEachOther(string from, string to) => Assert.True(UnitTable.Find(from)!.ConvertsTo(UnitTable.Find(to)!));

    [Theory]
    [InlineData("[pH]", "mol/L")]
    [InlineData("[iU]", "mg")]
    [InlineData("[iU]", "[arb'U]")]
    [InlineData("By", "%")]
    [InlineData("m", "s")]
    public void ConvertsTo_OtherMeasures_IsFalse(string from, string to) => Assert.False(UnitTable.Find(from)!.ConvertsTo(UnitTable.Find(to)!));

    [Fact]
    public void Find_ShortListAndUcum_AgreeWhereTheyMeanTheSame()
    {
        foreach (var (code, ucum) in new[]
        {
            ("in", "[in_i]"), ("ft", "[ft_i]"), ("yd", "[yd_i]"), ("mi", "[mi_i]"), ("lb", "[lb_av]"), ("oz", "[oz_av]"), ("gal_us", "[gal_us]"), ("C", "Cel"), ("F", "[degF]"),
            ("l", "L"), ("b", "By"), ("kib", "KiBy"), ("mib", "MiBy"), ("d", "d"), ("t", "t"),
        })
        {
            Assert.True(UcumUnits.TryParse(ucum, out var unit, out var problem), problem);
            var known = UnitTable.Find(code)!;
            Assert.Equal((known.Measures, known.Dimension, known.ExactFactor, known.ExactOffset), (unit!.Measures, unit.Dimension, unit.ExactFactor, unit.ExactOffset));
        }
    }
}
