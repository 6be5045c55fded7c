namespace Lumos.Abstractions;

/// <summary>Masked sample rows, chosen deterministically by seed and stratum and capped by rows and bytes.</summary>
public sealed record SamplePackArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>Seed of the choice.</summary>
    public required long Seed { get; init; }

    /// <summary>Caps in force.</summary>
    public required SampleCaps Caps { get; init; }

    /// <summary>One sample per table.</summary>
    public required IReadOnlyList<TableSample> Tables { get; init; }
}

/// <summary>Sample of one table.</summary>
public sealed record TableSample
{
    /// <summary>Catalog table.</summary>
    public required string Table { get; init; }

    /// <summary>What the rows were stratified by; null for none.</summary>
    public string? StratifiedBy { get; init; }

    /// <summary>Column names.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Columns whose values are masked.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];

    /// <summary>0-based source rows, ascending; the raw rows can be read again from the snapshot.</summary>
    public required IReadOnlyList<long> RowNumbers { get; init; }

    /// <summary>Start of each row in the (decompressed) file; empty when the source has no bytes to point at.</summary>
    public IReadOnlyList<long> ByteOffsets { get; init; } = [];

    /// <summary>How well persons hide in the rows; null when no column is a quasi-identifier.</summary>
    public PreviewSafety? Safety { get; init; }

    /// <summary>Masked values as raw text, NULL as null; empty when policy withholds them.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }
}

/// <summary>How well persons hide in rows that are shown, after masking.</summary>
/// <param name="K">Rows of the smallest group that looks the same in its quasi-identifiers.</param>
/// <param name="L">Fewest different values of a sensitive column in such a group; 0 when no column is sensitive.</param>
/// <param name="Columns">The quasi-identifiers, as the source spells them.</param>
public sealed record PreviewSafety(int K, int L, IReadOnlyList<string> Columns)
{
    /// <summary><c>generalized</c> or <c>withheld</c> when policy asks for more than there was; null when nothing was done.</summary>
    public string? Action { get; init; }
}

/// <summary>The standardisation shim: per table, one pipeline per column that makes the raw text a trimmed, typed value.</summary>
public sealed record StandardizationPlanArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>One plan per table.</summary>
    public required IReadOnlyList<StandardizedTable> Tables { get; init; }
}

/// <summary>Shim of one table.</summary>
/// <param name="Table">Catalog table.</param>
/// <param name="Dsl">Text form: one pipeline per column, from source names to standard names.</param>
/// <param name="DslHash">SHA-256 of the canonical form.</param>
public sealed record StandardizedTable(string Table, string Dsl, string DslHash);
