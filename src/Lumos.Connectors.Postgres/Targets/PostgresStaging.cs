using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Copying;
using Lumos.Connectors.Postgres.Proving;
using Npgsql;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Staging table of one run. A chunk is one COPY in one transaction, which also registers it.</summary>
/// <param name="sessions">Where sessions come from, one for each chunk that is being written.</param>
/// <param name="place">The target, for messages.</param>
/// <param name="owner">The run's lock.</param>
/// <param name="table">The table as it is staged.</param>
/// <param name="isLogged">Whether the staging table is logged.</param>
/// <param name="written">Remembers what was written.</param>
internal sealed class PostgresStaging(SessionPool sessions, string place, RunLock owner, TargetTable table, bool isLogged, WrittenRows written) : IStagingTable
{
    private readonly string _sql = owner.Area.TableSql(table.Name);
    private readonly string _chunks = owner.Area.ChunksSql(isLogged);
    private readonly string _name = Sql.Text(table.Name);
    private readonly int _rowColumn = table.Columns.ToList().FindIndex(column => column.Name == StagedTableNames.RowColumn);

    /// <summary>Numbers of the rows of a chunk, and sums of their hashes.</summary>
    private sealed record Written(long Rows, long First, long Last, BlockSums Sums);

    /// <inheritdoc/>
    public ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default) =>
        sessions.UseAsync(session => WriteAsync(session, chunk, rows, cancellationToken), cancellationToken);

    private async ValueTask<long> WriteAsync(PostgresSession session, long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var begun = transaction.ConfigureAwait(false);
            await owner.GuardAsync(session, cancellationToken).ConfigureAwait(false);
            await ForgetAsync(session, chunk, cancellationToken).ConfigureAwait(false);
            written.Forget(chunk);
            var put = await CopyAsync(session, rows, cancellationToken).ConfigureAwait(false);
            await RegisterAsync(session, chunk, put, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            written.Put(chunk, put.Sums);
            return put.Rows;
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, place, table.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default)
    {
        var sql = $"SELECT chunk, row_count FROM {_chunks} WHERE table_name = {_name} ORDER BY chunk";
        var chunks = await sessions.UseAsync(session => session.ListAsync(sql, static reader => (Chunk: reader.GetInt64(0), Rows: reader.GetInt64(1)), cancellationToken), cancellationToken).ConfigureAwait(false);
        return chunks.ToDictionary(item => item.Chunk, item => item.Rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask ForgetAsync(PostgresSession session, long chunk, CancellationToken cancellationToken)
    {
        var gone = await session.ListAsync(
            $"DELETE FROM {_chunks} WHERE table_name = {_name} AND chunk = {Sql.Number(chunk)} RETURNING first_row, last_row",
            reader => reader.IsDBNull(0) ? ((long First, long Last)?)null : (reader.GetInt64(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        if (gone is [{ } range]) await session.ExecuteAsync($"DELETE FROM {_sql} WHERE {StagedTableNames.RowColumn} BETWEEN {Sql.Number(range.First)} AND {Sql.Number(range.Last)}", cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Written> CopyAsync(PostgresSession session, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        var (count, first, last) = (0L, long.MaxValue, long.MinValue);
        var sums = new BlockSums();
        var stream = await session.Connection.BeginRawBinaryCopyAsync($"COPY {_sql} ({Sql.Names(table.Columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using var opened = stream.ConfigureAwait(false);
        try
        {
            var encoder = new CopyEncoder(stream, table);
            var hasher = new RowSums(_rowColumn, sums);
            await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                using var taken = batch;
                foreach (var number in batch.Columns[_rowColumn].GetValues<long>()[..batch.RowCount]) (first, last) = (Math.Min(first, number), Math.Max(last, number));
                hasher.Add(batch);
                await encoder.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                count += batch.RowCount;
            }

            await encoder.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Else leaving would complete the copy.
            await CancelAsync(stream).ConfigureAwait(false);
            throw;
        }

        return new Written(count, first, last, sums);
    }

    private static async ValueTask CancelAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.Is(exception) || exception is InvalidOperationException)
        {
            // The connection is gone, and the copy with it; the first failure is the one to report.
        }
    }

    private async ValueTask RegisterAsync(PostgresSession session, long chunk, Written put, CancellationToken cancellationToken)
    {
        var (first, last) = put.Rows == 0 ? ("NULL", "NULL") : (Sql.Number(put.First), Sql.Number(put.Last));
        var registered = await session.ExecuteAsync(
            $"""
            INSERT INTO {_chunks} SELECT {_name}, {Sql.Number(chunk)}, {Sql.Number(put.Rows)}, {first}, {last}
            WHERE NOT EXISTS (SELECT FROM {_chunks} WHERE table_name = {_name} AND first_row <= {last} AND last_row >= {first})
            """,
            cancellationToken).ConfigureAwait(false);
        if (registered == 0) throw PostgresErrors.ChunksOverlap(place, table.Name, chunk);
    }
}
