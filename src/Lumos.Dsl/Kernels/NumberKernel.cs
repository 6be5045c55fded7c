using System.ComponentModel;
using System.Runtime.CompilerServices;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Kernels;

/// <summary>Exact arithmetic of generated code on integers scaled by powers of ten. Same meaning as the interpreter's. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NumberKernel
{
    /// <summary>Division rounded half away from zero.</summary>
    public static long DivideHalfAway(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        var remainder = Magnitude(dividend - (quotient * divisor));
        if (remainder >= Magnitude(divisor) - remainder && remainder != 0) quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
        return quotient;
    }

    /// <summary>Division rounded half away from zero.</summary>
    public static Int128 DivideHalfAway(Int128 dividend, Int128 divisor)
    {
        // -2^63 / -1 leaves 64 bits; everything else that starts there stays there.
        if (IsInt64(dividend) && IsInt64(divisor) && (long)divisor != -1) return DivideHalfAway((long)dividend, (long)divisor);
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        remainder = Int128.Abs(remainder);
        if (remainder >= Int128.Abs(divisor) - remainder && remainder != 0) quotient += Int128.IsNegative(dividend) == Int128.IsNegative(divisor) ? 1 : -1;
        return quotient;
    }

    /// <summary>Division that must leave nothing; false when it does.</summary>
    public static bool TryDivide(long dividend, long divisor, out long quotient)
    {
        quotient = dividend / divisor;
        return quotient * divisor == dividend;
    }

    /// <summary>Division that must leave nothing; false when it does.</summary>
    public static bool TryDivide(Int128 dividend, Int128 divisor, out Int128 quotient)
    {
        if (IsInt64(dividend) && IsInt64(divisor) && (long)divisor != -1)
        {
            var fits = TryDivide((long)dividend, (long)divisor, out var narrow);
            quotient = narrow;
            return fits;
        }

        quotient = dividend / divisor;
        return quotient * divisor == dividend;
    }

    /// <summary>Remainder truncated towards zero, without the overflow of -2^63 % -1.</summary>
    public static long Remainder(long dividend, long divisor) => divisor == -1 ? 0 : dividend % divisor;

    /// <summary>Whether a value is at most a limit, either sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits(long value, long limit) => value <= limit && value >= -limit;

    /// <summary>Whether a value is at most a limit, either sign.</summary>
    public static bool Fits(Int128 value, long limit) => value <= limit && value >= -limit;

    /// <summary>Whether a value is an int64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInt64(Int128 value) => value == (long)value;

    /// <summary>The canonical text of a scaled integer.</summary>
    public static ReadOnlySpan<char> Print(long scaled, int scale, TextScratch scratch)
    {
        const int MaxLength = 21;
        var text = scratch.Take(MaxLength);
        var at = MaxLength;
        var rest = Magnitude(scaled);
        for (var digits = 0; rest != 0 || digits <= scale; digits++)
        {
            if (digits == scale && scale > 0) text[--at] = '.';
            (rest, var digit) = Math.DivRem(rest, 10);
            text[--at] = (char)('0' + digit);
        }

        if (scaled < 0) text[--at] = '-';
        return text[at..];
    }

    /// <summary>A decimal as an integer scaled by 10^scale.</summary>
    /// <param name="value">The decimal.</param>
    /// <param name="precision">Total digits, 1 to 18.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="scaled">The scaled value.</param>
    public static ValueErrors FromDecimal(decimal value, int precision, int scale, out long scaled)
    {
        scaled = 0;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var shift = scale - ((bits[3] >> 16) & 0xFF);
        var magnitude = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (shift < 0)
        {
            var (quotient, remainder) = UInt128.DivRem(magnitude, PowerOfTen(-shift));
            if (remainder != 0) return ValueErrors.Inexact;
            magnitude = quotient;
        }

        // 96 bits times 10^18 stay below 2^156: compare before multiplying.
        var limit = (ulong)CastKernel.PowerOfTen(precision) - 1;
        if (magnitude > limit / (ulong)CastKernel.PowerOfTen(Math.Max(0, shift))) return ValueErrors.Range;
        scaled = (long)((ulong)magnitude * (ulong)CastKernel.PowerOfTen(Math.Max(0, shift)));
        if (bits[3] < 0) scaled = -scaled;
        return ValueErrors.None;
    }

    /// <summary>The decimal of a scaled integer.</summary>
    public static decimal ToDecimal(long scaled, int scale)
    {
        var magnitude = Magnitude(scaled);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, scaled < 0, (byte)scale);
    }

    private static UInt128 PowerOfTen(int digits) => digits <= 18 ? (UInt128)CastKernel.PowerOfTen(digits) : (UInt128)CastKernel.PowerOfTen(18) * (UInt128)CastKernel.PowerOfTen(digits - 18);

    private static ulong Magnitude(long value) => value < 0 ? unchecked((ulong)-value) : (ulong)value;
}
