using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>The closed list of spellings that stand for a missing value. Known tokens only, so naming one reveals no cell value.</summary>
internal static class NullWords
{
    /// <summary>Spellings that stand for NULL in every column.</summary>
    public static IReadOnlyList<string> Strong { get; } =
        ["NULL", "(null)", "<null>", "<NA>", "N/A", "#N/A", "N.A.", "#NULL!", "#VALUE!", "#REF!", "#DIV/0!", "\\N", "NaN", "NaT", "-", "--", "---", "?", "\u2013", "\u2014"];

    /// <summary>Spellings that stand for NULL only where the other values are no words.</summary>
    public static IReadOnlyList<string> Weak { get; } = ["NA", "None", "nil", ".", "..", "missing", "undefined", "not available", "k.A."];

    /// <summary>Dates of zeros: MySQL keeps one where a date that must not be NULL is not known. They stand for NULL where the other values are dates.</summary>
    public static IReadOnlyList<string> ZeroDates { get; } =
    [
        "0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00", "0000-00-00 00:00:00.000000", "0000-00-00T00:00:00.000000", "0000/00/00", "00/00/0000", "00.00.0000", "00-00-0000",
    ];

    private static readonly FrozenSet<string> StrongSet = Spell(Strong).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> WeakSet = Spell(Weak).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> VagueSet = new[]
    {
        "unknown", "not known", "unspecified", "not specified", "not provided", "not given", "no data", "no value", "to be determined", "empty", "blank", "undetermined", "not applicable",
        "unbekannt", "keine angabe", "nicht bekannt", "inconnu", "non renseign\u00e9", "desconocido", "sin datos", "sconosciuto", "onbekend", "nieznany", "xxx", "xxxx", "dummy", "placeholder", "novalue", "no_value",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text says that nothing is known, in words: a placeholder where it is rare, a category of its own where it is not.</summary>
    public static bool IsVague(string text) => VagueSet.Contains(text);

    /// <summary>Whether the text stands for NULL whatever else the column holds.</summary>
    public static bool IsStrong(string text) => StrongSet.Contains(text);

    /// <summary>Whether the text may stand for NULL where the other values are no words.</summary>
    public static bool IsWeak(string text) => WeakSet.Contains(text);

    /// <summary>Whether the text is one that says nothing is there: a word of these lists, or a date of zeros.</summary>
    public static bool IsNothing(string text) => IsStrong(text) || IsWeak(text) || IsVague(text) || ZeroDates.Contains(text, StringComparer.Ordinal);

    /// <summary>A list with each token as written, in capitals, in small letters and capitalised; each spelling once. NaT is written one way: NAT is a code of many things.</summary>
    public static IEnumerable<string> Spell(IEnumerable<string> tokens) => tokens
        .SelectMany(static token => token == "NaT" ? [token] : new[] { token, token.ToUpperInvariant(), token.ToLowerInvariant(), token[..1].ToUpperInvariant() + token[1..].ToLowerInvariant() })
        .Distinct(StringComparer.Ordinal);
}
