using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Tests one value.</summary>
internal delegate bool NamedTest(ReadOnlySpan<char> value);

/// <summary>The checks a domain catalog may name: checksums, grammars and ranges that a regular expression cannot say.</summary>
internal static class ValueTests
{
    // Generated test data numbers its names: "Jayson808".
    private const string Digits = "0123456789";
    private const string PostalSigns = " -0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly FrozenDictionary<string, NamedTest> Tests = new Dictionary<string, NamedTest>(StringComparer.Ordinal)
    {
        ["email"] = ContactShapes.IsEmail,
        ["phone"] = static v => ContactShapes.PhoneStrength(v) >= 2,
        ["phone_telling"] = NameShapes.IsPhoneAlone,
        ["phone_loose"] = static v => ContactShapes.PhoneStrength(v) >= 1,
        ["us_ssn_dashed"] = static v => v.Length == 11 && v[3] == '-' && v[6] == '-' && NationalIds.Is("id.us_ssn", v),
        ["us_itin_dashed"] = static v => v.Length == 11 && v[3] == '-' && v[6] == '-' && NationalIds.Is("id.us_itin", v),
        ["de_vat"] = static v => v.StartsWith("DE") && CodeShapes.IsEuVat(v),
        ["hostname"] = ContactShapes.IsHostname,
        ["url"] = ContactShapes.IsUrl,
        ["iban"] = FinanceShapes.IsIban,
        ["bic"] = FinanceShapes.IsBic,
        ["us_routing"] = FinanceShapes.IsUsRouting,
        ["card"] = FinanceShapes.IsCard,
        // Made-up and mistyped ones; only beside a header that says so.
        ["card_digits"] = static v => BareText.CountDigits(v) is >= 13 and <= 19 && !v.ContainsAnyExcept(" -0123456789"),
        // Codes of any country, and licences of any board; only beside a header that says so.
        ["postal_loose"] = static v => v.Length is >= 3 and <= 10 && BareText.CountDigits(v) >= 3 && !v.ContainsAnyExcept(PostalSigns),
        ["it_fiscal_code_loose"] = FiscalCode,
        ["license_loose"] = static v => v.Length is >= 5 and <= 14 && BareText.CountDigits(v) >= 4 && !v.ContainsAnyExcept(PostalSigns),
        ["crypto_wallet"] = FinanceShapes.IsCryptoWallet,
        ["ip"] = NetworkShapes.IsIp,
        ["mac"] = NetworkShapes.IsMac,
        ["uuid"] = NetworkShapes.IsUuid,
        ["hash"] = NetworkShapes.IsHash,
        ["isbn"] = static v => CodeShapes.IsIsbn10(v) || CodeShapes.IsIsbn13(v),
        ["isbn10"] = CodeShapes.IsIsbn10,
        ["isbn13"] = CodeShapes.IsIsbn13,
        ["issn"] = CodeShapes.IsIssn,
        ["gtin"] = CodeShapes.IsGtin,
        ["vin"] = CodeShapes.IsVin,
        ["imei"] = static v => v.Length == 15 && Checksums.AllDigits(v) && Checksums.Luhn(v),
        ["orcid"] = CodeShapes.IsOrcid,
        ["lei"] = CodeShapes.IsLei,
        ["isin"] = CodeShapes.IsIsin,
        ["loinc"] = CodeShapes.IsLoinc,
        ["snomed"] = CodeShapes.IsSnomed,
        ["icd10"] = CodeShapes.IsIcd10,
        ["doi"] = CodeShapes.IsDoi,
        ["binomial"] = CodeShapes.IsBinomial,
        ["eu_vat"] = CodeShapes.IsEuVat,
        ["au_abn"] = CodeShapes.IsAbn,
        ["us_ein"] = CodeShapes.IsEin,
        ["br_cnpj"] = CodeShapes.IsCnpj,
        ["first_name"] = static v => NameShapes.IsFirstName(WithoutNumber(v)),
        ["last_name"] = static v => NameShapes.IsLastName(WithoutNumber(v)),
        ["full_name"] = static v => NameShapes.IsFullName(WithoutTrailingDigits(v)),
        ["person_name"] = NameShapes.IsPersonName,
        ["name_list"] = static v => (v.ContainsAny(";|,") || v.StartsWith("['") || v.StartsWith("[\"")) && NameShapes.IsNameList(v),
        ["street_address"] = static v => !AddressShapes.IsEastAsian(v) && AddressShapes.IsStreetAddress(v) && v.Count(',') <= 1,
        ["full_address"] = static v => AddressShapes.IsEastAsian(v) || v.Count(',') >= 1 && AddressShapes.IsStreetAddress(v) && (BareText.CountDigits(v) >= 4 || v.Count(',') >= 2 && AddressShapes.EndsInPlace(v)),
        ["region"] = static v => SmallLists.Contains("region", v) || PlaceShapes.IsRegion(v),
        ["plate_loose"] = PlateShapes.CouldBe,
        ["urls"] = AreSeveralUrls,
        ["grouped_integer"] = static v => v.Length is > 0 and <= 25 && (v.EndsWith(".0", StringComparison.Ordinal) && Checksums.AllDigits(v[..^2]) || IsGroupedInteger(v)),
        ["phones"] = AreSeveralPhones,
        ["street_name"] = static v => BareText.CountDigits(v) == 0 && HasStreetWord(v),
        ["date"] = static v => v.IndexOf(':') < 0 && DateShapes.TryYear(v, out _),
        ["datetime"] = static v => v.IndexOf(':') > 0 && DateShapes.TryYear(v, out _),
        ["past_date"] = static v => DateShapes.TryYear(v, out var y) && y is >= 1700 and <= 2025,
        ["birth_year"] = static v => DateShapes.TryYear(v, out var y) && y is >= 1900 and <= 2025,
        ["year"] = static v => v.Length == 4 && Checksums.AllDigits(v) && v[0] is '1' or '2' && CodeShapes.IsNumber(v, 1800, 2100),
        ["number"] = static v => CodeShapes.IsNumber(v),
        ["integer"] = static v => v.Length is > 0 and <= 19 && Checksums.AllDigits(v[0] is '-' or '+' ? v[1..] : v),
        ["name_like"] = static v => v.Length is >= 1 and <= 80 && !v.Contains('@') && Letters(v) * 10 >= v.Length * 6 && BareText.CountDigits(v) * 4 <= v.Length,
        ["any_text"] = static v => v.Length is > 0 and <= 80 && Letters(v) + BareText.CountDigits(v) > 0,
        ["any_letters"] = static v => Letters(v) > 0 && !v.Contains('@'),
        ["short_integer"] = static v => v.Length is >= 1 and <= 4 && Checksums.AllDigits(v),
        // ISO/IEC 5218 and the codes of surveys; only beside a header that says so.
        ["gender_code"] = static v => v is "0" or "1" or "2" or "9" or "0.0" or "1.0" or "2.0" or "9.0",
        // Keys that passed through a table of fractions.
        ["integer_decimal"] = static v => v.Length is >= 3 and <= 20 && v.EndsWith(".0", StringComparison.Ordinal) && Checksums.AllDigits(v[..^2]),
        ["short_code"] = static v => v.Length is >= 1 and <= 24 && v.Count(' ') <= 1,
        ["scale_number"] = static v => CodeShapes.IsNumber(v.TrimEnd(" %"), 0, 100),
        ["number_sign"] = static v => CodeShapes.IsNumber(v.TrimEnd(" %")),
        ["json"] = static v => v.Length >= 2 && (v[0] == '{' && v[^1] == '}' && v.Contains(':') || v[0] == '[' && v[^1] == ']' && v.ContainsAny("{\"")),
        ["words"] = static v => v.Count(' ') >= 4 && v.Length >= 25,
        ["list"] = static v => v.Count(';') >= 1 && !v.Contains('<') || v.Count('|') >= 1 || v.Count(',') >= 2,
        ["code"] = static v => v.Length is >= 2 and <= 20 && !v.Contains(' ') && BareText.CountDigits(v) > 0 && v.ContainsAnyInRange('A', 'Z'),
        ["user_agent"] = static v => v.Length > 20 && v.Contains('/') && (v.StartsWith("Mozilla/") || v.StartsWith("Opera/") || v.StartsWith("curl/") || v.IndexOf("AppleWebKit") >= 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A test by name: one of the table, <c>id:label</c> of a national id, or <c>list:name</c> of a small list.</summary>
    /// <exception cref="ArgumentException">There is no such test.</exception>
    public static NamedTest Get(string name)
    {
        if (name.StartsWith("id:", StringComparison.Ordinal))
        {
            var label = name[3..];
            if (!NationalIds.Labels.Contains(label)) throw new ArgumentException($"There is no national id '{label}'.", nameof(name));
            return value => NationalIds.Is(label, value);
        }

        if (name.StartsWith("list:", StringComparison.Ordinal))
        {
            var list = name[5..];
            if (!SmallLists.Has(list)) throw new ArgumentException($"There is no list '{list}'.", nameof(name));
            return value => SmallLists.Contains(list, value);
        }

        return Tests.TryGetValue(name, out var test) ? test : throw new ArgumentException($"There is no test '{name}'.", nameof(name));
    }

    // "Ward 20" is no numbered name.
    private static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> value)
    {
        var word = value.TrimEnd(Digits);
        return word.Length < value.Length && word.Length > 0 && word[^1] == ' ' ? value : word;
    }

    private static ReadOnlySpan<char> WithoutTrailingDigits(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9') && value.Length <= 80 && char.IsLetter(value[0]) ? string.Join(' ', value.ToString().Split(' ').Select(static w => w.TrimEnd(Digits.ToCharArray()))) : value;

    private static bool AreSeveralUrls(ReadOnlySpan<char> value)
    {
        var addresses = 0;
        foreach (var range in value.SplitAny(" ,;|"))
        {
            if (value[range].Length == 0) continue;
            if (!ContactShapes.IsUrl(value[range])) return false;
            addresses++;
        }

        return addresses > 0;
    }

    // "70,382", "1 204 500": groups of three behind the first.
    private static bool IsGroupedInteger(ReadOnlySpan<char> value)
    {
        var first = true;
        foreach (var range in value.SplitAny(",.' \u00a0\u202f"))
        {
            var group = value[range];
            if (group.Length == 0 || group.Length > 3 && !first || group.Length < 3 && !first || !Checksums.AllDigits(group)) return false;
            first = false;
        }

        return true;
    }

    // "0444 401 512 / 338 123 4567": a cell may hold several numbers.
    private static bool AreSeveralPhones(ReadOnlySpan<char> value)
    {
        if (ContactShapes.PhoneStrength(value) >= 1) return true;
        var numbers = 0;
        foreach (var range in value.SplitAny(value.ContainsAny(";|,") ? ";|," : "/"))
        {
            var part = value[range].Trim();
            if (part.Length == 0) continue;
            if (ContactShapes.PhoneStrength(part) == 0) return false;
            numbers++;
        }

        return numbers > 1;
    }

    private static int Letters(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsLetter(c) || c > 127 && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark) count++;
        }

        return count;
    }

    private static bool HasStreetWord(ReadOnlySpan<char> value)
    {
        foreach (var range in value.SplitAny(" ,."))
        {
            if (value[range].Length > 1 && AddressShapes.IsStreetWord(TextFolding.Fold(value[range].ToString()))) return true;
        }

        return false;
    }

    /// <summary>Whether a text is written as an Italian fiscal code, whatever its check letter is: made-up ones.</summary>
    internal static bool FiscalCode(ReadOnlySpan<char> value) => value.Length == 16 && NationalIds.HasLayout("id.it_fiscal_code", value);
}
