using System.Buffers.Binary;
using System.Numerics;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Writes small numbers as Parquet's hybrid of runs and packed bits (Parquet, "RLE / Bit-Packing Hybrid").</summary>
internal static class IndexRuns
{
    // A shorter run costs less among the packed bits.
    private const int ShortestRun = 16;

    /// <summary>Bits the indexes of a dictionary need, 1 or more.</summary>
    public static int WidthOf(int entries) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(0, entries - 1)));

    /// <summary>Writes numbers of a width.</summary>
    public static void Write(PageBuffer to, ReadOnlySpan<int> numbers, int width)
    {
        var pending = 0;
        for (var at = 0; at < numbers.Length;)
        {
            var end = at + 1;
            while (end < numbers.Length && numbers[end] == numbers[at]) end++;

            // Packed numbers come in eights, so the ones before a run take what they lack from it.
            var lacking = (8 - ((at - pending) & 7)) & 7;
            if (end - at - lacking >= ShortestRun)
            {
                at += lacking;
                Pack(to, numbers[pending..at], width);
                WriteRun(to, numbers[at], end - at, width);
                pending = end;
            }

            at = end;
        }

        Pack(to, numbers[pending..], width);
    }

    /// <summary>Writes which of some rows hold a value, one bit each.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="validity">Arrow's bits; empty when all do.</param>
    /// <param name="rows">Rows.</param>
    public static void WriteLevels(PageBuffer to, ReadOnlySpan<byte> validity, int rows)
    {
        var before = to.Length;
        to.Write(stackalloc byte[4]);
        if (validity.IsEmpty)
        {
            WriteRun(to, 1, rows, 1);
        }
        else
        {
            var bytes = (rows + 7) >> 3;
            to.WriteVarint(((uint)bytes << 1) | 1);
            to.Write(validity[..(bytes - 1)]);

            // Bits behind the last row may be anything in the column, and must not make a difference in the file.
            to.WriteByte((byte)(validity[bytes - 1] & (0xFF >> ((8 - (rows & 7)) & 7))));
        }

        to.Patch(before, to.Length - before - 4);
    }

    private static void WriteRun(PageBuffer to, int number, int length, int width)
    {
        to.WriteVarint((uint)length << 1);
        for (var bits = 0; bits < width; bits += 8) to.WriteByte((byte)(number >> bits));
    }

    private static void Pack(PageBuffer to, ReadOnlySpan<int> numbers, int width)
    {
        if (numbers.IsEmpty) return;
        var groups = (numbers.Length + 7) >> 3;
        to.WriteVarint(((uint)groups << 1) | 1);
        var bytes = groups * width;
        var room = to.Reserve(bytes + 8);
        ulong held = 0;
        var bits = 0;
        var at = 0;
        foreach (var number in numbers)
        {
            held |= (ulong)(uint)number << bits;
            bits += width;
            if (bits < 32) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(room[at..], (uint)held);
            at += 4;
            held >>= 32;
            bits -= 32;
        }

        room[at..bytes].Clear();
        for (; bits > 0; bits -= 8, held >>= 8) room[at++] = (byte)held;
        to.Advance(bytes);
    }
}
