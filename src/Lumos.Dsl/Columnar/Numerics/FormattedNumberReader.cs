using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>Reads numbers written by a declared format: what stands around the digits is taken off, then the digits are read where they stand.</summary>
internal sealed class FormattedNumberReader
{
    private static readonly byte[] MinusSign = Encoding.UTF8.GetBytes([NumberMarks.UnicodeMinus]);
    private static readonly byte[][] Blanks = EachOf(NumberMarks.Blanks);

    private readonly NumberFormat _format;
    private readonly byte[][] _symbols;
    private readonly byte[][] _groupMarks;
    private readonly byte _decimalMark;
    private readonly int _groupSize;
    private readonly DigitFitter _fitter;

    public FormattedNumberReader(NumberFormat format, ColumnType to, Rounding rounding)
    {
        _format = format;
        _symbols = format.Percent ? ["%"u8.ToArray()] : [.. format.Symbols.OrderByDescending(symbol => symbol.Length).Select(Encoding.UTF8.GetBytes)];
        _groupMarks = EachOf(format.GroupMarks ?? "");
        _decimalMark = (byte)format.DecimalMark[0];
        _groupSize = format.Grouping == DigitGrouping.Indian ? 2 : 3;
        _fitter = new DigitFitter(to, rounding);
    }

    /// <summary>Reads a whole text.</summary>
    public ValueErrors Read(ReadOnlySpan<byte> text, out Int128 value)
    {
        value = 0;
        if (!TakeOff(ref text, out var isNegative)) return ValueErrors.Cast;
        var power = _format.Percent ? -2 : 0;
        if (_format.Exponent && text.LastIndexOfAny((byte)'e', (byte)'E') is var at and >= 0)
        {
            if (!TryExponent(text[(at + 1)..], ref power)) return ValueErrors.Cast;
            text = text[..at];
        }

        var mark = text.IndexOf(_decimalMark);
        var whole = mark < 0 ? text : text[..mark];
        var fraction = mark < 0 ? default : text[(mark + 1)..];
        if (!TryGroups(whole, out var digits) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9') || digits + fraction.Length == 0) return ValueErrors.Cast;
        return _fitter.Fit(whole, digits, fraction, power, isNegative, out value);
    }

    // From the left, then from the right: at most one sign, or parentheses, and at most one symbol, each with at most one blank towards the number.
    private bool TakeOff(ref ReadOnlySpan<byte> text, out bool isNegative)
    {
        bool signed = false, opened = false, closed = false, named = false;
        isNegative = false;
        while (text.Length > 0)
        {
            if (!signed && !opened && _format.Sign != SignPlace.Trailing && SignAt(text, atStart: true, out var isMinus) is var sign and > 0)
            {
                (signed, isNegative) = (true, isMinus);
                text = text[sign..];
            }
            else if (!signed && !opened && _format.Parentheses && text[0] == '(')
            {
                (opened, isNegative) = (true, true);
                text = text[1..];
            }
            else if (!named && FirstOf(_symbols, text, atStart: true) is var symbol and > 0)
            {
                named = true;
                text = text[symbol..];
            }
            else
            {
                break;
            }

            text = text[FirstOf(Blanks, text, atStart: true)..];
        }

        while (text.Length > 0)
        {
            if (!signed && !opened && _format.Sign != SignPlace.Leading && SignAt(text, atStart: false, out var isMinus) is var sign and > 0)
            {
                (signed, isNegative) = (true, isMinus);
                text = text[..^sign];
            }
            else if (opened && !closed && text[^1] == ')')
            {
                closed = true;
                text = text[..^1];
            }
            else if (!named && FirstOf(_symbols, text, atStart: false) is var symbol and > 0)
            {
                named = true;
                text = text[..^symbol];
            }
            else
            {
                break;
            }

            text = text[..^FirstOf(Blanks, text, atStart: false)];
        }

        return opened == closed && (named || !_format.Percent);
    }

    private int SignAt(ReadOnlySpan<byte> text, bool atStart, out bool isMinus)
    {
        var letter = text[atStart ? 0 : ^1];
        isMinus = letter == '-';
        if (isMinus || letter == '+') return 1;
        isMinus = true;
        return _format.UnicodeMinus && (atStart ? text.StartsWith(MinusSign) : text.EndsWith(MinusSign)) ? MinusSign.Length : 0;
    }

    // Bytes of the first candidate the text begins or ends with; 0 for none.
    private static int FirstOf(byte[][] candidates, ReadOnlySpan<byte> text, bool atStart)
    {
        foreach (var candidate in candidates)
        {
            if (atStart ? text.StartsWith(candidate) : text.EndsWith(candidate)) return candidate.Length;
        }

        return 0;
    }

    // [+-]?[0-9]{1,3}
    private static bool TryExponent(ReadOnlySpan<byte> text, ref int power)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+')) text = text[1..];
        if (text.Length is < 1 or > 3 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var exponent = 0;
        foreach (var digit in text) exponent = (exponent * 10) + digit - '0';
        power += isNegative ? -exponent : exponent;
        return true;
    }

    // There are no group marks, or all stand where they belong and the first digit is not 0.
    private bool TryGroups(ReadOnlySpan<byte> text, out int digits)
    {
        digits = 0;
        var (groups, inGroup) = (0, 0);
        var startsWithZero = text.Length > 0 && text[0] == '0';
        while (text.Length > 0)
        {
            if ((uint)(text[0] - '0') <= 9)
            {
                digits++;
                inGroup++;
                text = text[1..];
                continue;
            }

            var mark = FirstOf(_groupMarks, text, atStart: true);
            var isWhole = groups == 0 ? inGroup >= 1 && inGroup <= _groupSize && !startsWithZero : inGroup == _groupSize;
            if (mark == 0 || !isWhole) return false;
            groups++;
            inGroup = 0;
            text = text[mark..];
        }

        return groups == 0 || inGroup == 3;
    }

    private static byte[][] EachOf(string characters) => [.. characters.Select(character => Encoding.UTF8.GetBytes([character]))];
}
