using System.Runtime.CompilerServices;

namespace Lumos.Dsl.Columnar.Numerics;

/// <summary>Decimal digits in and out of words of eight bytes.</summary>
internal static unsafe class Digits
{
    private const ulong Zeros = 0x3030303030303030;
    private const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;

    /// <summary>10^0 to 10^19.</summary>
    public static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
        1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>Reads a word of 1 to 8 characters, the first in its lowest byte and the rest 0.</summary>
    /// <returns>Whether all of them are digits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ulong word, int count, out uint value)
    {
        // Digits to the end of the word, zeros before them.
        if (count < 8) word = (word << (64 - (count * 8))) | (Zeros >> (count * 8));
        var isDigits = (word & (word + 0x0606060606060606) & HighHalves) == Zeros;

        // Neighbours add up in pairs: 8 digits, 4 numbers below 100, 2 below 10,000, 1.
        word -= Zeros;
        word = (word * 10) + (word >> 8);
        word = ((word & 0x00FF00FF00FF00FF) * 100) + ((word >> 16) & 0x00FF00FF00FF00FF);
        word = ((word & 0x0000FFFF0000FFFF) * 10_000) + ((word >> 32) & 0x0000FFFF0000FFFF);
        value = (uint)word;
        return isDigits;
    }

    /// <summary>Writes a number without a sign.</summary>
    /// <returns>Where the next character goes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* to, ulong value) => WritePadded(to, value, CountOf(value));

    /// <summary>Writes the last digits of a number, zeros before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* WritePadded(byte* to, ulong value, int count)
    {
        var end = to + count;
        var at = end;
        while (at - to >= 2)
        {
            at -= 2;
            (value, var rest) = (value / 100, value % 100);
            WritePair(at, (int)rest);
        }

        if (at > to) *to = (byte)('0' + (value % 10));
        return end;
    }

    /// <summary>Two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(byte* to, int value)
    {
        // 103 / 1024 is one tenth, near enough below 100.
        var tens = (value * 103) >> 10;
        Unsafe.WriteUnaligned(to, (ushort)(0x3030 | tens | ((value - (tens * 10)) << 8)));
    }

    /// <summary>Digits of a number; 0 has one.</summary>
    public static int CountOf(ulong value)
    {
        if (value < 10) return 1;
        var guess = ((64 - System.Numerics.BitOperations.LeadingZeroCount(value)) * 1233) >> 12;
        return guess + (value >= PowersOfTen[guess] ? 1 : 0);
    }
}
