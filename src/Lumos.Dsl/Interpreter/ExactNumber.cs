using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>Exact fractions and how they become a value of a declared type.</summary>
internal static class ExactNumber
{
    /// <summary>The scaled integer of an int64 or decimal value.</summary>
    public static BigInteger ScaledOf(object value) => value is long number ? number : (BigInteger)(Int128)value;

    public static BigInteger PowerOfTen(int digits) => BigInteger.Pow(10, digits);

    /// <summary>numerator / denominator as a value of a type: first E_INEXACT, then E_RANGE.</summary>
    public static Outcome Fit(BigInteger numerator, BigInteger denominator, ColumnType type, Rounding rounding)
    {
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        numerator *= PowerOfTen(type.Scale);
        var quotient = BigInteger.DivRem(BigInteger.Abs(numerator), denominator, out var remainder);
        if (!remainder.IsZero && rounding == Rounding.Exact) return Outcome.Fail(ValueErrors.Inexact);
        if (remainder * 2 >= denominator) quotient++;
        if (numerator.Sign < 0) quotient = -quotient;
        return type.Kind == ColumnKind.Int64 ? FitInt64(quotient) : FitDecimal(quotient, type.Precision);
    }

    /// <summary>A scaled integer with its point, always with a digit before it: <c>-0.50</c>.</summary>
    public static string Print(BigInteger scaled, int scale)
    {
        var digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..];
        return scaled.Sign < 0 ? "-" + text : text;
    }

    private static Outcome FitInt64(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? new Outcome((long)value) : Outcome.Fail(ValueErrors.Range);

    private static Outcome FitDecimal(BigInteger scaled, int precision) =>
        BigInteger.Abs(scaled) < PowerOfTen(precision) ? new Outcome((Int128)scaled) : Outcome.Fail(ValueErrors.Range);
}
