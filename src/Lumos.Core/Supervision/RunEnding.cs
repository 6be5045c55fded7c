using Lumos.Abstractions;
using Microsoft.Extensions.Logging;

namespace Lumos.Core.Supervision;

/// <summary>Writes the last word about a run.</summary>
internal sealed class RunEnding(RunLog log, ILogger logger, string runId)
{
    /// <summary>Ends the run at a gate.</summary>
    public async Task<RunResult> EndAsync(RunStatus status, IReadOnlyList<string> reasons, MigrationRunArtifact? migration = null)
    {
        var (decision, kind, summary) = status switch
        {
            RunStatus.Held => (GateDecision.Hold, LedgerEventKinds.RunHeld, "The run waits for a person."),
            RunStatus.NeedsFix => (GateDecision.Fix, LedgerEventKinds.RunNeedsFix, "Something must be repaired first."),
            RunStatus.Rejected => (GateDecision.Reject, LedgerEventKinds.RunRejected, "A gate ended the run."),
            RunStatus.Completed => (GateDecision.Accept, LedgerEventKinds.RunCompleted, "The rows are where they should be."),
            RunStatus.Planned => (GateDecision.Accept, LedgerEventKinds.RunPlanned, "The plan is made; nothing was written to the target."),
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };
        await log.AppendAsync(log.Entry(StageName.Supervisor, decision, kind, summary)).ConfigureAwait(false);
        logger.RunEnded(runId, status);
        return new RunResult { RunId = runId, Status = status, Reasons = reasons, Migration = migration };
    }

    /// <summary>Records that the run stopped. A ledger that cannot be written must not hide why.</summary>
    public async Task TryRecordAsync(GateDecision decision, string kind, string summary, LumosException? error)
    {
        try
        {
            await log.AppendAsync(log.Entry(StageName.Supervisor, decision, kind, summary) with
            {
                ErrorCode = error?.Code, ErrorDetailId = error?.Reason,
            }).ConfigureAwait(false);
        }
        catch (LumosException)
        {
            // The first failure is the one to report; the run counts as killed and can be resumed.
        }
    }
}
