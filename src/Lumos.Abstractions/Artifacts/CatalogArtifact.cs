namespace Lumos.Abstractions;

/// <summary>Standard schema catalog: what the source holds, as found over its whole length. Holds no cell value.</summary>
public sealed record CatalogArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>SHA-256 over the hashes of all source objects: the snapshot every later stage works on.</summary>
    public required string SnapshotHash { get; init; }

    /// <summary>Tables in order of name.</summary>
    public required IReadOnlyList<CatalogTable> Tables { get; init; }

    /// <summary>References between tables that were found, best first.</summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Hash of the standardisation plan.</summary>
    public string? StandardizationPlanHash { get; init; }

    /// <summary>Hash of the sample pack; null in metadata_only.</summary>
    public string? SamplePackHash { get; init; }

    /// <summary>Hash of the distributions of values; null in metadata_only.</summary>
    public string? DistributionsHash { get; init; }
}

/// <summary>A reference between two source tables.</summary>
/// <param name="Table">Referring table.</param>
/// <param name="Column">Referring column.</param>
/// <param name="References">Table referred to.</param>
/// <param name="ReferencedColumn">Column referred to.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Orphans">Rows whose value the other table does not have.</param>
public sealed record CatalogForeignKey(string Table, string Column, string References, string ReferencedColumn, double Score, long Orphans)
{
    /// <summary>Number that stands for no row where one is written for want of NULL, such as <c>0</c>; its rows are no orphans. Null when there is none.</summary>
    public string? Nobody { get; init; }
}
