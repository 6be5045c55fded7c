namespace Lumos.Connectors.Postgres.Proving;

/// <summary>How many rows there are in every block of row numbers, and the sum of their hashes.</summary>
internal sealed class BlockSums
{
    /// <summary>Bits of a row number that say where in its block the row is.</summary>
    public const int BlockBits = 16;

    private readonly Dictionary<long, (long Rows, Int128 Sum)> _blocks = [];

    /// <summary>The blocks.</summary>
    public IReadOnlyDictionary<long, (long Rows, Int128 Sum)> Blocks => _blocks;

    /// <summary>Adds rows of one block.</summary>
    public void Add(long block, long rows, Int128 sum)
    {
        var there = _blocks.GetValueOrDefault(block);
        _blocks[block] = (there.Rows + rows, there.Sum + sum);
    }
}
