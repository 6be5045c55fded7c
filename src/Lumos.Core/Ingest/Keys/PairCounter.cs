using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Keys;

/// <summary>Counts, in one more pass, how often pairs of columns repeat: keys of two columns for tables that have none of one.</summary>
internal sealed class PairCounter
{
    private const int MostPairs = 12;
    private const int MostColumns = 24;
    private const int Capacity = 1 << 20;

    private readonly (int First, int Second)[] _pairs;
    private readonly HashSketch[] _sketches;
    private readonly long[] _missing;
    private ulong[][] _hashes = [];

    private PairCounter((int, int)[] pairs)
    {
        _pairs = pairs;
        _sketches = [.. pairs.Select(_ => new HashSketch(Capacity))];
        _missing = new long[pairs.Length];
    }

    /// <summary>Whether there is a pair to count.</summary>
    public bool IsEmpty => _pairs.Length == 0;

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Chooses pairs that can be keys: enough different values together, identifiers and dates before other columns.</summary>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="columns">Distinct values and a rank per column; rank 0 leaves a column out.</param>
    public static PairCounter For(long rows, IReadOnlyList<(long Distinct, double Rank)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var able = Enumerable.Range(0, columns.Count)
            .Where(i => columns[i].Rank > 0 && columns[i].Distinct > 1)
            .OrderByDescending(i => columns[i].Rank).ThenBy(i => i)
            .Take(MostColumns)
            .Order()
            .ToList();
        var pairs =
            from i in able
            from j in able
            where i < j && (double)columns[i].Distinct * columns[j].Distinct >= rows
            orderby columns[i].Rank + columns[j].Rank descending, i, j
            select (i, j);
        return new PairCounter([.. pairs.Take(MostPairs)]);
    }

    /// <summary>Counts a batch.</summary>
    public void Observe(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Rows += batch.RowCount;
        if (_hashes.Length == 0) _hashes = new ulong[batch.Columns.Count][];
        foreach (var column in _pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()) Hash(batch, column);
        for (var p = 0; p < _pairs.Length; p++)
        {
            var (first, second) = (_hashes[_pairs[p].First], _hashes[_pairs[p].Second]);
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (first[row] == 0 || second[row] == 0)
                {
                    _missing[p]++;
                    continue;
                }

                ref var slot = ref _sketches[p].FindOrAdd(CellHash.Combine(first[row], second[row]), out _);
                if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref slot)) slot.Rows++;
            }
        }
    }

    /// <summary>Pairs that repeat in at most <paramref name="mostRepeated"/> of the rows and are never NULL, with their repetitions.</summary>
    public IEnumerable<(int First, int Second, long Duplicates)> Keys(double mostRepeated)
    {
        for (var p = 0; p < _pairs.Length; p++)
        {
            long repeated = 0;
            foreach (var slot in _sketches[p].Slots)
            {
                if (slot.Rows > 1) repeated += slot.Rows;
            }

            repeated <<= _sketches[p].Level;
            if (_missing[p] * 100 <= Rows && repeated <= Rows * mostRepeated) yield return (_pairs[p].First, _pairs[p].Second, repeated);
        }
    }

    private void Hash(ColumnBatch batch, int column)
    {
        ref var hashes = ref _hashes[column];
        if (hashes is null || hashes.Length < batch.RowCount) hashes = new ulong[batch.RowCount];
        var cells = batch.Columns[column];
        for (var row = 0; row < batch.RowCount; row++)
        {
            var cell = cells.IsNull(row) ? default : Whitespace.Trim(cells.GetUtf8(row), out _);
            hashes[row] = cell.Length == 0 ? 0 : CellHash.Of(cell);
        }
    }
}
