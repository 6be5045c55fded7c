using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Columns;

/// <summary>
/// The 16 bytes by which the engine holds a text: its length, then up to 12 bytes in place, or 4 first bytes and a pointer. Most texts are
/// short, and copying twelve bytes whether they are needed or not costs less than finding out how many are.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal readonly unsafe struct TextEntry
{
    /// <summary>Room a buffer needs behind the last text.</summary>
    public const int Slack = 12;

    private const int InPlace = 12;

    [FieldOffset(0)]
    private readonly int _length;

    [FieldOffset(4)]
    private readonly ulong _first;

    [FieldOffset(8)]
    private readonly byte* _text;

    [FieldOffset(12)]
    private readonly uint _last;

    /// <summary>Copies all texts of a vector one behind the other; a NULL takes no bytes.</summary>
    /// <param name="vector">A VARCHAR vector.</param>
    /// <param name="buffer">Has room for all of them from <paramref name="start"/>, and <see cref="Slack"/> more.</param>
    /// <param name="start">Where the first goes.</param>
    /// <param name="offsets">Receives one offset per row and one more.</param>
    /// <returns>End of the last text.</returns>
    public static int CopyAll(in DuckDbVector vector, byte[] buffer, int start, Span<int> offsets)
    {
        var entries = vector.Values<TextEntry>();
        var validity = vector.Validity;
        offsets = offsets[..(entries.Length + 1)];
        fixed (byte* to = buffer)
        {
            var at = start;
            for (var row = 0; row < entries.Length; row++)
            {
                offsets[row] = at;
                if (!validity.IsEmpty && (validity[row >> 6] & (1UL << row)) == 0) continue;
                ref readonly var entry = ref entries[row];
                if (entry._length <= InPlace)
                {
                    Unsafe.WriteUnaligned(to + at, entry._first);
                    Unsafe.WriteUnaligned(to + at + 8, entry._last);
                }
                else
                {
                    Unsafe.CopyBlockUnaligned(to + at, entry._text, (uint)entry._length);
                }

                at += entry._length;
            }

            offsets[entries.Length] = at;
            return at;
        }
    }
}
