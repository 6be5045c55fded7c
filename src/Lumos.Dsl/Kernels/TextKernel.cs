using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lumos.Dsl.Kernels;

/// <summary>Text operations of generated code, over spans. Same meaning as the interpreter's. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TextKernel
{
    /// <summary>The text as a string: the one it was cut from when nothing was cut off, else a new one.</summary>
    public static string ToText(ReadOnlySpan<char> text, string? origin)
    {
        if (origin is not null && origin.Length == text.Length && Unsafe.AreSame(ref MemoryMarshal.GetReference(text), ref MemoryMarshal.GetReference(origin.AsSpan()))) return origin;
        return text.IsEmpty ? "" : new string(text);
    }

    /// <summary>Removes white space from the ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="left">Whether the start is trimmed.</param>
    /// <param name="right">Whether the end is trimmed.</param>
    /// <param name="unicode">Whether white space is the 25 points of Unicode, not the 6 of ASCII.</param>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text, bool left, bool right, bool unicode)
    {
        var start = 0;
        var end = text.Length;
        if (left)
        {
            while (start < end && IsSpace(text[start], unicode)) start++;
        }

        if (right)
        {
            while (end > start && IsSpace(text[end - 1], unicode)) end--;
        }

        return text[start..end];
    }

    /// <summary>Removes characters of a set from the ends; a pair of surrogates is one character.</summary>
    public static ReadOnlySpan<char> TrimAny(ReadOnlySpan<char> text, bool left, bool right, ReadOnlySpan<char> set)
    {
        var start = 0;
        var end = text.Length;
        while (left && start < end)
        {
            var width = end - start > 1 && char.IsSurrogatePair(text[start], text[start + 1]) ? 2 : 1;
            if (!Holds(set, text.Slice(start, width))) break;
            start += width;
        }

        while (right && end > start)
        {
            var width = end - start > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? 2 : 1;
            if (!Holds(set, text.Slice(end - width, width))) break;
            end -= width;
        }

        return text[start..end];
    }

    /// <summary>Turns every run of white space into one blank.</summary>
    public static ReadOnlySpan<char> Collapse(ReadOnlySpan<char> text, bool unicode, bool trimEnds, TextScratch scratch)
    {
        // A run at an end becomes a blank that is trimmed: trimming first is the same and leaves less to do.
        if (trimEnds) text = Trim(text, left: true, right: true, unicode);
        var at = 0;
        for (; at < text.Length; at++)
        {
            if (IsSpace(text[at], unicode) && (text[at] != ' ' || (at + 1 < text.Length && IsSpace(text[at + 1], unicode)))) break;
        }

        if (at == text.Length) return text;
        var result = scratch.Take(text.Length);
        text[..at].CopyTo(result);
        var written = at;
        for (var inRun = false; at < text.Length; at++)
        {
            var c = text[at];
            if (!IsSpace(c, unicode))
            {
                result[written++] = c;
                inRun = false;
            }
            else if (!inRun)
            {
                result[written++] = ' ';
                inRun = true;
            }
        }

        scratch.GiveBack(result.Length - written);
        return result[..written];
    }

    /// <summary>The piece of a number, cut at every occurrence of a separator; false past the last one.</summary>
    public static bool TryPiece(ReadOnlySpan<char> text, ReadOnlySpan<char> separator, int index, out ReadOnlySpan<char> piece)
    {
        for (; index > 1; index--)
        {
            var skipped = text.IndexOf(separator);
            if (skipped < 0)
            {
                piece = default;
                return false;
            }

            text = text[(skipped + separator.Length)..];
        }

        var end = text.IndexOf(separator);
        piece = end < 0 ? text : text[..end];
        return true;
    }

    /// <summary>Copies a text behind another and says where it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Append(Span<char> to, int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(to[at..]);
        return at + text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSpace(char c, bool unicode) => c < 0x80 ? c == ' ' || (uint)(c - '\t') <= '\r' - '\t' : unicode && IsWideSpace(c);

    private static bool IsWideSpace(char c) =>
        c is '\u0085' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000';

    private static bool Holds(ReadOnlySpan<char> set, ReadOnlySpan<char> character)
    {
        if (character.Length > 1) return set.IndexOf(character) >= 0;
        return !char.IsSurrogate(character[0]) && set.Contains(character[0]);
    }
}
