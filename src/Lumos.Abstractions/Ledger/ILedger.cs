namespace Lumos.Abstractions;

/// <summary>Append-only record of every decision, chained by hash so that a change shows.</summary>
public interface ILedger
{
    /// <summary>Appends an event; id, time and hashes of the chain are filled in by the ledger.</summary>
    ValueTask<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Events of a run in order; null reads every run.</summary>
    IAsyncEnumerable<LedgerEvent> ReadAsync(string? runId = null, CancellationToken cancellationToken = default);
}

/// <summary>What a decision says (section 30), before the ledger gives it a place.</summary>
public sealed record LedgerEntry
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Stage.</summary>
    public required StageName Stage { get; init; }

    /// <summary>Decision.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>What happened, for a program: one of <see cref="LedgerEventKinds"/>.</summary>
    public string Kind { get; init; } = LedgerEventKinds.Note;

    /// <summary>What happened, for a person: <c>stage finished</c>, <c>lane chosen: batch</c>. No cell values.</summary>
    public required string Summary { get; init; }

    /// <summary>SHA-256 over the hashes of the inputs.</summary>
    public string? InputsHash { get; init; }

    /// <summary>SHA-256 of the output artifact.</summary>
    public string? OutputsHash { get; init; }

    /// <summary>Provider that was asked.</summary>
    public string? Provider { get; init; }

    /// <summary>Model that was asked.</summary>
    public string? Model { get; init; }

    /// <summary>SHA-256 of the parameters.</summary>
    public string? ParamsHash { get; init; }

    /// <summary>Tokens expected.</summary>
    public long? TokenEstimate { get; init; }

    /// <summary>Tokens used.</summary>
    public long? TokenActual { get; init; }

    /// <summary>US dollars expected.</summary>
    public decimal? UsdEstimate { get; init; }

    /// <summary>US dollars used.</summary>
    public decimal? UsdActual { get; init; }

    /// <summary>Tries before this one.</summary>
    public int Retries { get; init; }

    /// <summary>Providers tried in order, as <c>provider:model</c>.</summary>
    public IReadOnlyList<string> FallbackChain { get; init; } = [];

    /// <summary>Whether personal data were masked.</summary>
    public bool PiiMaskApplied { get; init; }

    /// <summary>Whether a local model saw unmasked values.</summary>
    public bool LocalOnlyOverride { get; init; }

    /// <summary>Version of the policy manifest.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Threshold profile.</summary>
    public required string ThresholdProfileId { get; init; }

    /// <summary>Version of the transform language.</summary>
    public required string DslVersion { get; init; }

    /// <summary>Error of the taxonomy; null when all went well.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>Trace link or stable sub-code of the error.</summary>
    public string? ErrorDetailId { get; init; }

    /// <summary>Confirmation by a person; null when none was needed.</summary>
    public HumanConfirmation? HumanConfirmation { get; init; }

    /// <summary>Rules that were asked, with their decisions.</summary>
    public IReadOnlyList<PolicyDecision> PolicyDecisions { get; init; } = [];
}

/// <summary>Confirmation by a person.</summary>
/// <param name="Required">Whether it was needed.</param>
/// <param name="Actor">Who confirmed; null while open.</param>
/// <param name="Timestamp">When; null while open.</param>
public sealed record HumanConfirmation(bool Required, string? Actor, DateTimeOffset? Timestamp);

/// <summary>An event in the chain.</summary>
/// <param name="EventId">ULID.</param>
/// <param name="Sequence">Position in the ledger, from 1, without gaps.</param>
/// <param name="TimestampUtc">When it was appended.</param>
/// <param name="Entry">What was decided.</param>
/// <param name="PreviousHash">Hash of the event before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over canonical JSON of everything above.</param>
public sealed record LedgerEvent(string EventId, long Sequence, DateTimeOffset TimestampUtc, LedgerEntry Entry, string PreviousHash, string Hash);
