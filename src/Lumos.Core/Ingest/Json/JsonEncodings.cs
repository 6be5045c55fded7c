using System.Text;

namespace Lumos.Core.Ingest.Json;

/// <summary>Tells UTF-16 JSON from UTF-8 by its first bytes, which JSON allows: its first character is ASCII.</summary>
internal static class JsonEncodings
{
    /// <summary>UTF-16 in either order; null for UTF-8.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>The head of a file as UTF-8 without a mark.</summary>
    public static byte[] ToUtf8(byte[] head)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (Of(head) is not { } encoding) return head.AsSpan().StartsWith("\ufeff"u8) ? head[3..] : head;
        var marked = head.AsSpan().StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        return Encoding.UTF8.GetBytes(encoding.GetString(head.AsSpan(marked, (head.Length - marked) & ~1)));
    }
}
