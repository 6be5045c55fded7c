using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Supervision;

/// <summary>Takes a run along the required order of stages: Ingest, Domains, Mapping, Analysis and, when all is accepted, Migration.</summary>
internal sealed class Supervisor(StageSet stages, SupervisorParts parts, RunIncrements increments)
{
    /// <summary>Runs, or goes on with, a recorded run. Whatever happens, the ledger's last word about the run says where it stands.</summary>
    /// <param name="run">Run.</param>
    /// <param name="thresholds">Its thresholds.</param>
    /// <param name="planOnly">Whether to stop before migration.</param>
    /// <param name="settings">Who watches, who is asked.</param>
    /// <param name="cancellationToken">Stops the run, which can be resumed.</param>
    public async Task<RunResult> RunAsync(
        RunRecord run, ThresholdProfile thresholds, bool planOnly, RunSettings settings, CancellationToken cancellationToken)
    {
        var log = await RunLog.OpenAsync(parts.Ledger, parts.Paths, run, parts.Policy.PolicyVersion, cancellationToken).ConfigureAwait(false);
        if (log.Status == RunStatus.Completed) return await AlreadyDoneAsync(run, log, cancellationToken).ConfigureAwait(false);

        using var activity = CoreTelemetry.StartRun(run.RunId, run.Lane);
        var ending = new RunEnding(log, parts.Logger, run.RunId);
        try
        {
            await BeginAsync(run, log).ConfigureAwait(false);
            var context = new StageContext
            {
                Contract = run.Contract, ContractHash = run.ContractHash, Policy = parts.Policy, Thresholds = thresholds, Artifacts = parts.Store, Lane = run.Lane,
                Seed = run.Contract.Overrides?.Seed ?? 0, Time = parts.Time, BaseFolder = run.BaseFolder, WorkFolder = parts.Paths.Work(run.RunId),
                Progress = settings.Progress,
            };
            Directory.CreateDirectory(context.WorkFolder);
            var rules = StageInputsHash.RulesOf(run.ContractHash, run.PolicyHash, run.ThresholdsHash);
            var runner = new StageRunner(log, context, parts.Store, parts.Failpoints, parts.Retries, rules, parts.Logger);
            return await new RunWalk(stages, parts, run, log, runner, ending, settings, increments).WalkAsync(planOnly, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ending.TryRecordAsync(GateDecision.Hold, LedgerEventKinds.RunCancelled, "Stopped by the user; it can be resumed.", error: null).ConfigureAwait(false);
            throw;
        }
        catch (LumosException exception)
        {
            var kind = exception.Code == ErrorCode.PolicyBlock ? LedgerEventKinds.RunRejected : LedgerEventKinds.RunFailed;
            await ending.TryRecordAsync(GateDecision.Reject, kind, exception.Problem, exception).ConfigureAwait(false);
            throw;
        }
        catch (IOException exception) when (StateErrors.IsDiskFull(exception))
        {
            // Targets say so themselves: what is left is the work folder of the run.
            var full = StateErrors.Unwritable(parts.Paths.Work(run.RunId), exception);
            await ending.TryRecordAsync(GateDecision.Reject, LedgerEventKinds.RunFailed, full.Problem, full).ConfigureAwait(false);
            throw full;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A bug, or something outside: the type says which without giving data away.
            await ending.TryRecordAsync(GateDecision.Reject, LedgerEventKinds.RunFailed, $"Ended by {exception.GetType().Name}.", error: null).ConfigureAwait(false);
            throw;
        }
    }

    private async Task BeginAsync(RunRecord run, RunLog log)
    {
        if (log.Events.Any(static item => item.Entry.Kind == LedgerEventKinds.RunStarted))
        {
            await log.AppendAsync(log.Entry(StageName.Supervisor, GateDecision.Accept, LedgerEventKinds.RunResumed, "The run goes on where it stopped.")).ConfigureAwait(false);
            parts.Logger.RunResumed(run.RunId);
            return;
        }

        await log.AppendAsync(log.Entry(StageName.Supervisor, GateDecision.Accept, LedgerEventKinds.RunStarted, "The run began.") with
        {
            InputsHash = run.ContractHash,
            PolicyDecisions = [parts.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.CreateRun, Mode = run.Contract.Mode, Actor = run.Contract.RbacActor })],
        }).ConfigureAwait(false);
        await log.AppendAsync(log.Entry(
            StageName.Supervisor, GateDecision.Accept, LedgerEventKinds.LaneChosen, $"Lane chosen: {run.Lane.ToString().ToLowerInvariant()}. {run.LaneReason}")).ConfigureAwait(false);
        parts.Logger.RunStarted(run.RunId, run.Lane);
    }

    private async Task<RunResult> AlreadyDoneAsync(RunRecord run, RunLog log, CancellationToken cancellationToken)
    {
        var hash = log.Events.LastOrDefault(static item => item.Entry is { Stage: StageName.Migration, OutputsHash: not null })?.Entry.OutputsHash;
        return new RunResult
        {
            RunId = run.RunId, Status = RunStatus.Completed, Reasons = ["The run was completed before; nothing was done."],
            Migration = hash is null ? null : await parts.Store.GetAsync<MigrationRunArtifact>(hash, cancellationToken).ConfigureAwait(false),
        };
    }
}
