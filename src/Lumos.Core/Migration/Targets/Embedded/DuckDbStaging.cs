using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Staging table of one run in a DuckDB file. Rows of a chunk are put by several threads; it counts once it is registered, and what an earlier life put without that goes first.</summary>
internal sealed class DuckDbStaging(DuckDbConnection connection, string target, string runId, TargetTable table, int threads) : IStagingTable
{
    private readonly string _segments = $"{DuckDbTarget.Schema(runId)}.segments";
    private readonly OrderedAppend _append = new(connection, DuckDbTarget.StagingName(runId, table.Name), threads);

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        try
        {
            Forget(chunk);
            return await _append.RunAsync(
                rows, last: chunk, written => $"INSERT INTO {_segments} VALUES ({EngineSql.Text(table.Name)}, {EngineSql.Number(chunk)}, {EngineSql.Number(written)})", cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(target, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default)
    {
        var chunks = new Dictionary<long, long>();
        using var command = connection.CreateCommand($"SELECT segment, row_count FROM {_segments} WHERE table_name = {EngineSql.Text(table.Name)} ORDER BY segment");
        using var reader = command.ExecuteReader();
        while (reader.Read()) chunks[reader.GetInt64(0)] = reader.GetInt64(1);
        return ValueTask.FromResult<IReadOnlyDictionary<long, long>>(chunks);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _append.Dispose();
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Forget(long chunk)
    {
        var segment = $"FROM {_segments} WHERE table_name = {EngineSql.Text(table.Name)} AND segment = {EngineSql.Number(chunk)}";
        var rows = $"FROM {DuckDbTarget.StagingTable(runId, table.Name)} WHERE lumos_segment = {EngineSql.Number(chunk)}";
        using var command = connection.CreateCommand($"SELECT EXISTS (SELECT 1 {segment}) OR EXISTS (SELECT 1 {rows})");
        if (!(bool)command.ExecuteScalar()!) return;
        using var transaction = connection.BeginTransaction();
        connection.Execute($"DELETE {segment}; DELETE {rows}");
        transaction.Commit();
    }
}
