namespace Lumos.Core.Vocabulary;

internal static partial class NationalIds
{
    // Day, month, year in this order; the day may be raised (D-numbers, women's numbers).
    private static bool IsDayFirst(ReadOnlySpan<char> s, int raised = 0)
    {
        var day = Number(s[..2]);
        if (raised > 0 && day > raised) day -= raised;
        return day is >= 1 and <= 31 && Number(s[2..4]) is >= 1 and <= 12;
    }

    private static int Complement11(int sum) => (11 - sum % 11) % 11;

    private static bool IsNorwegian(ReadOnlySpan<char> s) =>
        s.Length == 11 && Checksums.AllDigits(s) && IsDayFirst(s, 40)
        && Complement11(Checksums.Weighted(s, [3, 7, 6, 1, 8, 9, 4, 5, 2])) == s[9] - '0'
        && Complement11(Checksums.Weighted(s, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) == s[10] - '0';

    private static bool IsIrish(ReadOnlySpan<char> s)
    {
        if (s.Length is not (8 or 9) || !Checksums.AllDigits(s[..7]) || !char.IsAsciiLetterUpper(s[7])) return false;
        var sum = Checksums.Weighted(s, [8, 7, 6, 5, 4, 3, 2]);
        if (s.Length == 9)
        {
            if (s[8] is not (>= 'A' and <= 'I' or 'W')) return false;
            sum += s[8] == 'W' ? 0 : (s[8] - 'A' + 1) * 9;
        }

        return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] == s[7];
    }

    private static bool IsPortuguese(ReadOnlySpan<char> s)
    {
        if (s.Length != 9 || !Checksums.AllDigits(s) || s[0] is '0' or '4' or '7') return false;
        var check = Complement11(Checksums.Weighted(s, [9, 8, 7, 6, 5, 4, 3, 2]));
        return (check == 10 ? 0 : check) == s[8] - '0';
    }

    private static bool IsRomanian(ReadOnlySpan<char> s)
    {
        if (s.Length != 13 || !Checksums.AllDigits(s) || s[0] == '0' || !IsDatePart(s[1..])) return false;
        var check = Checksums.Weighted(s, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        return (check == 10 ? 1 : check) == s[12] - '0';
    }

    private static bool IsCzech(ReadOnlySpan<char> s)
    {
        if (s.Length is not (9 or 10) || !Checksums.AllDigits(s)) return false;
        var month = Number(s[2..4]);
        if (month > 50) month -= 50;
        if (month > 20) month -= 20;
        if (month is < 1 or > 12 || Number(s[4..6]) is < 1 or > 31) return false;
        return s.Length == 9 || long.Parse(s, System.Globalization.CultureInfo.InvariantCulture) % 11 == 0;
    }

    private static bool IsBulgarian(ReadOnlySpan<char> s) =>
        s.Length == 10 && Checksums.AllDigits(s) && IsDatePart(s, peselMonths: true) && Checksums.Weighted(s, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == s[9] - '0';

    private static bool IsCurp(ReadOnlySpan<char> s) =>
        s.Length == 18 && Like(s[..4], "AAAA") && Checksums.AllDigits(s[4..10]) && IsDatePart(s[4..10]) && s[10] is 'H' or 'M' or 'X' && Like(s[11..16], "AAAAA") && char.IsAsciiDigit(s[17]);

    private static bool IsCuil(ReadOnlySpan<char> s)
    {
        if (s.Length != 11 || !Checksums.AllDigits(s) || s[..2] is not ("20" or "23" or "24" or "25" or "26" or "27" or "30" or "33" or "34")) return false;
        var check = Complement11(Checksums.Weighted(s, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]));
        return (check == 10 ? 9 : check) == s[10] - '0';
    }

    private static bool IsRut(ReadOnlySpan<char> s)
    {
        if (s.Length is not (8 or 9) || !Checksums.AllDigits(s[..^1])) return false;
        int sum = 0, weight = 2;
        for (var i = s.Length - 2; i >= 0; i--)
        {
            sum += (s[i] - '0') * weight;
            weight = weight == 7 ? 2 : weight + 1;
        }

        var check = 11 - sum % 11;
        return s[^1] == (check == 11 ? '0' : check == 10 ? 'K' : (char)('0' + check));
    }

    private static bool IsJapanese(ReadOnlySpan<char> s)
    {
        if (s.Length != 12 || !Checksums.AllDigits(s)) return false;
        var rest = Checksums.Weighted(s, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest <= 1 ? 0 : 11 - rest) == s[11] - '0';
    }

    private static bool IsTaiwanese(ReadOnlySpan<char> s)
    {
        if (s.Length != 10 || !char.IsAsciiLetterUpper(s[0]) || s[1] is not ('1' or '2' or '8' or '9') || !Checksums.AllDigits(s[1..])) return false;
        var letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".IndexOf(s[0], StringComparison.Ordinal) + 10;
        return (letter / 10 + letter % 10 * 9 + Checksums.Weighted(s[1..], [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 == 0;
    }

    private static bool IsHongKong(ReadOnlySpan<char> s)
    {
        var letters = s.Length == 8 ? 1 : s.Length == 9 ? 2 : 0;
        if (letters == 0 || !char.IsAsciiLetterUpper(s[0]) || letters == 2 && !char.IsAsciiLetterUpper(s[1]) || !Checksums.AllDigits(s[letters..^1])) return false;
        var sum = letters == 1 ? 36 * 9 + (s[0] - 'A' + 10) * 8 : (s[0] - 'A' + 10) * 9 + (s[1] - 'A' + 10) * 8;
        sum += Checksums.Weighted(s[letters..], [7, 6, 5, 4, 3, 2]);
        var check = Complement11(sum);
        return s[^1] == (check == 10 ? 'A' : (char)('0' + check));
    }

    private static bool IsSnils(ReadOnlySpan<char> s) =>
        s.Length == 11 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s[..9]) && Checksums.Weighted(s, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == Number(s[9..]);

    private static bool IsRussianInn(ReadOnlySpan<char> s) =>
        s.Length == 12 && Checksums.AllDigits(s) && Checksums.Weighted(s, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == s[10] - '0'
        && Checksums.Weighted(s, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == s[11] - '0';

    private static bool IsAustrian(ReadOnlySpan<char> s) =>
        s.Length == 10 && Checksums.AllDigits(s) && s[0] != '0' && IsDayFirst(s[4..]) && Checksums.Weighted(s, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == s[3] - '0';

    private static bool IsHungarianTaxId(ReadOnlySpan<char> s) =>
        s.Length == 10 && s[0] == '8' && Checksums.AllDigits(s) && Checksums.Weighted(s, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == s[9] - '0';

    private static bool IsAustralianMedicare(ReadOnlySpan<char> s) =>
        s.Length is 10 or 11 && Checksums.AllDigits(s) && s[0] is >= '2' and <= '6' && Checksums.Weighted(s, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == s[8] - '0';

    // Area, birth date, first letter of the family name, serial: the pension number.
    private static bool IsGermanPension(ReadOnlySpan<char> s)
    {
        if (s.Length != 12 || !Checksums.AllDigits(s[..8]) || !char.IsAsciiLetterUpper(s[8]) || !Checksums.AllDigits(s[9..]) || !IsDayFirst(s[2..], 50)) return false;
        Span<char> digits = stackalloc char[12];
        s[..8].CopyTo(digits);
        var letter = s[8] - 'A' + 1;
        digits[8] = (char)('0' + letter / 10);
        digits[9] = (char)('0' + letter % 10);
        digits[10] = s[9];
        digits[11] = s[10];
        ReadOnlySpan<int> weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            var product = (digits[i] - '0') * weights[i];
            sum += product / 10 + product % 10;
        }

        return sum % 10 == s[11] - '0';
    }

    private static bool IsEstonian(ReadOnlySpan<char> s)
    {
        if (s.Length != 11 || !Checksums.AllDigits(s) || s[0] is '0' or '9' || !IsDatePart(s[1..])) return false;
        var check = Checksums.Weighted(s, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
        if (check == 10) check = Checksums.Weighted(s, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
        return check == s[10] - '0';
    }

    // Registration number of a US prescriber: two letters, six digits, a check digit.
    private static bool IsDea(ReadOnlySpan<char> s) =>
        s.Length == 9 && "ABCDEFGHJKLMPRSTUX".Contains(s[0]) && (char.IsAsciiLetterUpper(s[1]) || s[1] == '9') && Checksums.AllDigits(s[2..])
        && Checksums.Weighted(s[2..], [1, 2, 1, 2, 1, 2]) % 10 == s[8] - '0';
}
