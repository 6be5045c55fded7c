using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>One session on the server. Failures come out as <see cref="LumosException"/>.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, string place) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    /// <summary>Runs statements.</summary>
    /// <returns>Rows changed; 0 when none are.</returns>
    public async ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, connection);
            await using var made = command.ConfigureAwait(false);
            return Math.Max(await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false), 0);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, place);
        }
    }

    /// <summary>Reads all rows of a query.</summary>
    public async ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, connection);
            await using var made = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var opened = reader.ConfigureAwait(false);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(reader));
            return rows;
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, place);
        }
    }

    /// <summary>Reads the first row of a query; the default value when there is none.</summary>
    public async ValueTask<T?> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(sql, read, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
