using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly UInt128[] KindTopics = [.. Enumerable.Range(0, NationalIds.Count).Select(static k => Topics.Of(NationalIds.LabelAt(k)))];
    private static readonly UInt128 AnyKind = KindTopics.Aggregate((UInt128)0, static (a, b) => a | b);
    private static readonly UInt128 Card = Topics.Of("payment.card_number"), Cvv = Topics.Of("payment.card_cvv"), Expiry = Topics.Of("payment.card_expiry"), Account = Topics.Of("bank.account_number"),
        Routing = Topics.Of("bank.us_routing"), SortCode = Topics.Of("bank.sort_code"), Imei = Topics.Of("id.imei"), Passport = Topics.Of("id.passport"), License = Topics.Of("id.driver_license"), National = Topics.Of("id.national"),
        Record = Topics.Of("health.record_number"), Plate = Topics.Of("vehicle.plate"), Geo = Topics.Of("geo.point"), Zip = Topics.Of("geo.postal_code"), Ip = Topics.Of("net.ip"), HongKong = Topics.Of("id.hk_id") | Topics.Of("id.national");

    private static readonly UInt128 ShortTopics = Cvv | Zip | Password | Expiry | Plate;

    /// <summary>A run of digits that no letter touches.</summary>
    private void ReadNumber(int start)
    {
        if (CharAt(start - 1) is '$' or '€' or '£' or '¥')
        {
            SkipDigits(start);
            return;
        }

        if (CharAt(start - 1) > '\u3000' && ReadUnspacedAddress(start) || CharAt(start - 2) > '\uA000' && ReadUnspacedAddress(start)) return;
        if (ReadAddressFromNumber(start) || ReadNamedAddressFromNumber(start)) return;
        Span<int> starts = stackalloc int[DigitGroups.Most], ends = stackalloc int[DigitGroups.Most];
        var groups = DigitGroups.Read(_text, start, starts, ends);
        if (CharAt(groups.End(0)) == ':' && groups.Count == 1 && groups.Length(0) <= 4 && ReadHexGroups(start)) return;
        var last = groups.Count - 1;
        // Digits that go on with letters behind a hyphen are one code: 131052-308T.
        if (CharAt(groups.End(last)) is '-' or '.' or '+' or '/' && char.IsLetterOrDigit(CharAt(groups.End(last) + 1)) && ReadCode(start, ChunkEnd(start))) return;
        if (CharAt(groups.End(last)) == ' ' && char.IsAsciiLetterUpper(CharAt(groups.End(last) + 1)) && ReadSpacedKind(start)) return;
        if (groups.Length(0) is 2 or 4 && ReadMacAround(start) || groups.Length(0) <= 2 && ReadDayMonthYear(start)) return;
        if (groups.Count == 1 && groups.Length(0) <= 5)
        {
            ReadShortNumber(start, groups.End(0));
            return;
        }

        if (last > 0 && groups.Length(last) <= 5 && ReadAddressFromNumber(groups.Start(last))) return;
        for (var i = 0; i < groups.Count;)
        {
            i += Math.Max(1, ReadGroups(groups, i));
            if (_floor > groups.End(last)) return;
        }

        Pass(groups.End(last));
    }

    private void SkipDigits(int at)
    {
        while (at < _text.Length && (char.IsAsciiDigit(_text[at]) || _text[at] is '.' or ',' && char.IsAsciiDigit(CharAt(at + 1)))) at++;
        Pass(at);
    }

    // Returns how many groups were understood; 0 for none.
    private int ReadGroups(scoped DigitGroups groups, int i)
    {
        if (ReadInternational(groups, i) is var phone and > 0) return phone;
        if (i + 3 < groups.Count && groups.Joint(_text, i, i + 3) == '.' && ReadIpv4(groups, i)) return 4;
        if (ReadDate(groups, i) is var date and > 0) return date;
        var total = groups.Digits(i, groups.Count - 1);
        if (total < 5) return groups.Count - i;
        if (i + 1 < groups.Count && groups.Separator(_text, i) == '.' && groups.Length(i) <= 3 && groups.Length(i + 1) >= 3 && ReadCoordinate(groups, i)) return 2;
        var context = Context(groups.Start(i) - (CharAt(groups.Start(i) - 1) == '(' ? 1 : 0), groups.End(Math.Min(groups.Count - 1, i + 5)));
        Span<char> bare = stackalloc char[24];
        for (var j = Math.Min(groups.Count - 1, i + 9); j >= i; j--)
        {
            var length = groups.Copy(_text, i, j, bare);
            if (length is < 6 or > 20) continue;
            if (ReadIdentifier(groups, i, j, bare[..length], ref context)) return j - i + 1;
        }

        if (ReadMissed(groups, i, ref context) is var missed and > 0) return missed;
        var called = (context.Nearest & Phone) != 0;
        if (called && ReadNationalPhone(groups, i, ref context) is var near and > 0) return near;
        for (var j = Math.Min(groups.Count - 1, i + 3); j >= i; j--)
        {
            var length = groups.Copy(_text, i, j, bare);
            if (length is >= 5 and <= 20 && ReadLabelled(groups.Start(i), groups.End(j), length, ref context)) return j - i + 1;
        }

        return called ? 0 : ReadNationalPhone(groups, i, ref context);
    }

    private bool ReadIpv4(scoped DigitGroups groups, int i)
    {
        var (start, end) = (groups.Start(i), groups.End(i + 3));
        if (CharAt(end) == '.' && char.IsAsciiDigit(CharAt(end + 1)) || !NetworkShapes.IsIpv4(_text[start..end])) return false;
        var context = Context(start, end);
        if (context.SpeaksAgainst(Ip) || CharAt(start - 1) is '-' or '~' or '^') return true;
        Add(start, end, "net.ip", 0.9, "four decimal octets");
        return true;
    }

    private bool ReadIdentifier(scoped DigitGroups groups, int i, int j, scoped ReadOnlySpan<char> bare, scoped ref ContextView context)
    {
        var (start, end) = (groups.Start(i), groups.End(j));
        // The decimals of a number and the last part of an object identifier are long, and pass a check by chance; behind the number of a line words have to name it.
        if (i == j && CharAt(start - 1) == '.' && char.IsAsciiDigit(CharAt(start - 2)) && (!IsLineNumber(start - 1) || (context.Around & (Card | AnyKind)) == 0)) return false;
        if (IsCardLayout(groups, i, j) && FinanceShapes.IsCard(bare) && (context.Around & Imei) == 0 && !context.SpeaksAgainst(Card) && (bare.Length > 14 || (context.Around & Card) != 0 || i < j))
        {
            Add(start, end, "payment.card_number", (context.Around & Card) != 0 ? 0.98 : 0.85, "issuer range, length and Luhn digit of a card");
            return true;
        }

        if ((context.Nearest & Card) != 0 && bare.Length is >= 12 and <= 19 && IsCardLayout(groups, i, j) && Checksums.Luhn(bare) && !Checksums.IsRepdigit(bare))
        {
            Add(start, end, "payment.card_number", 0.9, "the words in front say card and the Luhn digit holds");
            return true;
        }

        // Words around name a kind: its own check decides.
        var named = context.Around & AnyKind;
        if (named != 0)
        {
            for (var k = 0; k < KindTopics.Length; k++)
            {
                if ((KindTopics[k] & named) == 0 || context.SpeaksAgainst(KindTopics[k]) || IsCalled(context.Nearest, KindTopics[k]) || !NationalIds.IsBare(k, bare)) continue;
                Add(start, end, NationalIds.LabelAt(k), 0.95, "the words around name it and its check holds");
                return true;
            }
        }

        if ((context.Around & Imei) != 0 && bare.Length is 15 or 16 && (bare.Length == 16 || Checksums.Luhn(bare)))
        {
            Add(start, end, "id.imei", 0.95, "the words around say IMEI and the Luhn digit holds");
            return true;
        }

        if ((context.Around & Routing) != 0 && i == j && FinanceShapes.IsUsRouting(bare))
        {
            Add(start, end, "bank.us_routing", 0.9, "the words around say routing number and its check holds");
            return true;
        }

        if (context.SpeaksAgainst(0) || TellingKind(groups, i, j, bare) is not { } label) return false;
        Add(start, end, label, 0.8, "written the way this identifier is, and its check holds");
        return true;
    }

    // Whether the digits in front of a dot are a whole number other than 0, and not the end of a longer one.
    private readonly bool IsLineNumber(int dot)
    {
        var from = dot;
        while (char.IsAsciiDigit(CharAt(from - 1))) from--;
        return dot - from <= 3 && _text[from] != '0' && CharAt(from - 1) is not ('.' or '-' or '+' or ',');
    }

    private readonly bool IsCardLayout(scoped DigitGroups groups, int i, int j) => (j - i) switch
    {
        0 => true,
        3 => groups.Like(_text, i, [4, 4, 4, 4], " -.\u00A0") || groups.Like(_text, i, [4, 4, 4, 1], " -"),
        4 => groups.Like(_text, i, [4, 4, 4, 4, 3], " -"),
        2 => groups.Like(_text, i, [4, 6, 5], " -") || groups.Like(_text, i, [4, 6, 4], " -"),
        _ => false,
    };

    // Layouts rare enough to be believed without a word beside them.
    private readonly string? TellingKind(scoped DigitGroups groups, int i, int j, scoped ReadOnlySpan<char> bare)
    {
        if (i == j) return TellingRun(bare);
        var first = groups.Separator(_text, i);
        if (first is not ('-' or ' ' or '.' or '/')) return null;
        var joint = groups.Joint(_text, i, j);
        // The lengths of the groups, a hexadecimal digit for each.
        switch (groups.Shape(i, j))
        {
            case 0x67 when joint == '-' && NationalIds.Is("id.kr_frn", bare): return "id.kr_frn";
            case 0x67 when joint == '-' && bare[6] is >= '1' and <= '4' && DateShapes.TryYear(string.Concat(bare[6] <= '2' ? "19" : "20", bare[..6]), out _): return "id.kr_rrn";
            case 0x64 or 0x84 when joint == '-' && NationalIds.Is("id.se_personnummer", bare): return "id.se_personnummer";
            case 0x64 when joint == '/' && NationalIds.Is("id.cz_rodne_cislo", bare): return "id.cz_rodne_cislo";
            case 0x65 when joint == ' ' && NationalIds.Is("id.no_fodselsnummer", bare): return "id.no_fodselsnummer";
            case 0x324 when joint is '-' or ' ' or '.': return NationalIds.Is("id.us_itin", bare) ? "id.us_itin" : NationalIds.Is("id.us_ssn", bare) ? "id.us_ssn" : null;
            case 0x3471 when joint is '-' or ' ' && NationalIds.Is("id.ae_emirates_id", bare): return "id.ae_emirates_id";
            case 0x444 when joint is ' ' or '-' && NationalIds.Is("id.in_aadhaar", bare): return "id.in_aadhaar";
            case 0x281 when joint == '-' && NationalIds.Is("id.ar_cuil", bare): return "id.ar_cuil";
            case 0x571 when joint == '-' && NationalIds.Is("id.pk_cnic", bare): return "id.pk_cnic";
            case 0x624 when joint == '-' && NationalIds.Is("id.my_nric", bare): return "id.my_nric";
            case 0x3332 when DotsThenHyphen(groups, i) && NationalIds.Is("id.br_cpf", bare): return "id.br_cpf";
            case 0x2331 or 0x1331 when DotsThenHyphen(groups, i) && NationalIds.Is("id.cl_rut", bare): return "id.cl_rut";
            case 0x3442 when joint == '.' && NationalIds.Is("id.ch_ahv", bare): return "id.ch_ahv";
            case 0x3332 when groups.Joint(_text, i, i + 2) == '-' && NationalIds.Is("id.ru_snils", bare): return "id.ru_snils";
            case 0x2661 when joint == '-' && Checksums.Luhn(bare): return "id.imei";
            case 0x22232 when DotsThenHyphen(groups, i) && NationalIds.Is("id.be_national_number", bare): return "id.be_national_number";
            case 0x1222332 when joint is ' ' or '.' && NationalIds.Is("id.fr_nir", bare): return "id.fr_nir";
            default: return null;
        }
    }

    private readonly bool DotsThenHyphen(scoped DigitGroups groups, int i) => groups.Joint(_text, i, i + 2) == '.' && groups.Separator(_text, i + 2) == '-';

    private readonly string? TellingRun(scoped ReadOnlySpan<char> bare)
    {
        if (bare.Length is < 11 or > 18) return null;
        if (_text.Trim().Length == bare.Length)
        {
            foreach (var label in FixedWords.CertainKinds)
            {
                if (NationalIds.Is(label, bare)) return label;
            }

            return null;
        }

        if (bare.Length == 18 && NationalIds.Is("id.cn_resident_id", bare)) return "id.cn_resident_id";
        if (bare.Length == 15 && NationalIds.Is("id.fr_nir", bare)) return "id.fr_nir";
        return bare.Length == 13 && bare.StartsWith("756") && NationalIds.Is("id.ch_ahv", bare) ? "id.ch_ahv" : null;
    }

    // Numbers without a check of their own: the closest word must name them.
    private readonly bool ReadLabelled(int start, int end, int digits, scoped ref ContextView context)
    {
        var nearest = context.Nearest;
        if (nearest == 0) return false;
        (string Label, string Why)? found =
            (nearest & Passport) != 0 && digits is >= 6 and <= 10 ? ("id.passport", "the word in front says passport")
            : (nearest & License) != 0 && digits is >= 6 and <= 16 ? ("id.driver_license", "the words in front say driving licence")
            : (nearest & Account) != 0 && digits is >= 6 and <= 20 ? ("bank.account_number", "the words in front say account")
            : (nearest & SortCode) != 0 && digits == 6 ? ("bank.sort_code", "the words in front say sort code")
            : (nearest & National) != 0 && digits is >= 6 and <= 16 ? ("id.national", "the words in front say identity number")
            : (nearest & Record) != 0 && digits is >= 5 and <= 14 ? ("health.record_number", "the words in front say patient or insured person")
            : (nearest & Password) != 0 && digits is >= 4 and <= 12 ? ("account.password", "the word in front says password or PIN")
            : (nearest & Plate) != 0 && digits is >= 5 and <= 7 ? ("vehicle.plate", "the words in front say number plate")
            : null;
        if (found is not { } what) return false;
        Add(start, end, what.Label, 0.75, what.Why);
        return true;
    }

    // Up to five digits mean something only when the word in front says so.
    private void ReadShortNumber(int start, int end)
    {
        Pass(end);
        if (end - start < 3 || CharAt(end) == ',' && char.IsAsciiDigit(CharAt(end + 1))) return;
        var at = start - 1;
        while (at >= 0 && start - at < 6 && !char.IsLetter(_text[at])) at--;
        if (at < 0 || !char.IsLetter(_text[at])) return;
        var context = Context(start, end);
        var wanted = context.Nearest & ShortTopics;
        if (wanted == 0) return;
        var digits = end - start;
        if ((wanted & Cvv) != 0 && digits is 3 or 4) Add(start, end, "payment.card_cvv", 0.9, "the word in front says card verification");
        else if ((wanted & Zip) != 0 && digits is 4 or 5) Add(start, end, "geo.postal_code", 0.8, "the words in front say postal code");
        else if ((wanted & Password) != 0 && digits is >= 4 and <= 6) Add(start, end, "account.password", 0.75, "the word in front says password or PIN");
        else if ((wanted & Plate) != 0 && UnspacedPlate(start) is var plate and >= 0) Add(plate, end, "vehicle.plate", 0.8, "the words in front say number plate");
    }
}
