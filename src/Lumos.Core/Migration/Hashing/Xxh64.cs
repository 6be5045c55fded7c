using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Hashing;

/// <summary>XXH64 with seed 0, after its published specification (xxHash, "XXH64 algorithm description").</summary>
internal static class Xxh64
{
    public const ulong P1 = 0x9E3779B185EBCA87;
    public const ulong P2 = 0xC2B2AE3D27D4EB4F;
    public const ulong P3 = 0x165667B19E3779F9;
    public const ulong P4 = 0x85EBCA77C2B2AE63;
    public const ulong P5 = 0x27D4EB2F165667C5;

    public static ulong Hash(ReadOnlySpan<byte> data)
    {
        ref var at = ref MemoryMarshal.GetReference(data);
        nint offset = 0;
        nint left = data.Length;
        ulong hash;
        if (left >= 32)
        {
            var a = unchecked(P1 + P2);
            var b = P2;
            var c = 0UL;
            var d = unchecked(0 - P1);
            do
            {
                a = Round(a, Read64(ref at, offset));
                b = Round(b, Read64(ref at, offset + 8));
                c = Round(c, Read64(ref at, offset + 16));
                d = Round(d, Read64(ref at, offset + 24));
                offset += 32;
                left -= 32;
            }
            while (left >= 32);

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
        else
        {
            hash = P5;
        }

        hash += (ulong)data.Length;
        for (; left >= 8; left -= 8, offset += 8) hash = (BitOperations.RotateLeft(hash ^ Round(0, Read64(ref at, offset)), 27) * P1) + P4;
        if (left >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref at, offset)) * P1), 23) * P2) + P3;
            left -= 4;
            offset += 4;
        }

        for (; left > 0; left--, offset++) hash = BitOperations.RotateLeft(hash ^ (Unsafe.AddByteOffset(ref at, offset) * P5), 11) * P1;
        return Avalanche(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Round(ulong accumulator, ulong lane) => BitOperations.RotateLeft(accumulator + (lane * P2), 31) * P1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= P2;
        hash ^= hash >> 29;
        hash *= P3;
        return hash ^ (hash >> 32);
    }

    private static ulong Merge(ulong hash, ulong accumulator) => ((hash ^ Round(0, accumulator)) * P1) + P4;

    private static ulong Read64(ref byte at, nint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref at, offset));
}
