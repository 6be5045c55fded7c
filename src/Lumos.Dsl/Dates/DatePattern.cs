using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Dates;

/// <summary>A date format cut into tokens, the way <c>date_parse</c> and <c>date_format</c> read it.</summary>
/// <remarks>
/// Tokens are words (<c>MONTH</c>, <c>AM</c>) and maximal runs of one letter (<c>YYYY</c>, <c>ss</c>). Blanks, ASCII punctuation and <c>T</c> are
/// literals.
/// </remarks>
public sealed class DatePattern
{
    internal const string Tokens =
        "YYYY, YY, MM, M, MON, MONTH, DD, D, WEEKDAY, WDAY, HH, H, hh, h, AM, mm, ss, S to SSSSSSSSS, F, Z, EPOCH_SECONDS, EPOCH_MILLISECONDS, EPOCH_MICROSECONDS, SERIAL_1900, SERIAL_1904";

    // Where one word begins another one, the longer comes first.
    private static readonly (string Word, DateToken Token)[] Words =
    [
        ("EPOCH_SECONDS", DateToken.EpochSeconds), ("EPOCH_MILLISECONDS", DateToken.EpochMilliseconds), ("EPOCH_MICROSECONDS", DateToken.EpochMicroseconds),
        ("SERIAL_1900_SECONDS", DateToken.Serial1900Seconds), ("SERIAL_1904_SECONDS", DateToken.Serial1904Seconds), ("SERIAL_1900", DateToken.Serial1900), ("SERIAL_1904", DateToken.Serial1904),
        ("WEEKDAY", DateToken.WeekdayName), ("WDAY", DateToken.WeekdayShortName), ("MONTH", DateToken.MonthFullName), ("MON", DateToken.MonthName),
        ("A.M.", DateToken.Meridiem), ("a.m.", DateToken.Meridiem), ("AM", DateToken.Meridiem), ("am", DateToken.Meridiem),
    ];

    private DatePattern(string format, ValueList<DatePart> parts) => (Format, Parts) = (format, parts);

    /// <summary>The format as written.</summary>
    public string Format { get; }

    /// <summary>Its tokens in order.</summary>
    public ValueList<DatePart> Parts { get; }

    /// <summary>Whether a token speaks of the time of day.</summary>
    public bool HasTime => Parts.Any(part => part.Token.IsTime());

    /// <summary>The token of a format that is one number: seconds since 1970, or the day number of a spreadsheet.</summary>
    internal DateToken? Number => Parts is { Count: 1 } && (Parts[0].Token.IsEpoch() || Parts[0].Token.IsSerial()) ? Parts[0].Token : null;

    /// <summary>Cuts a format that the checker accepted.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">It is not a format.</exception>
    public static DatePattern Parse(string format) => TryParse(format, out var diagnostic) ?? throw DslReject.Exception([diagnostic!]);

    internal static DatePattern? TryParse(string format, out DslDiagnostic? diagnostic)
    {
        diagnostic = null;
        var parts = new List<DatePart>();
        for (var i = 0; i < format.Length;)
        {
            if (!IsLetter(format[i]) && !IsLiteral(format[i]))
            {
                diagnostic = new(RejectCode.DateFormatToken, $"Format '{format}' holds a character that is neither a token nor a literal, at position {i + 1}.", Suggestion: "Literals are blanks, ASCII punctuation and T.");
                return null;
            }

            if (IsLiteral(format[i]))
            {
                parts.Add(new(DateToken.Literal, format[i++]));
                continue;
            }

            var token = TokenAt(format, i, out var length);
            if (token is null)
            {
                diagnostic = Unknown(format, i, length);
                return null;
            }

            parts.Add(new(token.Value, '\0') { Spelling = format.Substring(i, length) });
            i += length;
        }

        return new(format, ValueList.From(parts));
    }

    private static DateToken? TokenAt(string format, int start, out int length)
    {
        length = 1;
        while (start + length < format.Length && format[start + length] == format[start]) length++;
        if (length == 1)
        {
            foreach (var (word, token) in Words)
            {
                if (string.CompareOrdinal(format, start, word, 0, word.Length) != 0) continue;

                // MONTHH is MON, T and HH, as it was before MONTH.
                var end = start + word.Length;
                if (token == DateToken.MonthFullName && end < format.Length && format[end] == 'H') continue;
                length = word.Length;
                return token;
            }
        }

        return (format[start], length) switch
        {
            ('Y', 4) => DateToken.Year4,
            ('Y', 2) => DateToken.Year2,
            ('M', 2) => DateToken.Month2,
            ('M', 1) => DateToken.Month1,
            ('D', 2) => DateToken.Day2,
            ('D', 1) => DateToken.Day1,
            ('H', 2) => DateToken.Hour,
            ('H', 1) => DateToken.Hour1,
            ('h', 2) => DateToken.HalfDayHour,
            ('h', 1) => DateToken.HalfDayHour1,
            ('m', 2) => DateToken.Minute,
            ('s', 2) => DateToken.Second,
            ('S', 3) => DateToken.Millisecond,
            ('S', 6) => DateToken.Microsecond,
            ('S', <= 9) => DateToken.Fraction,
            ('F', 1) => DateToken.AnyFraction,
            ('Z', 1) => DateToken.Offset,
            _ => null,
        };
    }

    private static DslDiagnostic Unknown(string format, int start, int length)
    {
        if (format[start] is 'Z' or 'z')
        {
            return new(RejectCode.DateZone, $"'{format.Substring(start, length)}' in format '{format}' speaks of a time zone, but is not a token.", Suggestion: "Write Z: it reads Z, +01:00, +0100 and +01, and gives UTC. Names of zones are not read; a column in one zone is read with zone: \"Europe/Berlin\".");
        }

        var end = start + length;
        while (end < format.Length && IsLetter(format[end])) end++;
        var near = NearestName.Suggest(format.Substring(start, end - start), Words.Select(word => word.Word));
        return new(RejectCode.DateFormatToken, $"'{format.Substring(start, length)}' in format '{format}' is not a token.", Suggestion: ForeignDateFormats.Translate(format) is { } here ? $"Write '{here}'." : near ?? $"Tokens are {Tokens}.");
    }

    private static bool IsLetter(char c) => (char)(c | 0x20) is >= 'a' and <= 'z' && c != 'T';

    private static bool IsLiteral(char c) => c is 'T' or (>= ' ' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
