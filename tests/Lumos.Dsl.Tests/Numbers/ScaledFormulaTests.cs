using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Tests.Numbers;

public sealed class ScaledFormulaTests
{
    [Theory]
    [InlineData(MathFunction.Add, "decimal(9,2)", "decimal(9,2)", "decimal(12,2)", 1, 1, 1, "Int64")]
    [InlineData(MathFunction.Add, "decimal(9,2)", "decimal(9,4)", "decimal(12,3)", 100, 1, 10, "Int64")]
    [InlineData(MathFunction.Sub, "int64", "int64", "int64", 1, 1, 1, "Int128")]
    [InlineData(MathFunction.Mul, "decimal(9,2)", "decimal(9,2)", "decimal(18,2)", 1, 1, 100, "Int64")]
    [InlineData(MathFunction.Mul, "int64", "int64", "int64", 1, 1, 1, "Int128")]
    [InlineData(MathFunction.Mul, "int64", "int64", "decimal(18,1)", 10, 1, 1, "")]
    [InlineData(MathFunction.Div, "decimal(9,2)", "decimal(9,2)", "decimal(12,2)", 100, 1, 1, "Int64")]
    [InlineData(MathFunction.Div, "decimal(18,8)", "decimal(9,0)", "decimal(12,2)", 1, 1000000, 1, "Int64")]
    [InlineData(MathFunction.Div, "decimal(18,0)", "decimal(18,18)", "decimal(18,18)", 0, 0, 0, "")]
    [InlineData(MathFunction.Round, "decimal(9,3)", null, "decimal(9,1)", 1, 1, 100, "Int64")]
    [InlineData(MathFunction.Neg, "int64", null, "decimal(18,2)", 100, 1, 1, "Int128")]
    public void Of_Function_FoldsItsConstants(MathFunction function, string left, string? right, string result, long leftFactor, long rightFactor, long divisor, string width)
    {
        var formula = ScaledFormula.Of(function, Type(left), right is null ? null : Type(right), Type(result));

        Assert.Equal(width, formula.Width?.ToString() ?? "");
        if (leftFactor > 0) Assert.Equal((leftFactor, rightFactor, divisor), ((long)formula.LeftFactor, (long)formula.RightFactor, (long)formula.Divisor));
    }

    [Fact]
    public void Of_Units_IsReducedToLowestTerms()
    {
        var formula = ScaledFormula.Of(UnitTable.Find("F")!, UnitTable.Find("C")!, ColumnType.Decimal(6, 1), ColumnType.Decimal(8, 2));

        // C = (F - 32) * 5/9; in hundredths of C and tenths of F: (F10 * 50 - 16000) / 9.
        Assert.Equal((50, -16000, 9), ((int)formula.LeftFactor, (int)formula.Addend, (int)formula.Divisor));
    }

    [Fact]
    public void Bound_OfEveryNumericVectorShape_CoversItsSteps()
    {
        var a = Type("decimal(7,2)");
        var formula = ScaledFormula.Of(MathFunction.Div, a, a, Type("decimal(14,4)"));
        var max = BigInteger.Pow(10, 7) - 1;

        Assert.Equal((2 * max * formula.LeftFactor) + (max * formula.RightFactor), formula.Bound);
    }

    private static ColumnType Type(string text) => ColumnType.TryParse(text, out var type) ? type : throw new ArgumentException(text);
}
