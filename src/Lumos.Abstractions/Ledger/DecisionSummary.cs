namespace Lumos.Abstractions;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Started, and neither finished nor known to have stopped.</summary>
    Running,

    /// <summary>Killed: it is not finished and no process works on it; can be resumed. Never the ledger's own word, which a killed run cannot write.</summary>
    Interrupted,

    /// <summary>Waits for a person.</summary>
    Held,

    /// <summary>A stage found something to repair: change the contract and start a new run.</summary>
    NeedsFix,

    /// <summary>Ended at a gate.</summary>
    Rejected,

    /// <summary>Ended by an error; can be resumed once its cause is gone.</summary>
    Failed,

    /// <summary>Stopped by the user; can be resumed.</summary>
    Cancelled,

    /// <summary>All stages are done, the rows are where they should be.</summary>
    Completed,

    /// <summary>All stages but the last are done and nothing was written: a plan, or metadata_only.</summary>
    Planned,
}

/// <summary>What the ledger says about a run, folded for fast reading. Always equal to what folding the ledger again gives.</summary>
public sealed record DecisionSummary
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>First event.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Last event.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Events of the run.</summary>
    public required long Events { get; init; }

    /// <summary>Hash of its last event.</summary>
    public required string LastEventHash { get; init; }

    /// <summary>Policy in force.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Threshold profile in force.</summary>
    public required string ThresholdProfileId { get; init; }

    /// <summary>The supervisor's last decision about each stage, in stage order.</summary>
    public required IReadOnlyList<StageDecision> Stages { get; init; }

    /// <summary>Last error's code; null when the run has none open.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>Last error's sub-code.</summary>
    public string? ErrorDetailId { get; init; }
}

/// <summary>The last decision about a stage.</summary>
/// <param name="Stage">Stage.</param>
/// <param name="Decision">Decision.</param>
/// <param name="Summary">What happened.</param>
/// <param name="OutputsHash">Artifact it made; null when there is none.</param>
/// <param name="At">When.</param>
/// <param name="Retries">Tries before this one.</param>
public sealed record StageDecision(StageName Stage, GateDecision Decision, string Summary, string? OutputsHash, DateTimeOffset At, int Retries);
