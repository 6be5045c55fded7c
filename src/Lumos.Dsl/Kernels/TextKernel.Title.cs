using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Kernels;

// Title case.
public static partial class TextKernel
{
    /// <summary>Makes the first letter of every word a capital and the others small.</summary>
    public static ReadOnlySpan<char> Title(ReadOnlySpan<char> text, bool unicode, TextScratch scratch)
    {
        // No character becomes more than two UTF-16 units.
        var result = scratch.Take(checked(text.Length * 2));
        var written = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfWord(text, start);
            if (end == start)
            {
                end += WidthAt(text, start);
                written = Append(result, written, text[start..end]);
                start = end;
                continue;
            }

            var other = CapitalBehindApostrophe(text, start, end);
            for (var at = start; at < end; at += WidthAt(text, at)) written = AppendLetter(result, written, text, at, at == start || at == other, unicode);
            start = end;
        }

        scratch.GiveBack(result.Length - written);
        return result[..written];
    }

    // A word is as long as it can be; an apostrophe is in it when a word could begin behind it.
    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        if (!WordCharacters.Begins(PointAt(text, start))) return start;
        var end = start + WidthAt(text, start);
        while (end < text.Length)
        {
            var isInside = WordCharacters.IsApostrophe(text[end]) && end + 1 < text.Length && WordCharacters.Begins(PointAt(text, end + 1));
            if (isInside) end++;
            else if (!WordCharacters.GoesOn(PointAt(text, end))) break;
            end += WidthAt(text, end);
        }

        return end;
    }

    // O'Neill, but not o'er: the second character is an apostrophe, and at least three others follow. -1 when there is no such place.
    private static int CapitalBehindApostrophe(ReadOnlySpan<char> text, int start, int end)
    {
        var apostrophe = start + WidthAt(text, start);
        if (apostrophe >= end || !WordCharacters.IsApostrophe(text[apostrophe])) return -1;
        var at = apostrophe + 1;
        for (var i = 0; i < 3; i++)
        {
            if (at >= end || WordCharacters.IsApostrophe(text[at])) return -1;
            at += WidthAt(text, at);
        }

        return apostrophe + 1;
    }

    private static int AppendLetter(Span<char> result, int written, ReadOnlySpan<char> text, int at, bool isCapital, bool unicode)
    {
        var c = text[at];
        if (c < 0x80 || !unicode)
        {
            var width = WidthAt(text, at);
            if (width == 2) return Append(result, written, text.Slice(at, 2));
            result[written] = isCapital ? (char.IsAsciiLetterLower(c) ? (char)(c ^ 0x20) : c) : char.IsAsciiLetterUpper(c) ? (char)(c ^ 0x20) : c;
            return written + 1;
        }

        var pages = isCapital ? CasePages.Upper : CasePages.Lower;
        if (pages.TryMap(c, out var mapped))
        {
            result[written] = mapped;
            return written + 1;
        }

        // A capital ß is Ss: the word goes on in lower case.
        var change = pages.Find(PointAt(text, at));
        return Append(result, written, change is null ? text.Slice(at, WidthAt(text, at)) : change == "SS" ? "Ss" : change);
    }

    private static int WidthAt(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    private static int PointAt(ReadOnlySpan<char> text, int at) => WidthAt(text, at) == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
}
