using System.Runtime.CompilerServices;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>Code points of UTF-8. Text is well formed, as every reader promises; what is not never leads outside its bytes.</summary>
internal static unsafe class Utf8
{
    /// <summary>The code point that begins here, and its bytes.</summary>
    public static int Decode(byte* at, byte* end, out int width)
    {
        int lead = *at;
        width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (width > end - at) width = 1;
        return width switch
        {
            1 => lead,
            2 => ((lead & 0x1F) << 6) | (at[1] & 0x3F),
            3 => ((lead & 0x0F) << 12) | ((at[1] & 0x3F) << 6) | (at[2] & 0x3F),
            _ => ((lead & 0x07) << 18) | ((at[1] & 0x3F) << 12) | ((at[2] & 0x3F) << 6) | (at[3] & 0x3F),
        };
    }

    /// <summary>The code point that ends before <paramref name="end"/>, and its bytes.</summary>
    public static int DecodeLast(byte* start, byte* end, out int width)
    {
        var at = end - 1;
        while (at > start && (*at & 0xC0) == 0x80 && end - at < 4) at--;
        var point = Decode(at, end, out width);
        width = (int)(end - at);
        return point;
    }

    /// <summary>Writes a code point.</summary>
    /// <returns>Where the next one goes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Encode(byte* to, int point)
    {
        if (point < 0x80)
        {
            *to = (byte)point;
            return to + 1;
        }

        if (point < 0x800)
        {
            to[0] = (byte)(0xC0 | (point >> 6));
            to[1] = (byte)(0x80 | (point & 0x3F));
            return to + 2;
        }

        if (point < 0x10000)
        {
            to[0] = (byte)(0xE0 | (point >> 12));
            to[1] = (byte)(0x80 | ((point >> 6) & 0x3F));
            to[2] = (byte)(0x80 | (point & 0x3F));
            return to + 3;
        }

        to[0] = (byte)(0xF0 | (point >> 18));
        to[1] = (byte)(0x80 | ((point >> 12) & 0x3F));
        to[2] = (byte)(0x80 | ((point >> 6) & 0x3F));
        to[3] = (byte)(0x80 | (point & 0x3F));
        return to + 4;
    }
}
