using System.Runtime.CompilerServices;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Texts a column holds, each once, in the order they come. Used again for one column after the other.</summary>
internal sealed unsafe class TextDictionary
{
    private const int MostEntries = 1 << 15;
    private const int MostBytes = 1 << 20;
    private const int SlotBits = 16;

    // Looked at before the rest: a column of ever new texts is given up here.
    private const int FirstLook = 2048;

    private readonly int[] _slots = new int[1 << SlotBits];
    private readonly Entry[] _entries = new Entry[MostEntries];

    /// <summary>Entries found. They point into the column.</summary>
    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Bytes of all entries.</summary>
    public int Bytes { get; private set; }

    private int Count { get; set; }

    /// <summary>Finds the entries of the rows that hold a text and the index of each.</summary>
    /// <param name="values">Bytes of the column.</param>
    /// <param name="offsets">Its offsets.</param>
    /// <param name="rows">Rows that hold a text.</param>
    /// <param name="indexes">Receives one index per row.</param>
    /// <returns>False when there are too many different ones.</returns>
    public bool TryFind(byte* values, ReadOnlySpan<int> offsets, PresentRows rows, Span<int> indexes)
    {
        Array.Fill(_slots, -1);
        (Count, Bytes) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var text = values + offsets[row];
            var length = offsets[row + 1] - offsets[row];
            var hash = Hash(text, length);
            var slot = (int)(hash >> (64 - SlotBits));
            int index;
            while ((index = _slots[slot]) >= 0 && !(_entries[index].Hash == hash && _entries[index].Is(text, length))) slot = (slot + 1) & ((1 << SlotBits) - 1);
            if (index < 0)
            {
                Bytes += length;
                if (Count == MostEntries || Bytes > MostBytes || (i >= FirstLook && Count > FirstLook / 2 && Count > i / 2)) return false;
                index = Count++;
                _entries[index] = new Entry(text, length, hash);
                _slots[slot] = index;
            }

            indexes[i] = index;
        }

        return true;
    }

    private static ulong Hash(byte* text, int length)
    {
        const ulong first = 0x9E3779B185EBCA87, second = 0xC2B2AE3D27D4EB4F;
        ulong head, tail;
        if (length >= 8)
        {
            head = Unsafe.ReadUnaligned<ulong>(text);
            tail = Unsafe.ReadUnaligned<ulong>(text + length - 8);
            for (var at = 8; at < length - 8; at += 8) head = Fold(head ^ first, Unsafe.ReadUnaligned<ulong>(text + at) ^ second);
        }
        else if (length >= 4)
        {
            head = Unsafe.ReadUnaligned<uint>(text);
            tail = Unsafe.ReadUnaligned<uint>(text + length - 4);
        }
        else
        {
            head = length == 0 ? 0u : text[0] | ((uint)text[length >> 1] << 8);
            tail = length == 0 ? 0u : text[length - 1];
        }

        return Fold(head ^ first, tail ^ second ^ ((ulong)length << 56)) * first;
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    /// <summary>A text of the dictionary.</summary>
    internal readonly struct Entry(byte* text, int length, ulong hash)
    {
        public ulong Hash { get; } = hash;

        public ReadOnlySpan<byte> Span => new(text, length);

        public bool Is(byte* other, int otherLength) => length == otherLength && Span.SequenceEqual(new ReadOnlySpan<byte>(other, otherLength));
    }
}
