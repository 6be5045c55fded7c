namespace Lumos.Core.Vocabulary;

/// <summary>Bank and card identifiers with their checks.</summary>
internal static class FinanceShapes
{
    // Length of an IBAN by country: SWIFT IBAN registry, and the countries that use the format without being in it.
    private const string IbanLengths =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27"
        + "AO25BF28BI27BJ28CF27CG27CI28CM27CV25DJ27DZ26GA27GQ27GW25HN28IR26KM27LY25MA28MG27ML28MN20MZ25NE28NI28OM23RU33SN28SO23TD27TG28YE30"
        + "JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

    /// <summary>IBAN with its country's length and check digits.</summary>
    public static bool IsIban(ReadOnlySpan<char> text)
    {
        if (text.Length is < 15 or > 42) return false;
        Span<char> bare = stackalloc char[34];
        var length = BareText.Strip(text, bare);
        if (length < 15) return false;
        bare = bare[..length];
        if (!char.IsAsciiLetterUpper(bare[0]) || !char.IsAsciiLetterUpper(bare[1]) || !char.IsAsciiDigit(bare[2]) || !char.IsAsciiDigit(bare[3])) return false;
        return IbanLength(bare[0], bare[1]) == length && Checksums.Mod97(bare[..4], Checksums.Mod97(bare[4..])) == 1;
    }

    /// <summary>Country, two digits and the length of an IBAN of that country, whatever its check digits are: made up or mistyped ones are somebody's all the same.</summary>
    public static bool HasIbanForm(ReadOnlySpan<char> text)
    {
        if (text.Length is < 15 or > 42) return false;
        Span<char> bare = stackalloc char[34];
        var length = BareText.Strip(text, bare);
        return length >= 15 && char.IsAsciiLetterUpper(bare[0]) && char.IsAsciiLetterUpper(bare[1]) && char.IsAsciiDigit(bare[2]) && char.IsAsciiDigit(bare[3]) && IbanLength(bare[0], bare[1]) == length;
    }

    /// <summary>Length of a country's IBAN; 0 for a country that has none.</summary>
    public static int IbanLength(char first, char second)
    {
        for (var i = 0; i < IbanLengths.Length; i += 4)
        {
            if (IbanLengths[i] == first && IbanLengths[i + 1] == second) return (IbanLengths[i + 2] - '0') * 10 + IbanLengths[i + 3] - '0';
        }

        return 0;
    }

    /// <summary>BIC: four letters of the institution, an ISO country, two of the place, and optionally three of the branch.</summary>
    public static bool IsBic(ReadOnlySpan<char> text)
    {
        if (text.Length is not (8 or 11)) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!(i < 6 ? char.IsAsciiLetterUpper(text[i]) : char.IsAsciiLetterUpper(text[i]) || char.IsAsciiDigit(text[i]))) return false;
        }

        return WordLists.CountryCodes.Contains(text.Slice(4, 2).ToString());
    }

    /// <summary>Payment card number: a known issuer range, the right length and Luhn.</summary>
    public static bool IsCard(ReadOnlySpan<char> text)
    {
        if (text.Length is < 13 or > 23 || !char.IsAsciiDigit(text[0])) return false;
        Span<char> bare = stackalloc char[19];
        var length = BareText.Strip(text, bare);
        return length >= 13 && IsIssued(bare[..length]) && Checksums.Luhn(bare[..length]);
    }

    /// <summary>Sixteen digits in four groups with blanks or hyphens between them, whatever the check digit is.</summary>
    public static bool IsGroupedCard(ReadOnlySpan<char> value)
    {
        // No issuer's numbers begin with a nought; the identifiers of researchers do.
        if (value.Length != 19 || value[4] is not (' ' or '-') || value[0] == '0') return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (i % 5 == 4 ? value[i] != value[4] : !char.IsAsciiDigit(value[i])) return false;
        }

        return true;
    }

    /// <summary>Digits of a known issuer range and its length, whatever the check digit is.</summary>
    public static bool IsIssued(ReadOnlySpan<char> bare)
    {
        if (bare.Length is < 13 or > 19 || !Checksums.AllDigits(bare) || Checksums.IsRepdigit(bare)) return false;
        var length = bare.Length;
        var two = (bare[0] - '0') * 10 + bare[1] - '0';
        var four = two * 100 + (bare[2] - '0') * 10 + bare[3] - '0';
        return bare[0] == '4' && length is 13 or 16 or 19
            || (two is >= 51 and <= 55 || four is >= 2221 and <= 2720) && length == 16
            || two is 34 or 37 && length == 15
            || (four == 6011 || two is 64 or 65) && length is 16 or 19
            || (two is 36 or 38 or 39 || four is >= 3000 and <= 3059) && length is 14 or 16
            || four is >= 3528 and <= 3589 && length == 16
            || two == 62 && length is >= 16 and <= 19
            || two is 50 or 56 or 57 or 58 or 67 && length is >= 13 and <= 19;
    }

    /// <summary>US routing number: district prefix and weighted check.</summary>
    public static bool IsUsRouting(ReadOnlySpan<char> text)
    {
        if (text.Length != 9 || !Checksums.AllDigits(text) || Checksums.IsRepdigit(text)) return false;
        var prefix = (text[0] - '0') * 10 + text[1] - '0';
        return (prefix is <= 12 or >= 21 and <= 32 or >= 61 and <= 72 or 80) && Checksums.Weighted(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0;
    }

    /// <summary>A wallet: Ethereum and Bech32 by their form, Bitcoin and its kin by their check bytes.</summary>
    public static bool IsCryptoWallet(ReadOnlySpan<char> text)
    {
        if (text.Length == 42 && text.StartsWith("0x")) return text[2..].IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;
        if (text.StartsWith("bc1") || text.StartsWith("ltc1") || text.StartsWith("tb1")) return text.Length is >= 42 and <= 63 && text[4..].IndexOfAnyExcept("023456789acdefghjklmnpqrstuvwxyz") < 0;
        return Base58.IsAddress(text);
    }
}
