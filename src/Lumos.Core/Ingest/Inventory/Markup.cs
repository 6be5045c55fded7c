using System.Text;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>Tells pages and documents that were given in place of data.</summary>
internal static class Markup
{
    /// <summary>What the file is; null when it does not begin like either.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\ufeff"u8)) head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        if (head.Length < 6 || head[0] != (byte)'<') return null;
        var start = Encoding.ASCII.GetString(head[..Math.Min(head.Length, 16)]).ToUpperInvariant();
        if (start.StartsWith("<!DOCTYPE HTML", StringComparison.Ordinal) || start.StartsWith("<HTML", StringComparison.Ordinal)) return "an HTML page";
        return start.StartsWith("<?XML ", StringComparison.Ordinal) ? "an XML document" : null;
    }
}
