namespace Lumos.Core.Migration.Targets.Parquet.Reading;

/// <summary>Reads Parquet's hybrid of runs and packed bits.</summary>
internal static class IndexReader
{
    /// <summary>Reads numbers of a width.</summary>
    /// <param name="from">The runs.</param>
    /// <param name="width">Bits of a number, 1 to 24.</param>
    /// <param name="to">Receives as many as it holds.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static void Read(ReadOnlySpan<byte> from, int width, Span<int> to)
    {
        if (width is < 1 or > 24) throw Damaged();
        var bytes = (width + 7) >> 3;
        var done = 0;
        var at = 0;
        while (done < to.Length)
        {
            var head = ReadVarint(from, ref at);
            if ((head & 1) == 0)
            {
                if (at + bytes > from.Length) throw Damaged();
                var value = 0;
                for (var i = 0; i < bytes; i++) value |= from[at++] << (8 * i);
                var count = (int)Math.Min(head >> 1, (uint)(to.Length - done));
                if (count == 0) throw Damaged();
                to.Slice(done, count).Fill(value);
                done += count;
            }
            else
            {
                var packed = (long)(head >> 1) * width;
                if (packed == 0 || packed > from.Length - at) throw Damaged();
                var count = (int)Math.Min((long)(head >> 1) * 8, to.Length - done);
                Unpack(from.Slice(at, (int)packed), width, to.Slice(done, count));
                at += (int)packed;
                done += count;
            }
        }
    }

    /// <summary>Reads a number written seven bits at a time.</summary>
    public static uint ReadVarint(ReadOnlySpan<byte> from, ref int at)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at >= from.Length) throw Damaged();
            var part = from[at++];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Damaged();
    }

    private static void Unpack(ReadOnlySpan<byte> from, int width, Span<int> to)
    {
        var mask = (1u << width) - 1;
        ulong held = 0;
        var bits = 0;
        var at = 0;
        for (var i = 0; i < to.Length; i++)
        {
            while (bits < width)
            {
                held |= (ulong)from[at++] << bits;
                bits += 8;
            }

            to[i] = (int)((uint)held & mask);
            held >>= width;
            bits -= width;
        }
    }

    private static InvalidDataException Damaged() => new("A page of a staged Parquet file is damaged.");
}
