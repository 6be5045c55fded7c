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
}

/// <summary>A unit: <c>base value = value * factor + offset</c>, both exact fractions.</summary>
public sealed class UnitOfMeasure
{
    internal UnitOfMeasure(string code, UnitDimension dimension, Rational factor, Rational offset)
        => (Code, Dimension, Factor, Offset) = (code, dimension, factor, offset);

    /// <summary>The spelling in plans; case matters.</summary>
    public string Code { get; }

    /// <summary>What it measures.</summary>
    public UnitDimension Dimension { get; }

    /// <summary>Numerator and denominator of the exact size in base units.</summary>
    public (BigInteger Numerator, BigInteger Denominator) ExactFactor => (Factor.Numerator, Factor.Denominator);

    /// <summary>Numerator and denominator of the exact offset in base units; 0/1 but for temperatures.</summary>
    public (BigInteger Numerator, BigInteger Denominator) ExactOffset => (Offset.Numerator, Offset.Denominator);

    internal Rational Factor { get; }

    internal Rational Offset { get; }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
