namespace Lumos.Connectors.Postgres.Proving;

/// <summary>What this process wrote into one staging table, by the unit it is written in. Thread-safe.</summary>
internal sealed class WrittenRows
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, BlockSums> _segments = [];

    /// <summary>Remembers a segment that stands in the table.</summary>
    public void Put(long segment, BlockSums sums)
    {
        lock (_lock) _segments[segment] = sums;
    }

    /// <summary>Forgets a segment that is to be written again.</summary>
    public void Forget(long segment)
    {
        lock (_lock) _segments.Remove(segment);
    }

    /// <summary>The sums of all of them; empty when this process wrote nothing.</summary>
    public IReadOnlyDictionary<long, (long Rows, Int128 Sum)> Total()
    {
        var total = new BlockSums();
        lock (_lock)
        {
            foreach (var (block, (rows, sum)) in _segments.Values.SelectMany(static sums => sums.Blocks)) total.Add(block, rows, sum);
        }

        return total.Blocks;
    }
}
