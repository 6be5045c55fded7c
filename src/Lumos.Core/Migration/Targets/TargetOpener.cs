using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.Core.Migration.Targets.Parquet;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Targets;

/// <summary>Opens the target a contract names: through the first connector that handles it, else as files of the embedded engine.</summary>
/// <param name="resolve">Makes a location of the contract a path to open.</param>
/// <param name="connectors">Connectors of the engine, in order.</param>
internal sealed class TargetOpener(Func<string, string> resolve, IReadOnlyList<IConnector> connectors)
{
    /// <summary>Whether the target is only read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Places a crash test may choose.</summary>
    public IFailpoints Failpoints { get; init; } = NoFailpoints.Instance;

    /// <summary>Opens the target.</summary>
    /// <param name="endpoint">Target side of the contract.</param>
    /// <param name="job">Names what the run does; see <see cref="TargetMark"/>.</param>
    /// <param name="workFolder">Folder for unfinished work.</param>
    /// <param name="options">Limits of the engine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="layoutOf">How the rows of each table lie in files; null when the target is only read or rolled back.</param>
    public async ValueTask<ITarget> OpenAsync(
        RunEndpoint endpoint, string job, string workFolder, MigrationOptions options, CancellationToken cancellationToken, Func<string, TableLayout?>? layoutOf = null)
    {
        if (Find(endpoint) is { } connector)
        {
            return await connector.OpenTargetAsync(new ConnectorRequest(endpoint, job), cancellationToken).ConfigureAwait(false);
        }

        var (location, place) = FileOf(endpoint);
        var limits = new EngineLimits(options.EngineMemoryMegabytes, options.EngineThreads, Path.Combine(workFolder, "spill"));
        if (place == TargetPlace.DatabaseFile) return DuckDbTarget.Open(location, job, limits, IsReadOnly);
        return ParquetTarget.Open(location, isFolder: place == TargetPlace.Folder, job, limits, new ParquetSettings { LayoutOf = layoutOf, Failpoints = Failpoints, ExchangesFolders = options.ExchangesFolders });
    }

    /// <summary>Makes sure that there is something that writes to such a place, before any work is done for it. Opens nothing.</summary>
    /// <exception cref="LumosException"><c>TARGET_UNSUPPORTED</c>.</exception>
    public void Check(RunEndpoint endpoint)
    {
        if (Find(endpoint) is null) _ = FileOf(endpoint);
    }

    /// <summary>The same, for reading.</summary>
    public TargetOpener ToRead() => new(resolve, connectors) { IsReadOnly = true, Failpoints = Failpoints };

    /// <summary>Whether there may be tables to look at.</summary>
    public bool MayBeThere(RunEndpoint endpoint) => Find(endpoint) is not null || (FileOf(endpoint).Location is var location && (File.Exists(location) || Directory.Exists(location)));

    /// <summary>Whether asking what promotion would do with a table changes nothing at all; a folder of files is tidied up first.</summary>
    public bool MayBeAsked(RunEndpoint endpoint) => Find(endpoint) is not null || FileOf(endpoint).Place == TargetPlace.DatabaseFile;

    private IConnector? Find(RunEndpoint endpoint) => connectors.FirstOrDefault(connector => connector.Handles(endpoint)) switch
    {
        { CanWrite: false } reading => throw MigrationErrors.TargetOnlyRead(reading.Name, string.Join(", ", endpoint.Location)),
        var found => found,
    };

    private (string Location, TargetPlace Place) FileOf(RunEndpoint endpoint)
    {
        var place = endpoint.Location is [var only] ? TargetPlaces.Of(only, resolve) : TargetPlace.Unknown;
        return place == TargetPlace.Unknown ? throw MigrationErrors.TargetUnsupported(string.Join(", ", endpoint.Location)) : (resolve(endpoint.Location[0]), place);
    }
}
