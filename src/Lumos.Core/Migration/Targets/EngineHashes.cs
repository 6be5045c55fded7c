using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets;

/// <summary>Hashes staged rows that the embedded engine reads.</summary>
internal sealed class EngineHashes : IStagedHashes
{
    private readonly TablePlan _table;
    private readonly string _relation;
    private readonly DuckDbConnection _engine;
    private readonly int _columns;
    private readonly BatchCollector _collector;
    private readonly int[] _every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];
    private ulong[] _hashes = new ulong[DuckDbDataChunk.DefaultCapacity];

    /// <param name="table">The table.</param>
    /// <param name="relation">SQL of its rows, in row order.</param>
    /// <param name="engine">Disposed with this.</param>
    public EngineHashes(TablePlan table, string relation, DuckDbConnection engine)
    {
        _table = table;
        _relation = relation;
        _engine = engine;
        _columns = table.Table.Columns.Count;
        _collector = new BatchCollector(StagedRows.SchemaOf(table.Staging));
    }

    /// <inheritdoc/>
    public long Read(long first, long end, StagedRowsRead take, CancellationToken cancellationToken)
    {
        var names = EngineSql.Names(_table.Table.Columns.Select(column => column.Name));
        using var command = _engine.CreateCommand(
            $"SELECT {names}, {TablePlan.RowColumn} FROM {_relation} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)}");
        using var result = command.ExecuteColumns(cancellationToken);
        long nulls = 0;
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                if (_hashes.Length < read.RowCount) _hashes = new ulong[read.RowCount];
                _collector.Append(read, _columns + 1, _every.AsSpan(0, read.RowCount));
                using var batch = _collector.Take(new RowOrigin(_table.Name, 0));
                RowHasher.Hash(batch, _columns, _hashes);
                nulls += CountNulls(batch);
                take(batch.Columns[_columns].GetValues<long>()[..batch.RowCount], _hashes.AsSpan(0, batch.RowCount));
            }
        }

        return nulls;
    }

    public void Dispose() => _engine.Dispose();

    private long CountNulls(ColumnBatch batch)
    {
        long nulls = 0;
        for (var i = 0; i < _columns; i++)
        {
            if (batch.Columns[i].Validity.IsEmpty || !_table.IsRequired(_table.Table.Columns[i])) continue;
            for (var row = 0; row < batch.RowCount; row++) nulls += batch.Columns[i].IsNull(row) ? 1 : 0;
        }

        return nulls;
    }
}
