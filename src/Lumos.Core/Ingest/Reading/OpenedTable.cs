using Lumos.Abstractions;
using Lumos.Core.Ingest.Json;

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

    /// <summary>Columns whose values are those of a column of another table, because they were read from there.</summary>
    public IReadOnlyList<OpenedReference> References { get; init; } = [];

    /// <summary>Roles columns have because of how they are made.</summary>
    public IReadOnlyList<(int Ordinal, string Role)> Roles { get; init; } = [];

    /// <summary>Columns that identify a row together, because of how they are made; empty when that must be found out.</summary>
    public IReadOnlyList<int> Identity { get; init; } = [];

    /// <summary>The table as it must be read instead, once its rows are known; null when it may stay as it is.</summary>
    public Func<TableProfile, OpenedTable?>? Instead { get; init; }

    /// <summary>Tables in the rows of this one, once these are known; null when there are none.</summary>
    public Func<TableProfile, IReadOnlyList<OpenedTable>>? Nested { get; init; }

    /// <summary>What opened the table of a JSON file; null for others.</summary>
    public JsonNesting? Json { get; init; }

    /// <summary>Whether progress can be told in bytes of the file.</summary>
    public bool CountsBytes { get; init; }
}

/// <summary>A column that refers to another table by construction.</summary>
/// <param name="Ordinal">The column.</param>
/// <param name="Table">The other table.</param>
/// <param name="Column">Its column, by standard name.</param>
internal sealed record OpenedReference(int Ordinal, string Table, string Column);
