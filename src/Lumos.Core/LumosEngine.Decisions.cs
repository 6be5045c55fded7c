using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core;

/// <remarks>How a person's decision is allowed and remembered: one question to the policy, one entry in the ledger.</remarks>
public sealed partial class LumosEngine
{
    /// <summary>Asks the policy whether a person may do something.</summary>
    /// <param name="action">One of <see cref="PolicyActions"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="mode">Mode of the run it concerns; null for none.</param>
    /// <param name="containsPii">Whether personal data would be seen.</param>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>.</exception>
    private PolicyDecision Permit(string action, RbacActor actor, RunMode? mode = null, bool containsPii = false)
    {
        var decision = Ask(action, actor, mode, containsPii);
        return decision.Allowed ? decision : throw Denied(decision);
    }

    /// <summary>The same, where a refusal belongs into the ledger of a run too.</summary>
    private async Task<PolicyDecision> PermitAsync(RunRecord run, string action, RbacActor actor, string kind)
    {
        var decision = Ask(action, actor, run.Contract.Mode, containsPii: false);
        if (decision.Allowed) return decision;
        await NoteAsync(run, kind, decision.Reason, decision, actor).ConfigureAwait(false);
        throw Denied(decision);
    }

    /// <summary>Writes what was decided about a run to the ledger.</summary>
    private async Task NoteAsync(RunRecord run, string kind, string summary, PolicyDecision? decision = null, RbacActor? actor = null, string? outputsHash = null, bool isRefused = false) => await _parts.Ledger.AppendAsync(
        new LedgerEntry
        {
            RunId = run.RunId, Stage = StageName.Supervisor, Decision = isRefused ? GateDecision.Reject : decision is null or { Allowed: true } ? GateDecision.Accept : GateDecision.Escalate, Kind = kind, Summary = summary,
            OutputsHash = outputsHash, PolicyVersion = _parts.Policy.PolicyVersion, ThresholdProfileId = run.Contract.ThresholdProfileId, DslVersion = run.Contract.DslVersion,
            PolicyDecisions = decision is null ? [] : [decision],
            ErrorCode = decision is { Allowed: false } ? ErrorCode.PolicyBlock : null, ErrorDetailId = decision is { Allowed: false } ? "POLICY_DENIED" : null,
            HumanConfirmation = actor is null ? null : new HumanConfirmation(true, actor.UserId, _parts.Time.GetUtcNow()),
        },
        CancellationToken.None).ConfigureAwait(false);

    private PolicyDecision Ask(string action, RbacActor actor, RunMode? mode, bool containsPii) =>
        _parts.Policy.Evaluate(new PolicyRequest { Action = action, Mode = mode, Actor = actor, ContainsPii = containsPii });

    private static LumosException Denied(PolicyDecision decision) =>
        new(ErrorCode.PolicyBlock, "POLICY_DENIED", decision.Reason, new ErrorLocation(Key: decision.Rule), "Ask someone whose role may.");
}
