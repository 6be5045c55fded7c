using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Interpreter;

/// <summary>safe_math and unit_convert: exact fractions, rounded once at the end.</summary>
internal static class MathSemantics
{
    public static Func<object?[], Outcome> Of(SafeMath math, ColumnType[] types) => inputs =>
    {
        if (inputs.Contains(null)) return Outcome.Null;
        var left = ExactNumber.ScaledOf(inputs[0]!);
        var leftUnit = ExactNumber.PowerOfTen(types[0].Scale);
        if (inputs.Length == 1)
        {
            var value = math.Function switch
            {
                MathFunction.Neg => -left,
                MathFunction.Abs => BigInteger.Abs(left),
                _ => left,
            };
            return ExactNumber.Fit(value, leftUnit, math.Result, math.Rounding);
        }

        var right = ExactNumber.ScaledOf(inputs[1]!);
        var rightUnit = ExactNumber.PowerOfTen(types[1].Scale);
        if (math.OnZero is { } rule && right.IsZero) return rule == ZeroRule.Error ? Outcome.Fail(ValueErrors.DivZero) : Outcome.Null;

        // left/leftUnit op right/rightUnit as one fraction.
        var (numerator, denominator) = math.Function switch
        {
            MathFunction.Add => ((left * rightUnit) + (right * leftUnit), leftUnit * rightUnit),
            MathFunction.Sub => ((left * rightUnit) - (right * leftUnit), leftUnit * rightUnit),
            MathFunction.Mul => (left * right, leftUnit * rightUnit),
            MathFunction.Div => (left * rightUnit, right * leftUnit),
            MathFunction.Mod => (BigInteger.Remainder(left, right), BigInteger.One),
            _ => throw new InvalidOperationException($"Unknown function {math.Function}."),
        };
        return ExactNumber.Fit(numerator, denominator, math.Result, math.Rounding);
    };

    public static Func<object?[], Outcome> Convert(UnitOfMeasure from, UnitOfMeasure to, ColumnType input, ColumnType result) => inputs =>
    {
        if (inputs[0] is not { } value) return Outcome.Null;

        // base = value * from.factor + from.offset; result = (base - to.offset) / to.factor.
        var (numerator, denominator) = Multiply((ExactNumber.ScaledOf(value), ExactNumber.PowerOfTen(input.Scale)), from.ExactFactor);
        (numerator, denominator) = Add((numerator, denominator), from.ExactOffset);
        (numerator, denominator) = Add((numerator, denominator), (-to.ExactOffset.Numerator, to.ExactOffset.Denominator));
        (numerator, denominator) = Multiply((numerator, denominator), (to.ExactFactor.Denominator, to.ExactFactor.Numerator));
        return ExactNumber.Fit(numerator, denominator, result, Rounding.HalfAway);
    };

    private static (BigInteger Numerator, BigInteger Denominator) Multiply((BigInteger N, BigInteger D) a, (BigInteger N, BigInteger D) b) => (a.N * b.N, a.D * b.D);

    private static (BigInteger Numerator, BigInteger Denominator) Add((BigInteger N, BigInteger D) a, (BigInteger N, BigInteger D) b) => ((a.N * b.D) + (b.N * a.D), a.D * b.D);
}
