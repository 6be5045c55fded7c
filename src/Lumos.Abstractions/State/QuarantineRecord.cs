namespace Lumos.Abstractions;

/// <summary>What became of a quarantined row.</summary>
public enum QuarantineStatus
{
    /// <summary>Waiting.</summary>
    Open,

    /// <summary>Tried again by a follow-up run, and written.</summary>
    Resolved,

    /// <summary>Given up on by a person.</summary>
    Dismissed,
}

/// <summary>One thing that is wrong with a quarantined row.</summary>
/// <param name="Code">Reason code.</param>
/// <param name="Column">Target column it concerns; null when it concerns the whole row.</param>
public sealed record QuarantineReason(string Code, string? Column)
{
    /// <summary>Name of the target's constraint that is violated; null where none has a name.</summary>
    public string? Constraint { get; init; }

    /// <summary>Such as <c>E_CAST in quantity</c>, or <c>CHECK_VIOLATION in amount (orders_amount_check)</c>.</summary>
    public override string ToString() => Code + (Column is null ? "" : $" in {Column}") + (Constraint is null ? "" : $" ({Constraint})");
}

/// <summary>A row that could not be migrated (section 37), with masked previews. The raw row stays in its source.</summary>
public sealed record QuarantineRecord
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Chunk of the target table.</summary>
    public required long ChunkId { get; init; }

    /// <summary>Catalog table the row was read from.</summary>
    public required string Source { get; init; }

    /// <summary>0-based row in the source; with table and source it names the record.</summary>
    public required long Row { get; init; }

    /// <summary>1-based physical line; null when the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>Start of the row in the (decompressed) file; null when the source has no bytes to point at.</summary>
    public long? ByteOffset { get; init; }

    /// <summary>Masked row key; null when the table has no key or the key could not be made.</summary>
    public string? Key { get; init; }

    /// <summary>Why, worst first: <c>E_DATE</c>, <c>DUPLICATE_KEY</c>, <c>FK_ORPHAN</c>, <c>NULL_IN_REQUIRED</c>, ...</summary>
    public required IReadOnlyList<string> ReasonCodes { get; init; }

    /// <summary>Target column of the first reason; null when it concerns the whole row.</summary>
    public string? Column { get; init; }

    /// <summary>Everything that is wrong with the row, worst first, column by column; empty in records of versions that looked for the first reason alone.</summary>
    public IReadOnlyList<QuarantineReason> Reasons { get; init; } = [];

    /// <summary>Masked source values by column.</summary>
    public IReadOnlyDictionary<string, string?> MaskedPreviewBefore { get; init; } = new Dictionary<string, string?>();

    /// <summary>Masked target values by column, as far as they could be made.</summary>
    public IReadOnlyDictionary<string, string?> MaskedPreviewAfter { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the full difference is kept; null when the previews are all there is.</summary>
    public string? DiffPtr { get; init; }

    /// <summary>When it was put aside.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Weakest role that may release it.</summary>
    public Role RbacRequiredRole { get; init; } = Role.Operator;

    /// <summary>What became of it. Filled in by the state when it is read.</summary>
    public QuarantineStatus Status { get; init; }
}

/// <summary>A person's word on a quarantined row.</summary>
public sealed record QuarantineDecision
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Catalog table the row was read from.</summary>
    public required string Source { get; init; }

    /// <summary>0-based row in the source.</summary>
    public required long Row { get; init; }

    /// <summary>What it becomes.</summary>
    public required QuarantineStatus Status { get; init; }

    /// <summary>Who said so.</summary>
    public required string Actor { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
