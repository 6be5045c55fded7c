namespace Lumos.Core.Contracts;

/// <summary>What a target's location names, when no connector handles it.</summary>
internal enum TargetPlace
{
    /// <summary>Nothing that is written to.</summary>
    Unknown,

    /// <summary>A folder of Parquet files, one or more per table.</summary>
    Folder,

    /// <summary>One Parquet file.</summary>
    ParquetFile,

    /// <summary>A DuckDB file.</summary>
    DatabaseFile,
}

/// <summary>Tells places apart by their names, and a folder by being there.</summary>
internal static class TargetPlaces
{
    /// <summary>First word of what a promoted table says about itself.</summary>
    public const string MarkPrefix = "lumos ";

    /// <summary>What a location names.</summary>
    /// <param name="location">As the contract spells it.</param>
    /// <param name="resolve">Makes it a path.</param>
    public static TargetPlace Of(string location, Func<string, string> resolve)
    {
        if (location.Contains("://", StringComparison.Ordinal)) return TargetPlace.Unknown;
        var path = resolve(location);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            _ when path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(path) => TargetPlace.Folder,
            "" => TargetPlace.Folder,
            ".parquet" => TargetPlace.ParquetFile,
            ".duckdb" or ".ddb" or ".db" => TargetPlace.DatabaseFile,
            _ => TargetPlace.Unknown,
        };
    }
}
