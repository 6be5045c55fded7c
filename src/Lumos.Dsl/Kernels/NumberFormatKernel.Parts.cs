using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Kernels;

// Signs, symbols, groups, exponents.
public sealed partial class NumberFormatKernel
{
    // From the left, then from the right: at most one sign, or parentheses, and at most one symbol, each with at most one blank towards the number.
    private bool TryTakeOff(ref ReadOnlySpan<char> text, out bool negative)
    {
        bool signed = false, opened = false, closed = false, named = false;
        negative = false;
        while (text.Length > 0)
        {
            var width = 1;
            if (!signed && !opened && _format.Sign != SignPlace.Trailing && IsSign(text[0])) (signed, negative) = (true, text[0] != '+');
            else if (!signed && !opened && _format.Parentheses && text[0] == '(') (opened, negative) = (true, true);
            else if (!named && SymbolAt(text, atStart: true) is var length and > 0) (named, width) = (true, length);
            else break;
            text = text[width..];
            if (text.Length > 0 && NumberMarks.Blanks.Contains(text[0], StringComparison.Ordinal)) text = text[1..];
        }

        while (text.Length > 0)
        {
            var width = 1;
            var last = text[^1];
            if (!signed && !opened && _format.Sign != SignPlace.Leading && IsSign(last)) (signed, negative) = (true, last != '+');
            else if (opened && !closed && last == ')') closed = true;
            else if (!named && SymbolAt(text, atStart: false) is var length and > 0) (named, width) = (true, length);
            else break;
            text = text[..^width];
            if (text.Length > 0 && NumberMarks.Blanks.Contains(text[^1], StringComparison.Ordinal)) text = text[..^1];
        }

        return opened == closed && (named || !_format.Percent);
    }

    private bool IsSign(char c) => c is '+' or '-' || (_format.UnicodeMinus && c == NumberMarks.UnicodeMinus);

    private int SymbolAt(ReadOnlySpan<char> text, bool atStart)
    {
        foreach (var symbol in _symbols)
        {
            if (atStart ? text.StartsWith(symbol) : text.EndsWith(symbol)) return symbol.Length;
        }

        return 0;
    }

    // [+-]?[0-9]{1,3}
    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        if (digits.Length is < 1 or > 3 || !DateKernel.Digits(digits, 0, digits.Length, out exponent)) return false;
        if (text[0] == '-') exponent = -exponent;
        return true;
    }

    // There are no group marks, or all stand where they belong and the first digit is not 0.
    private bool IsGrouped(ReadOnlySpan<char> whole)
    {
        var mark = whole.IndexOfAny(_groupMarks);
        if (_groupMarks.Length == 0 || mark < 0) return whole.IndexOfAnyExceptInRange('0', '9') < 0;
        var size = _format.Grouping == DigitGrouping.Indian ? 2 : 3;
        if (mark < 1 || mark > size || whole[0] == '0') return false;
        while (mark >= 0)
        {
            if (whole[..mark].IndexOfAnyExceptInRange('0', '9') >= 0) return false;
            whole = whole[(mark + 1)..];
            mark = whole.IndexOfAny(_groupMarks);
            if (mark >= 0 ? mark != size : whole.Length != 3) return false;
        }

        return whole.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
