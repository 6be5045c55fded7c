namespace Lumos.Abstractions;

/// <summary>What was moved: every chunk with its content hash, every validation, and whether it was promoted.</summary>
public sealed record MigrationRunArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary><c>elt</c>, <c>etl</c> or <c>dry_run</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Why the rows were computed there; null for a dry run.</summary>
    public string? StrategyReason { get; init; }

    /// <summary>Target as the contract names it.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the staged tables became the final ones.</summary>
    public required bool Promoted { get; init; }

    /// <summary>SHA-256 over the manifests of all tables, by which the whole run can be verified from the target alone; null for a dry run.</summary>
    public string? RootHash { get; init; }

    /// <summary>Source rows per chunk.</summary>
    public int ChunkRows { get; init; }

    /// <summary>What was read of source tables of which only changed rows are; empty when all were read whole.</summary>
    public IReadOnlyList<SourceIncrement> Increments { get; init; } = [];

    /// <summary>One entry per target table.</summary>
    public required IReadOnlyList<MigratedTable> Tables { get; init; }
}

/// <summary>What was moved into one table. Rows in = rows out + collapsed + quarantined.</summary>
public sealed record MigratedTable
{
    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Source rows read.</summary>
    public required long RowsIn { get; init; }

    /// <summary>Rows in the final table.</summary>
    public required long RowsOut { get; init; }

    /// <summary>Rows that were one with an identical or earlier row of the same key.</summary>
    public long Collapsed { get; init; }

    /// <summary>Rows in quarantine.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Quarantined rows by reason code.</summary>
    public IReadOnlyDictionary<string, long> QuarantineReasons { get; init; } = new Dictionary<string, long>();

    /// <summary>What became of the rows of a table whose rows are told apart by key; null where rows were only added, or the whole table was.</summary>
    public RowChanges? Changes { get; init; }

    /// <summary>Whether only rows from the quarantine of the run before were read and added; null where all rows of the source were read.</summary>
    public bool? Released { get; init; }

    /// <summary>SHA-256 over the chunk hashes in order.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Names every row in the final table; null for a dry run.</summary>
    public TableManifest? Manifest { get; init; }

    /// <summary>What computed the rows, one entry per source in the order they are read.</summary>
    public IReadOnlyList<TransformUse> Transforms { get; init; } = [];

    /// <summary>Chunks in order.</summary>
    public required IReadOnlyList<ChunkRecord> Chunks { get; init; }

    /// <summary>Validations of the staged table.</summary>
    public required IReadOnlyList<ValidationResult> Validations { get; init; }
}

/// <summary>What promotion did with the rows of a table. Of a table with versions (SCD-2) the rows are versions, and one that ended was changed.</summary>
/// <param name="Inserted">Rows whose key was not there.</param>
/// <param name="Updated">Rows whose key was there with other values.</param>
/// <param name="Deleted">Rows that were there and are not any more.</param>
public sealed record RowChanges(long Inserted, long Updated, long Deleted);

/// <summary>What computes the rows of a table from one source.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Engine"><c>columnar</c>: the columnar executor, in this process; <c>duckdb</c>: SQL of the embedded engine. Both give the same rows.</param>
/// <param name="Reason">Why, where it is not the executor of its own accord; null where it is.</param>
public sealed record TransformUse(string Source, string Engine, string? Reason = null);

/// <summary>One chunk (section 37, without its times, which are in the state and not in the artifact).</summary>
/// <param name="ChunkId">Number within the table, from 0.</param>
/// <param name="Source">Catalog table it was read from.</param>
/// <param name="FirstRow">0-based first source row.</param>
/// <param name="RowsIn">Rows read.</param>
/// <param name="RowsOut">Rows staged.</param>
/// <param name="Quarantined">Rows in quarantine.</param>
/// <param name="ContentHash">SHA-256 over ordered keys and transformed columns.</param>
public sealed record ChunkRecord(long ChunkId, string Source, long FirstRow, long RowsIn, long RowsOut, long Quarantined, string ContentHash);

/// <summary>Result of one validation.</summary>
/// <param name="Check"><c>row_count</c>, <c>checksum</c>, <c>fk_check</c>, <c>unique_check</c>, <c>null_check</c>.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Message">What was compared.</param>
public sealed record ValidationResult(string Check, bool Passed, string Message);
