using System.Globalization;

namespace Lumos.DuckDb;

/// <summary>DECIMAL of up to 38 digits, exact: <see cref="Unscaled"/> divided by ten to the power of <see cref="Scale"/>.</summary>
/// <param name="Unscaled">The value without its point.</param>
/// <param name="Precision">Total digits the type allows, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
public readonly record struct DuckDbDecimal(Int128 Unscaled, byte Precision, byte Scale)
{
    private static readonly Int128 DecimalLimit = (Int128)decimal.MaxValue;

    /// <summary>A decimal with the digits it has; the type is as narrow as the value allows.</summary>
    public static DuckDbDecimal From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scale = (byte)((bits[3] >> 16) & 0x7F);
        var digits = 1;
        for (UInt128 limit = 10; limit <= unscaled; limit *= 10) digits++;
        return new DuckDbDecimal(bits[3] < 0 ? -(Int128)unscaled : (Int128)unscaled, (byte)Math.Max(digits, scale), scale);
    }

    /// <summary>The value as a .NET decimal.</summary>
    /// <exception cref="OverflowException">The value has more digits than a .NET decimal holds (28 to 29, at most 28 after the point).</exception>
    public decimal ToDecimal() => ToDecimal(Unscaled, Scale);

    internal static decimal ToDecimal(Int128 unscaled, int scale)
    {
        while (scale > 28 || unscaled > DecimalLimit || unscaled < -DecimalLimit)
        {
            var (shorter, digit) = Int128.DivRem(unscaled, 10);
            if (digit != 0 || scale == 0)
            {
                throw new OverflowException("The DECIMAL has more digits than System.Decimal holds: read it as DuckDbDecimal.");
            }

            (unscaled, scale) = (shorter, scale - 1);
        }

        var magnitude = (UInt128)Int128.Abs(unscaled);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)scale);
    }

    /// <summary>All digits with a point, invariant.</summary>
    public override string ToString()
    {
        var digits = ((UInt128)Int128.Abs(Unscaled)).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var text = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return Unscaled < 0 ? "-" + text : text;
    }
}
