using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // What follows a street: unit, place, region, postal code, country, with commas or line ends between. Returns where the last certain part ends.
    private readonly int ExtendAddress(int end)
    {
        var (at, certain) = (end, end);
        for (var part = 0; part < 7; part++)
        {
            var next = at;
            while (next < _text.Length && next - at < 4 && _text[next] is ' ' or ',' or '\n' or '\r' or '·' or '|') next++;
            if (next == at || next >= _text.Length) break;
            if (UnitEnd(next) is var unit and > 0) at = certain = unit;
            else if (PostalEnd(next) is var postal and > 0) at = certain = postal;
            else if (PlaceEnd(next, out var known) is var place and > 0)
            {
                at = place;
                if (known) certain = place;
            }
            else break;
        }

        return certain;
    }

    private readonly int UnitEnd(int at)
    {
        if (CharAt(at) == '#' && char.IsLetterOrDigit(CharAt(at + 1)))
        {
            // "#08-12": floor and flat.
            var flat = WordEnd(at + 1);
            return CharAt(flat) == '-' && char.IsAsciiDigit(CharAt(flat + 1)) ? DigitsEnd(flat + 1) : flat;
        }

        // "3º B", "2ª izq": the floor and the door of Spain and Portugal.
        var floor = DigitsEnd(at);
        if (floor - at is 1 or 2 && CharAt(floor) is 'º' or 'ª' or '°')
        {
            floor++;
            if (CharAt(floor) != ' ' || !char.IsLetter(CharAt(floor + 1))) return floor;
            var door = WordEnd(floor + 1);
            return door - floor == 2 || _text[(floor + 1)..door] is "izq" or "izda" or "dcha" or "dto" or "esq" or "dir" or "ctro" ? door : floor;
        }

        Span<char> folded = stackalloc char[16];
        var end = WordEnd(at);
        if (end == at || end - at > 12 || !Unit.Contains(Fold(at, end, folded))) return 0;
        if (CharAt(end) == '.') end++;
        if (CharAt(end) == ' ') end++;
        if (CharAt(end) == '#') end++;
        var token = WordEnd(end);
        return token > end && token - end <= 5 && (BareText.CountDigits(_text[end..token]) > 0 || token - end == 1) ? token : 0;
    }

    // Postal codes: digits, digits with letters (NL, UK, CA), with a country letter in front.
    private readonly int PostalEnd(int at)
    {
        if (char.IsAsciiLetterUpper(CharAt(at)) && CharAt(at + 1) == '-' && char.IsAsciiDigit(CharAt(at + 2))) at += 2;
        var end = DigitsEnd(at);
        var digits = end - at;
        if (digits > 0)
        {
            if (digits == 3 && CharAt(end) == ' ' && DigitsEnd(end + 1) - end == 3) return end + 3;
            if (digits == 2 && CharAt(end) == '-' && DigitsEnd(end + 1) - end == 4) return end + 4;
            if (digits == 4 && CharAt(end) == '-' && DigitsEnd(end + 1) - end == 4) return end + 4;
            if (digits == 3 && CharAt(end) == '-' && DigitsEnd(end + 1) - end == 5) return end + 5;
            if (digits == 4 && CharAt(end) == ' ' && char.IsAsciiLetterUpper(CharAt(end + 1)) && char.IsAsciiLetterUpper(CharAt(end + 2)) && !char.IsLetter(CharAt(end + 3))) return end + 3;
            if (digits == 5 && CharAt(end) == '-' && DigitsEnd(end + 1) - end is 4 or 5) return DigitsEnd(end + 1);
            return digits is >= 4 and <= 6 && !char.IsLetterOrDigit(CharAt(end)) ? end : 0;
        }

        // SW1A 1AA and A1A 1A1.
        var code = at;
        while (code < _text.Length && code - at < 8 && (char.IsAsciiLetterUpper(_text[code]) || char.IsAsciiDigit(_text[code]) || _text[code] == ' ' && char.IsAsciiDigit(CharAt(code + 1)))) code++;
        return code - at is >= 5 and <= 8 && !char.IsLetterOrDigit(CharAt(code)) && IsLetterPostalCode(_text[at..code]) ? code : 0;
    }

    private static bool IsLetterPostalCode(ReadOnlySpan<char> value)
    {
        Span<char> bare = stackalloc char[8];
        var length = BareText.Strip(value, bare);
        if (length is < 5 or > 7 || !char.IsAsciiLetterUpper(bare[0])) return false;
        if (length == 6 && char.IsAsciiDigit(bare[1]) && char.IsAsciiLetter(bare[2]) && char.IsAsciiDigit(bare[3]) && char.IsAsciiLetter(bare[4]) && char.IsAsciiDigit(bare[5])) return true;
        return char.IsAsciiDigit(bare[length - 3]) && char.IsAsciiLetter(bare[length - 2]) && char.IsAsciiLetter(bare[length - 1]) && BareText.CountDigits(bare[..length]) is 2 or 3;
    }

    // One to four capital words. A region's code, a country and a known city are certain by themselves.
    private readonly int PlaceEnd(int at, out bool known)
    {
        known = false;
        var end = at;
        for (var words = 0; words < 4; words++)
        {
            var from = words == 0 ? at : end + 1;
            if (words > 0 && CharAt(end) != ' ' || !char.IsUpper(CharAt(from))) break;
            var wordEnd = WordEnd(from);
            if (words > 0 && IsRegionCode(_text[from..wordEnd])) break;
            end = wordEnd;
            if (words == 0 && end - at == 2 && IsRegionCode(_text[at..end]))
            {
                known = true;
                return end;
            }

            foreach (var joint in FixedWords.PlaceJoints)
            {
                if (Rest(end).StartsWith(joint) && char.IsUpper(CharAt(end + joint.Length))) end = WordEnd(end + joint.Length);
            }

            if (SmallLists.Contains("country_name", _text[at..end]) || SmallLists.Contains("us_state_name", _text[at..end]))
            {
                known = true;
                return end;
            }
        }

        if (end > at && SmallLists.Contains("city", _text[at..end])) known = true;
        // Behind a postal code on the same line the place is part of the address: 10115 Berlin.
        else if (end > at && CharAt(at - 1) == ' ' && (char.IsAsciiDigit(CharAt(at - 2)) || CharAt(at - 4) == ' ' && char.IsAsciiDigit(CharAt(at - 5)))) known = true;
        return end > at && end - at >= 2 ? end : 0;
    }

    private static bool IsRegionCode(ReadOnlySpan<char> word) => word.Length is 2 or 3 && word.IndexOfAnyExceptInRange('A', 'Z') < 0 && (SmallLists.Contains("us_state_code", word) || word is "ON" or "QC" or "BC" or "AB" or "MB" or "SK" or "NS" or "NB" or "NL" or "PE" or "NSW" or "VIC" or "QLD" or "WA" or "SA" or "TAS" or "ACT" or "NT" or "UK" or "USA");
}
