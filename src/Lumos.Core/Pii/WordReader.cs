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
        if (i < text.Length && UnspacedScripts.Contains(text[i])) return NextUnspaced(text, ref at, i, out id);
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
            else if (!char.IsLetter(c) || UnspacedScripts.Contains(c) || i > start && char.IsUpper(c) && IsBoundary(text, i)) break;
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

    // The longest word of a phrase that starts here, or what stands in front of the next one.
    private static bool NextUnspaced(ReadOnlySpan<char> text, ref int at, int start, out int id)
    {
        const int Longest = 20, MostSkipped = 16;
        for (var i = start; ; i++)
        {
            var run = i;
            while (run < text.Length && run - i < Longest && UnspacedScripts.Contains(text[run])) run++;
            for (var end = run; end >= i + 2; end--)
            {
                if (Topics.Find(text[i..end]) is not (> 0 and var known)) continue;
                (at, id) = i == start ? (end, known) : (i, 0);
                return true;
            }

            if (run > i && i - start < MostSkipped) continue;
            (at, id) = (Math.Max(i, start + 1), 0);
            return true;
        }
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int i) => char.IsLower(text[i - 1]) || char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1]);
}
