using Lumos.Abstractions;

namespace Lumos.Connectors.Sqlite;

/// <summary>
/// Opens SQLite database files to read from, by locations such as <c>shop.sqlite</c> or <c>sqlite:data/shop.db?table=a,b</c>. Safe for use by many threads.
/// </summary>
public sealed class SqliteConnector : IConnector
{
    /// <inheritdoc/>
    public string Name => "SQLite";

    /// <inheritdoc/>
    public bool Handles(RunEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Location.Count > 0 && endpoint.Location.All(SqliteLocation.Is);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> HostsOf(RunEndpoint endpoint) => [];

    /// <inheritdoc/>
    public async ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Endpoint.Location is not [var only]) throw SqliteErrors.SeveralFiles(string.Join(", ", request.Endpoint.Location));
        return await SqliteSource.OpenAsync(SqliteLocation.Parse(only, request.BaseFolder), cancellationToken).ConfigureAwait(false);
    }
}
