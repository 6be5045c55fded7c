using System.Runtime.CompilerServices;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>
/// Distinct values of a column by 64-bit hash, with the rows of each, in bounded memory. Exact until it is full; then it keeps only the
/// values whose hash starts with one more zero bit, again and again. All rows of a kept value are counted, so distinct values, repeated
/// rows and inclusion of one column in another stay unbiased estimates on a known fraction (1 / 2^<see cref="Level"/>) of the values.
/// Deterministic: the content depends only on the values and the capacities granted.
/// </summary>
internal sealed class HashSketch
{
    /// <summary>Bytes of one slot.</summary>
    public const int SlotBytes = 16;

    private Slot[] _slots;
    private int _mask;
    private int _limit;

    /// <summary>Creates a sketch.</summary>
    /// <param name="capacity">Most values kept; 16 or more.</param>
    public HashSketch(int capacity)
    {
        Capacity = capacity;
        _slots = new Slot[64];
        _mask = 63;
        _limit = 48;
    }

    /// <summary>One value.</summary>
    internal struct Slot
    {
        /// <summary>Hash; 0 for an empty slot.</summary>
        public ulong Hash;

        /// <summary>Rows with this value, at most 2^31-1.</summary>
        public int Rows;

        /// <summary>Index of its shape in the column's tally.</summary>
        public int Shape;
    }

    /// <summary>Most values kept.</summary>
    public int Capacity { get; private set; }

    /// <summary>Values kept.</summary>
    public int Count { get; private set; }

    /// <summary>Leading zero bits a kept hash has; 0 while the sketch is exact.</summary>
    public int Level { get; private set; }

    /// <summary>Whether nothing was left out.</summary>
    public bool IsExact => Level == 0;

    /// <summary>Lets the sketch keep more values. No effect once it has left some out.</summary>
    public void Grant(int capacity)
    {
        if (Level == 0 && capacity > Capacity) Capacity = capacity;
    }

    /// <summary>Finds or adds a value; the caller counts its row.</summary>
    /// <returns>A null reference when the value is not of the kept fraction.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Slot FindOrAdd(ulong hash, out bool added)
    {
        added = false;
        if (Level != 0 && hash >> (64 - Level) != 0) return ref Unsafe.NullRef<Slot>();
        var slots = _slots;
        var i = (int)hash & _mask;
        while (true)
        {
            ref var slot = ref slots[i];
            if (slot.Hash == hash) return ref slot;
            if (slot.Hash == 0) break;
            i = (i + 1) & _mask;
        }

        return ref Add(hash, out added);
    }

    /// <summary>Rows of a value; 0 when it is not there or not of the kept fraction.</summary>
    public int RowsOf(ulong hash)
    {
        var i = (int)hash & _mask;
        while (_slots[i].Hash is var at && at != 0)
        {
            if (at == hash) return _slots[i].Rows;
            i = (i + 1) & _mask;
        }

        return 0;
    }

    /// <summary>All slots; empty ones have hash 0.</summary>
    public ReadOnlySpan<Slot> Slots => _slots;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Slot Add(ulong hash, out bool added)
    {
        added = false;
        if (Count >= _limit || Count >= Capacity)
        {
            MakeRoom();
            if (Level != 0 && hash >> (64 - Level) != 0) return ref Unsafe.NullRef<Slot>();
        }

        var i = (int)hash & _mask;
        while (_slots[i].Hash != 0) i = (i + 1) & _mask;
        ref var slot = ref _slots[i];
        slot.Hash = hash;
        Count++;
        added = true;
        return ref slot;
    }

    private void MakeRoom()
    {
        while (Count >= Capacity)
        {
            Level++;
            Rebuild(_slots.Length);
        }

        if (Count >= _limit) Rebuild(_slots.Length * 2);
    }

    private void Rebuild(int size)
    {
        var old = _slots;
        _slots = new Slot[size];
        _mask = size - 1;
        _limit = size / 4 * 3;
        Count = 0;
        foreach (var slot in old)
        {
            if (slot.Hash == 0 || (Level != 0 && slot.Hash >> (64 - Level) != 0)) continue;
            var i = (int)slot.Hash & _mask;
            while (_slots[i].Hash != 0) i = (i + 1) & _mask;
            _slots[i] = slot;
            Count++;
        }
    }
}
