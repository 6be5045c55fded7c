using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Staging table of one run in a DuckDB file. A chunk is one transaction, which also registers it.</summary>
internal sealed class DuckDbStaging(DuckDbConnection connection, string target, string runId, TargetTable table) : IStagingTable
{
    private readonly string _segments = $"{DuckDbTarget.Schema(runId)}.segments";

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            var forgotten = connection.Execute($"DELETE FROM {_segments} WHERE table_name = {EngineSql.Text(table.Name)} AND segment = {EngineSql.Number(chunk)}");
            if (forgotten > 0) connection.Execute($"DELETE FROM {DuckDbTarget.StagingTable(runId, table.Name)} WHERE lumos_segment = {EngineSql.Number(chunk)}");
            var written = await AppendAsync(chunk, rows, cancellationToken).ConfigureAwait(false);
            connection.Execute($"INSERT INTO {_segments} VALUES ({EngineSql.Text(table.Name)}, {EngineSql.Number(chunk)}, {EngineSql.Number(written)})");
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return written;
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
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<long> AppendAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        using var appender = connection.CreateAppender(DuckDbTarget.StagingName(runId, table.Name));
        long written = 0;
        var numbers = Array.Empty<long>();
        await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            using var taken = batch;
            if (batch.RowCount == 0) continue;
            if (numbers.Length != batch.RowCount)
            {
                numbers = new long[batch.RowCount];
                Array.Fill(numbers, chunk);
            }

            appender.Append([.. EngineColumns.Of(batch), DuckDbColumnData.Of(DuckDbType.BigInt, numbers)]);
            written += batch.RowCount;
        }

        appender.Complete();
        return written;
    }
}
