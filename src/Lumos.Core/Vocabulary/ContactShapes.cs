namespace Lumos.Core.Vocabulary;

/// <summary>Shapes of contact data. Hand-written scanners: linear, no allocation.</summary>
internal static class ContactShapes
{
    /// <summary>An e-mail address: local part, one @, host with a dot and an alphabetic last label.</summary>
    public static bool IsEmail(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text[7..];
        var at = text.IndexOf('@');
        if (at is < 1 or > 64 || text.Length - at > 254 || text[(at + 1)..].Contains('@')) return false;
        foreach (var c in text[..at])
        {
            if (!char.IsLetterOrDigit(c) && !"!#$%&'*+-/=?^_`{|}~.".Contains(c)) return false;
        }

        return text[0] != '.' && text[at - 1] != '.' && IsHostname(text[(at + 1)..]);
    }

    /// <summary>A host name with at least one dot and an alphabetic last label of two letters or more.</summary>
    public static bool IsHostname(ReadOnlySpan<char> text)
    {
        if (text.Length is < 4 or > 253) return false;
        var labels = 0;
        var rest = text;
        ReadOnlySpan<char> last = default;
        while (true)
        {
            var dot = rest.IndexOf('.');
            last = dot < 0 ? rest : rest[..dot];
            if (last.Length is 0 or > 63 || last[0] == '-' || last[^1] == '-') return false;
            foreach (var c in last)
            {
                if (!char.IsLetterOrDigit(c) && c is not ('-' or '_')) return false;
            }

            labels++;
            if (dot < 0) break;
            rest = rest[(dot + 1)..];
        }

        if (labels < 2 || last.Length < 2) return false;
        foreach (var c in last)
        {
            if (!char.IsLetter(c)) return last.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);
        }

        return true;
    }

    /// <summary>An absolute URL with http, https or ftp, or one that starts with <c>www.</c>.</summary>
    public static bool IsUrl(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(" \t\"<>")) return false;
        var start = text.IndexOf("://");
        if (start is 4 or 5 && text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || start == 3 && text.StartsWith("ftp", StringComparison.OrdinalIgnoreCase))
        {
            var rest = text[(start + 3)..];
            return rest.Length >= 3 && char.IsLetterOrDigit(rest[0]);
        }

        return text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && text.Length > 8 && text[4..].Contains('.');
    }

    /// <summary>
    /// How much a text looks like a telephone number: 0 not at all, 1 only its digits would allow it, 2 written with the separators
    /// people use, 3 with a country prefix.
    /// </summary>
    public static int PhoneStrength(ReadOnlySpan<char> text)
    {
        if (text.Length is < 6 or > 32) return 0;
        if (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) text = text[4..];
        var end = ExtensionStart(text);
        var number = text[..end].TrimEnd();
        int digits = 0, separators = 0, dots = 0, runs = 0, open = 0;
        var inRun = false;
        for (var i = 0; i < number.Length; i++)
        {
            var c = number[i];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                if (!inRun) runs++;
                inRun = true;
                continue;
            }

            inRun = false;
            switch (c)
            {
                case '+' when i == 0 || i == 1 && number[0] == '(': break;
                case '(' : open++; separators++; break;
                case ')' : open--; separators++; break;
                case '.': dots++; separators++; break;
                case '-' or ' ' or '/' or '\u00A0' or '\u2011' or '\u2013': separators++; break;
                default: return 0;
            }
        }

        if (digits is < 6 or > 15 || open != 0) return 0;
        if (number[0] is '-' or '.' or '/') return 0;
        if (LooksLikeDate(number, digits, runs)) return 0;
        var plus = number[0] == '+' || number.StartsWith("(+");
        if (plus) return digits >= 7 ? 3 : 0;
        if (digits >= 11 && number.StartsWith("00") && number[2] is >= '1' and <= '9') return separators > 0 || digits <= 14 ? 2 : 1;
        if (separators == 0) return digits >= 7 && digits <= 12 ? 1 : 0;
        if (dots == 1 && separators == 1) return 0;
        if (digits < 7) return 0;
        if (digits == 9 && separators == 2 && number.Length == 11 && number[3] == '-' && number[6] == '-') return 0;
        return runs is >= 2 and <= 6 ? 2 : 0;
    }

    private static int ExtensionStart(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOfAny('x', 'X', '#');
        if (at > 6 && Checksums.AllDigits(text[(at + 1)..].Trim()) && text.Length - at <= 7)
        {
            var head = text[..at].TrimEnd();
            if (head.EndsWith("e", StringComparison.OrdinalIgnoreCase)) head = head[..^1].TrimEnd();
            return head.Length;
        }

        at = text.LastIndexOf("ext", StringComparison.OrdinalIgnoreCase);
        return at > 6 ? text[..at].TrimEnd(" ,;").Length : text.Length;
    }

    private static bool LooksLikeDate(ReadOnlySpan<char> text, int digits, int runs)
    {
        if (runs != 3 || digits is < 6 or > 8 || text.Length is < 8 or > 10) return false;
        return DateShapes.TryYear(text, out _);
    }
}
