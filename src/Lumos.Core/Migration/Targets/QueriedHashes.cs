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
    private ulong[] _hashes = [];
    private ulong[] _keys = [];

    /// <inheritdoc/>
    public async ValueTask<long> ReadAsync(long first, long end, StagedRowsRead take, CancellationToken cancellationToken)
    {
        long nulls = 0;
        await foreach (var read in staged.ReadAsync(relation, _schema, first, end, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            if (_hashes.Length < batch.RowCount) (_hashes, _keys) = (new ulong[batch.RowCount], new ulong[batch.RowCount]);
            RowHasher.Hash(batch, _columns, _hashes);
            if (_key.Length > 0) RowHasher.Hash(batch, _key, _keys);
            nulls += CountNulls(batch);
            take(batch.Columns[_columns].GetValues<long>()[..batch.RowCount], _hashes.AsSpan(0, batch.RowCount), (_key.Length > 0 ? _keys : _hashes).AsSpan(0, batch.RowCount));
        }

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
}
