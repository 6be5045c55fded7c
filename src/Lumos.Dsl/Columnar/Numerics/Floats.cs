using System.Globalization;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>float64 from UTF-8 and to it.</summary>
internal static unsafe class Floats
{
    /// <summary>Room <see cref="Write"/> needs: a sign, 21 digits and zeros, a point, an exponent.</summary>
    public const int MaxBytes = 32;

    /// <summary>Whether a text is in the grammar: <c>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?</c>.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var at = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        var whole = CountDigits(text, at);
        at += whole;
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            fraction = CountDigits(text, at + 1);
            at += fraction + 1;
        }

        if (whole + fraction == 0) return false;
        if (at == text.Length) return true;
        if (text[at] is not ((byte)'e' or (byte)'E')) return false;
        at++;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
        return CountDigits(text, at) is >= 1 and <= 3 and var digits && at + digits == text.Length;
    }

    /// <summary>The nearest double of a text in the grammar; infinite when there is none.</summary>
    public static double Read(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Writes the fewest digits that read back as the same double, plain from 1e-6 to below 1e21.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="value">A finite number.</param>
    /// <returns>Where the next byte goes.</returns>
    public static byte* Write(byte* to, double value)
    {
        if (double.IsNegative(value)) *to++ = (byte)'-';
        if (value == 0)
        {
            *to = (byte)'0';
            return to + 1;
        }

        // The runtime knows the digits, not the layout: d.dddE+ddd, or plain.
        Span<byte> shortest = stackalloc byte[MaxBytes];
        Span<byte> digits = stackalloc byte[MaxBytes];
        Math.Abs(value).TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        shortest = shortest[..length];
        var (count, point, exponent) = (0, -1, 0);
        for (var i = 0; i < shortest.Length; i++)
        {
            if (shortest[i] == 'E')
            {
                exponent = int.Parse(shortest[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }

            if (shortest[i] == '.') point = count;
            else digits[count++] = shortest[i];
        }

        // The value is 0.digits times ten to this power.
        var power = (point < 0 ? count : point) + exponent;
        var leading = digits[..count].IndexOfAnyExcept((byte)'0');
        return Layout(to, digits[leading..count].TrimEnd((byte)'0'), power - leading);
    }

    private static byte* Layout(byte* to, ReadOnlySpan<byte> digits, int power)
    {
        if (power >= digits.Length && power <= 21) return Zeros(Copy(to, digits), power - digits.Length);
        if (power is > 0 and <= 21) return Copy(Point(Copy(to, digits[..power])), digits[power..]);
        if (power is > -6 and <= 0) return Copy(Zeros(Point(Zeros(to, 1)), -power), digits);
        to = Copy(to, digits[..1]);
        if (digits.Length > 1) to = Copy(Point(to), digits[1..]);
        *to++ = (byte)'e';
        *to++ = power < 1 ? (byte)'-' : (byte)'+';
        return Digits.Write(to, (ulong)Math.Abs(power - 1));
    }

    private static byte* Copy(byte* to, ReadOnlySpan<byte> digits)
    {
        digits.CopyTo(new Span<byte>(to, digits.Length));
        return to + digits.Length;
    }

    private static byte* Zeros(byte* to, int count)
    {
        new Span<byte>(to, count).Fill((byte)'0');
        return to + count;
    }

    private static byte* Point(byte* to)
    {
        *to = (byte)'.';
        return to + 1;
    }

    private static int CountDigits(ReadOnlySpan<byte> text, int from)
    {
        var end = text[from..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length - from : end;
    }
}
