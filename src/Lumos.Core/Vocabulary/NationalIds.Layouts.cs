namespace Lumos.Core.Vocabulary;

internal static partial class NationalIds
{
    /// <summary>Whether bare text is written the way the kind at a place is, whatever its check digits are: mistyped or made-up ones.</summary>
    public static bool HasLayout(int kind, ReadOnlySpan<char> bare)
    {
        foreach (var layout in Layouts.ByKind[kind])
        {
            if (Like(bare, layout)) return true;
        }

        return false;
    }

    /// <summary>The same by label, for text with the usual separators.</summary>
    public static bool HasLayout(string label, ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[24];
        var length = Strip(text, buffer);
        if (length < 8) return false;
        foreach (var layout in LayoutsOf(label))
        {
            if (Like(buffer[..length], layout)) return true;
        }

        return false;
    }

    /// <summary>Whether a text is written as only this kind is, points and hyphens at their places, whatever its check digits are: <c>123.456.789-00</c>, <c>900101-1234567</c> with a day in front.</summary>
    public static bool IsPunctuatedAs(string label, ReadOnlySpan<char> text) => label switch
    {
        "id.br_cpf" => IsWritten(text, "000.000.000-00"),
        "org.br_cnpj" => IsWritten(text, "00.000.000/0000-00"),
        // The seventh digit says century, sex and citizenship.
        "id.kr_rrn" => IsWritten(text, "000000-0000000") && text[7] is >= '1' and <= '8' && IsMonthAndDay(text[2..6]),
        _ => false,
    };

    private static bool IsWritten(ReadOnlySpan<char> text, string layout)
    {
        if (text.Length != layout.Length) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (layout[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != layout[i]) return false;
        }

        return true;
    }

    private static bool IsMonthAndDay(ReadOnlySpan<char> digits)
    {
        int month = 10 * (digits[0] - '0') + digits[1] - '0', day = 10 * (digits[2] - '0') + digits[3] - '0';
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    /// <summary>How identifiers of a label are written, bare; empty when their layout is any number's.</summary>
    public static IReadOnlyList<string> LayoutsOf(string label)
    {
        var kind = Array.FindIndex(Kinds, k => k.Label == label);
        return kind < 0 ? [] : Layouts.ByKind[kind];
    }

    // Bare layouts of kinds whose names mean nothing else: A is a capital letter, 0 a digit, ? either.
    private static class Layouts
    {
        private const string Nine = "000000000", Ten = "0000000000", Eleven = "00000000000", Twelve = "000000000000", Thirteen = "0000000000000";

        private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
        {
            ["id.uk_nino"] = ["AA000000A"], ["id.de_tax_id"] = [Eleven], ["id.fr_nir"] = ["000000000000000", "00000?000000000"], ["id.es_nif"] = ["00000000A", "A0000000A"],
            ["id.it_fiscal_code"] = ["AAAAAA00A00A000A"], ["id.nl_bsn"] = [Nine], ["id.be_national_number"] = [Eleven], ["id.fi_personal_identity_code"] = ["000000000A", "0000000000"], ["id.pl_pesel"] = [Eleven],
            ["id.se_personnummer"] = [Ten, Twelve], ["id.in_aadhaar"] = [Twelve], ["id.in_pan"] = ["AAAAA0000A"], ["id.sg_nric_fin"] = ["A0000000A"], ["id.th_tnin"] = [Thirteen], ["id.tr_national_id"] = [Eleven],
            ["id.kr_rrn"] = [Thirteen], ["id.kr_frn"] = [Thirteen], ["id.za_id_number"] = [Thirteen], ["id.br_cpf"] = [Eleven], ["id.cn_resident_id"] = ["000000000000000000", "00000000000000000A"], ["id.au_tfn"] = [Nine],
            ["health.uk_nhs"] = [Ten], ["id.ch_ahv"] = [Thirteen], ["id.no_fodselsnummer"] = [Eleven], ["id.ee_personal_code"] = [Eleven], ["id.ie_pps"] = ["0000000A", "0000000AA"], ["id.ro_cnp"] = [Thirteen],
            ["id.hr_oib"] = [Eleven], ["id.bg_egn"] = [Ten], ["id.gr_amka"] = [Eleven], ["id.mx_curp"] = ["AAAA000000AAAAAA?0"], ["id.ar_cuil"] = [Eleven], ["id.ru_snils"] = [Eleven], ["id.dk_cpr"] = [Ten],
            ["id.de_social_security_number"] = ["00000000A000"], ["id.cz_rodne_cislo"] = [Nine, Ten], ["id.hk_id"] = ["A000000?", "AA000000?"], ["id.tw_id"] = ["A000000000"], ["id.jp_my_number"] = [Twelve], ["id.il_id"] = [Nine],
            ["id.ae_emirates_id"] = ["000000000000000"], ["id.mx_rfc"] = ["AAAA000000???"], ["id.is_kennitala"] = [Ten], ["id.rs_jmbg"] = [Thirteen], ["id.kz_iin"] = [Twelve], ["id.ua_rnokpp"] = [Ten], ["id.lt_personal_code"] = [Eleven],
            ["id.lv_personal_code"] = [Eleven], ["id.br_pis"] = [Eleven], ["id.hu_tax_id"] = [Ten],
        };

        public static readonly string[][] ByKind = [.. Kinds.Select(static k => Known.GetValueOrDefault(k.Label) ?? [])];
    }
}
