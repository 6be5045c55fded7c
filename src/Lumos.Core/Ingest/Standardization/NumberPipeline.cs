using System.Text;
using Lumos.Core.Ingest.Typing;
using Lumos.Dsl.Model;

namespace Lumos.Core.Ingest.Standardization;

/// <summary>
/// Turns numbers as people write them ("1.234,56 EUR", "(12.00)", "5 %") into the plain form type_cast reads. The whole text is checked
/// against the column's way of writing first, so a number written otherwise fails (and goes to quarantine) instead of becoming another
/// number.
/// </summary>
internal static class NumberPipeline
{
    // 18 digits are at most six groups of three.
    private const int MostGroups = 6;

    /// <summary>The plain form: sign, digits, point, digits.</summary>
    public static Expression ToPlain(Expression text, NumberStyle style)
    {
        ArgumentNullException.ThrowIfNull(style);
        if (style.Currency is { } currency) text = Without(text, currency);
        if (style.Percent) text = new Trim(new RegexExtract(text, "^([^%]*)%?$", 1, NoMatchRule.Error), TrimSide.Right, TrimSet.Unicode);
        var number = new RegexExtract(text, Grammar(style), 0, NoMatchRule.Error);
        if (style is { GroupMark: '\0', DecimalMark: '.', Parentheses: false, TrailingMinus: false }) return number;
        var parts = new List<Expression> { Sign(number, style) };
        parts.AddRange(Whole(number, style));
        parts.Add(Fraction(number, style));
        return NullIfEmpty(new Concat(ValueList.From(parts), NullRule.Skip, ""));
    }

    // Checks that the currency stands once at most on either side of the number, then cuts it out.
    private static Expression Without(Expression text, string currency)
    {
        var name = Escape(currency);
        var first = Escape(currency[..1]);
        var grammar = $"^[^0-9{first}]*(?:{name}[^0-9{first}]*)?[0-9][^{first}]*(?:{name})?$";
        var safe = new RegexExtract(text, grammar, 0, NoMatchRule.Error);
        var pieces = Enumerable.Range(1, 3).Select(Expression (i) => new RegexSplit(safe, SeparatorKind.Literal, currency, i));
        return NullIfEmpty(new Trim(new Concat(ValueList.From(pieces), NullRule.Skip, ""), TrimSide.Both, TrimSet.Unicode));
    }

    private static string Grammar(NumberStyle style)
    {
        var core = style.GroupMark == '\0' ? "[0-9]+" : Grouped(MarkClass(style.GroupMark));
        var number = $"{core}(?:{(style.DecimalMark == '.' ? "\\." : ",")}[0-9]+)?";
        var signed = $"(?:[+-] ?)?{number}";
        if (style.TrailingMinus) signed += " ?-?";
        return style.Parentheses ? $"^(?:\\( ?{number} ?\\)|{signed})$" : $"^{signed}$";
    }

    // One to three digits and groups of three, or any digits: written so that each character has one place to go.
    private static string Grouped(string mark)
    {
        var groups = $"(?:{mark}[0-9]{{3}})+";
        return $"[0-9](?:[0-9](?:[0-9](?:[0-9]+|{groups})?|{groups})?|{groups})?";
    }

    private static RegexExtract Sign(RegexExtract number, NumberStyle style)
    {
        if (!style.Parentheses) return new RegexExtract(number, "-", 0, NoMatchRule.Null);
        var mark = new RegexExtract(number, "[(-]", 0, NoMatchRule.Null);
        return new RegexExtract(new MapDict(mark, [new MapEntry("(", "-")], MissingRule.Keep, null), "-", 0, NoMatchRule.Null);
    }

    private static IEnumerable<Expression> Whole(RegexExtract number, NumberStyle style)
    {
        if (style.GroupMark == '\0') return [new RegexExtract(number, "[0-9]+", 0, NoMatchRule.Null)];
        var mark = MarkClass(style.GroupMark);
        var whole = new RegexExtract(number, $"[0-9]+(?:{mark}[0-9]{{3}})*", 0, NoMatchRule.Null);
        return Enumerable.Range(1, MostGroups).Select(i => new RegexSplit(whole, SeparatorKind.Pattern, mark, i));
    }

    private static Concat Fraction(RegexExtract number, NumberStyle style)
    {
        var digits = new RegexExtract(number, style.DecimalMark == '.' ? "\\.([0-9]+)" : ",([0-9]+)", 1, NoMatchRule.Null);
        return new Concat([new Constant("."), digits], NullRule.Propagate, "");
    }

    private static MapDict NullIfEmpty(Expression text) => new(text, [new MapEntry("", null)], MissingRule.Keep, null);

    private static string MarkClass(char mark) => mark switch
    {
        ' ' => "[ \u00a0\u202f\u2009]",
        '\'' => "['\u2019]",
        '.' => "\\.",
        _ => ",",
    };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != ' ') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
