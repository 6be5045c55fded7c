namespace Lumos.Core.Vocabulary;

internal static partial class NationalIds
{
    private static bool IsUsSsn(ReadOnlySpan<char> s)
    {
        if (s.Length != 9 || !Checksums.AllDigits(s) || Checksums.IsRepdigit(s)) return false;
        var area = Number(s[..3]);
        return area is > 0 and not 666 and < 900 && Number(s[3..5]) != 0 && Number(s[5..]) != 0;
    }

    private static bool IsUsItin(ReadOnlySpan<char> s) =>
        s.Length == 9 && Checksums.AllDigits(s) && s[0] == '9' && Number(s[3..5]) is >= 50 and <= 65 or >= 70 and <= 88 or >= 90 and <= 92 or >= 94 and <= 99;

    private static bool IsUkNino(ReadOnlySpan<char> s) =>
        Like(s, "AA000000A") && !"DFIQUV".Contains(s[0]) && !"DFIOQUV".Contains(s[1]) && s[8] is >= 'A' and <= 'D'
        && s[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    private static bool IsGermanTaxId(ReadOnlySpan<char> s)
    {
        if (s.Length != 11 || s[0] == '0' || !Checksums.Mod11Radix10(s)) return false;
        // Of the first ten digits exactly one occurs two or three times.
        Span<int> counts = stackalloc int[10];
        counts.Clear();
        foreach (var c in s[..10]) counts[c - '0']++;
        var repeated = 0;
        foreach (var n in counts)
        {
            if (n > 3) return false;
            if (n > 1) repeated++;
        }

        return repeated == 1;
    }

    private static bool IsFrenchNir(ReadOnlySpan<char> s)
    {
        if (s.Length != 15 || s[0] is not ('1' or '2' or '3' or '4' or '7' or '8')) return false;
        Span<char> digits = stackalloc char[13];
        s[..13].CopyTo(digits);
        if (digits[6] is 'A' or 'B')
        {
            if (digits[5] != '2') return false;
            digits[6] = digits[6] == 'A' ? '9' : '8';
        }

        if (!Checksums.AllDigits(digits) || !Checksums.AllDigits(s[13..])) return false;
        var month = Number(s[3..5]);
        if (month is not (>= 1 and <= 12 or >= 20 and <= 42 or >= 50 and <= 99)) return false;
        long value = 0;
        foreach (var c in digits) value = value * 10 + (c - '0');
        return 97 - value % 97 == Number(s[13..]);
    }

    private static bool IsSpanishNif(ReadOnlySpan<char> s)
    {
        if (s.Length != 9 || !char.IsAsciiLetterUpper(s[8])) return false;
        var lead = s[0] switch { 'X' => 0, 'Y' => 1, 'Z' => 2, _ => char.IsAsciiDigit(s[0]) ? s[0] - '0' : -1 };
        if (lead < 0 || !Checksums.AllDigits(s[1..8])) return false;
        return "TRWAGMYFPDXBNJZSQVHLCKE"[(lead * 10_000_000 + Number(s[1..8])) % 23] == s[8];
    }

    private static bool IsItalianCode(ReadOnlySpan<char> s)
    {
        if (!Like(s, "AAAAAA00A00A000A")) return false;
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(s[i]) ? s[i] - '0' : s[i] - 'A';
            sum += (i & 1) == 0 ? odd[value] : value;
        }

        return s[15] - 'A' == sum % 26 && "ABCDEHLMPRST".Contains(s[8]);
    }

    private static bool IsBelgian(ReadOnlySpan<char> s)
    {
        if (s.Length != 11 || !Checksums.AllDigits(s) || Number(s[2..4]) % 20 > 12 || Number(s[4..6]) > 31) return false;
        long value = Number(s[..9]);
        var check = Number(s[9..]);
        return 97 - value % 97 == check || 97 - (2_000_000_000 + value) % 97 == check;
    }

    private static bool IsFinnish(ReadOnlySpan<char> s)
    {
        // DDMMYY, a century sign (a letter here; + and - were dropped), three digits, a check character.
        if (s.Length == 11 && s[6] is >= 'A' and <= 'Y' && Checksums.AllDigits(s[..6]) && Checksums.AllDigits(s[7..10])) return FinnishCheck(s[..6], s[7..10], s[10]);
        return s.Length == 10 && Checksums.AllDigits(s[..9]) && FinnishCheck(s[..6], s[6..9], s[9]);
    }

    private static bool FinnishCheck(ReadOnlySpan<char> date, ReadOnlySpan<char> serial, char check) =>
        Number(date[..2]) is >= 1 and <= 31 && Number(date[2..4]) is >= 1 and <= 12
        && "0123456789ABCDEFHJKLMNPRSTUVWXY"[(int)((Number(date) * 1000L + Number(serial)) % 31)] == check;

    private static bool IsSingapore(ReadOnlySpan<char> s)
    {
        if (s.Length != 9 || !"STFGM".Contains(s[0]) || !Checksums.AllDigits(s[1..8])) return false;
        var sum = Checksums.Weighted(s[1..8], [2, 7, 6, 5, 4, 3, 2]) + (s[0] is 'T' or 'G' ? 4 : s[0] == 'M' ? 3 : 0);
        return s[0] switch
        {
            'S' or 'T' => "JZIHGFEDCBA"[sum % 11] == s[8],
            'M' => "XWUTRQPNJLK"[10 - sum % 11] == s[8],
            _ => "XWUTRQPNMLK"[sum % 11] == s[8],
        };
    }

    private static bool IsTurkish(ReadOnlySpan<char> s)
    {
        if (s.Length != 11 || s[0] == '0' || !Checksums.AllDigits(s)) return false;
        int odd = 0, even = 0, all = 0;
        for (var i = 0; i < 9; i++)
        {
            if ((i & 1) == 0) odd += s[i] - '0';
            else even += s[i] - '0';
        }

        for (var i = 0; i < 10; i++) all += s[i] - '0';
        return ((odd * 7 - even) % 10 + 10) % 10 == s[9] - '0' && all % 10 == s[10] - '0';
    }

    private static bool BrazilianDigits(ReadOnlySpan<char> s)
    {
        var first = Checksums.Weighted(s, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        var second = Checksums.Weighted(s, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return first == s[9] - '0' && second == s[10] - '0';
    }

    private static bool IsUsMbi(ReadOnlySpan<char> s)
    {
        // C A AN N A AN N A A N N without S, L, O, I, B, Z.
        if (s.Length != 11 || s[0] is < '1' or > '9') return false;
        const string Shape = "0AX0AX0AA00";
        for (var i = 0; i < 11; i++)
        {
            var letter = char.IsAsciiLetterUpper(s[i]) && !"SLOIBZ".Contains(s[i]);
            var digit = char.IsAsciiDigit(s[i]);
            if (!(Shape[i] switch { '0' => digit, 'A' => letter, _ => letter || digit })) return false;
        }

        return true;
    }

    private static bool LuhnWithPrefix(ReadOnlySpan<char> npi)
    {
        Span<char> full = stackalloc char[15];
        "80840".CopyTo(full);
        npi.CopyTo(full[5..]);
        return Checksums.Luhn(full);
    }
}
