using System.Numerics;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>128-bit integers where 64 bits are not enough.</summary>
internal static unsafe class WideNumbers
{
    private const ulong TenTo19 = 10_000_000_000_000_000_000;

    public static UInt128 PowerOfTen(int digits) => digits <= 19 ? Digits.PowersOfTen[digits] : (UInt128)Digits.PowersOfTen[19] * Digits.PowersOfTen[digits - 19];

    /// <summary>The integer, or the nearest one that fits: for limits.</summary>
    public static Int128 Clamp(BigInteger value) =>
        value > (BigInteger)Int128.MaxValue ? Int128.MaxValue : value < (BigInteger)Int128.MinValue ? Int128.MinValue : (Int128)value;

    /// <summary>Quotient truncated towards zero, and what remains; a division of 64 bits where both are small enough.</summary>
    public static Int128 Divide(Int128 dividend, Int128 divisor, out Int128 remainder)
    {
        var (a, b) = ((long)dividend, (long)divisor);
        if (a == dividend && b == divisor && a != long.MinValue)
        {
            var quotient = a / b;
            remainder = a - (quotient * b);
            return quotient;
        }

        var wide = dividend / divisor;
        remainder = dividend - (wide * divisor);
        return wide;
    }

    /// <summary>Digits of a number; 0 has one.</summary>
    public static int CountDigits(UInt128 value)
    {
        if (value <= ulong.MaxValue) return Digits.CountOf((ulong)value);
        return CountDigits(value / TenTo19) + 19;
    }

    /// <summary>Writes the last digits of a number, zeros before them.</summary>
    public static byte* WritePadded(byte* to, UInt128 value, int count)
    {
        if (count <= 19) return Digits.WritePadded(to, (ulong)(value % TenTo19), count);
        WritePadded(to, value / TenTo19, count - 19);
        return Digits.WritePadded(to + count - 19, (ulong)(value % TenTo19), 19);
    }
}
