using System.Text;

namespace System;

/// <summary>Code points of a text.</summary>
internal static class RuneMethods
{
    private const int Replacement = 0xFFFD;

    public static IEnumerable<Rune> EnumerateRunes(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) yield return new(char.ConvertToUtf32(text[i], text[++i]));
            else yield return new(char.IsSurrogate(text[i]) ? Replacement : text[i]);
        }
    }
}
