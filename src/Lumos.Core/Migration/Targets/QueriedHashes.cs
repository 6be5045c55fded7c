using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Targets;

/// <summary>Hashes staged rows that the target is asked for.</summary>
/// <param name="staged">Where they are staged.</param>
/// <param name="table">The table.</param>
/// <param name="relation">SQL of the rows.</param>
internal sealed class QueriedHashes(IStagedTables staged, TablePlan table, string relation) : IStagedHashes
{
    private readonly ColumnSchema _schema = StagedRows.SchemaOf(table.Staging);
    private readonly int _columns = table.Table.Columns.Count;
    private readonly bool[] _required = [.. table.Table.Columns.Select(table.IsRequired)];
    private readonly int[] _key = table.KeyColumns;
    private long[] _numbers = [];
    private ulong[] _hashes = [];
    private ulong[] _keys = [];

    /// <inheritdoc/>
    public async ValueTask<long> ReadAsync(long first, long end, StagedRowsRead take, CancellationToken cancellationToken)
    {
        long nulls = 0;
        var (rows, last, isSorted) = (0, long.MinValue, true);
        await foreach (var read in staged.ReadAsync(relation, _schema, first, end, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            Reserve(rows + batch.RowCount);
            var hashes = _hashes.AsSpan(rows, batch.RowCount);
            RowHasher.Hash(batch, _columns, hashes);
            if (_key.Length > 0) RowHasher.Hash(batch, _key, _keys.AsSpan(rows, batch.RowCount));
            var numbers = batch.Columns[_columns].GetValues<long>()[..batch.RowCount];
            numbers.CopyTo(_numbers.AsSpan(rows));
            foreach (var number in numbers) (last, isSorted) = (number, isSorted && number > last);
            rows += batch.RowCount;
            nulls += CountNulls(batch);
        }

        // A target may give rows as they stand in its storage, where some that were written again come later.
        if (!isSorted) Sort(rows);
        take(_numbers.AsSpan(0, rows), _hashes.AsSpan(0, rows), (_key.Length > 0 ? _keys : _hashes).AsSpan(0, rows));
        return nulls;
    }

    public void Dispose()
    {
    }

    private long CountNulls(ColumnBatch batch)
    {
        long nulls = 0;
        for (var i = 0; i < _columns; i++)
        {
            if (!_required[i] || batch.Columns[i].Validity.IsEmpty) continue;
            for (var row = 0; row < batch.RowCount; row++) nulls += batch.Columns[i].IsNull(row) ? 1 : 0;
        }

        return nulls;
    }

    private void Reserve(int rows)
    {
        if (_numbers.Length >= rows) return;
        var room = Math.Max(rows, _numbers.Length * 2);
        Array.Resize(ref _numbers, room);
        Array.Resize(ref _hashes, room);
        if (_key.Length > 0) Array.Resize(ref _keys, room);
    }

    private void Sort(int rows)
    {
        var order = new int[rows];
        for (var i = 0; i < rows; i++) order[i] = i;
        Array.Sort([.. _numbers.AsSpan(0, rows)], order);
        (_numbers, _hashes, _keys) = (Ordered(_numbers, order), Ordered(_hashes, order), _key.Length > 0 ? Ordered(_keys, order) : _keys);
    }

    private static T[] Ordered<T>(T[] values, int[] order)
    {
        var ordered = new T[values.Length];
        for (var i = 0; i < order.Length; i++) ordered[i] = values[order[i]];
        return ordered;
    }
}
