namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // Post boxes, those of military post offices among them.
    private bool ReadBox(int start, int end, scoped ReadOnlySpan<char> word)
    {
        if (word is "po" or "postfach" or "p" or "apartado" or "postbus")
        {
            var box = Rest(start);
            foreach (var form in FixedWords.PostBoxes)
            {
                if (!box.StartsWith(form, StringComparison.OrdinalIgnoreCase) || !char.IsAsciiDigit(CharAt(start + form.Length))) continue;
                return AddAddress(start, DigitsEnd(start + form.Length), "a post box");
            }
        }

        if (word is "apo" or "fpo" or "dpo" && CharAt(end + 1) == 'A' && CharAt(end + 3) == ' ' && DigitsEnd(end + 4) - end == 9) return AddAddress(start, end + 9, "a military post office");
        return word is "psc" or "cmr" or "unit" && ReadMilitaryBox(start, end);
    }

    // "PSC 3294, Box 9168" with "APO AA 61487" behind it or on the next line.
    private bool ReadMilitaryBox(int start, int end)
    {
        var at = DigitsEnd(end + 1);
        if (CharAt(end) != ' ' || at == end + 1) return false;
        if (CharAt(at) == ',') at++;
        if (!Rest(at).StartsWith(" Box ", StringComparison.OrdinalIgnoreCase) || DigitsEnd(at + 5) == at + 5) return false;
        at = DigitsEnd(at + 5);
        var office = SkipSpace(at);
        if (Rest(office) is ['A' or 'F' or 'D', 'P', 'O', ' ', 'A', _, ' ', ..] && DigitsEnd(office + 7) == office + 12) at = office + 12;
        Add(start, at, "geo.full_address", 0.85, "a box of a military post office");
        Pass(at);
        return true;
    }
}
