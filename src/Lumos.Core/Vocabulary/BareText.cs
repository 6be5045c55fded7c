namespace Lumos.Core.Vocabulary;

/// <summary>A value without the separators people write inside identifiers: blank, hyphen, dot, slash.</summary>
internal static class BareText
{
    /// <summary>Copies the letters and digits, letters in upper case, and returns how many; -1 when another character occurs or the buffer is too small.</summary>
    public static int Strip(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '.' or '/' or '\u00A0') continue;
            if (!char.IsAsciiLetterOrDigit(c) || length == buffer.Length) return -1;
            buffer[length++] = char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c;
        }

        return length;
    }

    /// <summary>Number of ASCII digits.</summary>
    public static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) count++;
        }

        return count;
    }
}
