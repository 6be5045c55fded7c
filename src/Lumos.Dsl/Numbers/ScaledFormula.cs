using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Numbers;

/// <summary>
/// A numeric operation on the scaled integers of its operands, with all constants folded. With A and B the operands:
/// <list type="bullet">
/// <item>add, sub: N = A * LeftFactor ± B * RightFactor, D = Divisor</item>
/// <item>mul: N = A * B * LeftFactor, D = Divisor</item>
/// <item>div: N = A * LeftFactor, D = B * RightFactor (Divisor is 1)</item>
/// <item>neg, abs, round, number to number casts: N = ±A * LeftFactor, D = Divisor</item>
/// <item>unit_convert: N = A * LeftFactor + Addend, D = Divisor</item>
/// </list>
/// The scaled result is N / D, rounded half away from zero or required to be exact.
/// </summary>
/// <param name="LeftFactor">Multiplier of the first operand.</param>
/// <param name="RightFactor">Multiplier of the second operand.</param>
/// <param name="Addend">Added constant.</param>
/// <param name="Divisor">Constant divisor, 1 or more.</param>
/// <param name="Bound">Largest absolute value any step can reach: |N| when nothing is divided, else 2|N| + D, and 2D where D is not even or not constant.</param>
/// <param name="ResultBound">Largest absolute value of the scaled result before the range check.</param>
internal sealed record ScaledFormula(
    BigInteger LeftFactor, BigInteger RightFactor, BigInteger Addend, BigInteger Divisor, BigInteger Bound, BigInteger ResultBound)
{
    private static readonly BigInteger TwoTo63 = BigInteger.One << 63;
    private static readonly BigInteger TwoTo127 = BigInteger.One << 127;

    /// <summary>Narrowest integer that holds every step; null when 128 bits are not enough.</summary>
    public NumberWidth? Width => Bound < TwoTo63 ? NumberWidth.Int64 : Bound < TwoTo127 ? NumberWidth.Int128 : null;

    /// <summary>
    /// Whether 128 bits hold every step when an even constant divisor is halved instead of the dividend doubled: |N| + D/2. It saves the bit
    /// that decimals of 38 digits do not have.
    /// </summary>
    public bool FitsHalved => IsHalved && HalvedBound < TwoTo127;

    /// <summary>Largest absolute value any step can reach when an even constant divisor is halved.</summary>
    public BigInteger HalvedBound => IsHalved ? ((Bound - Divisor) / 2) + (Divisor / 2) : Bound;

    private bool IsHalved => !Divisor.IsOne && Divisor.IsEven;

    /// <summary>Largest absolute scaled value a type holds.</summary>
    public static BigInteger MaxOf(ColumnType type) => type.Kind == ColumnKind.Decimal ? BigInteger.Pow(10, type.Precision) - 1 : TwoTo63;

    /// <summary>The formula of a safe_math over typed operands; for mod the factors are 1 and Divisor is not used.</summary>
    public static ScaledFormula Of(MathFunction function, ColumnType left, ColumnType? right, ColumnType result) => function switch
    {
        MathFunction.Add or MathFunction.Sub => AddOrSub(left, right!.Value, result),
        MathFunction.Mul => Mul(left, right!.Value, result),
        MathFunction.Div => Div(left, right!.Value, result),
        MathFunction.Mod => new(1, 1, 0, 1, TwoTo63 - 1, TwoTo63 - 1),
        _ => Rescale(left, result),
    };

    /// <summary>The formula of a change of scale.</summary>
    public static ScaledFormula Rescale(ColumnType from, ColumnType to)
    {
        var (factor, divisor) = Shift(to.Scale - from.Scale);
        return Build(factor, 1, 0, divisor, MaxOf(from) * factor);
    }

    /// <summary>The formula of a unit conversion.</summary>
    public static ScaledFormula Of(UnitOfMeasure from, UnitOfMeasure to, ColumnType input, ColumnType result)
    {
        var factor = from.Factor / to.Factor;
        var offset = (from.Offset - to.Offset) / to.Factor;
        var resultScale = BigInteger.Pow(10, result.Scale);
        var inputScale = BigInteger.Pow(10, input.Scale);
        var left = factor.Numerator * offset.Denominator * resultScale;
        var addend = offset.Numerator * factor.Denominator * resultScale * inputScale;
        var divisor = factor.Denominator * offset.Denominator * inputScale;
        var common = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(left, addend), divisor);
        (left, addend, divisor) = (left / common, addend / common, divisor / common);
        return Build(left, 1, addend, divisor, (MaxOf(input) * left) + BigInteger.Abs(addend));
    }

    private static ScaledFormula AddOrSub(ColumnType left, ColumnType right, ColumnType result)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var (up, divisor) = Shift(result.Scale - scale);
        var leftFactor = BigInteger.Pow(10, scale - left.Scale) * up;
        var rightFactor = BigInteger.Pow(10, scale - right.Scale) * up;
        return Build(leftFactor, rightFactor, 0, divisor, (MaxOf(left) * leftFactor) + (MaxOf(right) * rightFactor));
    }

    private static ScaledFormula Mul(ColumnType left, ColumnType right, ColumnType result)
    {
        var (factor, divisor) = Shift(result.Scale - left.Scale - right.Scale);
        return Build(factor, 1, 0, divisor, MaxOf(left) * MaxOf(right) * factor);
    }

    private static ScaledFormula Div(ColumnType left, ColumnType right, ColumnType result)
    {
        var (up, down) = Shift(right.Scale + result.Scale - left.Scale);
        var numerator = MaxOf(left) * up;
        var divisor = MaxOf(right) * down;
        return new(up, down, 0, 1, BigInteger.Max((2 * numerator) + divisor, 2 * divisor), numerator);
    }

    private static ScaledFormula Build(BigInteger left, BigInteger right, BigInteger addend, BigInteger divisor, BigInteger numerator)
        => divisor.IsOne
            ? new(left, right, addend, divisor, numerator, numerator)
            : new(left, right, addend, divisor, divisor.IsEven ? (2 * numerator) + divisor : BigInteger.Max((2 * numerator) + divisor, 2 * divisor), ((2 * numerator) + divisor) / (2 * divisor));

    // 10^digits as a multiplier, or as a divisor when the scale shrinks.
    private static (BigInteger Factor, BigInteger Divisor) Shift(int digits)
        => digits >= 0 ? (BigInteger.Pow(10, digits), BigInteger.One) : (BigInteger.One, BigInteger.Pow(10, -digits));
}
