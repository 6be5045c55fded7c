using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Sources;
using Lumos.Connectors.Postgres.Targets;

namespace Lumos.Connectors.Postgres;

/// <summary>
/// Opens schemas of PostgreSQL databases, version 15 and newer, by locations such as
/// <c>postgres://user@host:5432/database?schema=public&amp;table=a,b</c>. Safe for use by many threads.
/// </summary>
public sealed class PostgresConnector : IConnector
{
    private readonly PostgresOptions _options;

    /// <summary>Creates the connector.</summary>
    /// <param name="options">How it logs in; null for the environment's ways.</param>
    public PostgresConnector(PostgresOptions? options = null) => _options = options ?? new PostgresOptions();

    /// <inheritdoc/>
    public string Name => "PostgreSQL";

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public bool MakesAsDeclared => true;

    /// <inheritdoc/>
    public bool Handles(RunEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Location.Count > 0 && endpoint.Location.All(PostgresLocation.Is);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> HostsOf(RunEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return [.. endpoint.Location.Select(location => PostgresLocation.Parse(location).Host).Where(static host => host.Length > 0 && host[0] != '/')];
    }

    /// <inheritdoc/>
    public async ValueTask<ITarget> OpenTargetAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PostgresTarget(await OpenAsync(request, cancellationToken).ConfigureAwait(false), request.Job);
    }

    /// <inheritdoc/>
    public async ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var database = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await PostgresSource.OpenAsync(database, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TargetTable>> ReadSchemaAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var database = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await using var opened = database.ConfigureAwait(false);
        return await SchemaReader.ReadAsync(database, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PostgresDatabase> OpenAsync(ConnectorRequest request, CancellationToken cancellationToken)
    {
        if (request.Endpoint.Location is not [var only]) throw PostgresErrors.LocationInvalid("Several databases are named.", string.Join(", ", request.Endpoint.Location.Select(PostgresLocation.Parse).Select(location => location.Name)), "Name one.");
        return await PostgresDatabase.OpenAsync(PostgresLocation.Parse(only), _options, cancellationToken).ConfigureAwait(false);
    }
}
