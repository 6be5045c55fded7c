using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Hashing;

/// <summary>
/// Remembers key hashes to notice a key that may have come before. It may be wrong in one direction only: two keys can share a hash, so what it
/// notices must be looked at again. Holds at most <see cref="MostKeys"/>; later ones are not noticed. Its memory is given back when it is disposed, because
/// the engine needs as much for the validation that follows.
/// </summary>
internal sealed unsafe class KeySet : IDisposable
{
    /// <summary>Keys it remembers: 256 MB worth of them.</summary>
    public const int MostKeys = 25_000_000;

    private ulong* _slots = Allocate(1 << 12);
    private int _length = 1 << 12;
    private int _count;

    /// <summary>Adds a hash; 0 stands for a row without a key and is never noticed.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong hash)
    {
        ObjectDisposedException.ThrowIf(_slots is null, this);
        if (hash == 0) return true;
        var mask = (uint)_length - 1;
        for (var at = (uint)hash & mask; ; at = (at + 1) & mask)
        {
            var there = _slots[at];
            if (there == hash) return false;
            if (there != 0) continue;
            if (_count == MostKeys) return true;
            _slots[at] = hash;
            if (++_count > _length / 4 * 3) Grow();
            return true;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_slots);
        _slots = null;
    }

    private void Grow()
    {
        var length = _length * 2;
        var slots = Allocate(length);
        var mask = (uint)length - 1;
        foreach (var hash in new ReadOnlySpan<ulong>(_slots, _length))
        {
            if (hash == 0) continue;
            var at = (uint)hash & mask;
            while (slots[at] != 0) at = (at + 1) & mask;
            slots[at] = hash;
        }

        NativeMemory.Free(_slots);
        _slots = slots;
        _length = length;
    }

    private static ulong* Allocate(int length) => (ulong*)NativeMemory.AllocZeroed((nuint)length, sizeof(ulong));
}
