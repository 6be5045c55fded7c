namespace Lumos.Core.Vocabulary;

/// <summary>Scripts that set no blanks between words, or none between a word and its particle: Thai, Lao, Myanmar, Khmer, kana, Han and Hangul.</summary>
/// <remarks>A digit beside such a letter is no part of its word, and words are found by the longest one that is known. Ranges: Unicode blocks.</remarks>
internal static class UnspacedScripts
{
    private const char First = '\u0E00';

    /// <summary>Whether a letter or mark is of such a script.</summary>
    public static bool Contains(char c) => c >= First && (c <= '\u0EFF' || c is >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3005' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3') && !char.IsDigit(c);
}
