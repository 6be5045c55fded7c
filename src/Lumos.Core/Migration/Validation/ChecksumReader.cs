using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Transform;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Reads staged rows back and hashes them again: all of them, to compare with what was transformed, and those that stay, which is
/// what the final table will hold. Serves one thread.
/// </summary>
internal sealed class ChecksumReader : IDisposable
{
    private readonly StagedTable _table;
    private readonly DuckDbConnection _engine;
    private readonly int _columns;
    private readonly BatchCollector _collector;
    private readonly ChunkHash _all;
    private readonly ChunkHash _kept;
    private readonly int[] _every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];

    public ChecksumReader(StagedTable table, DuckDbConnection engine)
    {
        _table = table;
        _engine = engine;
        _columns = table.Plan.Table.Columns.Count;
        _collector = new BatchCollector(TransformedSchema(table.Plan));
        _all = new ChunkHash(table.Plan.Table, table.Plan.Key);
        _kept = new ChunkHash(table.Plan.Table, table.Plan.Key);
    }

    /// <summary>What was read of one chunk.</summary>
    /// <param name="Rows">Rows staged.</param>
    /// <param name="Hash">Hash of all of them.</param>
    /// <param name="KeptHash">Hash of those that stay.</param>
    /// <param name="Nulls">NULLs in columns that may hold none.</param>
    internal sealed record Found(long Rows, string Hash, string KeptHash, long Nulls);

    /// <summary>Reads some chunks in a row.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="chunkRows">Rows per chunk.</param>
    /// <param name="removed">Numbers of the rows that do not stay, ascending.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <returns>One item per chunk.</returns>
    public IReadOnlyList<Found> Read(IReadOnlyList<StagedChunk> chunks, int chunkRows, long[] removed, CancellationToken cancellationToken)
    {
        var found = new List<Found>(chunks.Count);
        var names = EngineSql.Names(_table.Plan.Table.Columns.Select(column => column.Name));
        var first = chunks[0].ChunkId * chunkRows;
        var end = (chunks[^1].ChunkId + 1) * chunkRows;
        using var command = _engine.CreateCommand(
            $"SELECT {names}, {TablePlan.RowColumn} FROM {_table.All} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)}");
        using var result = command.ExecuteColumns(cancellationToken);
        var hashes = new ulong[DuckDbDataChunk.DefaultCapacity];
        var leaving = 0;
        var last = first - 1;
        long rows = 0, nulls = 0;
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                if (hashes.Length < read.RowCount) hashes = new ulong[read.RowCount];
                _collector.Append(read, _columns + 1, _every.AsSpan(0, read.RowCount));
                using var batch = _collector.Take(new RowOrigin(_table.Plan.Name, 0));
                RowHasher.Hash(batch, _columns, hashes);
                nulls += CountNulls(batch);
                var numbers = batch.Columns[_columns].GetValues<long>()[..batch.RowCount];
                for (var row = 0; row < numbers.Length;)
                {
                    if (numbers[row] <= last) throw MigrationErrors.StagingChanged(_table.Plan.Name, numbers[row] / chunkRows);
                    while (numbers[row] >= (chunks[found.Count].ChunkId + 1) * chunkRows) Finish();
                    var stop = (chunks[found.Count].ChunkId + 1) * chunkRows;
                    var from = row;
                    while (row < numbers.Length && numbers[row] < stop) last = numbers[row++];
                    rows += row - from;
                    _all.Add(hashes.AsSpan(from, row - from));
                    AddKept(hashes, numbers, from, row, removed, ref leaving);
                }
            }
        }

        while (found.Count < chunks.Count) Finish();
        return found;

        void Finish()
        {
            found.Add(new Found(rows, _all.Finish(), _kept.Finish(), nulls));
            rows = 0;
            nulls = 0;
        }
    }

    public void Dispose()
    {
        _all.Dispose();
        _kept.Dispose();
        _engine.Dispose();
    }

    private static ColumnSchema TransformedSchema(TablePlan plan) => TableTransform.SchemaOf(plan.Staging);

    private void AddKept(ulong[] hashes, ReadOnlySpan<long> numbers, int from, int end, long[] removed, ref int leaving)
    {
        for (var row = from; row < end;)
        {
            var start = row;
            while (row < end && (leaving == removed.Length || numbers[row] < removed[leaving])) row++;
            _kept.Add(hashes.AsSpan(start, row - start));
            if (row == end) break;
            if (numbers[row] == removed[leaving]) row++;
            leaving++;
        }
    }

    private long CountNulls(ColumnBatch batch)
    {
        long nulls = 0;
        for (var i = 0; i < _columns; i++)
        {
            if (batch.Columns[i].Validity.IsEmpty || !_table.Plan.IsRequired(_table.Plan.Table.Columns[i])) continue;
            for (var row = 0; row < batch.RowCount; row++) nulls += batch.Columns[i].IsNull(row) ? 1 : 0;
        }

        return nulls;
    }
}
