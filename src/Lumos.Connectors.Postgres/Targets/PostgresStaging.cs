using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Copying;
using Npgsql;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Staging table of one run. A chunk is one COPY in one transaction, which also registers it.</summary>
internal sealed class PostgresStaging(PostgresSession session, string place, RunLock owner, TargetTable table) : IStagingTable
{
    private readonly string _sql = owner.Area.TableSql(table.Name);
    private readonly string _chunks = owner.Area.ChunksSql;
    private readonly string _name = Sql.Text(table.Name);
    private readonly int _rowColumn = table.Columns.ToList().FindIndex(column => column.Name == StagedTableNames.RowColumn);

    /// <summary>Numbers of the rows of a chunk.</summary>
    private sealed record Written(long Rows, long First, long Last);

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        try
        {
            var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var begun = transaction.ConfigureAwait(false);
            await owner.GuardAsync(session, cancellationToken).ConfigureAwait(false);
            await ForgetAsync(chunk, cancellationToken).ConfigureAwait(false);
            var written = await CopyAsync(rows, cancellationToken).ConfigureAwait(false);
            await RegisterAsync(chunk, written, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return written.Rows;
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, place, table.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default)
    {
        var chunks = await session.ListAsync(
            $"SELECT chunk, row_count FROM {_chunks} WHERE table_name = {_name} ORDER BY chunk", reader => (Chunk: reader.GetInt64(0), Rows: reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return chunks.ToDictionary(item => item.Chunk, item => item.Rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async ValueTask ForgetAsync(long chunk, CancellationToken cancellationToken)
    {
        var gone = await session.ListAsync(
            $"DELETE FROM {_chunks} WHERE table_name = {_name} AND chunk = {Sql.Number(chunk)} RETURNING first_row, last_row",
            reader => reader.IsDBNull(0) ? ((long First, long Last)?)null : (reader.GetInt64(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        if (gone is [{ } range]) await session.ExecuteAsync($"DELETE FROM {_sql} WHERE {StagedTableNames.RowColumn} BETWEEN {Sql.Number(range.First)} AND {Sql.Number(range.Last)}", cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Written> CopyAsync(IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        var (count, first, last) = (0L, long.MaxValue, long.MinValue);
        var stream = await session.Connection.BeginRawBinaryCopyAsync($"COPY {_sql} ({Sql.Names(table.Columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using var opened = stream.ConfigureAwait(false);
        try
        {
            var encoder = new CopyEncoder(stream, table.Name);
            await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                using var taken = batch;
                foreach (var number in batch.Columns[_rowColumn].GetValues<long>()[..batch.RowCount]) (first, last) = (Math.Min(first, number), Math.Max(last, number));
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

        return new Written(count, first, last);
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

    private async ValueTask RegisterAsync(long chunk, Written written, CancellationToken cancellationToken)
    {
        var (first, last) = written.Rows == 0 ? ("NULL", "NULL") : (Sql.Number(written.First), Sql.Number(written.Last));
        var put = await session.ExecuteAsync(
            $"""
            INSERT INTO {_chunks} SELECT {_name}, {Sql.Number(chunk)}, {Sql.Number(written.Rows)}, {first}, {last}
            WHERE NOT EXISTS (SELECT FROM {_chunks} WHERE table_name = {_name} AND first_row <= {last} AND last_row >= {first})
            """,
            cancellationToken).ConfigureAwait(false);
        if (put == 0) throw PostgresErrors.ChunksOverlap(place, table.Name, chunk);
    }
}
