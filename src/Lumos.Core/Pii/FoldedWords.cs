using System.Runtime.InteropServices;

namespace Lumos.Core.Pii;

/// <summary>Folded words with a value each, looked up by span. Built once, then read by many threads.</summary>
/// <remarks>A hash of the outer letters and the length is enough to miss in a step or two, which is what most look-ups of a scanner do.</remarks>
internal sealed class FoldedWords
{
    // Which slots are taken: most words miss, and a bit a slot stays near where the slots themselves do not.
    private readonly ulong[] _taken;
    private readonly int[] _first;
    private readonly Entry[] _entries;
    private readonly int _shift;

    /// <summary>Makes a table; a value of 0 is the same as absence.</summary>
    public FoldedWords(IReadOnlyCollection<KeyValuePair<string, int>> words)
    {
        var bits = 8;
        while (1 << bits < words.Count * 4) bits++;
        _shift = 64 - bits;
        _first = new int[1 << bits];
        _taken = new ulong[1 << (bits - 6)];
        _entries = new Entry[words.Count + 1];
        var count = 0;
        foreach (var (word, value) in words)
        {
            if (word.Length == 0) continue;
            var slot = Slot(word);
            _taken[slot >> 6] |= 1UL << slot;
            ref var first = ref _first[slot];
            _entries[++count] = new Entry(word, value, first);
            first = count;
        }
    }

    /// <summary>A table of words without a value of their own.</summary>
    public static FoldedWords Of(IEnumerable<string> words) => new([.. words.Distinct(StringComparer.Ordinal).Select(static w => KeyValuePair.Create(w, 1))]);

    /// <summary>Value of a word; 0 when it is not in the table.</summary>
    public int Find(ReadOnlySpan<char> folded)
    {
        if (folded.IsEmpty) return 0;
        var slot = Slot(folded);
        if ((_taken[slot >> 6] >> slot & 1) == 0) return 0;
        for (var at = _first[slot]; at != 0;)
        {
            ref readonly var entry = ref _entries[at];
            if (folded.SequenceEqual(entry.Word)) return entry.Value;
            at = entry.Next;
        }

        return 0;
    }

    /// <summary>Whether a word is in the table.</summary>
    public bool Contains(ReadOnlySpan<char> folded) => Find(folded) != 0;

    private int Slot(ReadOnlySpan<char> word)
    {
        ulong head, tail;
        if (word.Length >= 4)
        {
            head = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(word));
            tail = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(word[^4..]));
        }
        else
        {
            head = word[0] | (ulong)word[word.Length >> 1] << 16;
            tail = word[^1];
        }

        return (int)(((head ^ (ulong)word.Length << 55) * 0x9E3779B97F4A7C15UL + tail * 0xC2B2AE3D27D4EB4FUL) * 0xD6E8FEB86659FD93UL >> _shift);
    }

    private readonly record struct Entry(string Word, int Value, int Next);
}
