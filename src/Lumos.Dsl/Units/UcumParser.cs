using System.Globalization;
using System.Numerics;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Units;

/// <summary>
/// Reads UCUM expressions in case-sensitive codes: <c>mg/dL</c>, <c>10*3/uL</c>, <c>m/s2</c>, <c>/[HPF]</c>, <c>mL{plasma}</c>. Source of the
/// grammar: The Unified Code for Units of Measure, version 2.2, sections 2.1 to 2.4.
/// </summary>
internal sealed class UcumParser
{
    private const int MaxLength = 250;
    private const int MaxExponent = 64;
    private readonly string _text;
    private int _at;
    private string? _problem;

    private UcumParser(string text) => _text = text;

    /// <summary>What the expression amounts to; null with the reason when it is none.</summary>
    public static UcumValue? Parse(string text, out string? problem)
    {
        problem = null;
        if (text.Length is 0 or > MaxLength)
        {
            problem = text.Length == 0 ? "A unit is at least one character." : "A unit has at most 250 characters.";
            return null;
        }

        var parser = new UcumParser(text);
        var value = parser.Whole();
        problem = parser._problem;
        return problem is null ? value : null;
    }

    private UcumValue? Whole()
    {
        var value = Peek == '/' ? null : Component();
        value = Terms(value);
        if (_problem is null && _at < _text.Length) Fail(Peek == ')' ? "')' closes nothing" : $"'{Peek}' cannot stand here");
        return value;
    }

    // Divisions and products are taken from left to right: s/m.mg is (s/m).mg.
    private UcumValue? Terms(UcumValue? value)
    {
        value ??= Peek == '/' ? new UcumValue(new Rational(1, 1), UnitMeasure.None) : null;
        while (_problem is null && Peek is '.' or '/')
        {
            var divides = _text[_at++] == '/';
            var next = Component();
            if (next is null || value is null) return null;
            value *= divides ? next.Power(-1) : next.Power(1);
        }

        return value;
    }

    private UcumValue? Component()
    {
        if (_at >= _text.Length) return Fail("a unit is missing at the end");
        if (Peek == '(')
        {
            _at++;
            var inner = Terms(Peek == '/' ? null : Component());
            if (_problem is not null) return null;
            if (Peek != ')') return Fail("')' is missing");
            _at++;
            return Annotated(inner!);
        }

        if (Peek == '{') return Annotated(new UcumValue(new Rational(1, 1), UnitMeasure.None), needed: true);
        var start = _at;
        while (_at < _text.Length && IsSymbol(_text[_at])) _at++;
        var symbol = _text.Substring(start, _at - start);
        if (symbol.Length == 0) return Fail($"'{Peek}' cannot stand here");
        return Symbol(symbol, start) is { } value ? Annotated(value) : null;
    }

    // A run of symbol characters is a number, or an atom with its exponent. Square brackets belong to the atom, whatever is in them.
    private UcumValue? Symbol(string symbol, int start)
    {
        if (symbol.All(c => c is >= '0' and <= '9'))
        {
            var number = BigInteger.Parse(symbol, CultureInfo.InvariantCulture);
            if (number.IsZero) return Fail("0 is no unit");
            return new UcumValue(new Rational(number, 1), UnitMeasure.None);
        }

        // 10*3 and 10^3: the ten for arbitrary powers ends in its mark.
        var end = symbol.Length;
        while (end > 0 && symbol[end - 1] is >= '0' and <= '9') end--;
        if (end > 0 && symbol[end - 1] is '+' or '-') end--;
        foreach (var split in end == symbol.Length ? new[] { end } : new[] { symbol.Length, end })
        {
            if (UcumTable.Find(symbol.Substring(0, split)) is not { } atom) continue;
            if (split == symbol.Length) return atom;
            if (!int.TryParse(symbol.Substring(split), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > MaxExponent) break;
            return atom.Power(exponent);
        }

        _at = start;
        return Fail($"'{symbol}' is no unit");
    }

    private UcumValue? Annotated(UcumValue value, bool needed = false)
    {
        if (Peek != '{') return needed ? Fail("an annotation is missing") : value;
        var end = _text.IndexOf('}', _at);
        if (end < 0) return Fail("'}' is missing");
        for (var i = _at + 1; i < end; i++)
        {
            if (_text[i] is < '!' or > '~' or '{') return Fail("an annotation holds printable ASCII only, without blanks and braces");
        }

        _at = end + 1;
        if (_at < _text.Length && (IsSymbol(_text[_at]) || Peek is '{' or '(')) return Fail("after an annotation comes '.', '/' or the end");
        return value;
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool IsSymbol(char c)
    {
        // Inside brackets, as in [in_i'H2O] and [m/s2/Hz^(1/2)], every character but braces belongs to the atom.
        var open = _text.LastIndexOf('[', _at);
        if (open >= 0 && _text.IndexOf(']', open) is var close && close >= _at && c is not ('{' or '}')) return true;
        return c is > ' ' and <= '~' and not ('.' or '/' or '(' or ')' or '{' or '}');
    }

    private UcumValue? Fail(string what)
    {
        _problem ??= FormattableString.Invariant($"{what} (character {Math.Min(_at, _text.Length - 1) + 1} of '{_text}').");
        return null;
    }
}
