using System.Globalization;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Numbers;

/// <summary>
/// A number format as regular expressions made of what all engines read alike: classes, non-capturing groups, alternatives, greedy
/// quantifiers. Characters are printed as <c>\x{H}</c>, as RE2 and PCRE have them.
/// </summary>
internal static class NumberPattern
{
    private const string Sign = "[+\\-]";
    private const string AnySign = "[+\\-\\x{2212}]";

    private static readonly string Blank = Class(NumberMarks.Blanks) + "?";

    /// <summary>What the whole text must match.</summary>
    public static string Grammar(NumberFormat format)
    {
        var number = Number(format);
        var shapes = Arrangements(format).GroupBy(shape => shape.Right).Select(group => $"(?:{string.Join("|", group.Select(shape => shape.Left))}){number}{group.Key}");
        return "(?:" + string.Join("|", shapes) + ")";
    }

    /// <summary>Its only capture is the number without sign, symbol and parentheses, in a text that matches <see cref="Grammar"/>.</summary>
    public static string Extraction(NumberFormat format)
    {
        var sign = $"(?:(?:{AnySign}|\\(){Blank})?";
        var symbol = Affix(format) is { } affix ? $"(?:{affix}{Blank})?" : "";
        var endSign = $"(?:{Blank}(?:{AnySign}|\\)))?";
        var endSymbol = Affix(format) is { } end ? $"(?:{Blank}{end})?" : "";
        return $"^{sign}{symbol}{sign}({Number(format)}){endSign}{endSymbol}{endSign}$";
    }

    /// <summary>Found in a text that matches <see cref="Grammar"/> when the number is negative.</summary>
    public static string Negative => "^[^0-9]*[(\\-\\x{2212}]|[\\-\\x{2212}][^0-9]*$";

    // Digits, grouped or not, fraction and exponent.
    private static string Number(NumberFormat format)
    {
        var point = Escape(format.DecimalMark);
        var whole = format.GroupMarks is { } marks ? $"(?:[0-9]+|{Grouped(Class(marks), format.Grouping)})" : "[0-9]+";
        return $"(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)" + (format.Exponent ? "(?:[eE][+\\-]?[0-9]{1,3})?" : "");
    }

    private static string Grouped(string mark, DigitGrouping grouping) => grouping == DigitGrouping.Indian
        ? $"[1-9][0-9]?(?:{mark}[0-9]{{2}})*{mark}[0-9]{{3}}"
        : $"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+";

    // What may stand on both sides of the number: one sign or parentheses, one symbol, in any order, a blank after each.
    private static IEnumerable<(string Left, string Right)> Arrangements(NumberFormat format)
    {
        var sign = format.UnicodeMinus ? AnySign : Sign;
        List<(string Left, string Right)> signs = [("", "")];
        if (format.Sign != SignPlace.Trailing) signs.Add((sign + Blank, ""));
        if (format.Sign != SignPlace.Leading) signs.Add(("", Blank + sign));
        if (format.Parentheses) signs.Add(("\\(" + Blank, Blank + "\\)"));
        var affix = Affix(format);
        if (!format.Percent)
        {
            foreach (var shape in signs) yield return shape;
        }

        if (affix is null) yield break;
        foreach (var (left, right) in signs)
        {
            yield return (affix + Blank + left, right);
            if (left.Length > 0) yield return (left + affix + Blank, right);
            yield return (left, right + Blank + affix);
            if (right.Length > 0) yield return (left, Blank + affix + right);
        }
    }

    // Longest first, so that US$ is not taken for $.
    private static string? Affix(NumberFormat format)
    {
        if (format.Percent) return "%";
        return format.Symbols.Count == 0 ? null : "(?:" + string.Join("|", format.Symbols.OrderByDescending(symbol => symbol.Length).Select(Escape)) + ")";
    }

    private static string Class(string characters) => "[" + Escape(characters) + "]";

    private static string Escape(string text) => string.Concat(CodePoints.Of(text).Select(point => "\\x{" + point.ToString("X", CultureInfo.InvariantCulture) + "}"));
}
