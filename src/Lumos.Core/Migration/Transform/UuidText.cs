using System.Buffers;

namespace Lumos.Core.Migration.Transform;

/// <summary>Writes UUIDs in lower case with hyphens behind digits 8, 12, 16 and 20: <c>{A0EE-BC99...}</c> as <c>a0eebc99-...</c>. Hyphens may stand behind every fourth digit, as PostgreSQL reads them.</summary>
internal static class UuidText
{
    private const int Digits = 32, Group = 4;

    /// <summary>Writes a text in that form.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="into">Receives it.</param>
    /// <returns>False when it is no UUID.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        var inside = text.Trim(" \t\r\n"u8);
        if (inside.Length > 2 && inside[0] == '{' && inside[^1] == '}') inside = inside[1..^1];
        Span<byte> written = stackalloc byte[Digits + 4];
        var (digits, at) = (0, 0);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '-' && digits > 0 && digits < Digits && digits % Group == 0 && inside[i - 1] != '-') continue;
            if (digits == Digits || !char.IsAsciiHexDigit((char)inside[i])) return false;
            if (digits is 8 or 12 or 16 or 20) written[at++] = (byte)'-';
            written[at++] = (byte)char.ToLowerInvariant((char)inside[i]);
            digits++;
        }

        if (digits < Digits) return false;
        into.Write(written);
        return true;
    }
}
