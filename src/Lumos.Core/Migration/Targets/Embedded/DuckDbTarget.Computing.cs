using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>Rows computed by the engine itself.</remarks>
internal sealed partial class DuckDbTarget : IComputesRows
{
    private const string SourceDatabase = "lumos_source";

    /// <inheritdoc/>
    public string Attach(string path)
    {
        _connection.Execute($"ATTACH IF NOT EXISTS {EngineSql.Text(path)} AS {SourceDatabase} (READ_ONLY)");
        return SourceDatabase;
    }

    /// <inheritdoc/>
    public void Compute(string runId, TargetTable table, long segment, string sql, CancellationToken cancellationToken)
    {
        var (rows, segments) = (StagingTable(runId, table.Name), $"{Schema(runId)}.segments");
        var isSegment = $"table_name = {EngineSql.Text(table.Name)} AND segment = {EngineSql.Number(segment)}";
        SetThreads(_threads);
        try
        {
            using var transaction = _connection.BeginTransaction();
            _connection.Execute($"DELETE FROM {segments} WHERE {isSegment}; DELETE FROM {rows} WHERE {SegmentColumn} = {EngineSql.Number(segment)}");
            using (var command = _connection.CreateCommand($"INSERT INTO {rows} SELECT *, {EngineSql.Number(segment)} FROM ({sql})"))
            using (var done = command.ExecuteColumns(cancellationToken))
            {
                _connection.Execute($"INSERT INTO {segments} VALUES ({EngineSql.Text(table.Name)}, {EngineSql.Number(segment)}, {EngineSql.Number(done.RowsChanged)})");
            }

            transaction.Commit();
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <inheritdoc/>
    public string Computed(string runId, string table) => StagingTable(runId, table);

    /// <inheritdoc/>
    public ColumnBatch Collect(string sql, ColumnSchema schema, RowOrigin origin, CancellationToken cancellationToken)
    {
        var collector = new BatchCollector(schema);
        int[] every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];
        using var command = _connection.CreateCommand(sql);
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read) collector.Append(read, schema.Fields.Count, every.AsSpan(0, read.RowCount));
        }

        return collector.Take(origin);
    }
}
