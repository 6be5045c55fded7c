using System.Runtime.CompilerServices;

namespace Lumos.DuckDb.Columns;

/// <summary>The 16 bytes by which a vector holds a text: its length, then up to 12 bytes in place, or 4 first bytes and a pointer.</summary>
internal static unsafe class StringEntry
{
    internal const int Size = 16;
    internal const int InlineBytes = 12;

    /// <summary>Writes an entry. Longer texts are pointed at, not copied: <paramref name="text"/> must stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(byte* entry, byte* text, uint length)
    {
        *(uint*)entry = length;
        if (length <= InlineBytes)
        {
            // Unused bytes are zero, because entries are compared whole.
            *(uint*)(entry + 4) = 0;
            *(ulong*)(entry + 8) = 0;
            Unsafe.CopyBlockUnaligned(entry + 4, text, length);
        }
        else
        {
            *(uint*)(entry + 4) = Unsafe.ReadUnaligned<uint>(text);
            *(byte**)(entry + 8) = text;
        }
    }
}
