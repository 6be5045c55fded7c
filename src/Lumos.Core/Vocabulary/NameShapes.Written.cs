namespace Lumos.Core.Vocabulary;

/// <summary>Names as some lands write them: with degrees behind, with a blank between characters, in kana.</summary>
internal static partial class NameShapes
{
    private const int LongestDegree = 8, LongestReading = 8;
    private const char WideBlank = '\u3000';

    /// <summary>A family and a given name of one to three Chinese or Japanese characters each with a blank between them, neither of which ends as a place or a house does.</summary>
    public static bool IsSpacedHan(ReadOnlySpan<char> value)
    {
        var blank = value.IndexOfAny(' ', WideBlank);
        if (blank is < 1 or > 3 || value.Length - blank - 1 is < 1 or > 4) return false;
        var family = value[..blank];
        var given = value[(blank + 1)..];
        return IsEastAsian(family) && IsEastAsian(given) && family.IndexOfAnyExceptInRange('\u4e00', '\u9fff') < 0 && !HanEnds.Contains(given[^1]) && !(family.Length > 1 && HanEnds.Contains(family[^1]));
    }

    /// <summary>Two to eight kana and nothing else, or two such with a blank between them, as readings of names are written.</summary>
    public static bool IsKana(ReadOnlySpan<char> value)
    {
        var blank = value.IndexOfAny(' ', WideBlank);
        if (blank > 0) return value.Length <= 2 * LongestReading + 1 && IsKana(value[..blank]) && value[(blank + 1)..] is var given && given.IndexOfAny(' ', WideBlank) < 0 && IsKana(given);
        return value.Length is >= 2 and <= LongestReading && value.IndexOfAnyExceptInRange('\u3041', '\u30ff') < 0;
    }

    /// <summary>One to three Chinese characters or kana, as given and family names are written where they stand apart.</summary>
    public static bool IsShortEastAsian(ReadOnlySpan<char> value) => value.Length is >= 1 and <= 4 && IsEastAsian(value) && !HanEnds.Contains(value[^1]);

    // "50. Rodrigo Cuevas": the place on a list of candidates or starters is no part of the name.
    private static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> value)
    {
        const int MostDigits = 3;
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits])) digits++;
        return digits is > 0 and <= MostDigits && value.Length > digits + 2 && value[digits] is '.' or ')' && value[digits + 1] == ' ' ? value[(digits + 2)..].TrimStart() : value;
    }

    private static readonly string[] LegalForms = ["gmbh", "kg", "ohg", "kgaa", "inc", "llc", "ltd", "srl", "sarl", "corp", "plc", "ltda", "eirl", "gbr", "s.r.l", "s.p.a", "s.l", "e.k", "s.a.s", "pty", "pvt", "sdn", "bhd", "tbk", "aps", "a/s", "oyj", "zrt", "kft", "s.r.o", "a.s", "ооо", "зао", "оао", "ao", "d.o.o", "ltd.sti", "a.ş"];

    // "Autohaus Wendt e.K.", "Wendt Brauhaus KG": the last word says what kind of company it is.
    private static bool EndsInLegalForm(ReadOnlySpan<char> value)
    {
        var last = value[(value.LastIndexOf(' ') + 1)..].TrimEnd('.');
        return last.Length is >= 2 and <= 7 && last.Length < value.Length && LegalForms.AsSpan().Contains(TextFolding.Fold(last.ToString()));
    }

    private static bool IsEastAsian(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not (>= '\u3041' and <= '\u30ff' or >= '\u4e00' and <= '\u9fff' or '\u3005')) return false;
        }

        return text.Length > 0;
    }

    // "Ari Handoko, S.Pd": behind the last comma stand letters with points between them, which "Berg, H." has not behind two words.
    private static ReadOnlySpan<char> WithoutDegrees(ReadOnlySpan<char> value)
    {
        while (value.LastIndexOf(',') is > 3 and var comma && value[..comma].TrimEnd().Contains(' '))
        {
            var tail = value[(comma + 1)..].Trim();
            var letters = 0;
            foreach (var c in tail) letters += char.IsLetter(c) ? 1 : 0;
            if (tail.Length > LongestDegree || letters < 2 || !tail.Contains('.') || tail.ContainsAnyInRange('0', '9') || tail.Contains(' ')) break;
            value = value[..comma].TrimEnd();
        }

        return value;
    }
}
