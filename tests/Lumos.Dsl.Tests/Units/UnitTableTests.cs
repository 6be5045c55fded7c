using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Tests.Units;

public sealed class UnitTableTests
{
    // unit, base unit, what one of it is in base units as a fraction: straight from the definitions.
    [Theory]
    [InlineData("in", UnitDimension.Length, 254, 10000)]
    [InlineData("ft", UnitDimension.Length, 3048, 10000)]
    [InlineData("yd", UnitDimension.Length, 9144, 10000)]
    [InlineData("mi", UnitDimension.Length, 1609344, 1000)]
    [InlineData("km", UnitDimension.Length, 1000, 1)]
    [InlineData("mm", UnitDimension.Length, 1, 1000)]
    [InlineData("lb", UnitDimension.Mass, 45359237, 100000000)]
    [InlineData("oz", UnitDimension.Mass, 45359237, 1600000000)]
    [InlineData("t", UnitDimension.Mass, 1000, 1)]
    [InlineData("gal_us", UnitDimension.Volume, 3785411784, 1000000000)]
    [InlineData("d", UnitDimension.Time, 86400, 1)]
    [InlineData("mib", UnitDimension.Data, 1048576, 1)]
    public void Find_Unit_HasItsDefinition(string code, UnitDimension dimension, long numerator, long denominator)
    {
        var unit = UnitTable.Find(code)!;

        Assert.Equal(dimension, unit.Dimension);
        Assert.Equal(BigInteger.Zero, unit.ExactOffset.Numerator);
        Assert.Equal(numerator * unit.ExactFactor.Denominator, unit.ExactFactor.Numerator * denominator);
    }

    [Fact]
    public void Table_Relations_HoldExactly()
    {
        Assert.Equal(12, Ratio("ft", "in"));
        Assert.Equal(3, Ratio("yd", "ft"));
        Assert.Equal(1760, Ratio("mi", "yd"));
        Assert.Equal(16, Ratio("lb", "oz"));
        Assert.Equal(1024, Ratio("mib", "kib"));
        Assert.Equal(24, Ratio("d", "h"));
        // A US gallon is 231 cubic inches; a litre is a cubic decimetre.
        var inch = UnitTable.Find("in")!.Factor;
        Assert.Equal(UnitTable.Find("gal_us")!.Factor, inch * inch * inch * new Rational(231 * 1000, 1));
    }

    [Theory]
    [InlineData("C", "F", 0, 32)]
    [InlineData("C", "F", 100, 212)]
    [InlineData("F", "C", -40, -40)]
    [InlineData("C", "K", -273, 0)]
    public void Formula_Temperatures_HaveTheirFixedPoints(string from, string to, long value, long expected)
    {
        var formula = ScaledFormula.Of(UnitTable.Find(from)!, UnitTable.Find(to)!, ColumnType.Decimal(9, 0), ColumnType.Decimal(12, 2));
        var scaled = ((formula.LeftFactor * value) + formula.Addend) / formula.Divisor;
        Assert.Equal(expected, (long)(scaled / 100));
    }

    [Fact]
    public void Find_CaseAndUnknown_Matter()
    {
        Assert.Null(UnitTable.Find("KG"));
        Assert.Null(UnitTable.Find("c"));
        Assert.Equal(27, UnitTable.All.Count);
    }

    private static long Ratio(string large, string small)
    {
        var ratio = UnitTable.Find(large)!.Factor / UnitTable.Find(small)!.Factor;
        Assert.Equal(BigInteger.One, ratio.Denominator);
        return (long)ratio.Numerator;
    }
}
