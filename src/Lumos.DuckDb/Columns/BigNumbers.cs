using System.Numerics;

namespace Lumos.DuckDb.Columns;

/// <summary>BIGNUM values: three bytes that hold sign and length, then the magnitude from its highest byte; all turned when negative.</summary>
internal static class BigNumbers
{
    private const int HeaderBytes = 3;

    internal static BigInteger Read(ReadOnlySpan<byte> value)
    {
        if (value.Length <= HeaderBytes) throw new InvalidCastException("The BIGNUM value is cut short.");
        var negative = (value[0] & 0x80) == 0;
        var magnitude = value[HeaderBytes..];
        if (!negative) return new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        var turned = new byte[magnitude.Length];
        for (var i = 0; i < turned.Length; i++) turned[i] = (byte)~magnitude[i];
        return -new BigInteger(turned, isUnsigned: true, isBigEndian: true);
    }
}
