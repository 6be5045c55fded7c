using Lumos.Abstractions;

namespace Lumos.Connectors.MySql;

/// <summary>
/// Opens MariaDB and MySQL databases to read from, by locations such as <c>mysql://user@host:3306/shop?table=a,b</c> (or <c>mariadb://</c>). Safe for use by
/// many threads.
/// </summary>
public sealed class MySqlDatabaseConnector : IConnector
{
    private readonly MySqlOptions _options;

    /// <summary>Creates the connector.</summary>
    /// <param name="options">How it logs in; null for the environment's ways.</param>
    public MySqlDatabaseConnector(MySqlOptions? options = null) => _options = options ?? new MySqlOptions();

    /// <inheritdoc/>
    public string Name => "MariaDB and MySQL";

    /// <inheritdoc/>
    public bool Handles(RunEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Location.Count > 0 && endpoint.Location.All(MySqlLocation.Is);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> HostsOf(RunEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return [.. endpoint.Location.Select(location => MySqlLocation.Parse(location).Host).Where(static host => host.Length > 0 && host[0] != '/')];
    }

    /// <inheritdoc/>
    public async ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Endpoint.Location is not [var only]) throw MySqlErrors.LocationInvalid("Several databases are named.", string.Join(", ", request.Endpoint.Location.Select(MySqlLocation.Parse).Select(static location => location.Name)), "Name one.");
        return await MySqlSource.OpenAsync(MySqlLocation.Parse(only), _options, cancellationToken).ConfigureAwait(false);
    }
}
