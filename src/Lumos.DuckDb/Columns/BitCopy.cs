using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Columns;

/// <summary>Copies bits between bitmaps that may begin inside a byte.</summary>
internal static class BitCopy
{
    /// <summary>Copies <paramref name="count"/> bits to the start of <paramref name="to"/>; bits behind them in the last 64 are 1.</summary>
    internal static void Copy(ReadOnlySpan<byte> from, int firstBit, Span<byte> to, int count)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(to);
        var shift = firstBit & 7;
        var source = from[(firstBit >> 3)..];
        var word = 0;
        for (var done = 0; done < count; done += 64, word++)
        {
            var at = done >> 3;
            ulong value;
            if (at + 9 <= source.Length)
            {
                value = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(source[at..])) >> shift;
                if (shift != 0) value |= (ulong)source[at + 8] << (64 - shift);
            }
            else
            {
                value = 0;
                for (var i = 0; i < 9 && at + i < source.Length; i++)
                {
                    var part = (ulong)source[at + i];
                    value |= i == 0 ? part >> shift : (i * 8) - shift < 64 ? part << ((i * 8) - shift) : 0;
                }
            }

            if (count - done < 64) value |= ulong.MaxValue << (count - done);
            words[word] = value;
        }
    }

    /// <summary>Whether all of some bits are 1.</summary>
    internal static bool Get(ReadOnlySpan<byte> bits, int bit) => (bits[bit >> 3] & (1 << (bit & 7))) != 0;
}
