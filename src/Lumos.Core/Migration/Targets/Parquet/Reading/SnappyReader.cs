namespace Lumos.Core.Migration.Targets.Parquet.Reading;

/// <summary>Decompresses Snappy, believing nothing the bytes say before it is checked.</summary>
internal static class SnappyReader
{
    /// <summary>Decompresses a page.</summary>
    /// <param name="from">The compressed page.</param>
    /// <param name="to">As long as the page is.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static unsafe void Read(ReadOnlySpan<byte> from, Span<byte> to)
    {
        fixed (byte* source = from)
        fixed (byte* target = to)
        {
            var at = source;
            var end = source + from.Length;
            var next = target;
            var limit = target + to.Length;
            if (ReadLength(ref at, end) != to.Length) throw Damaged();
            while (at < end)
            {
                var tag = *at++;
                if ((tag & 3) == 0)
                {
                    var length = ReadLiteralLength(tag, ref at, end);
                    if (length > end - at || length > limit - next) throw Damaged();

                    // Short ones are copied sixteen bytes at a time, needed or not.
                    if (length <= 16 && end - at >= 16 && limit - next >= 16) *(Block*)next = *(Block*)at;
                    else Buffer.MemoryCopy(at, next, limit - next, length);
                    at += length;
                    next += length;
                    continue;
                }

                var (copied, offset) = ReadCopy(tag, ref at, end);
                if (offset == 0 || offset > next - target || copied > limit - next) throw Damaged();
                next = Copy(next, offset, copied, limit);
            }

            if (next != limit) throw Damaged();
        }
    }

    private static unsafe long ReadLength(ref byte* at, byte* end)
    {
        long length = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at == end) throw Damaged();
            var part = *at++;
            length |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return length;
        }

        throw Damaged();
    }

    private static unsafe long ReadLiteralLength(byte tag, ref byte* at, byte* end)
    {
        var length = tag >> 2;
        if (length < 60) return length + 1;
        var bytes = length - 59;
        if (end - at < bytes) throw Damaged();
        long value = 0;
        for (var i = 0; i < bytes; i++) value |= (long)*at++ << (8 * i);
        return value + 1;
    }

    private static unsafe (int Length, int Offset) ReadCopy(byte tag, ref byte* at, byte* end)
    {
        var bytes = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        if (end - at < bytes) throw Damaged();
        if (bytes == 1) return (4 + ((tag >> 2) & 7), ((tag >> 5) << 8) | *at++);
        var offset = 0u;
        for (var i = 0; i < bytes; i++) offset |= (uint)*at++ << (8 * i);
        return ((tag >> 2) + 1, (int)Math.Min(offset, int.MaxValue));
    }

    private static unsafe byte* Copy(byte* to, int offset, int length, byte* limit)
    {
        var from = to - offset;
        if (offset >= 16 && limit - to >= 64)
        {
            // A copy is of 64 bytes at most.
            for (var done = 0; done < length; done += 16) *(Block*)(to + done) = *(Block*)(from + done);
            return to + length;
        }

        for (var i = 0; i < length; i++) to[i] = from[i];
        return to + length;
    }

    private static InvalidDataException Damaged() => new("A compressed page of a staged Parquet file is damaged.");

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 16)]
    private readonly struct Block;
}
