using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Storage.Postgres;

/// <summary>
/// Centroids of domain catalogs in a table of a PostgreSQL server with pgvector, one row by catalog version, representation, domain and kind. Schema, table and extension are made when the first statement
/// needs them, by one process at a time. Safe for use by many threads and processes.
/// </summary>
public sealed class PostgresCentroidStore : ICentroidStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly StateServer _server;
    private readonly CentroidSql _sql;
    private string? _vector;

    /// <summary>Makes a store. Nothing is connected to yet.</summary>
    /// <param name="options">Where the state is.</param>
    /// <exception cref="ArgumentException">The options have mistakes; all are named.</exception>
    public PostgresCentroidStore(PostgresStateOptions options)
    {
        _server = StateServer.Of(options);
        _sql = new CentroidSql(_server.Schema);
        _source = NpgsqlDataSource.Create(_server.ConnectionString);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Hosts => _server.Hosts;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Centroid>> ReadAsync(CentroidSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        return WorkAsync<IReadOnlyList<Centroid>>(async (connection, _) =>
        {
            var command = Command(connection, null, _sql.Read, set.CatalogVersion, set.Representation);
            await using var made = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var read = reader.ConfigureAwait(false);
            List<Centroid> found = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add(new Centroid(reader.GetString(0), reader.GetString(1) == NameOf(CentroidKind.Name) ? CentroidKind.Name : CentroidKind.Value, reader.GetString(2), reader.GetFieldValue<float[]>(3)));
            return found;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(CentroidSet set, IReadOnlyList<Centroid> centroids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(centroids);
        if (centroids.DistinctBy(static c => (c.Domain, c.Kind)).Count() < centroids.Count) throw new ArgumentException("A centroid comes twice.", nameof(centroids));
        if (centroids.Any(c => c.Vector.Length == 0 || c.Vector.Length != centroids[0].Vector.Length)) throw new ArgumentException("The vectors have no common length of 1 or more.", nameof(centroids));
        await WorkAsync(async (connection, vector) =>
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var begun = transaction.ConfigureAwait(false);
            // Rows in one order, so that two who write the same set wait for each other instead of locking each other out.
            var rows = centroids.OrderBy(static c => c.Domain, StringComparer.Ordinal).ThenBy(static c => c.Kind).ToList();
            var remove = Command(connection, transaction, _sql.Remove, set.CatalogVersion, set.Representation, rows.Select(static c => c.Domain).ToArray(), rows.Select(static c => NameOf(c.Kind)).ToArray());
            await using (remove.ConfigureAwait(false))
            {
                await remove.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            var upsert = Command(connection, transaction, _sql.Upsert(vector), set.CatalogVersion, set.Representation, "", "", "", Array.Empty<float>());
            await using var prepared = upsert.ConfigureAwait(false);
            foreach (var row in rows)
            {
                (upsert.Parameters[2].Value, upsert.Parameters[3].Value, upsert.Parameters[4].Value, upsert.Parameters[5].Value) = (row.Domain, NameOf(row.Kind), row.TextHash, row.Vector.ToArray());
                await upsert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CentroidMatch>> NearestAsync(CentroidSet set, CentroidKind kind, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return WorkAsync<IReadOnlyList<CentroidMatch>>(async (connection, where) =>
        {
            var command = Command(connection, null, _sql.Nearest(where), set.CatalogVersion, set.Representation, NameOf(kind), vector.ToArray(), vector.Length, most);
            await using var made = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var read = reader.ConfigureAwait(false);
            List<CentroidMatch> found = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add(new CentroidMatch(reader.GetString(0), reader.GetDouble(1)));
            return found;
        }, cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string NameOf(CentroidKind kind) => kind == CentroidKind.Name ? "name" : "value";

    private static NpgsqlCommand Command(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private async ValueTask<T> WorkAsync<T>(Func<NpgsqlConnection, string, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using var opened = connection.ConfigureAwait(false);
            _vector ??= await PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
            return await work(connection, _vector).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw StateServerErrors.Of(_server.Place, failure);
        }
    }

    /// <summary>Makes what is missing.</summary>
    /// <returns>Schema pgvector is in, quoted.</returns>
    private async Task<string> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // A role that may only use what is there is never asked to make anything.
        if (await FindVectorAsync(connection, null, cancellationToken).ConfigureAwait(false) is { } there && await ScalarAsync(connection, null, CentroidSql.Exists, cancellationToken, _sql.TableName).ConfigureAwait(false) is true) return there;
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var begun = transaction.ConfigureAwait(false);
        await ScalarAsync(connection, transaction, CentroidSql.Lock, cancellationToken).ConfigureAwait(false);
        var vector = await FindVectorAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        if (vector is null)
        {
            try
            {
                await ScalarAsync(connection, transaction, CentroidSql.InstallVector, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException refused)
            {
                throw StateServerErrors.PgVectorMissing(_server.Place, refused);
            }

            vector = await FindVectorAsync(connection, transaction, cancellationToken).ConfigureAwait(false) ?? throw StateServerErrors.PgVectorMissing(_server.Place, null);
        }

        await ScalarAsync(connection, transaction, _sql.Create(vector), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return vector;
    }

    private static async Task<string?> FindVectorAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, transaction, CentroidSql.FindVector, cancellationToken).ConfigureAwait(false) is string schema ? Sql.Name(schema) : null;

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken cancellationToken, params object[] values)
    {
        var command = Command(connection, transaction, sql, values);
        await using var made = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
