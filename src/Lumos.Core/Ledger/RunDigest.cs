using Lumos.Abstractions;

namespace Lumos.Core.Ledger;

/// <summary>What the ledger says of one run, folded from its events.</summary>
/// <param name="Summary">Its summary.</param>
internal sealed record RunDigest(DecisionSummary Summary)
{
    /// <summary>Place in the ledger of its first event, from 1.</summary>
    public required long BeganAt { get; init; }

    /// <summary>Byte at which that event begins.</summary>
    public required long FirstByte { get; init; }

    /// <summary>Place of its last event.</summary>
    public long LastAt { get; init; }

    /// <summary>Place at which it was completed; null when it was not.</summary>
    public long? CompletedAt { get; init; }

    /// <summary>Place at which its slot was dropped; 0 when it was not.</summary>
    public long LogDroppedAt { get; init; }

    /// <summary>Whether somebody began to take it back.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Whether it was taken back to the end.</summary>
    public bool IsRolledBack { get; init; }

    /// <summary>Whether taking it back was begun last and neither ended nor refused, so that the target may have lost its rows.</summary>
    public bool IsRollbackOpen { get; init; }

    /// <summary>Hashes of what its stages made, by stage.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Hash of what a stage made; null when it did not.</summary>
    public string? OutputOf(StageName stage) => Outputs.GetValueOrDefault(stage.ToString());

    /// <summary>A digest with the next event.</summary>
    /// <param name="before">The digest; null for the first event of a run.</param>
    /// <param name="item">The event.</param>
    /// <param name="at">Its place, from 1.</param>
    /// <param name="firstByte">Byte at which it begins.</param>
    public static RunDigest Fold(RunDigest? before, LedgerEvent item, long at, long firstByte)
    {
        var entry = item.Entry;
        var digest = (before ?? new RunDigest(DecisionSummaryBuilder.Fold(null, item)) { BeganAt = at, FirstByte = firstByte }) with { LastAt = at };
        if (before is not null) digest = digest with { Summary = DecisionSummaryBuilder.Fold(before.Summary, item) };
        if (entry is { Kind: LedgerEventKinds.StageFinished or LedgerEventKinds.StageReused, OutputsHash: { } hash }) digest = digest with { Outputs = new SortedDictionary<string, string>(digest.Outputs.ToDictionary(), StringComparer.Ordinal) { [entry.Stage.ToString()] = hash } };
        if (entry.Kind == LedgerEventKinds.RunCompleted) digest = digest with { CompletedAt = digest.CompletedAt ?? at };
        if (entry is { Kind: LedgerEventKinds.ReplicationDropped, Decision: GateDecision.Accept }) digest = digest with { LogDroppedAt = at };
        if (entry.Kind == LedgerEventKinds.RunRollbackBegun) digest = digest with { IsTakenBack = digest.IsTakenBack || entry.Decision == GateDecision.Accept, IsRollbackOpen = !digest.IsRolledBack && entry.Decision == GateDecision.Accept };
        if (entry is { Kind: LedgerEventKinds.RunRolledBack, Decision: GateDecision.Accept }) digest = digest with { IsTakenBack = true, IsRolledBack = true, IsRollbackOpen = false };
        return digest;
    }
}
