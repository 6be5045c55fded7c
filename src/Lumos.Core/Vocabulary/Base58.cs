using System.Security.Cryptography;

namespace Lumos.Core.Vocabulary;

/// <summary>Base58Check, the way Bitcoin and its kin write addresses: 21 bytes and four of a double SHA-256.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Whether the text is an address with the right check bytes.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        if (text.Length is < 26 or > 36) return false;
        Span<byte> bytes = stackalloc byte[25];
        bytes.Clear();
        foreach (var c in text)
        {
            var carry = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry < 0) return false;
            for (var i = bytes.Length - 1; i >= 0; i--)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0) return false;
        }

        Span<byte> once = stackalloc byte[32], twice = stackalloc byte[32];
        SHA256.HashData(bytes[..21], once);
        SHA256.HashData(once, twice);
        return twice[..4].SequenceEqual(bytes[21..]);
    }
}
