using System.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// A date format as a regular expression made of what all engines read alike. Every field has the range that needs no other field to be
/// known; the days of a month and the weekday are left to arithmetic.
/// </summary>
internal static class DateGrammar
{
    /// <summary>The pattern between the anchors.</summary>
    /// <param name="pattern">The format.</param>
    /// <param name="language">Language of its names.</param>
    /// <param name="captures">Which fields are captured, by their number among the fields, from 0.</param>
    public static string Of(DatePattern pattern, DateLanguage language, Func<int, bool> captures)
    {
        var text = new StringBuilder();
        var field = 0;
        foreach (var part in pattern.Parts)
        {
            if (part.Token == DateToken.Literal) text.Append(Escape(part.Literal));
            else text.Append(captures(field++) ? "(" : "(?:").Append(Field(part, language)).Append(')');
        }

        return text.ToString();
    }

    /// <summary>The letters that have a small form in names of a language, and those forms, beyond ASCII.</summary>
    public static IEnumerable<(char Letter, char Small)> OtherLetters(DateToken token, DateLanguage language) =>
        DateNames.Of(token, language).SelectMany(names => names).SelectMany(name => name).Where(char.IsLetter).Select(char.ToLowerInvariant).Distinct()
            .SelectMany(small => DateNames.AnyCase(small, language).Where(letter => letter != small && letter > 127).Select(letter => (letter, small)));

    private static string Field(DatePart part, DateLanguage language) => part.Token switch
    {
        DateToken.Year4 => "[0-9]{4}",
        DateToken.Year2 => "[0-9]{2}",
        DateToken.Month2 or DateToken.HalfDayHour => "0[1-9]|1[0-2]",
        DateToken.Month1 or DateToken.HalfDayHour1 => "0?[1-9]|1[0-2]",
        DateToken.Day2 => "0[1-9]|[12][0-9]|3[01]",
        DateToken.Day1 => "0?[1-9]|[12][0-9]|3[01]",
        DateToken.Hour => "[01][0-9]|2[0-3]",
        DateToken.Hour1 => "[01]?[0-9]|2[0-3]",
        DateToken.Minute or DateToken.Second => "[0-5][0-9]",
        DateToken.Meridiem => part.Spelling.Length > 2 ? @"[AaPp]\.[Mm]\." : "[AaPp][Mm]",
        DateToken.AnyFraction => "[0-9]{1,9}",
        DateToken.Offset => "Z|[+-](?:(?:0[0-9]|1[0-3])(?::?[0-5][0-9])?|14(?::?00)?)",
        _ when part.Token.IsFraction() => FormattableString.Invariant($"[0-9]{{{part.Spelling.Length}}}"),
        _ when part.Token.IsName() => string.Join("|", DateNames.Of(part.Token, language).SelectMany(names => names).OrderByDescending(name => name.Length).Select(name => AnyCase(name, language))),
        _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
    };

    // Each letter as the class of those with the same lower-case form; the engines' own (?i) fold otherwise.
    private static string AnyCase(string name, DateLanguage language)
    {
        var pattern = new StringBuilder();
        foreach (var c in name) pattern.Append(char.IsLetter(c) ? "[" + DateNames.AnyCase(c, language) + "]" : Escape(c));
        return pattern.ToString();
    }

    private static string Escape(char literal) => literal is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ' ' ? literal.ToString() : "\\" + literal;
}
