namespace Lumos.Core.Ingest.Inventory;

/// <summary>Formats ingest reads.</summary>
internal static class SourceFormats
{
    public const string Csv = "csv";
    public const string Json = "json";
    public const string Ndjson = "ndjson";
    public const string Parquet = "parquet";
    public const string DuckDb = "duckdb";

    public const string NoCompression = "none";
    public const string Gzip = "gzip";
    public const string Zstd = "zstd";
}

/// <summary>One file that is to be ingested.</summary>
/// <param name="Location">As the contract names it, resolved to one file, with forward slashes.</param>
/// <param name="Path">Path to open.</param>
internal sealed record SourceFile(string Location, string Path)
{
    /// <summary>Table of a database file, or keys of an array in a JSON file, when the location names one behind a <c>#</c>; null for all.</summary>
    public string? Table { get; init; }

    /// <summary>Whether a folder or pattern led to it, rather than its own name.</summary>
    public bool WasFound { get; init; }

    /// <summary>One of <see cref="SourceFormats"/>; empty until it was looked at.</summary>
    public string Format { get; init; } = "";

    /// <summary>Compression of the stored bytes.</summary>
    public string Compression { get; init; } = SourceFormats.NoCompression;

    /// <summary>Name of the encoding of JSON that is not UTF-8; null for UTF-8 and for other formats.</summary>
    public string? Encoding { get; init; }

    /// <summary>Bytes as stored.</summary>
    public long Bytes { get; init; }
}
