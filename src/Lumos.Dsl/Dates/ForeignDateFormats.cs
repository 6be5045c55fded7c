using System.Text;

namespace Lumos.Dsl.Dates;

/// <summary>Formats as other languages write them, said in tokens of this one, for suggestions.</summary>
internal static class ForeignDateFormats
{
    private static readonly Dictionary<char, string> Percent = new()
    {
        ['Y'] = "YYYY", ['y'] = "YY", ['m'] = "MM", ['d'] = "DD", ['e'] = "D", ['H'] = "HH", ['I'] = "hh", ['M'] = "mm", ['S'] = "ss", ['f'] = "SSSSSS", ['p'] = "AM",
        ['b'] = "MON", ['B'] = "MONTH", ['a'] = "WDAY", ['A'] = "WEEKDAY", ['z'] = "Z", ['F'] = "YYYY-MM-DD", ['T'] = "HH:mm:ss", ['%'] = "%",
    };

    /// <summary>The format in tokens of this language, or null when it is not understood.</summary>
    public static string? Translate(string format)
    {
        var here = format.IndexOf('%') >= 0 ? OfPercent(format) : OfLetters(format);
        return here is not null && here != format && DatePattern.TryParse(here, out _) is not null ? here : null;
    }

    private static string? OfPercent(string format)
    {
        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            if (++i < format.Length && format[i] == '-') i++;
            if (i >= format.Length || !Percent.TryGetValue(format[i], out var token)) return null;
            result.Append(format[i - 1] == '-' && token is "MM" or "DD" or "HH" or "hh" ? token.Substring(1) : token);
        }

        return result.ToString();
    }

    // yyyy-MM-dd HH:mm:ss.fff, and its relatives; mm is the month where there is no other and no hour before it.
    private static string? OfLetters(string format)
    {
        var result = new StringBuilder();
        var hasMonth = format.IndexOf("MM", StringComparison.Ordinal) >= 0;
        for (var i = 0; i < format.Length;)
        {
            var c = format[i];
            var length = 1;
            while (i + length < format.Length && format[i + length] == c) length++;
            var afterHour = result.ToString().IndexOfAny(['H', 'h']) >= 0;
            var token = (c, length) switch
            {
                ('y' or 'Y' or 'u', 4 or 1) => "YYYY",
                ('y' or 'Y', 2) => "YY",
                ('M', 4) => "MONTH",
                ('M', 3) => "MON",
                ('M' or 'H' or 'h', 1 or 2) => new string(c, length),
                ('m', 1 or 2) when !hasMonth && !afterHour => new string('M', length),
                ('m', 2) => "mm",
                ('D' or 'd', 1 or 2) => new string('D', length),
                ('d', 3) or ('E', 1 or 2 or 3) => "WDAY",
                ('d' or 'E', 4) => "WEEKDAY",
                ('s' or 'S', 2) => "ss",
                ('f' or 'F' or 'S', <= 9) => new string('S', length),
                ('t', 2) or ('a', 1) => "AM",
                ('z' or 'X' or 'x' or 'Z' or 'K', _) => "Z",
                ('T', 1) => "T",
                _ => (c | 0x20) is >= 'a' and <= 'z' ? null : new string(c, length),
            };
            if (token is null) return null;
            result.Append(token);
            i += length;
        }

        return result.ToString();
    }
}
