using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Microsoft.Extensions.Logging;

namespace Lumos.Core.Supervision;

/// <summary>Takes one stage through its gate: policy, reuse of finished work, retries, artifact, decision, ledger.</summary>
internal sealed class StageRunner(
    RunLog log, StageContext context, FileArtifactStore store, IFailpoints failpoints, RetrySchedule retries, string rulesHash, ILogger logger)
{
    /// <summary>Runs a stage, or gives back what it made before from the same inputs.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="input">Its input.</param>
    /// <param name="inputs">Hashes of the artifacts the input is made of.</param>
    /// <param name="action">Capability the stage needs.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<GatedOutput<TOut>> RunAsync<TIn, TOut>(
        IStage<TIn, TOut> stage, TIn input, IReadOnlyList<string> inputs, string action, CancellationToken cancellationToken) where TOut : class, IArtifact
    {
        var name = stage.Name;
        var inputsHash = StageInputsHash.Of(name, rulesHash, inputs);
        if (await FindFinishedAsync<TOut>(name, inputsHash, cancellationToken).ConfigureAwait(false) is { } finished) return finished;

        var policy = context.Policy.Evaluate(new PolicyRequest { Action = action, Mode = context.Contract.Mode, Actor = context.Contract.RbacActor });
        if (!policy.Allowed) throw await BlockAsync(name, inputsHash, policy).ConfigureAwait(false);

        failpoints.Hit(FailpointNames.Of(name, "started"), cancellationToken);
        using var activity = CoreTelemetry.StartStage(context.Contract.RunId, name);
        var started = context.Time.GetTimestamp();
        var (outcome, attempt) = await RunWithRetriesAsync(stage, input, inputsHash, policy, activity, cancellationToken).ConfigureAwait(false);

        failpoints.Hit(FailpointNames.Of(name, "before_artifact"), cancellationToken);
        var reference = await store.PutAsync(outcome.Output, CancellationToken.None).ConfigureAwait(false);
        failpoints.Hit(FailpointNames.Of(name, "before_ledger"), cancellationToken);
        await log.AppendAsync(log.Entry(name, outcome.Proposed, LedgerEventKinds.StageFinished, Summarize("Finished.", outcome.Reasons)) with
        {
            InputsHash = inputsHash, OutputsHash = reference.Hash, Retries = attempt, PolicyDecisions = [policy],
            PiiMaskApplied = policy.Obligations.Contains("mask_pii"),
        }).ConfigureAwait(false);
        failpoints.Hit(FailpointNames.Of(name, "after_ledger"), cancellationToken);

        CoreTelemetry.StageDone(name, context.Time.GetElapsedTime(started), outcome.Proposed);
        logger.StageDecided(context.Contract.RunId, name, outcome.Proposed);
        return new GatedOutput<TOut>(outcome.Output, reference.Hash, outcome.Proposed, outcome.Reasons);
    }

    /// <summary>Takes what a stage made in another run instead of running it.</summary>
    public async Task<GatedOutput<TOut>> KeepAsync<TOut>(StageName name, string hash, string from, CancellationToken cancellationToken) where TOut : class, IArtifact
    {
        var output = await store.GetAsync<TOut>(hash, cancellationToken).ConfigureAwait(false);
        var reason = $"Kept as in run {from}.";
        await log.AppendAsync(log.Entry(name, GateDecision.Accept, LedgerEventKinds.StageReused, reason) with { OutputsHash = hash }).ConfigureAwait(false);
        logger.StageReused(context.Contract.RunId, name);
        return new GatedOutput<TOut>(output, hash, GateDecision.Accept, [reason]);
    }

    private async Task<(StageOutcome<TOut> Outcome, int Retries)> RunWithRetriesAsync<TIn, TOut>(
        IStage<TIn, TOut> stage, TIn input, string inputsHash, PolicyDecision policy, System.Diagnostics.Activity? activity, CancellationToken cancellationToken)
    {
        var budget = BudgetOf(stage.Name);
        for (var attempt = 0; ; attempt++)
        {
            using var limit = budget is { } seconds ? new WallTimeLimit(context.Time, TimeSpan.FromSeconds(seconds), cancellationToken) : null;
            try
            {
                var outcome = await stage.RunAsync(input, context, limit?.Token ?? cancellationToken).ConfigureAwait(false);
                if (outcome.Proposed != GateDecision.Retry) return (outcome, attempt);
                if (!retries.MayTryAgain(attempt)) return (outcome with { Proposed = GateDecision.Hold }, attempt);
                await log.AppendAsync(log.Entry(stage.Name, GateDecision.Retry, LedgerEventKinds.StageRetried, Summarize("The gate asks for another try.", outcome.Reasons)) with
                {
                    InputsHash = inputsHash, Retries = attempt,
                }).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (limit is { Exceeded: true } && !cancellationToken.IsCancellationRequested)
            {
                throw await FailAsync(stage.Name, inputsHash, attempt, policy, activity, new LumosException(
                    ErrorCode.PolicyBlock, "BUDGET_WALL_TIME", $"The stage took longer than the contract allows ({budget:0.###} s).",
                    new ErrorLocation(Key: $"budget_caps.{stage.Name.ToString().ToLowerInvariant()}.wall_time_s"),
                    "Give the stage more time in a new contract; what was finished is kept.", exception)).ConfigureAwait(false);
            }
            catch (LumosException exception) when (exception.IsTransient && retries.MayTryAgain(attempt))
            {
                CoreTelemetry.StageFailed(activity: null, stage.Name, exception);
                logger.StageRetried(context.Contract.RunId, stage.Name, exception.Reason);
                await log.AppendAsync(log.Entry(stage.Name, GateDecision.Retry, LedgerEventKinds.StageRetried, exception.Problem) with
                {
                    InputsHash = inputsHash, Retries = attempt, ErrorCode = exception.Code, ErrorDetailId = exception.Reason,
                }).ConfigureAwait(false);
            }
            catch (LumosException exception)
            {
                await FailAsync(stage.Name, inputsHash, attempt, policy, activity, exception).ConfigureAwait(false);
                throw;
            }

            await Task.Delay(retries.DelayBefore(attempt + 1), context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the stage made before from these inputs, if it is still there unchanged.</summary>
    private async Task<GatedOutput<TOut>?> FindFinishedAsync<TOut>(StageName name, string inputsHash, CancellationToken cancellationToken) where TOut : class, IArtifact
    {
        var entry = log.Events.LastOrDefault(item =>
            item.Entry.Stage == name && item.Entry.Kind == LedgerEventKinds.StageFinished && item.Entry.InputsHash == inputsHash && item.Entry.OutputsHash is not null)?.Entry;
        if (entry?.OutputsHash is not { } hash || entry.Decision is GateDecision.Retry) return null;
        try
        {
            var output = await store.GetAsync<TOut>(hash, cancellationToken).ConfigureAwait(false);
            await log.AppendAsync(log.Entry(name, entry.Decision, LedgerEventKinds.StageReused, "Finished before from the same inputs; not run again.") with
            {
                InputsHash = inputsHash, OutputsHash = hash,
            }).ConfigureAwait(false);
            logger.StageReused(context.Contract.RunId, name);
            return new GatedOutput<TOut>(output, hash, entry.Decision, [entry.Summary]);
        }
        catch (LumosException exception) when (exception.Reason is "ARTIFACT_MISSING" or "ARTIFACT_TAMPERED")
        {
            return null;
        }
    }

    private async Task<LumosException> BlockAsync(StageName name, string inputsHash, PolicyDecision policy)
    {
        await log.AppendAsync(log.Entry(name, GateDecision.Reject, LedgerEventKinds.StageBlocked, policy.Reason) with
        {
            InputsHash = inputsHash, ErrorCode = ErrorCode.PolicyBlock, ErrorDetailId = "POLICY_DENIED", PolicyDecisions = [policy],
        }).ConfigureAwait(false);
        return new LumosException(ErrorCode.PolicyBlock, "POLICY_DENIED", policy.Reason, new ErrorLocation(Key: policy.Rule), "Ask someone whose role may, or change the contract.");
    }

    private async Task<LumosException> FailAsync(
        StageName name, string inputsHash, int attempt, PolicyDecision policy, System.Diagnostics.Activity? activity, LumosException exception)
    {
        CoreTelemetry.StageFailed(activity, name, exception);
        logger.StageFailed(context.Contract.RunId, name, exception.Reason);
        await log.AppendAsync(log.Entry(name, GateDecision.Reject, LedgerEventKinds.StageFailed, exception.Problem) with
        {
            InputsHash = inputsHash, Retries = attempt, ErrorCode = exception.Code, ErrorDetailId = exception.Reason, PolicyDecisions = [policy],
        }).ConfigureAwait(false);
        return exception;
    }

    private double? BudgetOf(StageName name)
    {
        var caps = context.Contract.BudgetCaps;
        return (caps.GetValueOrDefault(name.ToString().ToLowerInvariant()) ?? caps.GetValueOrDefault("default"))?.WallTimeS;
    }

    private static string Summarize(string what, IReadOnlyList<string> reasons) => reasons.Count == 0 ? what : string.Join(' ', reasons);
}

/// <summary>What came through a gate.</summary>
internal sealed record GatedOutput<TOut>(TOut Output, string Hash, GateDecision Decision, IReadOnlyList<string> Reasons);
