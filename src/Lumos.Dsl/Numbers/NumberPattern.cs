using System.Globalization;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Numbers;

/// <summary>
/// A number format as a regular expression made of what all engines read alike: classes, non-capturing groups, alternatives, greedy
/// quantifiers.
/// </summary>
internal sealed class NumberPattern
{
    private const string Sign = "+-";

    private readonly NumberFormat _format;
    private readonly PatternSpelling _spelling;
    private readonly string _blank;

    private NumberPattern(NumberFormat format, PatternSpelling spelling)
    {
        (_format, _spelling) = (format, spelling);
        _blank = Class(NumberMarks.Blanks) + "?";
    }

    /// <summary>What the whole text must match; without anchors.</summary>
    public static string Grammar(NumberFormat format, PatternSpelling spelling)
    {
        var pattern = new NumberPattern(format, spelling);
        var number = pattern.Number();
        var shapes = pattern.Arrangements().GroupBy(shape => shape.Right).Select(group => $"(?:{string.Join("|", group.Select(shape => shape.Left))}){number}{group.Key}");
        return "(?:" + string.Join("|", shapes) + ")";
    }

    // Digits, grouped or not, fraction and exponent. No repetition ever has to give back what it took.
    private string Number()
    {
        var (point, keep) = (Escape(_format.DecimalMark), _spelling.Keep);
        var whole = _format.GroupMarks is { } marks ? $"(?:[0-9]+{keep}|{Grouped(Class(marks))})" : $"[0-9]+{keep}";
        var exponent = _format.Exponent ? $"(?:[eE]{Class(Sign)}?[0-9]{{1,3}}{keep})?" : "";
        return $"(?:{whole}(?:{point}[0-9]*{keep})?|{point}[0-9]+{keep}){exponent}";
    }

    private string Grouped(string mark) => _format.Grouping == DigitGrouping.Indian
        ? $"[1-9][0-9]?(?:{mark}[0-9]{{2}})*{mark}[0-9]{{3}}"
        : $"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+{_spelling.Keep}";

    // What may stand on both sides of the number: one sign or parentheses, one symbol, in any order, a blank after each.
    private IEnumerable<(string Left, string Right)> Arrangements()
    {
        var sign = Class(_format.UnicodeMinus ? NumberMarks.Signs : Sign);
        List<(string Left, string Right)> signs = [("", "")];
        if (_format.Sign != SignPlace.Trailing) signs.Add((sign + _blank, ""));
        if (_format.Sign != SignPlace.Leading) signs.Add(("", _blank + sign));
        if (_format.Parentheses) signs.Add((Escape("(") + _blank, _blank + Escape(")")));
        var affix = Affix();
        if (!_format.Percent)
        {
            foreach (var shape in signs) yield return shape;
        }

        if (affix is null) yield break;
        foreach (var (left, right) in signs)
        {
            yield return (affix + _blank + left, right);
            if (left.Length > 0) yield return (left + affix + _blank, right);
            yield return (left, right + _blank + affix);
            if (right.Length > 0) yield return (left, _blank + affix + right);
        }
    }

    // Longest first, so that US$ is not taken for $.
    private string? Affix()
    {
        var symbols = NumberMarks.AffixesOf(_format);
        return symbols.Count == 0 ? null : "(?:" + string.Join("|", symbols.Select(Escape)) + ")";
    }

    private string Class(string characters) => "[" + Escape(characters) + "]";

    private string Escape(string text) => string.Concat(CodePoints.Of(text).Select(_spelling.Escape));
}

/// <summary>How an engine's patterns spell what the grammar of numbers needs.</summary>
/// <param name="Escape">A code point, inside a class and outside.</param>
/// <param name="Keep">What makes a repetition keep all it took, for engines that try again else; empty for the others.</param>
internal sealed record PatternSpelling(Func<int, string> Escape, string Keep = "")
{
    /// <summary>RE2.</summary>
    public static PatternSpelling Re2 { get; } = new(Hexadecimal);

    /// <summary>Engines that backtrack, with possessive quantifiers: PCRE2, ICU.</summary>
    public static PatternSpelling Possessive { get; } = new(Hexadecimal, "+");

    /// <summary>PostgreSQL.</summary>
    public static PatternSpelling Are { get; } = new(point => (point > 0xFFFF ? "\\U" + point.ToString("X8", CultureInfo.InvariantCulture) : "\\u" + point.ToString("X4", CultureInfo.InvariantCulture)));

    private static string Hexadecimal(int point) => "\\x{" + point.ToString("X", CultureInfo.InvariantCulture) + "}";
}
