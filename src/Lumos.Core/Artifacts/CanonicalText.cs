using System.Buffers;
using System.Text;

namespace Lumos.Core.Artifacts;

/// <summary>Strings of canonical JSON: only what JSON forbids is escaped, everything else is UTF-8.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    public static void Write(ReadOnlySpan<char> text, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("\""u8);
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny(Escaped);
            var plain = stop < 0 ? text : text[..stop];
            if (!plain.IsEmpty)
            {
                var room = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(plain.Length));
                buffer.Advance(Encoding.UTF8.GetBytes(plain, room));
            }

            if (stop < 0) break;
            Escape(text[stop], buffer);
            text = text[(stop + 1)..];
        }

        buffer.Write("\""u8);
    }

    private static void Escape(char character, ArrayBufferWriter<byte> buffer)
    {
        switch (character)
        {
            case '"': buffer.Write("\\\""u8); break;
            case '\\': buffer.Write("\\\\"u8); break;
            case '\b': buffer.Write("\\b"u8); break;
            case '\t': buffer.Write("\\t"u8); break;
            case '\n': buffer.Write("\\n"u8); break;
            case '\f': buffer.Write("\\f"u8); break;
            case '\r': buffer.Write("\\r"u8); break;
            default:
                buffer.Write("\\u00"u8);
                buffer.Write([Hex(character >> 4), Hex(character & 15)]);
                break;
        }

        static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
}
