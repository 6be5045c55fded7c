namespace Lumos.DuckDb.Columns;

/// <summary>BIT values: a byte that counts the unused bits, then the bits from the left; unused ones are set.</summary>
internal static class Bits
{
    internal static string ToText(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) return "";
        var padding = value[0];
        var data = value[1..];
        return string.Create((data.Length * 8) - padding, new Source(data, padding), static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var bit = i + source.Padding;
                text[i] = (source.Data[bit >> 3] & (0x80 >> (bit & 7))) != 0 ? '1' : '0';
            }
        });
    }

    /// <exception cref="FormatException">A character is neither 0 nor 1, or there is none.</exception>
    internal static byte[] FromText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) throw new FormatException("A BIT value needs at least one bit.");
        var bytes = (text.Length + 7) / 8;
        var padding = (bytes * 8) - text.Length;
        var value = new byte[bytes + 1];
        value[0] = (byte)padding;
        for (var bit = 0; bit < padding; bit++) value[1] |= (byte)(0x80 >> bit);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('0' or '1')) throw new FormatException("A BIT value consists of 0 and 1.");
            var bit = i + padding;
            if (text[i] == '1') value[1 + (bit >> 3)] |= (byte)(0x80 >> (bit & 7));
        }

        return value;
    }

    private readonly ref struct Source(ReadOnlySpan<byte> data, int padding)
    {
        public readonly ReadOnlySpan<byte> Data = data;
        public readonly int Padding = padding;
    }
}
