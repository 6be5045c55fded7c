using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Reads staged rows back and hashes them again: all of them, to compare with what was transformed, and those that stay, which is
/// what the final table will hold. Serves one thread.
/// </summary>
internal sealed class ChecksumReader : IDisposable
{
    private readonly StagedTable _table;
    private readonly IStagedHashes _main;
    private readonly IStagedHashes? _late;
    private readonly ChunkHash _all;
    private readonly ChunkHash _kept;
    private long _rows;

    /// <summary>Opens a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="logs">What this process remembers of the rows it staged; null when it remembers nothing.</param>
    public ChecksumReader(StagedTable table, RowLogs? logs = null)
    {
        _table = table;
        _main = table.OpenHashes(late: false, logs);
        _late = table.Late is null ? null : table.OpenHashes(late: true, logs);
        _all = new ChunkHash(table.Plan.Table, table.Plan.Key);
        _kept = new ChunkHash(table.Plan.Table, table.Plan.Key);
    }

    /// <summary>What was read of one chunk.</summary>
    /// <param name="Rows">Rows staged.</param>
    /// <param name="Hash">Hash of all of them.</param>
    /// <param name="KeptHash">Hash of those that stay.</param>
    internal sealed record Found(long Rows, string Hash, string KeptHash);

    /// <summary>Told about rows that stay, in no certain order: their numbers, hashes and the hashes of their keys.</summary>
    public StagedRowsRead? Kept { get; init; }

    /// <summary>Numbers of rows beside the removed ones of which nobody is told, ascending: versions that change nothing and so will not be there.</summary>
    public long[] Untold { get; init; } = [];

    /// <summary>Reads some chunks in a row.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="chunkRows">Rows per chunk.</param>
    /// <param name="removed">Numbers of the rows that do not stay, ascending.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <returns>One item per chunk, and the NULLs in columns that may hold none.</returns>
    /// <exception cref="LumosException"><c>MIGRATION_STAGING_CHANGED</c>: what is stored is damaged or out of order.</exception>
    public async Task<(IReadOnlyList<Found> Chunks, long Nulls)> ReadAsync(IReadOnlyList<StagedChunk> chunks, int chunkRows, long[] removed, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadChunksAsync(chunks, chunkRows, removed, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw MigrationErrors.StagingChanged(_table.Plan.Name, chunks[0].ChunkId, exception);
        }
    }

    public void Dispose()
    {
        _all.Dispose();
        _kept.Dispose();
        _main.Dispose();
        _late?.Dispose();
    }

    private async Task<(IReadOnlyList<Found> Chunks, long Nulls)> ReadChunksAsync(IReadOnlyList<StagedChunk> chunks, int chunkRows, long[] removed, CancellationToken cancellationToken)
    {
        var first = chunks[0].ChunkId * chunkRows;
        var end = (chunks[^1].ChunkId + 1) * chunkRows;
        var untold = Untold.Length == 0 ? removed : [.. removed.Concat(Untold.Where(number => number >= first && number < end)).Order()];
        var late = new LateRows();
        var nulls = _late is null ? 0 : await _late.ReadAsync(
            first, end,
            (numbers, hashes, keys) =>
            {
                late.Add(numbers, hashes, removed);
                Tell(numbers, hashes, keys, untold);
            },
            cancellationToken).ConfigureAwait(false);

        var found = new List<Found>(chunks.Count);
        var leaving = 0;
        var last = first - 1;
        nulls += await _main.ReadAsync(first, end, AddMain, cancellationToken).ConfigureAwait(false);
        while (found.Count < chunks.Count) Finish();
        return (found, nulls);

        void AddMain(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, ReadOnlySpan<ulong> keys)
        {
            Tell(numbers, hashes, keys, untold);
            for (var row = 0; row < numbers.Length;)
            {
                if (numbers[row] <= last) throw MigrationErrors.StagingChanged(_table.Plan.Name, numbers[row] / chunkRows);
                while (numbers[row] >= EndOf(found.Count)) Finish();
                var stop = EndOf(found.Count);
                var from = row;
                while (row < numbers.Length && numbers[row] < stop) last = numbers[row++];
                _rows += row - from;
                _all.Add(hashes[from..row]);
                AddKept(numbers[from..row], hashes[from..row], removed, ref leaving, late);
            }
        }

        void Finish()
        {
            late.AddKeptTo(_kept, EndOf(found.Count));
            _rows += late.AddAllTo(_all, EndOf(found.Count));
            found.Add(new Found(_rows, _all.Finish(), _kept.Finish()));
            _rows = 0;
        }

        long EndOf(int index) => (chunks[index].ChunkId + 1) * chunkRows;
    }

    private void Tell(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, ReadOnlySpan<ulong> keys, long[] removed)
    {
        if (Kept is null) return;
        var leaving = numbers.IsEmpty ? 0 : Array.BinarySearch(removed, numbers[0]);
        if (leaving < 0) leaving = ~leaving;
        for (var row = 0; row < numbers.Length;)
        {
            while (leaving < removed.Length && removed[leaving] < numbers[row]) leaving++;
            if (leaving < removed.Length && removed[leaving] == numbers[row])
            {
                row++;
                continue;
            }

            var from = row;
            var stop = leaving < removed.Length ? removed[leaving] : long.MaxValue;
            while (row < numbers.Length && numbers[row] < stop) row++;
            Kept(numbers[from..row], hashes[from..row], keys[from..row]);
        }
    }

    private void AddKept(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, long[] removed, ref int leaving, LateRows late)
    {
        for (var row = 0; row < numbers.Length;)
        {
            var start = row;
            var stop = Math.Min(leaving < removed.Length ? removed[leaving] : long.MaxValue, late.NextKept);
            while (row < numbers.Length && numbers[row] < stop) row++;
            _kept.Add(hashes[start..row]);
            if (row == numbers.Length) return;
            if (numbers[row] > late.NextKept) late.AddKeptTo(_kept, numbers[row]);
            else if (numbers[row] == removed[leaving]) (row, leaving) = (row + 1, leaving + 1);
            else leaving++;
        }
    }
}
