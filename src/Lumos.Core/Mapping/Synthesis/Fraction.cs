using System.Globalization;
using System.Numerics;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>An exact fraction in lowest terms with a positive denominator: a learnt factor must be the one, not one near it.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        Denominator = denominator / common;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Fraction Zero { get; } = new(0, 1);

    public static Fraction One { get; } = new(1, 1);

    public bool IsWhole => Denominator.IsOne;

    public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Reads sign, digits, point, digits; null for anything else.</summary>
    public static Fraction? TryParse(string text)
    {
        if (text.Length is 0 or > 40) return null;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return null;
        return new Fraction(number, BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1));
    }

    /// <summary>Rounded to a number of decimals, ties away from zero.</summary>
    public Fraction Round(int scale)
    {
        var unit = BigInteger.Pow(10, scale);
        var twice = (BigInteger.Abs(Numerator) * unit * 2) + Denominator;
        return new Fraction(twice / (Denominator * 2) * Numerator.Sign, unit);
    }

    /// <summary>Digits behind the point; -1 when they never end within 12.</summary>
    public int Scale
    {
        get
        {
            var unit = BigInteger.One;
            for (var scale = 0; scale <= 12; scale++, unit *= 10)
            {
                if ((unit % Denominator).IsZero) return scale;
            }

            return -1;
        }
    }

    /// <summary>Plain digits; only for a fraction with a <see cref="Scale"/>.</summary>
    public string ToText(int scale)
    {
        var number = (Numerator * BigInteger.Pow(10, scale)) / Denominator;
        var digits = BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (number.Sign < 0 ? "-" : "") + (scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..]);
    }

    /// <summary>The fraction with the smallest denominator between two bounds, both included.</summary>
    public static Fraction Simplest(Fraction low, Fraction high)
    {
        if (low.Numerator.Sign < 0 && high.Numerator.Sign > 0 || low.Numerator.IsZero || high.Numerator.IsZero) return Zero;
        if (low.Numerator.Sign < 0)
        {
            var mirrored = Simplest(new Fraction(-high.Numerator, high.Denominator), new Fraction(-low.Numerator, low.Denominator));
            return new Fraction(-mirrored.Numerator, mirrored.Denominator);
        }

        // Stern-Brocot by continued fractions.
        var whole = BigInteger.Divide(low.Numerator + low.Denominator - 1, low.Denominator);
        if (new Fraction(whole, 1) <= high) return new Fraction(whole, 1);
        var floor = new Fraction(BigInteger.Divide(low.Numerator, low.Denominator), 1);
        var rest = Simplest(One / (high - floor), One / (low - floor));
        return floor + (One / rest);
    }

    /// <summary>The decimal with the fewest digits between two bounds; null when it has more than 12.</summary>
    public static Fraction? ShortestDecimal(Fraction low, Fraction high)
    {
        var unit = BigInteger.One;
        for (var scale = 0; scale <= 12; scale++, unit *= 10)
        {
            var up = Ceiling(low * new Fraction(unit, 1));
            if (new Fraction(up, unit) <= high) return new Fraction(up, unit);
        }

        return null;
    }

    private static BigInteger Ceiling(Fraction value)
    {
        var floor = BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        return rest.Sign > 0 ? floor + 1 : floor;
    }
}
