namespace Lumos.Core.Vocabulary;

/// <summary>National and tax identifiers of persons, checked by their own rules. Sources: the issuing authorities' public descriptions.</summary>
internal static partial class NationalIds
{
    private delegate bool Check(ReadOnlySpan<char> bare);

    // Label, check on the bare text (letters and digits, upper case), and whether the shape alone is telling (letters or a rare layout).
    private static readonly (string Label, Check Check, bool Telling)[] Kinds =
    [
        ("id.us_ssn", IsUsSsn, false),
        ("id.us_itin", IsUsItin, false),
        ("id.uk_nino", IsUkNino, true),
        ("id.ca_sin", static s => s.Length == 9 && s[0] is not ('0' or '8') && Checksums.Luhn(s), false),
        ("id.de_tax_id", IsGermanTaxId, false),
        ("id.fr_nir", IsFrenchNir, true),
        ("id.es_nif", IsSpanishNif, true),
        ("id.it_fiscal_code", IsItalianCode, true),
        ("id.nl_bsn", static s => s.Length == 9 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s)
            && (Checksums.Weighted(s, [9, 8, 7, 6, 5, 4, 3, 2]) - (s[8] - '0')) % 11 == 0, false),
        ("id.be_national_number", IsBelgian, true),
        ("id.fi_personal_identity_code", IsFinnish, true),
        ("id.pl_pesel", static s => s.Length == 11 && IsDatePart(s, peselMonths: true)
            && (10 - Checksums.Weighted(s, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == s[10] - '0', true),
        ("id.se_personnummer", static s => s.Length is 10 or 12 && Checksums.AllDigits(s) && IsDatePart(s[^10..]) && Checksums.Luhn(s[^10..]), true),
        ("id.in_aadhaar", static s => s.Length == 12 && s[0] is not ('0' or '1') && Checksums.Verhoeff(s), false),
        ("id.in_pan", static s => Like(s, "AAAAA0000A") && "PCHFATBLJG".Contains(s[3]), true),
        ("id.sg_nric_fin", IsSingapore, true),
        ("id.th_tnin", static s => s.Length == 13 && s[0] != '0' && Checksums.AllDigits(s)
            && (11 - Checksums.Weighted(s, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == s[12] - '0', false),
        ("id.tr_national_id", IsTurkish, false),
        ("id.kr_rrn", static s => s.Length == 13 && IsDatePart(s) && s[6] is >= '1' and <= '4'
            && (11 - Checksums.Weighted(s, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 == s[12] - '0', true),
        ("id.kr_frn", static s => s.Length == 13 && Checksums.AllDigits(s) && IsDatePart(s) && s[6] is >= '5' and <= '8', false),
        ("id.za_id_number", static s => s.Length == 13 && IsDatePart(s) && s[10] is '0' or '1' && Checksums.Luhn(s), true),
        ("id.br_cpf", static s => s.Length == 11 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s) && BrazilianDigits(s), false),
        ("id.cn_resident_id", static s => s.Length == 18 && Checksums.AllDigits(s[..17]) && IsDatePart(s.Slice(8, 6)) && Checksums.Mod11Radix2(s), true),
        ("id.au_tfn", static s => s.Length == 9 && Checksums.AllDigits(s) && Checksums.Weighted(s, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0, false),
        ("health.uk_nhs", static s => s.Length == 10 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s)
            && (Checksums.Weighted(s, [10, 9, 8, 7, 6, 5, 4, 3, 2]) + (s[9] - '0')) % 11 == 0, false),
        ("health.us_mbi", IsUsMbi, true),
        ("health.au_medicare", IsAustralianMedicare, false),
        ("health.medical_license", IsDea, false),
        ("id.ch_ahv", static s => s.Length == 13 && s.StartsWith("756") && Checksums.Gs1(s), true),
        ("id.de_social_security_number", IsGermanPension, true),
        ("id.at_svnr", IsAustrian, false),
        ("id.dk_cpr", static s => s.Length == 10 && Checksums.AllDigits(s) && IsDayFirst(s), false),
        ("id.no_fodselsnummer", IsNorwegian, true),
        ("id.ee_personal_code", IsEstonian, true),
        ("id.ie_pps", IsIrish, false),
        ("id.pt_nif", IsPortuguese, false),
        ("id.ro_cnp", IsRomanian, true),
        ("id.cz_rodne_cislo", IsCzech, false),
        ("id.hr_oib", static s => s.Length == 11 && Checksums.Mod11Radix10(s), false),
        ("id.bg_egn", IsBulgarian, false),
        ("id.gr_amka", static s => s.Length == 11 && Checksums.AllDigits(s) && IsDayFirst(s) && Checksums.Luhn(s), false),
        ("id.hu_tax_id", IsHungarianTaxId, false),
        ("id.il_id", static s => s.Length == 9 && Checksums.Luhn(s), false),
        ("id.mx_curp", IsCurp, true),
        ("id.ar_cuil", IsCuil, false),
        ("id.cl_rut", IsRut, false),
        ("id.jp_my_number", IsJapanese, false),
        ("id.tw_id", IsTaiwanese, false),
        ("id.hk_id", IsHongKong, false),
        ("id.my_nric", static s => s.Length == 12 && Checksums.AllDigits(s) && IsDatePart(s), false),
        ("id.id_nik", static s => s.Length == 16 && Checksums.AllDigits(s) && IsDayFirst(s[6..], 40), false),
        ("id.ng_nin", static s => s.Length == 11 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s), false),
        ("id.pk_cnic", static s => s.Length == 13 && Checksums.AllDigits(s) && s[0] is >= '1' and <= '7', false),
        ("id.ru_snils", IsSnils, false),
        ("id.ru_inn", IsRussianInn, false),
        ("health.us_npi", static s => s.Length == 10 && s[0] is '1' or '2' && Checksums.AllDigits(s) && LuhnWithPrefix(s), false),
        .. WorldKinds(),
    ];

    /// <summary>Labels of all kinds.</summary>
    public static IEnumerable<string> Labels => Kinds.Select(static k => k.Label);

    /// <summary>Whether the text is an identifier of this kind, written with or without the usual separators.</summary>
    public static bool Is(string label, ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[24];
        var length = Strip(text, buffer);
        if (length < 8) return false;
        foreach (var kind in Kinds)
        {
            if (kind.Label == label) return kind.Check(buffer[..length]);
        }

        return false;
    }

    /// <summary>Number of kinds.</summary>
    public static int Count => Kinds.Length;

    /// <summary>Label of a kind by its place.</summary>
    public static string LabelAt(int kind) => Kinds[kind].Label;

    /// <summary>Whether bare text (letters in upper case and digits only) is an identifier of the kind at a place.</summary>
    public static bool IsBare(int kind, ReadOnlySpan<char> bare) => Kinds[kind].Check(bare);

    /// <summary>Whether a kind's layout is rare enough to be believed without a header.</summary>
    public static bool IsTelling(string label) => Kinds.Any(k => k.Label == label && k.Telling);

    private static int Strip(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (text.Length is < 8 or > 24) return -1;
        // The Finnish code has a sign for the century inside; keep its meaning by dropping only the sign.
        var plus = text.IndexOf('+');
        if (plus < 0) return BareText.Strip(text, buffer);
        if (plus != 6) return -1;
        var head = BareText.Strip(text[..plus], buffer);
        var tail = head < 0 ? -1 : BareText.Strip(text[(plus + 1)..], buffer[head..]);
        return tail < 0 ? -1 : head + tail;
    }

    private static bool Like(ReadOnlySpan<char> text, string shape)
    {
        if (text.Length != shape.Length) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (shape[i] == 'A' ? !char.IsAsciiLetterUpper(text[i]) : shape[i] == '0' && !char.IsAsciiDigit(text[i])) return false;
        }

        return true;
    }

    private static bool IsDatePart(ReadOnlySpan<char> text, bool peselMonths = false)
    {
        if (!Checksums.AllDigits(text[..6])) return false;
        var month = (text[2] - '0') * 10 + text[3] - '0';
        var day = (text[4] - '0') * 10 + text[5] - '0';
        if (peselMonths) month %= 20;
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text) value = value * 10 + (c - '0');
        return value;
    }
}
