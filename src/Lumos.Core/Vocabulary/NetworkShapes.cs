using System.Globalization;

namespace Lumos.Core.Vocabulary;

/// <summary>Shapes of addresses and names in networks.</summary>
internal static class NetworkShapes
{
    /// <summary>An IPv4 or IPv6 address, with or without a prefix length.</summary>
    public static bool IsIp(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash > 0)
        {
            if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > 128) return false;
            text = text[..slash];
        }

        return text.Contains(':') ? IsIpv6(text) : IsIpv4(text);
    }

    /// <summary>Four decimal octets.</summary>
    public static bool IsIpv4(ReadOnlySpan<char> text)
    {
        if (text.Length is < 7 or > 15) return false;
        int octets = 0, value = -1;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (value < 0 || ++octets > 3) return false;
                value = -1;
            }
            else if (char.IsAsciiDigit(c))
            {
                value = (value < 0 ? 0 : value * 10) + (c - '0');
                if (value > 255) return false;
            }
            else return false;
        }

        return octets == 3 && value >= 0;
    }

    /// <summary>An IPv6 address, compressed or not.</summary>
    public static bool IsIpv6(ReadOnlySpan<char> text) =>
        text.Length is >= 3 and <= 45 && text.Count(':') >= 2 && !text.Contains('%')
        && System.Net.IPAddress.TryParse(text, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    /// <summary>Six hexadecimal octets with one kind of separator.</summary>
    public static bool IsMac(ReadOnlySpan<char> text)
    {
        if (text.Length == 14 && text[4] == '.' && text[9] == '.')
        {
            for (var i = 0; i < 14; i++)
            {
                if (i is not (4 or 9) && !char.IsAsciiHexDigit(text[i])) return false;
            }

            return true;
        }

        if (text.Length != 17 || text[2] is not (':' or '-')) return false;
        for (var i = 0; i < 17; i++)
        {
            if (i % 3 == 2 ? text[i] != text[2] : !char.IsAsciiHexDigit(text[i])) return false;
        }

        return true;
    }

    /// <summary>8-4-4-4-12 hexadecimal digits.</summary>
    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length == 38 && text[0] == '{' && text[^1] == '}') text = text[1..^1];
        if (text.Length != 36) return false;
        for (var i = 0; i < 36; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i])) return false;
        }

        return true;
    }

    /// <summary>A hexadecimal digest of a usual length (MD5, SHA-1, SHA-2).</summary>
    public static bool IsHash(ReadOnlySpan<char> text)
    {
        if (text.Length is not (32 or 40 or 56 or 64 or 96 or 128)) return false;
        var letters = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
            if (!char.IsAsciiDigit(c)) letters++;
        }

        return letters >= text.Length / 8;
    }
}
