using System.Numerics;
using System.Runtime.CompilerServices;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>A table from texts to texts, frozen: open addressing over UTF-8, at most half full. Keys of up to 8 bytes are compared as one word.</summary>
internal sealed unsafe class ByteMap
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly PinnedText[] _texts;
    private readonly Slot[] _slots;
    private readonly int _shift;
    private readonly PinnedText _empty = new("");

    public ByteMap(IReadOnlyList<MapEntry> entries)
    {
        var size = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)entries.Count * 2));
        _shift = 64 - BitOperations.Log2((uint)size);
        _slots = GC.AllocateArray<Slot>(size, pinned: true);
        var texts = new List<PinnedText>();
        foreach (var entry in entries)
        {
            var key = new PinnedText(entry.Key);
            texts.Add(key);
            var slot = new Slot { Key = key.Pointer, KeyLength = key.Length, Word = Bytes.LoadUpTo8(key.Pointer, key.Length), Value = _empty.Pointer, ValueLength = -1, IsUsed = true };
            if (entry.Value is { } text)
            {
                var value = new PinnedText(text);
                texts.Add(value);
                slot.Value = value.Pointer;
                slot.ValueLength = value.Length;
            }

            var at = Place(slot.Word, key.Pointer, key.Length);
            while (_slots[at].IsUsed) at = (at + 1) & (size - 1);
            _slots[at] = slot;
        }

        _texts = [.. texts];
    }

    /// <summary>Somewhere to point at for no text.</summary>
    public byte* Empty => _empty.Pointer;

    /// <summary>Constants the table points at.</summary>
    public int TextCount => _texts.Length;

    /// <summary>Looks a key up. A value of NULL has the length -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(byte* key, int length, out byte* value, out int valueLength)
    {
        var word = Bytes.LoadUpTo8(key, length);
        var mask = _slots.Length - 1;
        var slots = (Slot*)Unsafe.AsPointer(ref _slots[0]);
        for (var at = Place(word, key, length); slots[at].IsUsed; at = (at + 1) & mask)
        {
            if (slots[at].Word != word || slots[at].KeyLength != length) continue;
            if (length > 8 && !new ReadOnlySpan<byte>(slots[at].Key, length).SequenceEqual(new ReadOnlySpan<byte>(key, length))) continue;
            value = slots[at].Value;
            valueLength = slots[at].ValueLength;
            return true;
        }

        value = null;
        valueLength = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(ulong word, byte* key, int length)
    {
        var hash = (word ^ (ulong)length) * Multiplier;
        if (length > 8) hash = Rest(hash, key, length);
        return (int)(hash >> _shift);
    }

    private static ulong Rest(ulong hash, byte* key, int length)
    {
        for (var i = 8; i + 8 < length; i += 8) hash = (BitOperations.RotateLeft(hash, 29) ^ Unsafe.ReadUnaligned<ulong>(key + i)) * Multiplier;
        return (BitOperations.RotateLeft(hash, 29) ^ Unsafe.ReadUnaligned<ulong>(key + length - 8)) * Multiplier;
    }

    private struct Slot
    {
        public ulong Word;
        public byte* Key;
        public byte* Value;
        public int KeyLength;
        public int ValueLength;
        public bool IsUsed;
    }
}
