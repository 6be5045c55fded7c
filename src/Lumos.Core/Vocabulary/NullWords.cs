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

    private static readonly FrozenSet<string> StrongSet = Spell(Strong).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> WeakSet = Spell(Weak).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the text stands for NULL whatever else the column holds.</summary>
    public static bool IsStrong(string text) => StrongSet.Contains(text);

    /// <summary>Whether the text may stand for NULL where the other values are no words.</summary>
    public static bool IsWeak(string text) => WeakSet.Contains(text);

    /// <summary>A list with each token as written, in capitals, in small letters and capitalised; each spelling once.</summary>
    public static IEnumerable<string> Spell(IEnumerable<string> tokens) => tokens
        .SelectMany(static token => new[] { token, token.ToUpperInvariant(), token.ToLowerInvariant(), token[..1].ToUpperInvariant() + token[1..].ToLowerInvariant() })
        .Distinct(StringComparer.Ordinal);
}
