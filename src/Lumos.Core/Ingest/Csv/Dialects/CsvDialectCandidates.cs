namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>The dialects worth trying on a sample: delimiters that occur, quotes that stand where quotes stand.</summary>
internal static class CsvDialectCandidates
{
    /// <summary>Delimiters with how plausible each is before looking at the data; the first four are the everyday ones.</summary>
    internal static readonly (string Text, double Prior)[] Delimiters =
    [
        (",", 1), (";", 1), ("\t", 1), ("|", 1), ("\u0001", 1), ("\u0002", 1), ("\u001f", 1), ("\u001e", 1), ("\u00a6", 0.98), ("\u00a7", 0.95), ("||", 1.02), ("::", 0.95), ("^", 0.95), ("~", 0.95),
        ("~|~", 1.05), ("|^|", 1.05), ("^^", 0.97), ("~~", 0.97), (";;", 1.02), (" ", 0.66), (":", 0.7), ("#", 0.72), ("*", 0.7), ("&", 0.7), ("`", 0.6), ("@", 0.35), ("!", 0.7), ("%", 0.6), ("$", 0.5),
        ("=", 0.55), ("/", 0.45), ("\\", 0.6), ("+", 0.5), ("_", 0.4), ("-", 0.35), (".", 0.2), (">", 0.5), ("<", 0.4),
    ];

    public static IEnumerable<(CsvDialect Dialect, double Prior)> Of(byte[] text, bool crEnds)
    {
        var lines = Math.Max(1, CountLines(text));
        var doubleQuote = text.AsSpan().Contains((byte)'"');
        var backslash = text.AsSpan().IndexOf("\\\""u8) >= 0;
        var lineEnds = text.AsSpan().IndexOf("\\\n"u8) >= 0 || text.AsSpan().IndexOf("\\\r"u8) >= 0;

        // A mark that stands once in a line of many fields (a checksum's) delimits nothing.
        var everyday = Math.Max(text.AsSpan().Count((byte)','), Math.Max(text.AsSpan().Count((byte)';'), text.AsSpan().Count((byte)'\t')));
        foreach (var (delimiterText, prior) in Delimiters.Concat(Joined(text)))
        {
            var delimiter = System.Text.Encoding.UTF8.GetBytes(delimiterText);
            var (total, spaced, spaceQuoted, tightQuoted) = Count(text, delimiter);
            if (total == 0) continue;
            if (delimiterText.Length == 1 && total < lines / 8 && total < 3) continue;
            if (delimiterText.Length > 1 && !IsWhole(text, delimiter, total)) continue;
            if (delimiterText is "#" or "%" or "*" or "!" && StartsLines(text, delimiter[0], total)) continue;
            var weight = delimiterText is ":" or "/" or "-" or "." or "_" ? prior * (1 - (0.6 * BetweenDigits(text, delimiter[0], total))) : prior;
            if (delimiterText is "*" or "#" or "&" or "@" or "!" or "%" or "$" or "=" or "+" or ">" or "<" && total <= lines * 1.05 && everyday >= lines * 4) weight *= 0.5;
            var isSpace = delimiterText == " ";
            var skip = !isSpace && (spaced >= total * 0.9 || (spaceQuoted > 0 && spaceQuoted >= tightQuoted));
            foreach (var quote in Quotes(text, delimiter, doubleQuote))
            {
                var dialect = new CsvDialect { Delimiter = delimiter, Quote = quote, SkipInitialSpace = skip, CrEnds = crEnds };
                yield return (dialect, weight);
                if (isSpace) yield return (dialect with { Collapse = true }, weight);
                if (backslash && quote == (byte)'"') yield return (dialect with { Escape = (byte)'\\' }, weight);
                if (quote == 0 && EscapesDelimiter(text, delimiter)) yield return (dialect with { Escape = (byte)'\\' }, weight);
                if (lineEnds && quote is 0 or (byte)'"' && delimiterText != "\\") yield return (dialect with { Escape = (byte)'\\', EscapedLineEnds = true }, weight);
            }
        }

        yield return (new CsvDialect { Delimiter = [], Quote = (byte)'"', CrEnds = crEnds }, 1);
        if (backslash) yield return (new CsvDialect { Delimiter = [], Quote = (byte)'"', Escape = (byte)'\\', CrEnds = crEnds }, 1);
    }

    /// <summary>Several marks in a row that stand between names on the first line, as often on the second.</summary>
    private static IEnumerable<(string Text, double Prior)> Joined(byte[] text)
    {
        var lines = System.Text.Encoding.UTF8.GetString(text.AsSpan(0, Math.Min(text.Length, 8192))).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2) yield break;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = lines[0];
        for (var i = 1; i < first.Length; i++)
        {
            var end = i;
            while (end < first.Length && first[end] < 128 && (char.IsPunctuation(first[end]) || char.IsSymbol(first[end])) && first[end] is not ('"' or '\'' or '.' or '(' or ')')) end++;
            if (end - i is >= 2 and <= 4 && end < first.Length && char.IsLetterOrDigit(first[i - 1]) && char.IsLetterOrDigit(first[end]))
            {
                var mark = first[i..end];
                if (mark.AsSpan().IndexOfAnyExcept(mark[0]) >= 0 && seen.Add(mark) && !Delimiters.Any(known => known.Text == mark) && Occurrences(first, mark) == Occurrences(lines[1], mark)) yield return (mark, 1.05);
            }

            i = Math.Max(i, end);
        }
    }

    private static int Occurrences(string line, string mark) => line.AsSpan().Count(mark);

    private static IEnumerable<byte> Quotes(byte[] text, byte[] delimiter, bool doubleQuote)
    {
        yield return (byte)'"';
        if (doubleQuote || text.AsSpan().IndexOf("\\\n"u8) >= 0) yield return 0;
        if (Encloses(text, delimiter, (byte)'\'')) yield return (byte)'\'';
        if (Encloses(text, delimiter, (byte)'`')) yield return (byte)'`';
    }

    /// <summary>Whether a character both opens and closes fields somewhere.</summary>
    private static bool Encloses(ReadOnlySpan<byte> text, byte[] delimiter, byte quote)
    {
        int opens = 0, closes = 0;
        var last = delimiter.Length == 0 ? (byte)'\n' : delimiter[^1];
        var first = delimiter.Length == 0 ? (byte)'\n' : delimiter[0];
        for (var i = text.IndexOf(quote); i >= 0 && i < text.Length;)
        {
            if (i == 0 || text[i - 1] == last || text[i - 1] is (byte)'\n' or (byte)'\r' or (byte)' ') opens++;
            if (i + 1 == text.Length || text[i + 1] == first || text[i + 1] is (byte)'\n' or (byte)'\r') closes++;
            var next = text[(i + 1)..].IndexOf(quote);
            if (next < 0) break;
            i += next + 1;
        }

        return opens > 0 && closes > 0;
    }

    private static (int Total, int Spaced, int SpaceQuoted, int TightQuoted) Count(ReadOnlySpan<byte> text, byte[] delimiter)
    {
        int total = 0, spaced = 0, spaceQuoted = 0, tightQuoted = 0;
        while (true)
        {
            var hit = text.IndexOf(delimiter);
            if (hit < 0) return (total, spaced, spaceQuoted, tightQuoted);
            text = text[(hit + delimiter.Length)..];
            total++;
            if (text.Length == 0 || text[0] is (byte)'\n' or (byte)'\r') spaced++;
            else if (text[0] == (byte)'"') tightQuoted++;
            if (text.Length > 1 && text[0] == (byte)' ')
            {
                spaced++;
                if (text[1] == (byte)'"') spaceQuoted++;
            }
        }
    }

    /// <summary>Whether the characters of a long delimiter hardly occur but together.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> text, byte[] delimiter, int total)
    {
        if (delimiter[0] >= 0x80) return true;
        var inside = delimiter.AsSpan().Count(delimiter[0]);
        return text.Count(delimiter[0]) <= (total * inside * 1.1) + 1;
    }

    /// <summary>Share of a character's occurrences that stand between digits, as in times, dates and numbers.</summary>
    private static double BetweenDigits(ReadOnlySpan<byte> text, byte value, int total)
    {
        var between = 0;
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] == value && char.IsAsciiDigit((char)text[i - 1]) && char.IsAsciiDigit((char)text[i + 1])) between++;
        }

        return between / (double)total;
    }

    /// <summary>Whether a character stands at the start of lines nearly always: it marks comments and delimits nothing.</summary>
    private static bool StartsLines(ReadOnlySpan<byte> text, byte value, int total)
    {
        var starts = text.Length > 0 && text[0] == value ? 1 : 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == value && text[i - 1] is (byte)'\n' or (byte)'\r') starts++;
        }

        return starts >= total * 0.9;
    }

    private static bool EscapesDelimiter(ReadOnlySpan<byte> text, byte[] delimiter)
    {
        Span<byte> escaped = stackalloc byte[delimiter.Length + 1];
        escaped[0] = (byte)'\\';
        delimiter.CopyTo(escaped[1..]);
        return delimiter.Length > 0 && delimiter[0] != (byte)'\\' && text.IndexOf(escaped) >= 0;
    }

    private static int CountLines(ReadOnlySpan<byte> text) => Math.Max(text.Count((byte)'\n'), text.Count((byte)'\r'));
}
