using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.State;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>What the ledger says about the other runs of a job, by the last thing each of them did.</summary>
internal sealed class JobRuns
{
    private JobRuns(IReadOnlyList<JobRun> others, JobRun own) => (Others, Own) = (others, own);

    /// <summary>The other runs, the one that was completed last at the end.</summary>
    public IReadOnlyList<JobRun> Others { get; }

    /// <summary>Place at which a slot of the job was last dropped; 0 when none was.</summary>
    public long LogDroppedAt => Others.Append(Own).Max(static run => run.LogDroppedAt);

    /// <summary>The run itself.</summary>
    public JobRun Own { get; }

    /// <summary>Reads the ledger once.</summary>
    public static Task<JobRuns> ReadAsync(RunRecord run, RunRecords records, ILedger ledger, CancellationToken cancellationToken)
    {
        var job = JobHash.Of(run.Contract);
        return ReadAsync(run, records, ledger, other => other.BaseFolder == run.BaseFolder && JobHash.Of(other.Contract) == job, cancellationToken);
    }

    /// <summary>Reads the ledger once, for the runs of any job that write to the same place.</summary>
    public static Task<JobRuns> OfTargetAsync(RunRecord run, RunRecords records, ILedger ledger, CancellationToken cancellationToken)
    {
        var place = PlaceOf(run);
        return ReadAsync(run, records, ledger, other => PlaceOf(other) == place, cancellationToken);
    }

    private static string PlaceOf(RunRecord run) => string.Join('\n', run.Contract.Rhs.Location.Select(location => location.Contains(':', StringComparison.Ordinal) ? location : Path.GetFullPath(Path.Combine(run.BaseFolder, location))));

    private static async Task<JobRuns> ReadAsync(RunRecord run, RunRecords records, ILedger ledger, Func<RunRecord, bool> isMeant, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JobRun?>(StringComparer.Ordinal);
        var own = new JobRun(run);
        long at = 0;
        await foreach (var item in ledger.ReadAsync(runId: null, cancellationToken).ConfigureAwait(false))
        {
            at++;
            var entry = item.Entry;
            if (entry.RunId == run.RunId)
            {
                own.Add(entry, at);
                continue;
            }

            if (!found.TryGetValue(entry.RunId, out var other))
            {
                var record = records.Find(entry.RunId);
                found[entry.RunId] = other = record is not null && isMeant(record) ? new JobRun(record) : null;
            }

            other?.Add(entry, at);
        }

        return new JobRuns([.. found.Values.OfType<JobRun>().OrderBy(static other => other.CompletedAt ?? other.LastAt)], own);
    }
}

/// <summary>A run of the job.</summary>
internal sealed class JobRun(RunRecord record)
{
    private readonly Dictionary<StageName, string> _outputs = [];

    /// <summary>Its record.</summary>
    public RunRecord Record => record;

    /// <summary>Place in the ledger of its first event; null when it has none.</summary>
    public long? BeganAt { get; private set; }

    /// <summary>Place at which it was completed; null when it was not.</summary>
    public long? CompletedAt { get; private set; }

    /// <summary>Place of its last event.</summary>
    public long LastAt { get; private set; }

    /// <summary>Place at which its slot was dropped; 0 when it was not.</summary>
    public long LogDroppedAt { get; private set; }

    /// <summary>Whether somebody began to take it back.</summary>
    public bool IsTakenBack { get; private set; }

    /// <summary>Whether it was taken back to the end.</summary>
    public bool IsRolledBack { get; private set; }

    /// <summary>Whether taking it back was begun last and neither ended nor refused, so that the target may have lost its rows.</summary>
    public bool IsRollbackOpen { get; private set; }

    /// <summary>Hash of what a stage made; null when it did not.</summary>
    public string? OutputOf(StageName stage) => _outputs.GetValueOrDefault(stage);

    /// <summary>Takes the next event.</summary>
    public void Add(LedgerEntry entry, long at)
    {
        BeganAt ??= at;
        LastAt = at;
        if (entry is { Kind: LedgerEventKinds.StageFinished or LedgerEventKinds.StageReused, OutputsHash: { } hash }) _outputs[entry.Stage] = hash;
        if (entry.Kind == LedgerEventKinds.RunCompleted) CompletedAt ??= at;
        if (entry is { Kind: LedgerEventKinds.ReplicationDropped, Decision: GateDecision.Accept }) LogDroppedAt = at;
        if (entry is { Kind: LedgerEventKinds.RunRollbackBegun or LedgerEventKinds.RunRolledBack, Decision: GateDecision.Accept }) IsTakenBack = true;
        if (entry is { Kind: LedgerEventKinds.RunRolledBack, Decision: GateDecision.Accept }) IsRolledBack = true;
        if (entry.Kind == LedgerEventKinds.RunRollbackBegun) IsRollbackOpen = entry.Decision == GateDecision.Accept;
        if (IsRolledBack) IsRollbackOpen = false;
    }
}
