namespace Lumos.Abstractions;

/// <summary>Where a table was read from.</summary>
public sealed record CatalogSource
{
    /// <summary>Location as the contract names it, resolved to one file or table, with forward slashes.</summary>
    public required string Location { get; init; }

    /// <summary><c>csv</c>, <c>json</c>, <c>ndjson</c>, <c>parquet</c>, <c>duckdb</c>.</summary>
    public required string Format { get; init; }

    /// <summary>
    /// File below the run's work folder that holds a database table as the run saw it, with forward slashes; null when <see cref="Location"/> is the file. Gone
    /// when the run is over.
    /// </summary>
    public string? Snapshot { get; init; }

    /// <summary>Bytes of the file as stored.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary><c>none</c>, <c>gzip</c>, <c>zstd</c>.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>How the text file is written; null for other formats.</summary>
    public CsvDialectReport? Dialect { get; init; }

    /// <summary>Keys that lead to the array of records in a JSON file, with dots between; <c>$</c> when the file is read as it stands though it holds such arrays, null when it holds none or for other formats.</summary>
    public string? Path { get; init; }

    /// <summary>Lists within the records of that array, from the outer to the inner one, whose values are the rows; null when the records are.</summary>
    public IReadOnlyList<CatalogList>? Lists { get; init; }

    /// <summary>Whether the number of the record in its file is the last column; null when it is not.</summary>
    public bool? Numbered { get; init; }

    /// <summary>Which table of the file this is, 0-based, when a file holds several.</summary>
    public int TableIndex { get; init; }

    /// <summary>
    /// The files in the order they are read, when the table is spread over numbered or dated files; empty when it is one file. Location is then
    /// their common pattern, bytes their sum and the hash that of their hashes.
    /// </summary>
    public IReadOnlyList<CatalogPart> Parts { get; init; } = [];
}

/// <summary>A list within the records of another one.</summary>
/// <param name="Path">Keys that lead to it from the record, with dots between.</param>
/// <param name="Thing">What one of the records is called in the names of columns that refer to it.</param>
/// <param name="Key">Column the records are known by, as the source spells it; null when they are known by their number.</param>
public sealed record CatalogList(string Path, string Thing, string? Key);

/// <summary>One file of a table that is spread over several.</summary>
public sealed record CatalogPart
{
    /// <summary>Location of the file, with forward slashes.</summary>
    public required string Location { get; init; }

    /// <summary>Bytes of the file as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How the text file is written; null for other formats.</summary>
    public CsvDialectReport? Dialect { get; init; }
}
