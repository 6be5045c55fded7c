namespace Lumos.Abstractions;

/// <summary>
/// How the values of the source are distributed, compactly, so that a later run can be compared with this one after the source is gone. Made in data mode only. Columns of
/// personal data are counted by hash, so that none of their values is in it.
/// </summary>
public sealed record DistributionsArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>Tables in order of name.</summary>
    public required IReadOnlyList<TableDistributions> Tables { get; init; }
}

/// <summary>Distributions of one table, counted over an even sample of its rows.</summary>
/// <param name="Table">Catalog table.</param>
/// <param name="Rows">Rows of the sample.</param>
/// <param name="Columns">Columns whose distribution says something; keys, dates and long texts have none.</param>
public sealed record TableDistributions(string Table, long Rows, IReadOnlyList<ColumnDistribution> Columns);

/// <summary>How a distribution is kept.</summary>
public enum DistributionKind
{
    /// <summary>Numbers: evenly spaced quantiles from the least to the greatest.</summary>
    Quantiles,

    /// <summary>Categories: the most frequent values, and the number of all others.</summary>
    Categories,

    /// <summary>Personal data, and categories beyond number: rows by hash of the value, 64 buckets.</summary>
    Hashed,
}

/// <summary>Distribution of one column.</summary>
public sealed record ColumnDistribution
{
    /// <summary>Standard name of the column.</summary>
    public required string Column { get; init; }

    /// <summary>How it is kept.</summary>
    public required DistributionKind Kind { get; init; }

    /// <summary>Values counted; NULLs and misfits are not among them.</summary>
    public required long Values { get; init; }

    /// <summary>At most 257 quantiles, ascending; all values where there are no more.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [];

    /// <summary>Rows by category, the most frequent first where numbers are equal by name.</summary>
    public IReadOnlyList<CategoryCount> Categories { get; init; } = [];

    /// <summary>Values in none of the categories.</summary>
    public long Other { get; init; }

    /// <summary>Rows by bucket.</summary>
    public IReadOnlyList<long> Buckets { get; init; } = [];
}

/// <summary>Rows of a category.</summary>
/// <param name="Value">Value as the source writes it.</param>
/// <param name="Rows">Rows of the sample.</param>
public sealed record CategoryCount(string Value, long Rows);
