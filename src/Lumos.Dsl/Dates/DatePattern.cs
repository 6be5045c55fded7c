using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Dates;

/// <summary>A date format cut into tokens, the way <c>date_parse</c> and <c>date_format</c> read it.</summary>
/// <remarks>
/// Tokens are maximal runs of one letter: <c>YYYY YY MM M MON DD D HH mm ss SSS SSSSSS</c>. Blanks, ASCII punctuation and <c>T</c> are literals.
/// </remarks>
public sealed class DatePattern
{
    internal const string Tokens = "YYYY, YY, MM, M, MON, DD, D, HH, mm, ss, SSS, SSSSSS";

    private DatePattern(string format, ValueList<DatePart> parts) => (Format, Parts) = (format, parts);

    /// <summary>The format as written.</summary>
    public string Format { get; }

    /// <summary>Its tokens in order.</summary>
    public ValueList<DatePart> Parts { get; }

    /// <summary>Whether a token speaks of the time of day.</summary>
    public bool HasTime => Parts.Any(part => part.Token >= DateToken.Hour);

    /// <summary>Cuts a format that the checker accepted.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">It is not a format.</exception>
    public static DatePattern Parse(string format) => TryParse(format, out var diagnostic) ?? throw DslReject.Exception([diagnostic!]);

    internal static DatePattern? TryParse(string format, out DslDiagnostic? diagnostic)
    {
        diagnostic = null;
        var parts = new List<DatePart>();
        for (var i = 0; i < format.Length;)
        {
            var run = 1;
            while (i + run < format.Length && format[i + run] == format[i]) run++;
            if (!IsLetter(format[i]) && !IsLiteral(format[i]))
            {
                diagnostic = new(RejectCode.DateFormatToken, $"Format '{format}' holds a character that is neither a token nor a literal, at position {i + 1}.", Suggestion: "Literals are blanks, ASCII punctuation and T.");
                return null;
            }

            if (IsLiteral(format[i]))
            {
                for (var k = 0; k < run; k++) parts.Add(new(DateToken.Literal, format[i]));
                i += run;
                continue;
            }

            var token = TokenAt(format, i, ref run);
            if (token is null)
            {
                diagnostic = format[i] is 'Z' or 'z'
                    ? new(RejectCode.DateZone, $"Format '{format}' speaks of a time zone.", Suggestion: "Use columns in UTC and leave the zone out.")
                    : new(RejectCode.DateFormatToken, $"'{format.Substring(i, run)}' in format '{format}' is not a token.", Suggestion: $"Tokens are {Tokens}.");
                return null;
            }

            parts.Add(new(token.Value, '\0'));
            i += run;
        }

        return new(format, ValueList.From(parts));
    }

    private static DateToken? TokenAt(string format, int start, ref int run)
    {
        if (run == 1 && string.CompareOrdinal(format, start, "MON", 0, 3) == 0)
        {
            run = 3;
            return DateToken.MonthName;
        }

        return (format[start], run) switch
        {
            ('Y', 4) => DateToken.Year4,
            ('Y', 2) => DateToken.Year2,
            ('M', 2) => DateToken.Month2,
            ('M', 1) => DateToken.Month1,
            ('D', 2) => DateToken.Day2,
            ('D', 1) => DateToken.Day1,
            ('H', 2) => DateToken.Hour,
            ('m', 2) => DateToken.Minute,
            ('s', 2) => DateToken.Second,
            ('S', 3) => DateToken.Millisecond,
            ('S', 6) => DateToken.Microsecond,
            _ => null,
        };
    }

    private static bool IsLetter(char c) => (char)(c | 0x20) is >= 'a' and <= 'z' && c != 'T';

    private static bool IsLiteral(char c) => c is 'T' or (>= ' ' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
