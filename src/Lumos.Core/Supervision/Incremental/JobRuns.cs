using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Ledger;
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

    /// <summary>Reads what the ledger says.</summary>
    public static Task<JobRuns> ReadAsync(RunRecord run, RunRecords records, FileLedger ledger, CancellationToken cancellationToken)
    {
        var job = JobHash.Of(run.Contract);
        return ReadAsync(run, records, ledger, other => other.BaseFolder == run.BaseFolder && JobHash.Of(other.Contract) == job, cancellationToken);
    }

    /// <summary>The same for the runs of any job that write to the same place.</summary>
    public static Task<JobRuns> OfTargetAsync(RunRecord run, RunRecords records, FileLedger ledger, CancellationToken cancellationToken)
    {
        var place = PlaceOf(run);
        return ReadAsync(run, records, ledger, other => PlaceOf(other) == place, cancellationToken);
    }

    private static string PlaceOf(RunRecord run) => string.Join('\n', run.Contract.Rhs.Location.Select(location => location.Contains(':', StringComparison.Ordinal) ? location : Path.GetFullPath(Path.Combine(run.BaseFolder, location))));

    private static async Task<JobRuns> ReadAsync(RunRecord run, RunRecords records, FileLedger ledger, Func<RunRecord, bool> isMeant, CancellationToken cancellationToken)
    {
        var digest = await ledger.DigestAsync(cancellationToken).ConfigureAwait(false);
        var others = digest.Runs.Where(other => other.Key != run.RunId).Select(other => (Record: records.Find(other.Key), Digest: other.Value)).Where(other => other.Record is not null && isMeant(other.Record));
        return new JobRuns([.. others.Select(static other => new JobRun(other.Record!, other.Digest)).OrderBy(static other => other.CompletedAt ?? other.LastAt)], new JobRun(run, digest.Runs.GetValueOrDefault(run.RunId)));
    }
}

/// <summary>A run of the job.</summary>
/// <param name="record">Its record.</param>
/// <param name="digest">What the ledger says of it; null for nothing.</param>
internal sealed class JobRun(RunRecord record, RunDigest? digest)
{
    /// <summary>Its record.</summary>
    public RunRecord Record => record;

    /// <summary>Place in the ledger of its first event; null when it has none.</summary>
    public long? BeganAt => digest?.BeganAt;

    /// <summary>Place at which it was completed; null when it was not.</summary>
    public long? CompletedAt => digest?.CompletedAt;

    /// <summary>Place of its last event.</summary>
    public long LastAt => digest?.LastAt ?? 0;

    /// <summary>Place at which its slot was dropped; 0 when it was not.</summary>
    public long LogDroppedAt => digest?.LogDroppedAt ?? 0;

    /// <summary>Whether somebody began to take it back.</summary>
    public bool IsTakenBack => digest?.IsTakenBack == true;

    /// <summary>Whether it was taken back to the end.</summary>
    public bool IsRolledBack => digest?.IsRolledBack == true;

    /// <summary>Whether taking it back was begun last and neither ended nor refused, so that the target may have lost its rows.</summary>
    public bool IsRollbackOpen => digest?.IsRollbackOpen == true;

    /// <summary>Hash of what a stage made; null when it did not.</summary>
    public string? OutputOf(StageName stage) => digest?.OutputOf(stage);
}
