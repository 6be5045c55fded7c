using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Units;

/// <summary>What a UCUM expression amounts to.</summary>
/// <param name="Factor">Its size in the base units of <paramref name="Measure"/>.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Zero">Where its scale begins above the base's zero, in its own unit; null where both begin at the same point.</param>
/// <param name="IsLinear">False for logarithms and the like, which are units but are not converted.</param>
internal sealed record UcumValue(Rational Factor, UnitMeasure Measure, Rational? Zero = null, bool IsLinear = true)
{
    /// <summary>The unit to a power. A scale with a zero of its own counts as differences of it.</summary>
    public UcumValue Power(int exponent)
    {
        var factor = new Rational(1, 1);
        for (var i = 0; i < Math.Abs(exponent); i++) factor = exponent > 0 ? factor * Factor : factor / Factor;
        return new(factor, Measure.Power(exponent), IsLinear: IsLinear, Zero: exponent == 1 ? Zero : null);
    }

    public static UcumValue operator *(UcumValue a, UcumValue b)
    {
        // A plain number before a scale ("10.Cel") leaves nothing to shift either.
        return new(a.Factor * b.Factor, a.Measure * b.Measure, IsLinear: a.IsLinear && b.IsLinear);
    }
}
