using System.Text;

namespace Lumos.Dsl.Regex;

/// <summary>A pattern with carets under some of its places.</summary>
internal static class LrxPicture
{
    /// <summary>Two lines: the pattern, control characters replaced so that it stays one line, and the carets.</summary>
    public static string Of(string pattern, params int[] offsets)
    {
        var line = new StringBuilder();
        var carets = new StringBuilder();
        var at = 0;
        for (var i = 0; i < pattern.Length; i++, at++)
        {
            carets.Append(Array.IndexOf(offsets, at) >= 0 ? '^' : ' ');
            if (char.IsHighSurrogate(pattern[i]) && i + 1 < pattern.Length && char.IsLowSurrogate(pattern[i + 1])) line.Append(pattern[i++]).Append(pattern[i]);
            else line.Append(char.IsControl(pattern[i]) || char.IsSurrogate(pattern[i]) ? '?' : pattern[i]);
        }

        if (Array.IndexOf(offsets, at) >= 0) carets.Append('^');
        return line + "\n" + carets.ToString().TrimEnd();
    }
}
