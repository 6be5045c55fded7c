using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
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
    private ulong[] _hashes = new ulong[DuckDbDataChunk.DefaultCapacity];
    private long _rows;
    private long _nulls;
    private readonly int[] _every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];

    public ChecksumReader(StagedTable table, DuckDbConnection engine)
    {
        _table = table;
        _engine = engine;
        _columns = table.Plan.Table.Columns.Count;
        _collector = new BatchCollector(StagedRows.SchemaOf(table.Plan.Staging));
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
        var first = chunks[0].ChunkId * chunkRows;
        var end = (chunks[^1].ChunkId + 1) * chunkRows;
        var late = new LateRows();
        if (_table.Late is { } relation) Stream(relation, first, end, (numbers, hashes) => late.Add(numbers, hashes, removed), cancellationToken);

        var found = new List<Found>(chunks.Count);
        var leaving = 0;
        var last = first - 1;
        Stream(_table.Main, first, end, AddMain, cancellationToken);
        while (found.Count < chunks.Count) Finish();
        return found;

        void AddMain(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes)
        {
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
            found.Add(new Found(_rows, _all.Finish(), _kept.Finish(), _nulls));
            _rows = 0;
            _nulls = 0;
        }

        long EndOf(int index) => (chunks[index].ChunkId + 1) * chunkRows;
    }

    public void Dispose()
    {
        _all.Dispose();
        _kept.Dispose();
        _engine.Dispose();
    }

    private delegate void RowsRead(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes);

    private void Stream(string relation, long first, long end, RowsRead take, CancellationToken cancellationToken)
    {
        var names = EngineSql.Names(_table.Plan.Table.Columns.Select(column => column.Name));
        using var command = _engine.CreateCommand(
            $"SELECT {names}, {TablePlan.RowColumn} FROM {relation} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)}");
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                if (_hashes.Length < read.RowCount) _hashes = new ulong[read.RowCount];
                _collector.Append(read, _columns + 1, _every.AsSpan(0, read.RowCount));
                using var batch = _collector.Take(new RowOrigin(_table.Plan.Name, 0));
                RowHasher.Hash(batch, _columns, _hashes);
                _nulls += CountNulls(batch);
                take(batch.Columns[_columns].GetValues<long>()[..batch.RowCount], _hashes.AsSpan(0, batch.RowCount));
            }
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
