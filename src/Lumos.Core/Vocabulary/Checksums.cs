namespace Lumos.Core.Vocabulary;

/// <summary>Check-digit rules. Each takes bare characters (no separators) and says whether they are consistent.</summary>
internal static class Checksums
{
    private static ReadOnlySpan<byte> VerhoeffD =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6, 3, 4, 0, 1, 2, 8, 9, 5, 6, 7,
        4, 0, 1, 2, 3, 9, 5, 6, 7, 8, 5, 9, 8, 7, 6, 0, 4, 3, 2, 1, 6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6, 5, 9, 8, 2, 1, 0, 4, 3,
        8, 7, 6, 5, 9, 3, 2, 1, 0, 4, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    private static ReadOnlySpan<byte> VerhoeffP =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2, 8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1, 2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];

    /// <summary>Luhn (ISO/IEC 7812-1 annex B).</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || !AllDigits(digits)) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[^(i + 1)] - '0';
            if ((i & 1) == 1 && (d *= 2) > 9) d -= 9;
            sum += d;
        }

        return sum % 10 == 0;
    }

    /// <summary>Weighted digit sum; <paramref name="weights"/> covers the leading digits.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    /// <summary>ISO/IEC 7064 MOD 97-10 over letters and digits in reading order (IBAN after rotation, LEI).</summary>
    public static int Mod97(ReadOnlySpan<char> text, int seed = 0)
    {
        var rest = seed;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) rest = (rest * 10 + (c - '0')) % 97;
            else if (char.IsAsciiLetter(c)) rest = (rest * 100 + ((c & ~0x20) - 'A' + 10)) % 97;
            else return -1;
        }

        return rest;
    }

    /// <summary>ISO/IEC 7064 MOD 11-2 with X for ten (ORCID, Chinese resident id).</summary>
    public static bool Mod11Radix2(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !AllDigits(text[..^1])) return false;
        var total = 0;
        foreach (var c in text[..^1]) total = (total + (c - '0')) * 2 % 11;
        var check = (12 - total) % 11;
        return text[^1] == (check == 10 ? 'X' : (char)('0' + check));
    }

    /// <summary>ISO/IEC 7064 MOD 11,10 (German tax and VAT ids).</summary>
    public static bool Mod11Radix10(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || !AllDigits(digits)) return false;
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return digits[^1] - '0' == (11 - product) % 10;
    }

    /// <summary>Verhoeff's dihedral check (Aadhaar).</summary>
    public static bool Verhoeff(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || !AllDigits(digits)) return false;
        var check = 0;
        for (var i = 0; i < digits.Length; i++) check = VerhoeffD[check * 10 + VerhoeffP[i % 8 * 10 + (digits[^(i + 1)] - '0')]];
        return check == 0;
    }

    /// <summary>GS1 check digit of 8, 12, 13 or 14 digits.</summary>
    public static bool Gs1(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (8 or 12 or 13 or 14) || !AllDigits(digits)) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[^(i + 1)] - '0') * ((i & 1) == 0 ? 1 : 3);
        return sum % 10 == 0;
    }

    /// <summary>ISBN-10 and ISSN style: weights n..1 modulo 11, X for ten.</summary>
    public static bool Mod11Descending(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !AllDigits(text[..^1])) return false;
        var sum = 0;
        for (var i = 0; i < text.Length - 1; i++) sum += (text[i] - '0') * (text.Length - i);
        var last = text[^1] is 'X' or 'x' ? 10 : char.IsAsciiDigit(text[^1]) ? text[^1] - '0' : -1;
        return last >= 0 && (sum + last) % 11 == 0;
    }

    /// <summary>Whether all characters are ASCII digits; false for none.</summary>
    public static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Whether all digits are the same one.</summary>
    public static bool IsRepdigit(ReadOnlySpan<char> text) => text.Length > 1 && text.IndexOfAnyExcept(text[0]) < 0;
}
