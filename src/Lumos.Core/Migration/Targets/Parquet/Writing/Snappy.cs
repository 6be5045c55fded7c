using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Compresses as the Snappy format description says: literals, and copies of what came up to 64 KB before.</summary>
internal static unsafe class Snappy
{
    private const int BlockBytes = 1 << 16;
    private const int TableBits = 13;

    // Bytes at the end of a block that are not searched, so that eight may always be read.
    private const int Margin = 15;

    /// <summary>Most bytes that so many can become.</summary>
    public static int MostBytes(int bytes) => checked(32 + bytes + (bytes / 6));

    /// <summary>Compresses a page.</summary>
    /// <param name="from">The page.</param>
    /// <param name="to">Has room for <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Compress(ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (to.Length < MostBytes(from.Length)) throw new ArgumentException("The room for the compressed page is too small.", nameof(to));
        var table = stackalloc ushort[1 << TableBits];
        fixed (byte* source = from)
        fixed (byte* target = to)
        {
            var at = target;
            var length = (uint)from.Length;
            for (; length >= 0x80; length >>= 7) *at++ = (byte)(length | 0x80);
            *at++ = (byte)length;
            for (var start = 0; start < from.Length; start += BlockBytes)
            {
                new Span<ushort>(table, 1 << TableBits).Clear();
                at = CompressBlock(source + start, Math.Min(BlockBytes, from.Length - start), at, table);
            }

            return (int)(at - target);
        }
    }

    private static byte* CompressBlock(byte* block, int length, byte* to, ushort* table)
    {
        var next = block;
        var end = block + length;
        if (length > Margin)
        {
            var limit = end - Margin;
            var at = block + 1;
            while (at < limit)
            {
                // The longer nothing is found, the larger the steps.
                byte* match;
                var skip = 32;
                while (true)
                {
                    var hash = Hash(Read32(at));
                    match = block + table[hash];
                    table[hash] = (ushort)(at - block);
                    if (Read32(match) == Read32(at) && match < at) break;
                    at += skip++ >> 5;
                    if (at >= limit) goto Rest;
                }

                to = WriteLiteral(next, (int)(at - next), to);
                do
                {
                    var matched = 4 + MatchLength(match + 4, at + 4, end);
                    to = WriteCopy((int)(at - match), matched, to);
                    at += matched;
                    next = at;
                    if (at >= limit) break;
                    table[Hash(Read32(at - 1))] = (ushort)(at - 1 - block);
                    var hash = Hash(Read32(at));
                    match = block + table[hash];
                    table[hash] = (ushort)(at - block);
                }
                while (Read32(match) == Read32(at) && match < at);
                at++;
            }
        }

    Rest:
        return next < end ? WriteLiteral(next, (int)(end - next), to) : to;
    }

    private static byte* WriteLiteral(byte* from, int length, byte* to)
    {
        if (length == 0) return to;
        var n = length - 1;
        if (n < 60)
        {
            *to++ = (byte)(n << 2);
        }
        else if (n < 256)
        {
            *to++ = 60 << 2;
            *to++ = (byte)n;
        }
        else
        {
            *to++ = 61 << 2;
            *to++ = (byte)n;
            *to++ = (byte)(n >> 8);
        }

        Unsafe.CopyBlockUnaligned(to, from, (uint)length);
        return to + length;
    }

    private static byte* WriteCopy(int offset, int length, byte* to)
    {
        // A copy says at most 64 bytes, and one of less than 4 needs the longer form.
        for (; length >= 68; length -= 64) to = WriteLongCopy(offset, 64, to);
        if (length > 64)
        {
            to = WriteLongCopy(offset, 60, to);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048) return WriteLongCopy(offset, length, to);
        *to++ = (byte)(1 | ((length - 4) << 2) | ((offset >> 8) << 5));
        *to++ = (byte)offset;
        return to;
    }

    private static byte* WriteLongCopy(int offset, int length, byte* to)
    {
        *to++ = (byte)(2 | ((length - 1) << 2));
        *to++ = (byte)offset;
        *to++ = (byte)(offset >> 8);
        return to;
    }

    private static int MatchLength(byte* left, byte* right, byte* end)
    {
        var start = right;
        for (; right + 8 <= end; left += 8, right += 8)
        {
            var differing = Unsafe.ReadUnaligned<ulong>(left) ^ Unsafe.ReadUnaligned<ulong>(right);
            if (differing != 0) return (int)(right - start) + (BitOperations.TrailingZeroCount(differing) >> 3);
        }

        for (; right < end && *left == *right; left++) right++;
        return (int)(right - start);
    }

    private static uint Hash(uint four) => (four * 0x1E35A7BD) >> (32 - TableBits);

    private static uint Read32(byte* at) => Unsafe.ReadUnaligned<uint>(at);
}
