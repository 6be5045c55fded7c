using Lumos.Core.Migration.Hashing;

namespace Lumos.Core.Migration.Validation;

/// <summary>The late rows of some chunks: all of them in row order, and those of them that stay.</summary>
internal sealed class LateRows
{
    private readonly List<long> _numbers = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<long> _keptNumbers = [];
    private readonly List<ulong> _keptHashes = [];
    private int _leaving;
    private int _next;
    private int _nextKept;

    /// <summary>Number of the next row that stays.</summary>
    public long NextKept => _nextKept < _keptNumbers.Count ? _keptNumbers[_nextKept] : long.MaxValue;

    /// <summary>Takes rows, ascending.</summary>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="hashes">Their hashes.</param>
    /// <param name="removed">Rows that do not stay, ascending.</param>
    public void Add(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, long[] removed)
    {
        for (var row = 0; row < numbers.Length; row++)
        {
            _numbers.Add(numbers[row]);
            _hashes.Add(hashes[row]);
            while (_leaving < removed.Length && removed[_leaving] < numbers[row]) _leaving++;
            if (_leaving < removed.Length && removed[_leaving] == numbers[row]) continue;
            _keptNumbers.Add(numbers[row]);
            _keptHashes.Add(hashes[row]);
        }
    }

    /// <summary>Adds the hashes of the rows before a number.</summary>
    /// <returns>How many there were.</returns>
    public int AddAllTo(ChunkHash hash, long end)
    {
        var first = _next;
        for (; _next < _numbers.Count && _numbers[_next] < end; _next++) hash.Add([_hashes[_next]]);
        return _next - first;
    }

    /// <summary>Adds the hashes of the rows that stay before a number.</summary>
    public void AddKeptTo(ChunkHash hash, long end)
    {
        for (; _nextKept < _keptNumbers.Count && _keptNumbers[_nextKept] < end; _nextKept++) hash.Add([_keptHashes[_nextKept]]);
    }
}
