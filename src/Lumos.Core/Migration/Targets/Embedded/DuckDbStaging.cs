using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Staging table of one run in a DuckDB file. Rows of a chunk are put by several threads; it counts once it is registered, and what an earlier life put without that goes first.</summary>
internal sealed class DuckDbStaging(DuckDbConnection connection, string target, string runId, TargetTable table, int threads) : IStagingTable
{
    private readonly DuckDbSegments _segments = new(runId, table.Name);
    private readonly OrderedAppend _append = new(connection, DuckDbTarget.StagingName(runId, table.Name), threads);

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        try
        {
            Forget(chunk);
            return await _append.RunAsync(
                rows, last: chunk, written => _segments.Register(chunk, written), cancellationToken).ConfigureAwait(false);
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
        using var command = connection.CreateCommand(_segments.List);
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
        using var command = connection.CreateCommand(_segments.Exists(chunk));
        if (!(bool)command.ExecuteScalar()!) return;
        using var transaction = connection.BeginTransaction();
        connection.Execute(_segments.Forget(chunk));
        transaction.Commit();
    }
}
