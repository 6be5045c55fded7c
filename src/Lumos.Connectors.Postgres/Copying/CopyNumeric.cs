using System.Buffers.Binary;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>
/// The server's <c>numeric</c> in binary: number of groups, weight of the first group, sign, digits shown behind the point, then groups of four decimal
/// digits. Exact both ways.
/// </summary>
internal static class CopyNumeric
{
    /// <summary>Most bytes a decimal of 38 digits takes.</summary>
    public const int MaxBytes = HeaderBytes + 2 * MaxGroups;

    private const int HeaderBytes = 8;
    private const int MaxGroups = 11;
    private const int Base = 10_000;
    private const ushort Negative = 0x4000;

    private const int MostLongDigits = 18;

    private static readonly UInt128[] Powers = MakePowers();
    private static readonly long[] LongPowers = [.. Powers.Take(MostLongDigits + 1).Select(static power => (long)power)];

    /// <summary>Writes a scaled integer.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Int128 scaled, int scale, Span<byte> to)
    {
        Span<ushort> groups = stackalloc ushort[MaxGroups + 1];
        var magnitude = scaled < 0 ? (UInt128)(-scaled) : (UInt128)scaled;
        var (count, weight) = scale <= 16 && magnitude <= ulong.MaxValue ? Split((ulong)magnitude, scale, groups) : Split(magnitude, scale, groups);
        var first = 0;
        while (first < count && groups[first] == 0) first++;
        while (count > first && groups[count - 1] == 0) count--;
        var used = count - first;
        BinaryPrimitives.WriteInt16BigEndian(to, (short)used);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(used == 0 ? 0 : weight - first));
        BinaryPrimitives.WriteUInt16BigEndian(to[4..], scaled < 0 ? Negative : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(to[6..], (short)scale);
        for (var i = 0; i < used; i++) BinaryPrimitives.WriteUInt16BigEndian(to[(HeaderBytes + 2 * i)..], groups[first + i]);
        return HeaderBytes + 2 * used;
    }

    /// <summary>Reads a number as a scaled integer.</summary>
    /// <returns>False when it is NaN or an infinity, or has more digits than the type, before or behind the point.</returns>
    public static bool TryRead(ReadOnlySpan<byte> from, int precision, int scale, out Int128 scaled)
    {
        scaled = 0;
        var count = BinaryPrimitives.ReadInt16BigEndian(from);
        var weight = BinaryPrimitives.ReadInt16BigEndian(from[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(from[4..]);
        if (sign is not (0 or Negative)) return false;
        if (precision <= MostLongDigits)
        {
            if (!TrySum(from[HeaderBytes..], count, weight, precision, scale, out var small)) return false;
            scaled = sign == Negative ? -small : small;
            return true;
        }

        UInt128 sum = 0;
        for (var i = 0; i < count; i++)
        {
            int group = BinaryPrimitives.ReadUInt16BigEndian(from[(HeaderBytes + 2 * i)..]);
            if (group == 0) continue;
            var exponent = 4 * (weight - i) + scale;
            if (exponent < -3 || exponent > precision) return false;
            if (exponent < 0)
            {
                var (quotient, rest) = int.DivRem(group, (int)Powers[-exponent]);
                if (rest != 0) return false;
                sum += (UInt128)quotient;
                continue;
            }

            // The first group that is not zero bounds all that follow, so one look keeps the sum below 10^38.
            if (Powers[precision - exponent] <= (UInt128)group) return false;
            sum += Powers[exponent] * (UInt128)group;
        }

        if (sum >= Powers[precision]) return false;
        scaled = sign == Negative ? -(Int128)sum : (Int128)sum;
        return true;
    }

    // The same in 64 bits, which hold every number of 18 digits.
    private static bool TrySum(ReadOnlySpan<byte> groups, int count, int weight, int precision, int scale, out long sum)
    {
        sum = 0;
        for (var i = 0; i < count; i++)
        {
            long group = BinaryPrimitives.ReadUInt16BigEndian(groups[(2 * i)..]);
            if (group == 0) continue;
            var exponent = 4 * (weight - i) + scale;
            if (exponent < -3 || exponent > precision) return false;
            if (exponent < 0)
            {
                var (quotient, rest) = Math.DivRem(group, LongPowers[-exponent]);
                if (rest != 0) return false;
                sum += quotient;
                continue;
            }

            if (LongPowers[precision - exponent] <= group) return false;
            sum += LongPowers[exponent] * group;
        }

        return sum < LongPowers[precision];
    }

    private static (int Count, int Weight) Split(ulong magnitude, int scale, Span<ushort> groups)
    {
        var power = (ulong)Powers[scale];
        var (whole, rest) = Math.DivRem(magnitude, power);
        var places = 0;
        for (var left = whole; left > 0; left /= Base) places++;
        for (var i = places - 1; i >= 0; i--, whole /= Base) groups[i] = (ushort)(whole % Base);
        var behind = (scale + 3) / 4;
        rest *= (ulong)Powers[4 * behind - scale];
        for (var i = places + behind - 1; i >= places; i--, rest /= Base) groups[i] = (ushort)(rest % Base);
        return (places + behind, places - 1);
    }

    private static (int Count, int Weight) Split(UInt128 magnitude, int scale, Span<ushort> groups)
    {
        var (whole, rest) = UInt128.DivRem(magnitude, Powers[scale]);
        var places = 0;
        for (var left = whole; left > 0; left /= Base) places++;
        for (var i = places - 1; i >= 0; i--, whole /= Base) groups[i] = (ushort)(whole % Base);

        // From the point on, so that padding the last group to four digits cannot overflow.
        var behind = (scale + 3) / 4;
        for (var i = 0; i < behind; i++)
        {
            var digits = scale - 4 * i;
            var unit = Powers[Math.Max(digits - 4, 0)];
            groups[places + i] = (ushort)(digits >= 4 ? rest / unit : rest * Powers[4 - digits]);
            rest %= unit;
        }

        return (places + behind, places - 1);
    }

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
