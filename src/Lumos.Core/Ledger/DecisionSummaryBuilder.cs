using Lumos.Abstractions;

namespace Lumos.Core.Ledger;

/// <summary>Folds a run's events into its summary, one at a time.</summary>
internal sealed class DecisionSummaryBuilder
{
    private readonly SortedDictionary<StageName, StageDecision> _stages = [];
    private LedgerEvent? _first;
    private LedgerEvent? _last;
    private LedgerEntry? _error;
    private RunStatus _status = RunStatus.Running;
    private long _events;

    public void Add(LedgerEvent item)
    {
        _first ??= item;
        _last = item;
        _events++;
        var entry = item.Entry;
        _status = StatusAfter(entry.Kind) ?? _status;
        if (entry.Kind is LedgerEventKinds.RunResumed or LedgerEventKinds.RunCompleted or LedgerEventKinds.RunPlanned) _error = null;
        if (entry.ErrorCode is not null) _error = entry;
        if (entry.Stage != StageName.Supervisor) _stages[entry.Stage] = Fold(_stages.GetValueOrDefault(entry.Stage), item);
    }

    /// <summary>The summary; null when there was no event.</summary>
    public DecisionSummary? Build() => _first is null || _last is null ? null : new DecisionSummary
    {
        RunId = _first.Entry.RunId,
        Status = _status,
        StartedAt = _first.TimestampUtc,
        UpdatedAt = _last.TimestampUtc,
        Events = _events,
        LastEventHash = _last.Hash,
        PolicyVersion = _last.Entry.PolicyVersion,
        ThresholdProfileId = _last.Entry.ThresholdProfileId,
        Stages = [.. _stages.Values],
        ErrorCode = _error?.ErrorCode,
        ErrorDetailId = _error?.ErrorDetailId,
    };

    public static async ValueTask<DecisionSummary?> FoldAsync(ILedger ledger, string runId, CancellationToken cancellationToken)
    {
        var builder = new DecisionSummaryBuilder();
        await foreach (var item in ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false)) builder.Add(item);
        return builder.Build();
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
