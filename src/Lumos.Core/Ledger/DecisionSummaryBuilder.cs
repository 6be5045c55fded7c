using Lumos.Abstractions;

namespace Lumos.Core.Ledger;

/// <summary>Folds a run's events into its summary, one at a time.</summary>
internal static class DecisionSummaryBuilder
{
    /// <summary>A summary with the next event.</summary>
    public static DecisionSummary Fold(DecisionSummary? before, LedgerEvent item)
    {
        var entry = item.Entry;
        var isMended = entry.Kind is LedgerEventKinds.RunResumed or LedgerEventKinds.RunCompleted or LedgerEventKinds.RunPlanned;
        var stages = before?.Stages ?? [];
        return new DecisionSummary
        {
            RunId = before?.RunId ?? entry.RunId,
            Status = StatusAfter(entry.Kind) ?? before?.Status ?? RunStatus.Running,
            StartedAt = before?.StartedAt ?? item.TimestampUtc,
            UpdatedAt = item.TimestampUtc,
            Events = (before?.Events ?? 0) + 1,
            LastEventHash = item.Hash,
            PolicyVersion = entry.PolicyVersion,
            ThresholdProfileId = entry.ThresholdProfileId,
            Stages = entry.Stage == StageName.Supervisor ? stages : [.. stages.Where(other => other.Stage != entry.Stage).Append(Fold(stages.FirstOrDefault(other => other.Stage == entry.Stage), item)).OrderBy(static stage => stage.Stage)],
            ErrorCode = entry.ErrorCode ?? (isMended ? null : before?.ErrorCode),
            ErrorDetailId = entry.ErrorCode is not null ? entry.ErrorDetailId : isMended ? null : before?.ErrorDetailId,
        };
    }

    /// <summary>The summary of a run; null when the ledger has no event of it.</summary>
    public static async ValueTask<DecisionSummary?> FoldAsync(ILedger ledger, string runId, CancellationToken cancellationToken)
    {
        DecisionSummary? summary = null;
        await foreach (var item in ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false)) summary = Fold(summary, item);
        return summary;
    }

    private static StageDecision Fold(StageDecision? before, LedgerEvent item) => new(
        item.Entry.Stage, item.Entry.Decision, item.Entry.Summary, item.Entry.OutputsHash ?? before?.OutputsHash, item.TimestampUtc, item.Entry.Retries);

    private static RunStatus? StatusAfter(string kind) => kind switch
    {
        LedgerEventKinds.RunStarted or LedgerEventKinds.RunResumed => RunStatus.Running,
        LedgerEventKinds.RunHeld => RunStatus.Held,
        LedgerEventKinds.RunNeedsFix => RunStatus.NeedsFix,
        LedgerEventKinds.RunRejected => RunStatus.Rejected,
        LedgerEventKinds.RunFailed => RunStatus.Failed,
        LedgerEventKinds.RunCancelled => RunStatus.Cancelled,
        LedgerEventKinds.RunCompleted => RunStatus.Completed,
        LedgerEventKinds.RunPlanned => RunStatus.Planned,
        _ => null,
    };
}
