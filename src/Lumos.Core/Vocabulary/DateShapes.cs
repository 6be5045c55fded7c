using System.Globalization;

namespace Lumos.Core.Vocabulary;

/// <summary>Recognises how a date is written, far enough to know its year. Converting dates is the transform language's work.</summary>
internal static class DateShapes
{
    /// <summary>Finds the year of a written date, with or without a time of day behind it.</summary>
    /// <returns>False when the text is no date. A two-digit year is read as 1930 to 2029.</returns>
    public static bool TryYear(ReadOnlySpan<char> text, out int year)
    {
        year = 0;
        var head = DatePart(text);
        if (head.Length == 8 && Checksums.AllDigits(head))
        {
            return Valid(Number(head[..4]), Number(head[4..6]), Number(head[6..]), out year);
        }

        if (head.Length is < 6 or > 20) return false;
        Span<Range> parts = stackalloc Range[5];
        var count = head.SplitAny(parts, "-/. ,", StringSplitOptions.RemoveEmptyEntries);
        if (count != 3) return false;
        ReadOnlySpan<char> a = head[parts[0]], b = head[parts[1]], c = head[parts[2]];
        if (Month(a) is var m0 and > 0) return Valid(Year(c), m0, Number(b), out year);
        if (Month(b) is var m1 and > 0) return a.Length == 4 ? Valid(Year(a), m1, Number(c), out year) : Valid(Year(c), m1, Number(a), out year);
        if (!Checksums.AllDigits(a) || !Checksums.AllDigits(b) || !Checksums.AllDigits(c)) return false;
        if (a.Length == 4) return b.Length <= 2 && c.Length <= 2 && Valid(Number(a), Number(b), Number(c), out year);
        if (a.Length > 2 || b.Length > 2 || c.Length is not (2 or 4)) return false;
        int first = Number(a), second = Number(b);
        return Valid(Year(c), second, first, out year) || Valid(Year(c), first, second, out year);
    }

    private static ReadOnlySpan<char> DatePart(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0) return text;
        var cut = text[..colon].LastIndexOfAny(' ', 'T', 't');
        return cut > 0 ? text[..cut].TrimEnd() : default;
    }

    private static int Month(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || !char.IsLetter(text[0])) return 0;
        const string Names = "jan feb mar apr may jun jul aug sep oct nov dec";
        Span<char> lower = stackalloc char[3];
        for (var i = 0; i < 3; i++) lower[i] = TextFolding.Fold(text[i]);
        var at = Names.AsSpan().IndexOf(lower);
        if (at >= 0 && at % 4 == 0) return at / 4 + 1;
        const string Others = "agu08 des12 mai05 dez12 okt10 mrz03 fev02 avr04 aou08 ene01 abr04 ago08 dic12 gen01 mag05 giu06 lug07 set09 ott10 out10 mrt03 mei05 mae03";
        at = Others.AsSpan().IndexOf(lower);
        return at >= 0 && at % 6 == 0 ? Number(Others.AsSpan(at + 3, 2)) : 0;
    }

    private static int Year(ReadOnlySpan<char> text)
    {
        var value = Number(text);
        return text.Length != 2 || value < 0 ? value : value >= 30 ? 1900 + value : 2000 + value;
    }

    private static int Number(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;

    private static bool Valid(int y, int m, int d, out int year)
    {
        year = y;
        return y is >= 1000 and <= 2999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m);
    }
}
