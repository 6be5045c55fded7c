using System.Globalization;
using System.Numerics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Interpreter;

/// <summary>Reads a number written by a declared format: first what stands around it is taken off, then the digits are read.</summary>
internal static class FormattedNumber
{
    /// <summary>The exact value as a fraction; null when the text is not in the format.</summary>
    public static (BigInteger Numerator, BigInteger Denominator)? Read(string text, NumberFormat format)
    {
        if (TakeOff(text, format) is not (var rest, var negative)) return null;
        text = rest;
        var power = format.Percent ? -2 : 0;
        if (format.Exponent && text.LastIndexOfAny(['e', 'E']) is var at and >= 0)
        {
            if (ReadExponent(text[(at + 1)..]) is not { } exponent) return null;
            power += exponent;
            text = text[..at];
        }

        var mark = text.IndexOf(format.DecimalMark, StringComparison.Ordinal);
        var whole = mark < 0 ? text : text[..mark];
        var fraction = mark < 0 ? "" : text[(mark + 1)..];
        if (Ungrouped(whole, format) is not { } digits || !fraction.All(char.IsAsciiDigit) || digits.Length + fraction.Length == 0) return null;

        fraction = fraction.TrimEnd('0');
        var number = BigInteger.Parse("0" + digits + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) number = -number;
        power -= fraction.Length;
        return power >= 0 ? (number * BigInteger.Pow(10, power), BigInteger.One) : (number, BigInteger.Pow(10, -power));
    }

    // From the left, then from the right: at most one sign, or parentheses, and at most one symbol, each with at most one blank towards the number.
    private static (string Number, bool Negative)? TakeOff(string text, NumberFormat format)
    {
        string[] symbols = format.Percent ? ["%"] : [.. format.Symbols.OrderByDescending(symbol => symbol.Length)];
        var minus = format.UnicodeMinus ? "-\u2212" : "-";
        bool signed = false, opened = false, closed = false, named = false, negative = false;
        while (text.Length > 0)
        {
            var first = text[0];
            if (!signed && !opened && format.Sign != SignPlace.Trailing && (first == '+' || minus.Contains(first, StringComparison.Ordinal)))
            {
                (signed, negative) = (true, first != '+');
                text = WithoutBlank(text[1..], atStart: true);
            }
            else if (!signed && !opened && format.Parentheses && first == '(')
            {
                (opened, negative) = (true, true);
                text = WithoutBlank(text[1..], atStart: true);
            }
            else if (!named && Array.Find(symbols, symbol => text.StartsWith(symbol, StringComparison.Ordinal)) is { } symbol)
            {
                named = true;
                text = WithoutBlank(text[symbol.Length..], atStart: true);
            }
            else
            {
                break;
            }
        }

        while (text.Length > 0)
        {
            var last = text[^1];
            if (!signed && !opened && format.Sign != SignPlace.Leading && (last == '+' || minus.Contains(last, StringComparison.Ordinal)))
            {
                (signed, negative) = (true, last != '+');
                text = WithoutBlank(text[..^1], atStart: false);
            }
            else if (opened && !closed && last == ')')
            {
                closed = true;
                text = WithoutBlank(text[..^1], atStart: false);
            }
            else if (!named && Array.Find(symbols, symbol => text.EndsWith(symbol, StringComparison.Ordinal)) is { } symbol)
            {
                named = true;
                text = WithoutBlank(text[..^symbol.Length], atStart: false);
            }
            else
            {
                break;
            }
        }

        return opened == closed && (named || !format.Percent) ? (text, negative) : null;
    }

    private static string WithoutBlank(string text, bool atStart)
    {
        if (text.Length == 0 || !NumberMarks.Blanks.Contains(atStart ? text[0] : text[^1], StringComparison.Ordinal)) return text;
        return atStart ? text[1..] : text[..^1];
    }

    // [+-]?[0-9]{1,3}
    private static int? ReadExponent(string text)
    {
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        if (digits.Length is < 1 or > 3 || !digits.All(char.IsAsciiDigit)) return null;
        var number = int.Parse(digits, CultureInfo.InvariantCulture);
        return text[0] == '-' ? -number : number;
    }

    // The digits without group marks: there are none, or all stand where they belong and the first digit is not 0.
    private static string? Ungrouped(string text, NumberFormat format)
    {
        var marks = (format.GroupMarks ?? "").ToCharArray();
        if (text.IndexOfAny(marks) < 0) return text.All(char.IsAsciiDigit) ? text : null;
        var groups = text.Split(marks);
        var size = format.Grouping == DigitGrouping.Indian ? 2 : 3;
        var wellFormed = groups[0].Length >= 1 && groups[0].Length <= size && groups[0][0] != '0'
            && groups[1..^1].All(group => group.Length == size) && groups[^1].Length == 3
            && groups.All(group => group.All(char.IsAsciiDigit));
        return wellFormed ? string.Concat(groups) : null;
    }
}
