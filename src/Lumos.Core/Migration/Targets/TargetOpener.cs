using Lumos.Abstractions;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.Core.Migration.Targets.Parquet;

namespace Lumos.Core.Migration.Targets;

/// <summary>Opens the target a contract names: through the first connector that handles it, else as files of the embedded engine.</summary>
/// <param name="resolve">Makes a location of the contract a path to open.</param>
/// <param name="connectors">Connectors of the engine, in order.</param>
internal sealed class TargetOpener(Func<string, string> resolve, IReadOnlyList<IConnector> connectors)
{
    /// <summary>Whether the target is only read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Opens the target.</summary>
    /// <param name="endpoint">Target side of the contract.</param>
    /// <param name="job">Names what the run does; see <see cref="TargetMark"/>.</param>
    /// <param name="workFolder">Folder for unfinished work.</param>
    /// <param name="options">Limits of the engine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<ITarget> OpenAsync(RunEndpoint endpoint, string job, string workFolder, MigrationOptions options, CancellationToken cancellationToken)
    {
        if (connectors.FirstOrDefault(connector => connector.Handles(endpoint)) is { } connector)
        {
            return await connector.OpenTargetAsync(new ConnectorRequest(endpoint, job), cancellationToken).ConfigureAwait(false);
        }

        var location = endpoint.Location is [var only] && !only.Contains("://", StringComparison.Ordinal) ? resolve(only) : throw MigrationErrors.TargetUnsupported(string.Join(", ", endpoint.Location));
        var limits = new EngineLimits(options.EngineMemoryMegabytes, options.EngineThreads, Path.Combine(workFolder, "spill"));
        return Path.GetExtension(location).ToLowerInvariant() switch
        {
            _ when location.EndsWith('/') || location.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(location) => ParquetTarget.Open(location, isFolder: true, job, limits),
            "" => ParquetTarget.Open(location, isFolder: true, job, limits),
            ".parquet" => ParquetTarget.Open(location, isFolder: false, job, limits),
            ".duckdb" or ".ddb" or ".db" => DuckDbTarget.Open(location, job, limits, IsReadOnly),
            _ => throw MigrationErrors.TargetUnsupported(location),
        };
    }
}
