using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>
/// Reading and copying short runs of bytes without a loop. A read of 32 bytes that stays inside its memory page cannot fault, whatever
/// lies behind the text; the bytes read too many are masked away.
/// </summary>
internal static unsafe class Bytes
{
    /// <summary>Room every destination keeps for a store that writes more than it was asked to.</summary>
    public const int Slack = 64;

    private const int PageBytes = 4096;

    /// <summary>
    /// Whether 32 bytes can be read from here. Not at the beginning of a page: an empty text may end there, with nothing behind it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanRead32(byte* at) => (((nuint)at - 1) & (PageBytes - 1)) < PageBytes - 32;

    /// <summary>Whether 64 bytes can be read from here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanRead64(byte* at) => (((nuint)at - 1) & (PageBytes - 1)) < PageBytes - 64;

    /// <summary>Bits for the first <paramref name="length"/> of 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskOf64(int length) => length >= 64 ? ulong.MaxValue : (1UL << length) - 1;

    /// <summary>Bits for the first <paramref name="length"/> of 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskOf(int length) => (uint)((1UL << length) - 1);

    /// <summary>32 bytes from here, of which only the first <paramref name="length"/>, at most 32, mean anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load32(byte* at, int length) => CanRead32(at) ? Vector256.Load(at) : LoadAcross(at, length);

    /// <summary>Copies; may write up to 32 bytes behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* to, byte* from, int length)
    {
        if (length <= 32 && CanRead32(from)) Vector256.Load(from).Store(to);
        else Buffer.MemoryCopy(from, to, length, length);
    }

    /// <summary>The first up to 8 bytes, least significant first, the rest 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LoadUpTo8(byte* at, int length)
    {
        if (length >= 8) return Unsafe.ReadUnaligned<ulong>(at);
        var word = (((nuint)at - 1) & (PageBytes - 1)) < PageBytes - 8 ? Unsafe.ReadUnaligned<ulong>(at) : LoadAcross8(at, length);
        return word & ((1UL << (length * 8)) - 1);
    }

    /// <summary>Position of a byte, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(byte* at, int length, byte value)
    {
        if (length > 32 || !CanRead32(at)) return new ReadOnlySpan<byte>(at, length).IndexOf(value);
        var hits = Vector256.Equals(Vector256.Load(at), Vector256.Create(value)).ExtractMostSignificantBits() & MaskOf(length);
        return hits == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(hits);
    }

    /// <summary>Sum of the lengths of a block.</summary>
    public static long Sum(int* lengths, int count)
    {
        long sum = 0;
        var i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(lengths + i));
            sum += Vector256.Sum(low + high);
        }

        for (; i < count; i++) sum += lengths[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<byte> LoadAcross(byte* at, int length)
    {
        Vector256<byte> result = default;
        Buffer.MemoryCopy(at, &result, 32, Math.Min(length, 32));
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong LoadAcross8(byte* at, int length)
    {
        ulong word = 0;
        for (var i = length - 1; i >= 0; i--) word = (word << 8) | at[i];
        return word;
    }
}
