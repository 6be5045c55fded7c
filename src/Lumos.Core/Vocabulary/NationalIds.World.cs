namespace Lumos.Core.Vocabulary;

internal static partial class NationalIds
{
    // Kinds whose check alone is weak: they are believed beside their name. Sources: the issuing authorities' public descriptions.
    private static IEnumerable<(string Label, Check Check, bool Telling)> WorldKinds() =>
    [
        ("id.ae_emirates_id", static s => s.Length == 15 && s.StartsWith("784") && Checksums.AllDigits(s) && IsYear(s[3..7]) && Checksums.Luhn(s), true),
        ("id.gh_card", static s => s.Length == 13 && s.StartsWith("GHA") && Checksums.AllDigits(s[3..]), true),
        ("id.mx_rfc", static s => s.Length == 13 && Like(s[..4], "AAAA") && Checksums.AllDigits(s[4..10]) && IsDatePart(s[4..10]) && Like(s[10..12], "??") && (char.IsAsciiDigit(s[12]) || s[12] == 'A'), true),
        ("id.is_kennitala", static s => s.Length == 10 && Checksums.AllDigits(s) && IsDayFirst(s) && s[9] is '0' or '8' or '9' && Complement11(Checksums.Weighted(s, [3, 2, 7, 6, 5, 4, 3, 2])) == s[8] - '0', false),
        ("id.rs_jmbg", static s => s.Length == 13 && Checksums.AllDigits(s) && IsDayFirst(s) && s[4] is '0' or '9' && Complement11(Checksums.Weighted(s, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 10 == s[12] - '0', false),
        ("id.kz_iin", IsKazakh, false),
        ("id.ua_rnokpp", static s => s.Length == 10 && Checksums.AllDigits(s) && (Checksums.Weighted(s, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 + 11) % 11 % 10 == s[9] - '0', false),
        ("id.lv_personal_code", static s => s.Length == 11 && Checksums.AllDigits(s) && (s.StartsWith("32") || IsDayFirst(s)), false),
        ("id.lt_personal_code", IsEstonian, true),
        ("id.hu_personal_id", static s => s.Length == 11 && Checksums.AllDigits(s) && s[0] is >= '1' and <= '8' && IsDatePart(s[1..]), false),
        ("id.eg_national_id", static s => s.Length == 14 && s[0] is '2' or '3' && Checksums.AllDigits(s) && IsDatePart(s[1..]), false),
        ("id.sa_national_id", static s => s.Length == 10 && s[0] is '1' or '2' && Checksums.AllDigits(s), false),
        ("id.kw_civil_id", static s => s.Length == 12 && s[0] is '2' or '3' && Checksums.AllDigits(s) && IsDatePart(s[1..]), false),
        ("id.qa_qid", static s => s.Length == 11 && s[0] is '2' or '3' && Checksums.AllDigits(s), false),
        ("id.lk_nic", static s => s.Length == 10 && Checksums.AllDigits(s[..9]) && s[9] is 'V' or 'X' || s.Length == 12 && Checksums.AllDigits(s) && IsYear(s[..4]), false),
        ("id.vn_cccd", static s => s.Length is 9 or 12 && Checksums.AllDigits(s), false),
        ("id.br_pis", static s => s.Length == 11 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s) && Complement11(Checksums.Weighted(s, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) % 10 == s[10] - '0', false),
        ("id.pt_cc", static s => s.Length == 12 && Checksums.AllDigits(s[..9]) && Like(s[9..11], "??") && char.IsAsciiDigit(s[11]), false),
        ("id.gr_afm", static s => s.Length == 9 && Checksums.AllDigits(s) && !Checksums.IsRepdigit(s) && Checksums.Weighted(s, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == s[8] - '0', false),
        // Argentina and Peru.
        ("id.ar_dni", static s => s.Length == 8 && Checksums.AllDigits(s), false),
        ("id.lu_matricule", static s => s.Length == 13 && Checksums.AllDigits(s) && IsYear(s[..4]) && IsDatePart(s[2..]), false),
    ];

    private static bool IsYear(ReadOnlySpan<char> s) => Number(s) is >= 1880 and <= 2100;

    // Birth date, century with sex, serial; the second row of weights where the first leaves ten.
    private static bool IsKazakh(ReadOnlySpan<char> s)
    {
        if (s.Length != 12 || !Checksums.AllDigits(s) || !IsDatePart(s) || s[6] is < '0' or > '6') return false;
        var check = Checksums.Weighted(s, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
        if (check == 10) check = Checksums.Weighted(s, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
        return check == s[11] - '0';
    }
}
