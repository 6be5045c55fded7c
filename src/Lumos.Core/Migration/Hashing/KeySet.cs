namespace Lumos.Core.Migration.Hashing;

/// <summary>
/// Remembers key hashes to notice a key that may have come before. It may be wrong in one direction only: two keys can share a hash, so what it
/// notices must be looked at again. Holds at most <see cref="MostKeys"/>; later ones are not noticed.
/// </summary>
internal sealed class KeySet
{
    /// <summary>Keys it remembers: 256 MB worth of them.</summary>
    public const int MostKeys = 25_000_000;

    private ulong[] _slots = new ulong[1 << 12];
    private int _count;

    /// <summary>Adds a hash; 0 stands for a row without a key and is never noticed.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong hash)
    {
        if (hash == 0) return true;
        var mask = (uint)_slots.Length - 1;
        for (var at = (uint)hash & mask; ; at = (at + 1) & mask)
        {
            var there = _slots[at];
            if (there == hash) return false;
            if (there != 0) continue;
            if (_count == MostKeys) return true;
            _slots[at] = hash;
            if (++_count > _slots.Length / 4 * 3) Grow();
            return true;
        }
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        var mask = (uint)_slots.Length - 1;
        foreach (var hash in old)
        {
            if (hash == 0) continue;
            var at = (uint)hash & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = hash;
        }
    }
}
