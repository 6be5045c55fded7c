namespace Lumos.Core.Vocabulary;

/// <summary>Number plates whose form is rare enough to be believed without a header. Source: the public descriptions of the issuing authorities.</summary>
internal static class PlateShapes
{
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -");

    /// <summary>A plate of Britain (since 2001), France (since 2009), Italy (since 1994), Spain (since 2000) or the Mercosur form of Brazil.</summary>
    public static bool IsTelling(ReadOnlySpan<char> value) => IsBritish(value) || IsFrenchOrItalian(value) || IsSpanish(value) || IsBrazilian(value);

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

    private static bool Letters(ReadOnlySpan<char> text, string without = "") => text.IndexOfAnyExceptInRange('A', 'Z') < 0 && !text.ContainsAny(without);

    private static bool Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
