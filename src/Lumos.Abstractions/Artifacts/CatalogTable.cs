namespace Lumos.Abstractions;

/// <summary>One table of the source.</summary>
public sealed record CatalogTable
{
    /// <summary>Table name, unique in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>File or table it was read from.</summary>
    public required CatalogSource Source { get; init; }

    /// <summary>Data rows; null when they were not counted.</summary>
    public long? RowCount { get; init; }

    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<CatalogColumn> Columns { get; init; }

    /// <summary>Candidate keys, best first.</summary>
    public IReadOnlyList<CatalogKey> Keys { get; init; } = [];

    /// <summary>Everything skipped, padded, repaired or odd, with where and why.</summary>
    public IReadOnlyList<IngestNote> Notes { get; init; } = [];

    /// <summary>Tables looked up for each row, whose columns stand behind the table's own; null for a table as the source has it.</summary>
    public IReadOnlyList<CatalogJoin>? Joins { get; init; }

    /// <summary>Which of the rows a migration reads; null for all of them.</summary>
    public CatalogIncrement? Increment { get; init; }
}

/// <summary>The rows of a table that changed since an earlier run. Rows without a value, or with one that cannot be read, are always among them.</summary>
public sealed record CatalogIncrement
{
    /// <summary>Column that tells, as the source spells it; null where the server's log does.</summary>
    public string? Column { get; init; }

    /// <summary>Expression of the transform language that reads the column's raw text; null when no row was read.</summary>
    public string? Dsl { get; init; }

    /// <summary>Lowest value, or position in the log, that is read; null for all.</summary>
    public string? From { get; init; }

    /// <summary>Rows that are read; null when they were not counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Highest value there is, or was in an earlier run, or position in the log; null for none. The one value of a cell a catalog holds.</summary>
    public string? To { get; init; }

    /// <summary>What the server's log says; null where a column tells.</summary>
    public SourceReplication? Replication { get; init; }

    /// <summary>Copy of the keys of rows that are there no more; null for none.</summary>
    public CatalogSource? Gone { get; init; }
}

/// <summary>A table looked up for each row of another one.</summary>
/// <param name="Table">The table.</param>
/// <param name="Join">By what, and which of its columns are read.</param>
public sealed record CatalogJoin(CatalogTable Table, SourceJoin Join);

/// <summary>Columns that identify a row.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Duplicates">Rows whose key another row has too.</param>
public sealed record CatalogKey(IReadOnlyList<string> Columns, double Score, long Duplicates);
