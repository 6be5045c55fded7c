using System.Numerics;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Units;

/// <summary>What a unit measures. Only units of one dimension convert into each other.</summary>
public enum UnitDimension
{
    /// <summary>Length; base unit metre.</summary>
    Length,

    /// <summary>Mass; base unit kilogram.</summary>
    Mass,

    /// <summary>Volume; base unit litre.</summary>
    Volume,

    /// <summary>Duration; base unit second.</summary>
    Time,

    /// <summary>Thermodynamic temperature; base unit kelvin.</summary>
    Temperature,

    /// <summary>Amount of data; base unit byte.</summary>
    Data,

    /// <summary>Anything else, such as an area, a pressure or a concentration; see <see cref="UnitOfMeasure.Measures"/>.</summary>
    Other,
}

/// <summary>A unit: <c>base value = value * factor + offset</c>, both exact fractions.</summary>
public sealed class UnitOfMeasure
{
    // The base units of the named dimensions, in the base units of UCUM (m, g, s, rad, K, C, cd) and bit.
    private static readonly (string Measure, UnitDimension Dimension, Rational Base)[] Dimensions =
    [
        ("m", UnitDimension.Length, new(1, 1)), ("g", UnitDimension.Mass, new(1000, 1)), ("m3", UnitDimension.Volume, new(1, 1000)),
        ("s", UnitDimension.Time, new(1, 1)), ("K", UnitDimension.Temperature, new(1, 1)), ("bit", UnitDimension.Data, new(8, 1)),
    ];

    private UnitOfMeasure(string code, UnitDimension dimension, string measures, Rational factor, Rational offset, bool isLinear)
        => (Code, Dimension, Measures, Factor, Offset, IsLinear) = (code, dimension, measures, factor, offset, isLinear);

    internal UnitOfMeasure(string code, UnitDimension dimension, Rational factor, Rational offset)
        : this(code, dimension, Dimensions[(int)dimension].Measure, factor, offset, isLinear: true)
    {
    }

    /// <summary>The spelling in plans; case matters.</summary>
    public string Code { get; }

    /// <summary>What it measures.</summary>
    public UnitDimension Dimension { get; }

    /// <summary>What it measures, as powers of base units in UCUM codes: <c>m</c>, <c>g.m-1.s-2</c> for a pressure, <c>1</c> for a plain number.</summary>
    public string Measures { get; }

    /// <summary>False for logarithms and the like (<c>[pH]</c>, <c>B</c>, <c>Np</c>), which do not convert by a factor.</summary>
    public bool IsLinear { get; }

    /// <summary>Numerator and denominator of the exact size in base units.</summary>
    public (BigInteger Numerator, BigInteger Denominator) ExactFactor => (Factor.Numerator, Factor.Denominator);

    /// <summary>Numerator and denominator of the exact offset in base units; 0/1 but for temperatures.</summary>
    public (BigInteger Numerator, BigInteger Denominator) ExactOffset => (Offset.Numerator, Offset.Denominator);

    internal Rational Factor { get; }

    /// <summary>Whether every value is the same in both.</summary>
    internal bool IsSame(UnitOfMeasure other) => IsLinear && other.IsLinear && Measures == other.Measures && ExactFactor == other.ExactFactor && ExactOffset == other.ExactOffset;

    internal Rational Offset { get; }

    /// <summary>Whether values of this unit can be converted into another one by a factor and an offset.</summary>
    public bool ConvertsTo(UnitOfMeasure other)
    {
        if (other is null) throw new ArgumentNullException(nameof(other));
        return IsLinear && other.IsLinear && Measures == other.Measures;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    internal static UnitOfMeasure Of(string code, UcumValue value)
    {
        var measures = value.Measure.ToString();
        var (dimension, size) = (UnitDimension.Other, new Rational(1, 1));
        foreach (var known in Dimensions)
        {
            if (known.Measure == measures) (dimension, size) = (known.Dimension, known.Base);
        }

        var factor = value.Factor / size;
        return new(code, dimension, measures, factor, value.Zero is { } zero ? zero * factor : new Rational(0, 1), value.IsLinear);
    }
}
