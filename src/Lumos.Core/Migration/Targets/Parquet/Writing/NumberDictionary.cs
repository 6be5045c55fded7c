namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Numbers a column holds, each once, in the order they come. Used again for one column after the other.</summary>
internal sealed class NumberDictionary
{
    // Beyond this the indexes are hardly shorter than the numbers.
    private const int MostEntries = 1 << 13;
    private const int SlotBits = 14;

    // Looked at before the rest: a column of ever new numbers is given up here.
    private const int FirstLook = 2048;

    private readonly int[] _slots = new int[1 << SlotBits];
    private readonly ulong[] _entries = new ulong[MostEntries];

    /// <summary>Entries found.</summary>
    public ReadOnlySpan<ulong> Entries => _entries.AsSpan(0, Count);

    private int Count { get; set; }

    /// <summary>Finds the entries of some numbers and the index of each.</summary>
    /// <returns>False when there are too many different ones.</returns>
    public bool TryFind(ReadOnlySpan<ulong> numbers, Span<int> indexes)
    {
        Array.Fill(_slots, -1);
        Count = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var slot = (int)((number * 0x9E3779B97F4A7C15) >> (64 - SlotBits));
            int index;
            while ((index = _slots[slot]) >= 0 && _entries[index] != number) slot = (slot + 1) & ((1 << SlotBits) - 1);
            if (index < 0)
            {
                if (Count == MostEntries || (i >= FirstLook && Count > FirstLook / 2 && Count > i / 2)) return false;
                index = Count++;
                _entries[index] = number;
                _slots[slot] = index;
            }

            indexes[i] = index;
        }

        return true;
    }
}
