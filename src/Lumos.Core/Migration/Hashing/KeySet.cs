using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Hashing;

/// <summary>
/// Remembers key hashes to notice a key that may have come before. It may be wrong in one direction only: two keys can share a hash, so what it
/// notices must be looked at again: it keeps 48 bits of each, in six bytes. Holds at most <see cref="MostKeys"/>; later ones are not noticed. Its memory is given back when it is disposed, because
/// the engine needs as much for the validation that follows.
/// </summary>
internal sealed unsafe class KeySet : IDisposable
{
    /// <summary>Keys it remembers: some 250 MB worth of them.</summary>
    public const int MostKeys = 25_000_000;

    private const int First = 4096, SlotBytes = 6;
    private const ulong Bits = (1UL << 48) - 1;

    private byte* _slots = Allocate(First);
    private int _length = First;
    private int _count;

    /// <summary>Adds a hash; 0 stands for a row without a key and is never noticed.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong hash)
    {
        ObjectDisposedException.ThrowIf(_slots is null, this);
        if (hash == 0) return true;
        var kept = Math.Max(1, hash & Bits);
        var at = PlaceOf(kept, _length);
        for (ulong there; (there = Read(_slots, at)) != 0; at = at + 1 == _length ? 0 : at + 1)
        {
            if (there == kept) return false;
        }

        if (_count == MostKeys) return true;
        Write(_slots, at, kept);
        if (++_count > _length / 4 * 3) Grow();
        return true;
    }

    public void Dispose()
    {
        NativeMemory.Free(_slots);
        _slots = null;
    }

    // By half, since what is not filled is memory nobody else has. Slots are in the order of their hashes, so they are moved from front to back.
    private void Grow()
    {
        var length = _length + (_length / 2);
        var slots = Allocate(length);
        for (var i = 0; i < _length; i++)
        {
            var kept = Read(_slots, i);
            if (kept == 0) continue;
            var at = PlaceOf(kept, length);
            while (Read(slots, at) != 0) at = at + 1 == length ? 0 : at + 1;
            Write(slots, at, kept);
        }

        NativeMemory.Free(_slots);
        _slots = slots;
        _length = length;
    }

    private static int PlaceOf(ulong kept, int length) => (int)Math.BigMul(kept << 16, (ulong)length, out _);

    private static ulong Read(byte* slots, int at) => Unsafe.ReadUnaligned<ulong>(slots + ((long)at * SlotBytes)) & Bits;

    private static void Write(byte* slots, int at, ulong kept)
    {
        var slot = slots + ((long)at * SlotBytes);
        Unsafe.WriteUnaligned(slot, (uint)kept);
        Unsafe.WriteUnaligned(slot + sizeof(uint), (ushort)(kept >> 32));
    }

    // A slot is read as a whole word, which ends two bytes behind it.
    private static byte* Allocate(int length) => (byte*)NativeMemory.AllocZeroed((nuint)(((long)length * SlotBytes) + sizeof(ushort)), 1);
}
