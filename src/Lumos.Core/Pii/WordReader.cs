using System.Runtime.CompilerServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>Reads the words of a text, folded, as numbers of words that occur in phrases.</summary>
internal static class WordReader
{
    /// <summary>Moves to the next word: letters, and digits behind them, cut at a change from small to capital letters.</summary>
    /// <param name="text">Text up to where reading ends.</param>
    /// <param name="at">Place in it; afterwards behind the word.</param>
    /// <param name="line">Counts the line breaks that are passed.</param>
    /// <param name="start">Where the word starts.</param>
    /// <param name="id">Its number; 0 when it is in no phrase.</param>
    [SkipLocalsInit]
    public static bool Next(ReadOnlySpan<char> text, ref int at, ref int line, out int start, out int id)
    {
        const int Longest = 32;
        Span<char> folded = stackalloc char[Longest];
        var i = at;
        while (i < text.Length && !char.IsLetter(text[i]))
        {
            if (text[i] == '\n') line++;
            i++;
        }

        start = i;
        id = 0;
        var length = 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                if (char.IsAsciiLetterUpper(c))
                {
                    if (i > start && IsBoundary(text, i)) break;
                    c |= ' ';
                }
                else if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) break;
            }
            else if (c is >= '\u0300' and <= '\u036F') continue;
            else if (!char.IsLetter(c) || i > start && char.IsUpper(c) && IsBoundary(text, i)) break;
            else
            {
                if (c == 'ß' && length < Longest) folded[length++] = 's';
                c = c == 'ß' ? 's' : TextFolding.Fold(c);
            }

            if (length < Longest) folded[length] = c;
            length++;
        }

        at = i;
        if (length is > 0 and <= Longest) id = Topics.Find(folded[..length]);
        return i > start;
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int i) => char.IsLower(text[i - 1]) || char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1]);
}
