namespace Lumos.Abstractions;

/// <summary>How far a chunk got.</summary>
public enum CheckpointStatus
{
    /// <summary>Wholly staged.</summary>
    Staged,

    /// <summary>Part of a promoted table.</summary>
    Promoted,

    /// <summary>Failed; see <see cref="CheckpointRecord.NextAction"/>.</summary>
    Failed,
}

/// <summary>Checkpoint of one chunk (section 37). Kept in the state; artifacts carry the same figures without the times.</summary>
public sealed record CheckpointRecord
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Stage.</summary>
    public required StageName Stage { get; init; }

    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Number within the table, from 0.</summary>
    public required long ChunkId { get; init; }

    /// <summary>SHA-256 over ordered keys and transformed columns; null when the chunk failed before it was known.</summary>
    public string? ContentHash { get; init; }

    /// <summary>When work on it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Rows read.</summary>
    public required long RowCountIn { get; init; }

    /// <summary>Rows staged.</summary>
    public required long RowCountOut { get; init; }

    /// <summary>Validations of this chunk.</summary>
    public IReadOnlyList<ValidationResult> Validations { get; init; } = [];

    /// <summary>How far it got.</summary>
    public required CheckpointStatus Status { get; init; }

    /// <summary>What to do with it next, such as <c>promote</c> or <c>retry</c>; null for nothing.</summary>
    public string? NextAction { get; init; }

    /// <summary>Where reading goes on after this chunk; null at the end of the source.</summary>
    public SourcePosition? Next { get; init; }

    /// <summary>Free facts of the stage that a resume needs, such as <c>source</c> or <c>quarantined</c>. No cell values.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}
