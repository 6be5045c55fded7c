using Lumos.Abstractions;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.Core.Migration.Targets.Parquet;

namespace Lumos.Core.Migration.Targets;

/// <summary>Finds out what kind of target a contract names.</summary>
internal static class MigrationTargets
{
    /// <summary>Opens the target.</summary>
    /// <param name="endpoint">Target side of the contract.</param>
    /// <param name="resolve">Makes a location of the contract a path to open.</param>
    /// <param name="job">Names what the run does; see <see cref="TargetMark"/>.</param>
    /// <param name="workFolder">Folder for unfinished work.</param>
    /// <param name="options">Limits of the engine.</param>
    public static IMigrationTarget Open(RunEndpoint endpoint, Func<string, string> resolve, string job, string workFolder, MigrationOptions options)
    {
        var location = endpoint.Location is [var only] ? resolve(only) : throw MigrationErrors.TargetUnsupported(string.Join(", ", endpoint.Location));
        var limits = new EngineLimits(options.EngineMemoryMegabytes, options.EngineThreads, Path.Combine(workFolder, "spill"));
        return Path.GetExtension(location).ToLowerInvariant() switch
        {
            _ when location.EndsWith('/') || location.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(location) => ParquetTarget.Open(location, isFolder: true, job, limits),
            "" => ParquetTarget.Open(location, isFolder: true, job, limits),
            ".parquet" => ParquetTarget.Open(location, isFolder: false, job, limits),
            ".duckdb" or ".ddb" or ".db" => DuckDbTarget.Open(location, job, limits),
            _ => throw MigrationErrors.TargetUnsupported(location),
        };
    }
}
