using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>
/// 64-bit hash of a cell: multiply two words to 128 bits and fold the halves. The same on every machine; not for secrets.
/// Never 0, so that 0 can mean an empty slot.
/// </summary>
internal static class CellHash
{
    private const ulong K0 = 0x9E3779B97F4A7C15;
    private const ulong K1 = 0xD6E8FEB86659FD93;
    private const ulong K2 = 0xA0761D6478BD642F;

    /// <summary>Hash of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> cell)
    {
        ulong a, b;
        var length = cell.Length;
        if (length <= 16)
        {
            if (length >= 8)
            {
                a = BinaryPrimitives.ReadUInt64LittleEndian(cell);
                b = BinaryPrimitives.ReadUInt64LittleEndian(cell[(length - 8)..]);
            }
            else if (length >= 4)
            {
                a = BinaryPrimitives.ReadUInt32LittleEndian(cell);
                b = BinaryPrimitives.ReadUInt32LittleEndian(cell[(length - 4)..]);
            }
            else if (length > 0)
            {
                a = ((ulong)cell[0] << 16) | ((ulong)cell[length >> 1] << 8) | cell[length - 1];
                b = 0;
            }
            else
            {
                a = b = 0;
            }

            return Finish(Fold(a ^ K0, b ^ K1), length);
        }

        return OfLong(cell);
    }

    /// <summary>Mixes a number under a seed, such as a row number of a seeded sample.</summary>
    public static ulong Of(long number, long seed) => Finish(Fold((ulong)number ^ K0, (ulong)seed ^ K1), 8);

    /// <summary>Hash of a pair, for keys of two columns.</summary>
    public static ulong Combine(ulong first, ulong second) => Finish(Fold(first ^ K1, ulong.RotateLeft(second, 29) ^ K2), 16);

    private static ulong OfLong(ReadOnlySpan<byte> cell)
    {
        var state = K2;
        var rest = cell;
        while (rest.Length > 16)
        {
            state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ K0 ^ state, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ K1);
            rest = rest[16..];
        }

        var tail = cell[^16..];
        state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(tail) ^ K0 ^ state, BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]) ^ K1);
        return Finish(state, cell.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong value, int length)
    {
        var hash = Fold(value ^ K2, (ulong)length ^ K1);
        return hash == 0 ? 1 : hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
