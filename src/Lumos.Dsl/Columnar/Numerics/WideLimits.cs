using System.Numerics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>Largest operands with which no step of a formula leaves 128 bits; negative when a constant of it does.</summary>
internal readonly record struct WideLimits(Int128 Left, Int128 Right)
{
    private static readonly BigInteger Room = BigInteger.One << 124;

    /// <summary>The checker proved that there is no need for any.</summary>
    public static WideLimits None { get; } = new(Int128.MaxValue, Int128.MaxValue);

    public static WideLimits Of(MathFunction function, ScaledFormula formula)
    {
        if (formula.Divisor > Room || BigInteger.Abs(formula.Addend) > Room) return new(-1, -1);
        return function == MathFunction.Mul
            ? new((Int128)Root(Room / formula.LeftFactor), (Int128)Root(Room / formula.LeftFactor))
            : new((Int128)(Room / formula.LeftFactor), (Int128)(Room / formula.RightFactor));
    }

    /// <summary>Whether both operands are small enough.</summary>
    public bool Allow(Int128 left, Int128 right) => Int128.Abs(left) <= Left && Int128.Abs(right) <= Right;

    // Not too large, and near enough.
    private static BigInteger Root(BigInteger value) => BigInteger.One << ((int)(value.GetBitLength() - 1) / 2);
}
