using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Whether a value looks like a street address.</summary>
internal static class AddressShapes
{
    private static readonly FrozenSet<string> StreetWords = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "street", "st", "avenue", "ave", "av", "road", "rd", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct", "place", "pl", "square", "sq", "terrace", "ter", "way", "parkway", "pkwy", "circle", "cir", "highway", "hwy",
            "close", "crescent", "row", "walk", "alley", "trail", "loop", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "rue", "chemin", "quai", "impasse", "route", "cours", "calle", "c", "avda", "avenida", "plaza", "paseo", "carrer", "camino",
            "via", "viale", "piazza", "corso", "vicolo", "rua", "travessa", "largo", "praca", "straat", "laan", "plein", "gracht", "kade", "dreef", "gatan", "vagen", "vej", "gade", "ulica", "ul", "al", "aleja",
            "sokak", "sok", "sokagi", "caddesi", "cad", "mahallesi", "mah", "bulvari", "meydani", "apartmani", "kucasi", "prospekti", "utca", "korut", "strada", "bulevardul", "bulevard", "aleea", "calea", "soseaua", "ulice", "namesti", "nabrezi", "trida", "namestie", "trg", "veien", "vei", "gata", "gotu", "katu", "kuja", "iela", "gatve", "puiestee", "tanav",
            "carrera", "cra", "transversal", "callejon", "pasaje", "jiron", "urbanizacion", "colonia", "alameda", "rodovia", "estrada", "beco", "jl", "jln", "jalan", "gang", "gg", "dusun", "desa", "rt", "kampung", "lorong", "taman", "barangay", "brgy", "purok", "duong", "nagar", "marg", "colony", "chowk", "salai", "mohalla", "bagh",
            "ул", "улица", "улице", "пр", "проспект", "просп", "переулок", "пер", "бульвар", "наб", "шоссе", "вул", "вулиця", "булевард", "οδος", "οδού", "λεωφορος", "λεωφόρος", "đường", "phố", "ngõ", "phường", "ถนน", "ซอย", "หมู่", "شارع", "طريق", "خیابان", "کوچه", "بلوار", "بن", "רחוב", "שדרות", "मार्ग", "नगर", "გამზირი", "ქუჩა", "փողոց",
        ]);

    // What stands within a house: alone it is no address.
    private static readonly FrozenSet<string> WithinHouse = FrozenSet.Create(StringComparer.Ordinal, ["apt", "apartment", "suite", "unit", "floor", "box"]);

    private static readonly string[] StreetEnds = ["strasse", "str", "weg", "platz", "allee", "gasse", "ring", "straat", "laan", "plein", "gracht", "kade", "gatan", "gade", "vej", "vagen", "damm", "ufer", "markt", "dijk", "singel", "bakken", "straede", "vaenget", "toften", "veien", "gaten", "stigen", "katu", "kuja", "polku", "vegur"];

    /// <summary>An address as Korea, Japan and China write it, from the region down to the number: an ending of a region, one of a town or street behind it, and a number.</summary>
    public static bool IsEastAsian(ReadOnlySpan<char> value)
    {
        const int Shortest = 6, Longest = 80;
        if (value.Length is < Shortest or > Longest || !UnspacedScripts.Contains(value[0])) return false;
        var region = value.IndexOfAny("도시都道府県省市");
        if (region < 1 || region == value.Length - 1) return false;
        var rest = value[(region + 1)..];
        var part = rest.IndexOfAny("구군읍면동로길리시市区町村郡路街镇号號丁");
        return part >= 0 && rest.ContainsAny("0123456789０１２３４５６７８９");
    }

    /// <summary>A number and a word for a kind of street, in the order of any country; or a post box.</summary>
    public static bool IsStreetAddress(ReadOnlySpan<char> value)
    {
        if (IsEastAsian(value)) return true;
        if (value.Length is < 6 or > 160 || !value.ContainsAnyInRange('0', '9')) return false;
        bool number = false, street = false, within = false;
        var words = 0;
        foreach (var range in value.SplitAny(" ,.;\n"))
        {
            var word = value[range];
            if (word.Length == 0) continue;
            words++;
            if (char.IsAsciiDigit(word[0]) && BareText.CountDigits(word) <= 5 || word.Length > 3 && word[2] == ':' && char.IsAsciiDigit(word[3]) && word.StartsWith("no", StringComparison.OrdinalIgnoreCase)) number = true;
            else if (!street)
            {
                var folded = TextFolding.Fold(word.ToString());
                street = IsStreetWord(folded);
                within |= WithinHouse.Contains(folded);
            }
        }

        return number && (street && words >= 2 || within && words >= 3);
    }

    /// <summary>Words and a house number behind them, as most of Europe writes a street: "Dubová 1", "Sedláčkova 472/6", "Wrocław, Zielona 91 m. 4". Believed only beside places.</summary>
    public static bool EndsInHouseNumber(ReadOnlySpan<char> value)
    {
        if (value.Length is < 5 or > 80 || !char.IsLetter(value[0])) return false;
        var words = 0;
        var number = false;
        foreach (var range in value.SplitAny(" ,;"))
        {
            var word = value[range];
            if (word.Length == 0) continue;
            if (char.IsAsciiDigit(word[0])) number |= words > 0 && IsHouseNumber(word);
            else if (word.Length >= 3 && char.IsLetter(word[0])) words++;
        }

        return number && words is >= 1 and <= 6;
    }

    /// <summary>Whether the last part behind a comma is a name: "Via Durini, 24, Milano".</summary>
    public static bool EndsInPlace(ReadOnlySpan<char> value)
    {
        var last = value[(value.LastIndexOf(',') + 1)..].Trim();
        return last.Length >= 3 && char.IsUpper(last[0]) && BareText.CountDigits(last) == 0;
    }

    private static bool IsHouseNumber(ReadOnlySpan<char> word)
    {
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits])) digits++;
        var rest = word[digits..];
        return digits <= 4 && (rest.Length == 0 || rest.Length <= 5 && (rest[0] is '/' or '-' || rest.Length == 1 && char.IsLetter(rest[0])));
    }

    /// <summary>Whether the folded word names a kind of street or ends in one.</summary>
    public static bool IsStreetWord(string folded) =>
        StreetWords.Contains(folded) || folded.Length > 5 && Array.Exists(StreetEnds, e => folded.EndsWith(e, StringComparison.Ordinal));
}
