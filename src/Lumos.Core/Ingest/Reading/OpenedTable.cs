using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Reading;

/// <summary>A table about to be profiled.</summary>
internal sealed record OpenedTable
{
    /// <summary>Rows as text columns.</summary>
    public required ISource Source { get; init; }

    /// <summary>Name wanted for it, not yet unique.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is; hash and size are filled in when the file was read.</summary>
    public required CatalogSource Origin { get; init; }

    /// <summary>What is odd before any row was read.</summary>
    public IReadOnlyList<IngestNote> Notes { get; init; } = [];

    /// <summary>The table as a database declares it; null for a file.</summary>
    public TargetTable? Declared { get; init; }

    /// <summary>Whether progress can be told in bytes of the file.</summary>
    public bool CountsBytes { get; init; }
}
