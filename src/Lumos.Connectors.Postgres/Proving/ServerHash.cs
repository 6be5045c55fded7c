using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lumos.Connectors.Postgres.Proving;

/// <summary>
/// The server's own hash functions with a seed (<c>hashtextextended</c> and its siblings), so that rows can be compared with what the server stores without reading them back. Partitions by hash are
/// stored by them, which is why they give the same on every version and little-endian machine. A server that computes something else only makes its rows be read back.
/// </summary>
/// <remarks>Bob Jenkins' lookup3 (public domain), with the server's initial value and two of its three words as the result.</remarks>
internal static class ServerHash
{
    private const uint Start = 0x9E3779B9 + 3923095;
    private const int GroupDigits = 4;
    private const uint Group = 10_000;
    private const int MostGroups = 12;

    /// <summary>Texts and bytes.</summary>
    public static ulong Bytes(ReadOnlySpan<byte> data, ulong seed)
    {
        var a = Start + (uint)data.Length;
        var (b, c) = (a, a);
        Seed(seed, ref a, ref b, ref c);
        for (; data.Length >= 12; data = data[12..])
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(data);
            b += BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            c += BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
            Mix(ref a, ref b, ref c);
        }

        // The lowest byte of the third word stays free.
        if (data.Length >= 8)
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(data);
            b += BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            c += Rest(data[8..]) << 8;
        }
        else if (data.Length >= 4)
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(data);
            b += Rest(data[4..]);
        }
        else
        {
            a += Rest(data);
        }

        return Finish(a, b, c);
    }

    /// <summary>Whole numbers of four bytes.</summary>
    public static ulong Number(uint number, ulong seed)
    {
        var a = Start + sizeof(uint);
        var (b, c) = (a, a);
        Seed(seed, ref a, ref b, ref c);
        return Finish(a + number, b, c);
    }

    /// <summary>Whole numbers of eight bytes, which the server folds to four: let the seed depend on the number.</summary>
    public static ulong Number(long number, ulong seed)
    {
        var high = (uint)(number >> 32);
        return Number((uint)number ^ (number >= 0 ? high : ~high), seed);
    }

    /// <summary>Decimals without their sign: let the seed depend on it.</summary>
    /// <param name="magnitude">The number times ten to the power of the scale.</param>
    /// <param name="scale">Digits behind the point.</param>
    /// <param name="seed">The seed.</param>
    public static ulong Decimal(UInt128 magnitude, int scale, ulong seed)
    {
        if (magnitude == 0) return seed - 1;
        Span<ushort> groups = stackalloc ushort[MostGroups];
        var at = groups.Length;
        var weight = -((scale + GroupDigits - 1) / GroupDigits) - 1;

        // The last group is filled up with zeros; groups are then taken from behind, without zeros at the end.
        var power = (scale % GroupDigits) switch { 1 => 10u, 2 => 100u, 3 => 1000u, _ => 1u };
        if (power > 1)
        {
            var (quotient, rest) = magnitude <= ulong.MaxValue ? Divide((ulong)magnitude, power) : UInt128.DivRem(magnitude, power);
            Put(groups, ref at, (uint)rest * (Group / power));
            (magnitude, weight) = (quotient, weight + 1);
        }

        for (; magnitude > ulong.MaxValue; weight++)
        {
            (magnitude, var rest) = UInt128.DivRem(magnitude, Group);
            Put(groups, ref at, (uint)rest);
        }

        for (var left = (ulong)magnitude; left > 0; weight++)
        {
            var next = left / Group;
            Put(groups, ref at, (uint)(left - (next * Group)));
            left = next;
        }

        // The server keeps its groups in the machine's order of bytes.
        return Bytes(MemoryMarshal.AsBytes(groups[at..]), seed) ^ (ulong)(long)weight;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<ushort> groups, ref int at, uint group)
    {
        if (group == 0 && at == groups.Length) return;
        groups[--at] = (ushort)group;
    }

    private static (UInt128 Quotient, UInt128 Left) Divide(ulong number, uint by)
    {
        var (quotient, rest) = Math.DivRem(number, by);
        return (quotient, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Rest(ReadOnlySpan<byte> data) => data.Length switch
    {
        0 => 0,
        1 => data[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(data),
        _ => BinaryPrimitives.ReadUInt16LittleEndian(data) | ((uint)data[2] << 16),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Seed(ulong seed, ref uint a, ref uint b, ref uint c)
    {
        if (seed == 0) return;
        a += (uint)(seed >> 32);
        b += (uint)seed;
        Mix(ref a, ref b, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a -= c; a ^= BitOperations.RotateLeft(c, 4); c += b;
        b -= a; b ^= BitOperations.RotateLeft(a, 6); a += c;
        c -= b; c ^= BitOperations.RotateLeft(b, 8); b += a;
        a -= c; a ^= BitOperations.RotateLeft(c, 16); c += b;
        b -= a; b ^= BitOperations.RotateLeft(a, 19); a += c;
        c -= b; c ^= BitOperations.RotateLeft(b, 4); b += a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(uint a, uint b, uint c)
    {
        c ^= b; c -= BitOperations.RotateLeft(b, 14);
        a ^= c; a -= BitOperations.RotateLeft(c, 11);
        b ^= a; b -= BitOperations.RotateLeft(a, 25);
        c ^= b; c -= BitOperations.RotateLeft(b, 16);
        a ^= c; a -= BitOperations.RotateLeft(c, 4);
        b ^= a; b -= BitOperations.RotateLeft(a, 14);
        c ^= b; c -= BitOperations.RotateLeft(b, 24);
        return ((ulong)b << 32) | c;
    }
}
