using System.Diagnostics.CodeAnalysis;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Numbers of the rows of one source table by the key they have there: those the target has, and behind them those of keys it does not have yet. Not thread-safe while keys are added.</summary>
/// <param name="source">Catalog table.</param>
/// <param name="key">Its key, as the source spells it; empty where rows are numbered in their order, and then there are no keys here.</param>
internal sealed class KeyNumbers(string source, string key)
{
    private readonly Dictionary<byte[], long> _numbers = new(new ByContent());

    /// <summary>Catalog table.</summary>
    public string Source => source;

    /// <summary>Its key.</summary>
    public string Key => key;

    /// <summary>Highest number the target has; new ones come behind it.</summary>
    public long Highest { get; set; }

    /// <summary>Keys the target has.</summary>
    public int Known => _numbers.Count - Given;

    /// <summary>Keys that are new.</summary>
    public int Given { get; private set; }

    /// <summary>Bytes the keys and their numbers take in a file, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Keys with their numbers, the lowest first.</summary>
    public IEnumerable<KeyValuePair<byte[], long>> Ordered => _numbers.OrderBy(static pair => pair.Value);

    /// <summary>The part of a key that counts: no blanks around it, as ingest and joins compare keys.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.Trim(" \t\r\n"u8);

    /// <summary>Number of a key; false when it has none.</summary>
    public bool TryFind(ReadOnlySpan<byte> cell, out long number) => _numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(Trim(cell), out number);

    /// <summary>Adds a key of the target; false when it has another number already.</summary>
    public bool AddKnown(ReadOnlySpan<byte> cell, long number)
    {
        Highest = Math.Max(Highest, number);
        var known = Trim(cell);
        if (known.IsEmpty) return true;
        return TryAdd(known, number) || (TryFind(known, out var other) && other == number);
    }

    /// <summary>Gives a key the next number, unless it has one.</summary>
    public void Give(ReadOnlySpan<byte> cell)
    {
        var asked = Trim(cell);
        if (!asked.IsEmpty && TryAdd(asked, Highest + Given + 1)) Given++;
    }

    /// <summary>Whether the target has the same numbers still.</summary>
    /// <param name="now">What the target has now, and nothing else.</param>
    public bool StartsWith(KeyNumbers now) => now.Source == Source && now.Key == Key && now.Highest == Highest && now._numbers.Count == Known && now._numbers.All(pair => _numbers.TryGetValue(pair.Key, out var number) && number == pair.Value);

    private bool TryAdd(ReadOnlySpan<byte> known, long number)
    {
        if (!_numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryAdd(known, number)) return false;
        Bytes += known.Length + 12;
        return true;
    }

    // The hash decides about the place in memory and nothing that is written.
    private sealed class ByContent : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
