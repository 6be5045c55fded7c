using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lumos.Core.Artifacts;

/// <summary>
/// Numbers of canonical JSON: no leading or trailing zeros, no exponent between 1e-6 and 1e21, as ECMAScript prints them. Works on the
/// digits, so a 38-digit decimal keeps all of them.
/// </summary>
internal static class CanonicalNumber
{
    public static void Write(string number, ArrayBufferWriter<byte> buffer)
    {
        if (IsPlainInteger(number))
        {
            buffer.Advance(Encoding.ASCII.GetBytes(number, buffer.GetSpan(number.Length)));
            return;
        }

        var text = Canonicalize(number);
        buffer.Advance(Encoding.ASCII.GetBytes(text, buffer.GetSpan(text.Length)));
    }

    internal static string Canonicalize(string number)
    {
        var negative = number[0] == '-';
        var mantissa = number.AsSpan(negative ? 1 : 0);
        var exponent = 0;
        var e = mantissa.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            exponent = int.Parse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);

        // The value is 0.DIGITS times ten to the power of `scale`.
        var scale = (point < 0 ? mantissa.Length : point) + exponent;
        var leading = digits.Length - digits.AsSpan().TrimStart('0').Length;
        digits = digits[leading..].TrimEnd('0');
        scale -= leading;
        if (digits.Length == 0) return "0";

        var text = new StringBuilder();
        if (negative) text.Append('-');
        if (scale is > 0 and <= 21)
        {
            if (digits.Length <= scale) text.Append(digits).Append('0', scale - digits.Length);
            else text.Append(digits, 0, scale).Append('.').Append(digits, scale, digits.Length - scale);
        }
        else if (scale is > -6 and <= 0)
        {
            text.Append("0.").Append('0', -scale).Append(digits);
        }
        else
        {
            text.Append(digits[0]);
            if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
            text.Append('e').Append(scale > 0 ? "+" : "-").Append(Math.Abs(scale - 1).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static bool IsPlainInteger(string number)
    {
        if (number.Length > 21 || number is "-0") return false;
        for (var i = number[0] == '-' ? 1 : 0; i < number.Length; i++)
        {
            if (!char.IsAsciiDigit(number[i])) return false;
        }

        return true;
    }
}
