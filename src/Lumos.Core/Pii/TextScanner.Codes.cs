using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private static readonly UInt128 Vin = Topics.Of("vehicle.vin"), Bic = Topics.Of("bank.bic"), Wallet = Topics.Of("payment.crypto_wallet"), Iban = Topics.Of("bank.iban"), Mac = Topics.Of("net.mac");

    // Kinds with letters in them, whether the layout alone is believed, and also with marks in it.
    private static readonly (int Kind, bool Alone, bool Joints)[] LetterKinds = [.. Enumerable.Range(0, NationalIds.Count).Select(static k => (k, NationalIds.LabelAt(k) is "id.uk_nino" or "id.it_fiscal_code" or "id.fi_personal_identity_code"
        or "id.in_pan" or "id.sg_nric_fin" or "id.mx_curp" or "id.us_mbi" or "id.de_social_security_number" or "id.fr_nir" or "id.cn_resident_id" or "id.es_nif" or "health.us_mbi" or "id.gh_card", NationalIds.LabelAt(k) is "id.fi_personal_identity_code" or "id.es_nif" or "health.us_mbi" or "id.gh_card"))];

    private static readonly int[] MacLengths = [17, 14], NinoLengths = [13, 11];

    // Letters and digits joined by single marks.
    private readonly int ChunkEnd(int start)
    {
        var end = start;
        while (end < _text.Length && end - start < 200 && (IsWord(_text[end]) || _text[end] is '-' or '.' or '/' or '+' && end > start && IsWord(CharAt(end + 1)) && IsWord(CharAt(end - 1)))) end++;
        return end;
    }

    /// <summary>A token of letters and digits.</summary>
    private void ReadMixed(int start)
    {
        if (ReadKnownSecret(start) || FollowsIs(start) && ReadSpokenSecret(start)) return;
        var end = start;
        while (end < _text.Length && IsWord(_text[end])) end++;
        if (ReadLongSecret(start, end)) return;
        var length = end - start;
        if (length <= 4)
        {
            if (char.IsAsciiHexDigit(_text[start]) && (CharAt(end) == ':' && ReadHexGroups(start) || length is 2 or 4 && ReadMacAround(start))) return;
            if (char.IsAsciiDigit(_text[start]) && (ReadDayMonthYear(start) || ReadAddressFromNumber(start))) return;
        }

        var chunk = ChunkEnd(start);
        if (chunk - start == 36 && NetworkShapes.IsUuid(_text[start..chunk]) || NetworkShapes.IsHash(_text[start..end]))
        {
            Pass(Math.Max(end, chunk - start == 36 ? chunk : end));
            return;
        }

        if (ReadBracketedCheck(start, end) || ReadIban(start) || ReadCode(start, chunk) || CharAt(end) == ' ' && ReadSpacedKind(start)) return;
        Pass(end);
    }

    // The first octets of a MAC may hold no digit: be-ab-80-...
    private bool ReadMacAround(int start)
    {
        if (CharAt(start - 1) is '-' or ':')
        {
            for (var octet = start - 15; octet < start; octet += 3)
            {
                if (octet >= _floor && !IsWord(CharAt(octet - 1)) && ReadMac(octet)) return true;
            }
        }

        return ReadMac(start);
    }

    private bool ReadMac(int start)
    {
        if (CharAt(start + 2) is not (':' or '-') && CharAt(start + 4) != '.') return false;
        foreach (var length in MacLengths)
        {
            if (start + length > _text.Length || IsWord(CharAt(start + length)) || CharAt(start + length) == '-' || !NetworkShapes.IsMac(_text.Slice(start, length))) continue;
            Add(start, start + length, "net.mac", 0.95, "six hexadecimal octets");
            Pass(start + length);
            return true;
        }

        return false;
    }

    // As many letters and digits as the country's IBAN has, blanks and hyphens between them.
    private bool ReadIban(int start)
    {
        if (start + 15 > _text.Length || !char.IsAsciiLetterUpper(_text[start]) || !char.IsAsciiLetterUpper(_text[start + 1])) return false;
        var at = start + 2;
        if (_text[at] == ' ') at++;
        if (!char.IsAsciiDigit(_text[at]) || !char.IsAsciiDigit(CharAt(at + 1))) return false;
        var wanted = FinanceShapes.IbanLength(_text[start], _text[start + 1]);
        if (wanted == 0) return false;
        at = start;
        for (var count = 0; count < wanted && at < _text.Length; at++)
        {
            if (char.IsAsciiDigit(_text[at]) || char.IsAsciiLetterUpper(_text[at])) count++;
            else if (_text[at] is not (' ' or '-' or '\u00A0' or '.') || !char.IsAsciiLetterOrDigit(CharAt(at + 1))) return false;
        }

        if (at - start > 42 || char.IsAsciiLetterOrDigit(CharAt(at)) || !FinanceShapes.HasIbanForm(_text[start..at])) return false;
        if (FinanceShapes.IsIban(_text[start..at])) return Found(start, at, "bank.iban", 0.98, "country, length and check digits of an IBAN");
        return (Context(start, at).Nearest & (Iban | Account)) != 0 && Found(start, at, "bank.iban", MissedCheck, "the words in front say IBAN; country and length fit, its check digits do not hold");
    }

    // "AB 12 34 56 C": the letters of a national insurance number stand apart.
    private bool ReadSpacedNino(int start)
    {
        foreach (var length in NinoLengths)
        {
            if (start + length > _text.Length || IsWord(CharAt(start + length)) || !NationalIds.Is("id.uk_nino", _text.Slice(start, length))) continue;
            Add(start, start + length, "id.uk_nino", 0.9, "letters and digits of a national insurance number");
            Pass(start + length);
            return true;
        }

        return false;
    }

    private bool ReadCode(int start, int end)
    {
        while (end > start && !char.IsLetterOrDigit(_text[end - 1])) end--;
        var value = _text[start..end];
        if (value.Length is < 4 or > 120) return false;
        if (value.Length >= 26 && FinanceShapes.IsCryptoWallet(value))
        {
            return Found(start, end, "payment.crypto_wallet", 0.9, "prefix, alphabet and length of a wallet");
        }

        if (value.Length > 34) return false;
        var context = Context(start, end);
        Span<char> bare = stackalloc char[24];
        var length = value.Length <= 24 ? BareText.Strip(value, bare) : -1;
        if (length < 0 && value.IndexOf('+') == 6) length = NationalIds.Is("id.fi_personal_identity_code", value) ? 0 : -1;
        var upper = value.IndexOfAnyInRange('a', 'z') < 0;
        if (length >= 8 && (upper || (context.Around & AnyKind) != 0))
        {
            var (around, against, joined) = (context.Around, context.SpeaksAgainst(0), value.ContainsAny("-./"));
            foreach (var (kind, alone, joints) in LetterKinds)
            {
                var named = (around & KindTopics[kind]) != 0;
                if (!named && (!alone || joined && !joints || against) || context.SpeaksAgainst(KindTopics[kind]) || !NationalIds.IsBare(kind, bare[..length])) continue;
                return Found(start, end, NationalIds.LabelAt(kind), named ? 0.95 : 0.8, named ? "the words around name it and its check holds" : "written the way this identifier is, and its check holds");
            }
        }

        if (length >= 8 && upper && MissedKind(bare[..length], context.Nearest) is { } missed) return Found(start, end, missed, MissedCheck, MissedWhy);
        if (length == 17 && upper && CodeShapes.IsCheckedVin(value) && !context.SpeaksAgainst(Vin)) return Found(start, end, "vehicle.vin", (context.Around & Vin) != 0 ? 0.95 : 0.75, "alphabet and check digit of a vehicle");
        if (length == 17 && (context.Around & Vin) != 0 && upper && !value.ContainsAny("IOQ")) return Found(start, end, "vehicle.vin", 0.85, "the words around say vehicle number");
        if ((context.Around & Bic) != 0 && FinanceShapes.IsBic(value)) return Found(start, end, "bank.bic", 0.9, "the words around say BIC");
        if ((context.Around & Wallet) != 0 && value.Length is >= 25 and <= 106 && !value.ContainsAny("-./+_")) return Found(start, end, "payment.crypto_wallet", 0.8, "the words around say wallet");
        if (length == 16 && upper && IsBritishLicence(bare[..16]) && !context.SpeaksAgainst(License)) return Found(start, end, "id.driver_license", 0.85, "written the way a British driving licence is");
        return ReadLabelledCode(start, end, value, ref context);
    }

    // Five of the family name, birth date in an order of its own, initials, check characters.
    private static bool IsBritishLicence(scoped ReadOnlySpan<char> s)
    {
        for (var i = 0; i < 16; i++)
        {
            var digit = char.IsAsciiDigit(s[i]);
            if (i < 5 ? digit && s[i] != '9' : i < 11 ? !digit : i == 13 ? false : i < 13 ? digit && s[i] != '9' : digit) return false;
        }

        var month = (s[6] - '0') % 5 * 10 + s[7] - '0';
        return month is >= 1 and <= 12 && char.IsAsciiLetter(s[0]);
    }

    // Codes without a check of their own: the closest word must name them.
    private bool ReadLabelledCode(int start, int end, ReadOnlySpan<char> value, scoped ref ContextView context)
    {
        var nearest = context.Nearest;
        var digits = BareText.CountDigits(value);
        if ((nearest & Password) != 0 && value.Length is >= 4 and <= 64 && digits > 0 && FollowsIs(start)) return Found(start, end, "account.password", 0.75, "the word in front says password");
        if ((nearest & Passport) != 0 && value.Length is 8 or 9 && digits > 0 && value.IndexOfAnyInRange('a', 'z') < 0) return Found(start, end, "id.passport", 0.85, "the word in front says passport");
        if ((nearest & Plate) != 0 && value.Length is >= 4 and <= 12 && digits > 0 && value.IndexOfAnyInRange('a', 'z') < 0) return Found(start, PlateEnd(end), "vehicle.plate", 0.8, "the words in front say number plate");
        if ((nearest & Username) != 0 && value.Length is >= 3 and <= 32 && FollowsUserName(start)) return Found(start, end, "account.username", 0.75, "the word in front says user name");
        if (nearest == 0 || value.Length < 5 || value.Length > 24 || digits < 3 || value.IndexOfAnyInRange('a', 'z') >= 0 && digits < 5) return false;
        if ((nearest & Passport) != 0 && value.Length is >= 6 and <= 12) return Found(start, end, "id.passport", 0.85, "the word in front says passport");
        if ((nearest & License) != 0 && value.Length >= 5) return Found(start, end, "id.driver_license", 0.85, "the words in front say driving licence");
        if ((nearest & National) != 0 && value.Length is >= 6 and <= 14) return Found(start, end, "id.national", 0.8, "the words in front say identity number");
        if ((nearest & Record) != 0 && value.Length is >= 5) return Found(start, end, "health.record_number", 0.8, "the words in front say patient or insured person");
        return false;
    }

    private readonly bool FollowsUserName(int start)
    {
        var before = _text[Math.Max(0, start - 10)..start];
        return before.EndsWith("username ") || before.EndsWith("user name ") || before.EndsWith("login ");
    }

    private readonly bool FollowsIs(int start)
    {
        if (start < 2 || _text[start - 1] != ' ' || _text[start - 2] is not ('s' or ':' or 'o' or 't')) return false;
        var before = _text[Math.Max(0, start - 4)..start];
        return before.EndsWith(" is ") || before.EndsWith("is: ") || before.EndsWith(" to ") || before.EndsWith("ist ") || before.EndsWith(" es ") || before.EndsWith(": ") || before.EndsWith("est ");
    }

    // "AB12 CDE": the second half of a plate.
    private readonly int PlateEnd(int end)
    {
        if (CharAt(end) != ' ') return end;
        var at = end + 1;
        while (at < _text.Length && at - end < 6 && (char.IsAsciiLetterUpper(_text[at]) || char.IsAsciiDigit(_text[at]))) at++;
        return at - end is >= 3 and <= 5 && !IsWord(CharAt(at)) ? at : end;
    }

    // A plate that starts with letters standing alone: "B AB 1234", "KA 01 AB 1234".
    private bool ReadSpacedPlate(int start, int firstEnd)
    {
        var at = firstEnd;
        var digits = 0;
        while (at < _text.Length && at - start < 13 && (char.IsAsciiLetterUpper(_text[at]) || char.IsAsciiDigit(_text[at]) || _text[at] is ' ' or '-' && (char.IsAsciiLetterUpper(CharAt(at + 1)) || char.IsAsciiDigit(CharAt(at + 1)))))
        {
            if (char.IsAsciiDigit(_text[at])) digits++;
            at++;
        }

        if (digits is < 1 or > 7 || IsWord(CharAt(at)) || (Context(start, at).Nearest & Plate) == 0) return false;
        return Found(start, at, "vehicle.plate", 0.8, "the words in front say number plate");
    }

    private bool Found(int start, int end, string label, double score, string why)
    {
        Add(start, end, label, score, why);
        Pass(end);
        return true;
    }
}
