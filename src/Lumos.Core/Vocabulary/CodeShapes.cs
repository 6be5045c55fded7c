using System.Globalization;

namespace Lumos.Core.Vocabulary;

/// <summary>Identifiers and codes of trades and sciences, with their checks.</summary>
internal static class CodeShapes
{
    /// <summary>ISBN-10 with its check character.</summary>
    public static bool IsIsbn10(ReadOnlySpan<char> text) => Bare(text, 10, out var b) && Checksums.Mod11Descending(b.AsSpan());

    /// <summary>ISBN-13: prefix 978 or 979 and the GS1 check digit.</summary>
    public static bool IsIsbn13(ReadOnlySpan<char> text) => Bare(text, 13, out var b) && b.StartsWith("97", StringComparison.Ordinal) && b[2] is '8' or '9' && Checksums.Gs1(b);

    /// <summary>ISSN, written 1234-567X.</summary>
    public static bool IsIssn(ReadOnlySpan<char> text) => text.Length == 9 && text[4] == '-' && Bare(text, 8, out var b) && Checksums.Mod11Descending(b.AsSpan());

    /// <summary>GTIN of 8, 12, 13 or 14 digits.</summary>
    public static bool IsGtin(ReadOnlySpan<char> text) => Checksums.Gs1(text) && !Checksums.IsRepdigit(text);

    /// <summary>A vehicle identification number whose ninth character is the check digit of North America and China (ISO 3779, 49 CFR 565).</summary>
    public static bool IsCheckedVin(ReadOnlySpan<char> text)
    {
        if (!IsVin(text)) return false;
        const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ", Values = "12345678123457923456789";
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = char.IsAsciiDigit(text[i]) ? text[i] - '0' : Values[Letters.IndexOf(text[i], StringComparison.Ordinal)] - '0';
            sum += value * weights[i];
        }

        return text[8] == (sum % 11 == 10 ? 'X' : (char)('0' + sum % 11));
    }

    /// <summary>Vehicle identification number: 17 characters without I, O, Q; the check digit counts when the maker keeps it.</summary>
    public static bool IsVin(ReadOnlySpan<char> text)
    {
        if (text.Length != 17) return false;
        int letters = 0, digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiLetterUpper(c) && c is not ('I' or 'O' or 'Q')) letters++;
            else return false;
        }

        return letters >= 3 && digits >= 4 && char.IsAsciiDigit(text[^1]) && char.IsAsciiDigit(text[^2]);
    }

    /// <summary>ORCID: 16 digits in fours with the ISO 7064 check.</summary>
    public static bool IsOrcid(ReadOnlySpan<char> text)
    {
        var slash = text.LastIndexOf('/');
        if (slash >= 0) text = text[(slash + 1)..];
        return text.Length == 19 && text[4] == '-' && text[9] == '-' && Bare(text, 16, out var b) && Checksums.Mod11Radix2(b);
    }

    /// <summary>Legal entity identifier.</summary>
    public static bool IsLei(ReadOnlySpan<char> text) => text.Length == 20 && text.ContainsAnyInRange('A', 'Z') && Checksums.Mod97(text) == 1;

    /// <summary>International securities identification number.</summary>
    public static bool IsIsin(ReadOnlySpan<char> text)
    {
        if (text.Length != 12 || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || !char.IsAsciiDigit(text[11])) return false;
        Span<char> digits = stackalloc char[24];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits[length++] = c;
            else if (char.IsAsciiLetterUpper(c))
            {
                digits[length++] = (char)('0' + (c - 'A' + 10) / 10);
                digits[length++] = (char)('0' + (c - 'A' + 10) % 10);
            }
            else return false;
        }

        return Checksums.Luhn(digits[..length]);
    }

    /// <summary>LOINC code: digits, hyphen, Luhn check digit.</summary>
    public static bool IsLoinc(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        if (dash is < 1 or > 7 || text.Length != dash + 2) return false;
        Span<char> digits = stackalloc char[8];
        text[..dash].CopyTo(digits);
        digits[dash] = text[dash + 1];
        return Checksums.Luhn(digits[..(dash + 1)]);
    }

    /// <summary>SNOMED CT identifier: 6 to 18 digits with a Verhoeff check digit and a known partition.</summary>
    public static bool IsSnomed(ReadOnlySpan<char> text) =>
        text.Length is >= 6 and <= 18 && text[0] != '0' && Checksums.Verhoeff(text) && text[^3] is '0' or '1' && text[^2] is '0' or '1' or '2';

    /// <summary>ICD-10 shape: letter, two characters, optional dot and up to four more.</summary>
    public static bool IsIcd10(ReadOnlySpan<char> text)
    {
        if (text.Length is < 3 or > 8 || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiDigit(text[1]) || !(char.IsAsciiDigit(text[2]) || text[2] is 'A' or 'B')) return false;
        var rest = text[3..];
        if (rest.Length == 0) return true;
        var dotted = rest[0] == '.';
        if (dotted) rest = rest[1..];
        if (rest.Length is 0 or > 4) return false;
        foreach (var c in rest)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
        }

        return dotted || rest.Length <= 4 && char.IsAsciiDigit(rest[0]);
    }

    /// <summary>Digital object identifier.</summary>
    public static bool IsDoi(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf("10.");
        if (at < 0 || at > 20) return false;
        var slash = text[at..].IndexOf('/');
        return slash is >= 7 and <= 12 && text.Length > at + slash + 1 && Checksums.AllDigits(text[(at + 3)..(at + slash)]);
    }

    private static readonly string[] LatinEnds = ["us", "a", "um", "is", "ii", "i", "ae", "ens", "ans", "or", "es", "ris", "ops", "ax", "ys", "on"];

    /// <summary>Two or three words, the first capitalised, the others in lower case and with a Latin ending: genus and species.</summary>
    public static bool IsBinomial(ReadOnlySpan<char> text)
    {
        var blank = text.IndexOf(' ');
        if (blank < 3 || text.Length > 80 || !char.IsAsciiLetterUpper(text[0])) return false;
        var second = text[(blank + 1)..];
        var end = second.IndexOf(' ');
        if (end > 0)
        {
            if (second[(end + 1)..].Contains(' ')) return false;
            second = second[..end];
        }

        var latin = false;
        foreach (var ending in LatinEnds) latin |= second.EndsWith(ending);
        return latin && second.Length >= 3 && text[1..blank].IndexOfAnyExceptInRange('a', 'z') < 0 && second.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz-") < 0;
    }

    /// <summary>European VAT id: country prefix and the digits of that country; Germany with its check digit.</summary>
    public static bool IsEuVat(ReadOnlySpan<char> text)
    {
        if (!Bare(text, 0, out var b) || b.Length is < 8 or > 14) return false;
        const string Prefixes = "AT BE BG CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
        if (!Prefixes.Contains(b[..2], StringComparison.Ordinal) || BareText.CountDigits(b) < b.Length - 4) return false;
        return !b.StartsWith("DE", StringComparison.Ordinal) || b.Length == 11 && Checksums.Mod11Radix10(b.AsSpan(2));
    }

    /// <summary>Australian business number.</summary>
    public static bool IsAbn(ReadOnlySpan<char> text)
    {
        if (!Bare(text, 11, out var b) || !Checksums.AllDigits(b)) return false;
        return (Checksums.Weighted(b, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;
    }

    /// <summary>US employer number, written 12-3456789.</summary>
    public static bool IsEin(ReadOnlySpan<char> text) => text.Length == 10 && text[2] == '-' && BareText.CountDigits(text) == 9;

    /// <summary>Brazilian company number.</summary>
    public static bool IsCnpj(ReadOnlySpan<char> text)
    {
        if (!Bare(text, 14, out var b) || !Checksums.AllDigits(b) || Checksums.IsRepdigit(b)) return false;
        var first = Checksums.Weighted(b, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        var second = Checksums.Weighted(b, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        return (first < 2 ? 0 : 11 - first) == b[12] - '0' && (second < 2 ? 0 : 11 - second) == b[13] - '0';
    }

    /// <summary>A number within a range, with a point or comma.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text, double minimum = double.MinValue, double maximum = double.MaxValue) =>
        TryNumber(text, out var value) && value >= minimum && value <= maximum;

    /// <summary>Reads a plain number: sign, digits, one point or comma.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = text.Trim();
        if (text.Length is 0 or > 40) return false;
        Span<char> point = stackalloc char[40];
        text.CopyTo(point);
        point = point[..text.Length];
        // "1 548": thousands set apart by one blank.
        var blank = point.IndexOfAny(" \u00A0\u202F");
        if (blank > 0 && blank <= (point[0] is '-' or '+' ? 4 : 3) && char.IsAsciiDigit(point[blank - 1]) && point.Length >= blank + 4 && Checksums.AllDigits(point.Slice(blank + 1, 3)) && (point.Length == blank + 4 || point[blank + 4] is '.' or ','))
        {
            point[(blank + 1)..].CopyTo(point[blank..]);
            point = point[..^1];
        }

        if (point.Count(',') == 1 && !point.Contains('.')) point.Replace(',', '.');
        else if (point.Contains(',') && point.Contains('.'))
        {
            var comma = point.LastIndexOf(',') > point.LastIndexOf('.');
            Span<char> kept = stackalloc char[40];
            var length = 0;
            foreach (var c in point)
            {
                if (c == (comma ? '.' : ',')) continue;
                kept[length++] = c == ',' ? '.' : c;
            }

            return double.TryParse(kept[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        }

        return double.TryParse(point, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    private static bool Bare(ReadOnlySpan<char> text, int length, out string bare)
    {
        bare = "";
        Span<char> buffer = stackalloc char[32];
        var n = BareText.Strip(text, buffer);
        if (n < 4 || length > 0 && n != length) return false;
        bare = new string(buffer[..n]);
        return true;
    }
}
