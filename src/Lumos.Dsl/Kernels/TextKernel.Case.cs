using System.Text;

namespace Lumos.Dsl.Kernels;

// Upper and lower case.
public static partial class TextKernel
{
    /// <summary>Maps a to z to upper case.</summary>
    public static ReadOnlySpan<char> UpperAscii(ReadOnlySpan<char> text, TextScratch scratch) => ChangeAscii(text, 'a', 'z', scratch);

    /// <summary>Maps A to Z to lower case.</summary>
    public static ReadOnlySpan<char> LowerAscii(ReadOnlySpan<char> text, TextScratch scratch) => ChangeAscii(text, 'A', 'Z', scratch);

    /// <summary>Maps to upper case by the Lumos case table.</summary>
    public static ReadOnlySpan<char> Upper(ReadOnlySpan<char> text, TextScratch scratch)
    {
        var result = scratch.Take(text.Length);
        Ascii.ToUpper(text, result, out var written);
        return written == text.Length ? result : ChangeAll(text, written, result, CasePages.Upper, scratch);
    }

    /// <summary>Maps to lower case by the Lumos case table.</summary>
    public static ReadOnlySpan<char> Lower(ReadOnlySpan<char> text, TextScratch scratch)
    {
        var result = scratch.Take(text.Length);
        Ascii.ToLower(text, result, out var written);
        return written == text.Length ? result : ChangeAll(text, written, result, CasePages.Lower, scratch);
    }

    private static ReadOnlySpan<char> ChangeAscii(ReadOnlySpan<char> text, char first, char last, TextScratch scratch)
    {
        var at = text.IndexOfAnyInRange(first, last);
        if (at < 0) return text;
        var result = scratch.Take(text.Length);
        text[..at].CopyTo(result);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            result[at] = c >= first && c <= last ? (char)(c ^ 0x20) : c;
        }

        return result;
    }

    private static ReadOnlySpan<char> ChangeAll(ReadOnlySpan<char> text, int done, ReadOnlySpan<char> start, CasePages pages, TextScratch scratch)
    {
        // No character becomes more than two UTF-16 units.
        var result = scratch.Take(checked(text.Length * 2));
        start[..done].CopyTo(result);
        var written = done;
        for (var at = done; at < text.Length; at++)
        {
            var c = text[at];
            if (pages.TryMap(c, out var mapped))
            {
                result[written++] = mapped;
                continue;
            }

            var width = at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]) ? 2 : 1;
            var change = pages.Find(width == 2 ? char.ConvertToUtf32(c, text[at + 1]) : c);
            if (change is null) text.Slice(at, width).CopyTo(result[written..]);
            else change.CopyTo(result[written..]);
            written += change?.Length ?? width;
            at += width - 1;
        }

        scratch.GiveBack(result.Length - written);
        return result[..written];
    }
}
