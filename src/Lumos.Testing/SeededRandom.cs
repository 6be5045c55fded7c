namespace Lumos.Testing;

/// <summary>
/// A random sequence fixed by its seed alone, the same on every platform and .NET version (unlike <see cref="Random"/>).
/// SplitMix64 by Steele, Lea and Flood (OOPSLA 2014). Not thread-safe, not for secrets.
/// </summary>
public sealed class SeededRandom
{
    private ulong _state;

    /// <summary>Starts the sequence.</summary>
    public SeededRandom(long seed) => _state = unchecked((ulong)seed);

    /// <summary>Next 64 bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number from <paramref name="from"/> up to but not including <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int Next(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        return from + (int)(NextUInt64() % (ulong)(to - from));
    }

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Chance(int percent) => Next(0, 100) < percent;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Next(0, items.Count)];
    }

    /// <summary>A day between two years, both included.</summary>
    public DateOnly Day(int firstYear, int lastYear) => new DateOnly(firstYear, 1, 1).AddDays(Next(0, ((lastYear - firstYear + 1) * 365) - 1));
}
