namespace Lumos.Core.Vocabulary;

/// <summary>Number plates whose form is rare enough to be believed without a header. Source: the public descriptions of the issuing authorities.</summary>
internal static class PlateShapes
{
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -");

    /// <summary>A plate of Britain (since 2001), France (since 2009), Italy (since 1994), Spain (since 2000), Indonesia, Romania, India or Turkey, or the Mercosur form of Brazil and Argentina.</summary>
    public static bool IsTelling(ReadOnlySpan<char> value) => IsBritish(value) || IsFrenchOrItalian(value) || IsSpanish(value) || IsBrazilian(value) || IsIndonesian(value) || IsIndian(value) || IsTurkish(value);

    /// <summary>Capitals and digits in any order, as nearly every land writes its plates; believed beside a header or a vehicle only.</summary>
    public static bool CouldBe(ReadOnlySpan<char> value) => value.Length is >= 3 and <= 12 && value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('0', '9') && !value.ContainsAnyExcept(Signs);

    private static bool IsBritish(ReadOnlySpan<char> value) =>
        (value.Length == 7 || value.Length == 8 && value[4] == ' ') && Letters(value[..2]) && Digits(value.Slice(2, 2)) && Letters(value[^3..]);

    // AA-123-BB; I, O and U look like digits and are not given out.
    private static bool IsFrenchOrItalian(ReadOnlySpan<char> value) =>
        value.Length == 9 && value[2] is '-' or ' ' && value[6] == value[2] && Letters(value[..2], "IOU") && Digits(value.Slice(3, 3)) && Letters(value[^2..], "IOU");

    // 1234 BCD, without vowels.
    private static bool IsSpanish(ReadOnlySpan<char> value) => value.Length == 8 && value[4] is ' ' or '-' && Digits(value[..4]) && Letters(value[^3..], "AEIOUQ");

    private static bool IsBrazilian(ReadOnlySpan<char> value) =>
        value.Length == 7 && Letters(value[..3]) && char.IsAsciiDigit(value[3]) && Letters(value.Slice(4, 1)) && Digits(value[^2..]);

    // B 1234 XYZ: region, number, series; B 12 XYZ and CJ 04 ABC of Romania alike.
    private static bool IsIndonesian(ReadOnlySpan<char> value)
    {
        var (first, last) = (value.IndexOf(' '), value.LastIndexOf(' '));
        return first is 1 or 2 && last - first is 3 or 4 or 5 && value.Length - last is >= 2 and <= 4 && Letters(value[..first]) && Digits(value[(first + 1)..last]) && Letters(value[(last + 1)..]);
    }

    // MH12AB1234, with blanks or hyphens between the parts or not.
    private static bool IsIndian(ReadOnlySpan<char> value)
    {
        Span<char> bare = stackalloc char[10];
        var length = 0;
        foreach (var c in value)
        {
            if (c is ' ' or '-') continue;
            if (length == bare.Length) return false;
            bare[length++] = c;
        }

        return length == 10 && Letters(bare[..2]) && Digits(bare.Slice(2, 2)) && Letters(bare.Slice(4, 2)) && Digits(bare[6..]);
    }

    // 34 ABC 123: the number of the province is 01 to 81.
    private static bool IsTurkish(ReadOnlySpan<char> value)
    {
        if (value.Length is < 8 or > 10 || value[2] != ' ' || !Digits(value[..2]) || value[0] > '8') return false;
        var last = value.LastIndexOf(' ');
        return last - 3 is >= 1 and <= 3 && value.Length - last - 1 is >= 2 and <= 4 && Letters(value[3..last]) && Digits(value[(last + 1)..]);
    }

    private static bool Letters(ReadOnlySpan<char> text, string without = "") => text.IndexOfAnyExceptInRange('A', 'Z') < 0 && !text.ContainsAny(without);

    private static bool Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
