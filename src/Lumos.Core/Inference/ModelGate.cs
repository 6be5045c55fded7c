using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Inference;

/// <summary>What every way to a model has to pass and leave behind: whether the policy lets the provider be called and its host be reached, what the run may spend, and the entry in the ledger.</summary>
/// <param name="tag">Provider and model as the policy lists them, <c>provider:model</c>.</param>
/// <param name="address">Where the client says it goes; null where it does not say.</param>
/// <param name="ledger">Where every question is recorded.</param>
/// <param name="budget">What the run spent on models so far.</param>
internal sealed class ModelGate(string tag, Uri? address, ILedger ledger, TokenBudget budget)
{
    private const int LettersPerToken = 3;

    /// <summary>Provider and model.</summary>
    public string Tag => tag;

    /// <summary>What the run spent on models so far.</summary>
    public TokenBudget Budget => budget;

    /// <summary>What the policy calls a model: what the host says, else the provider and model the client names itself.</summary>
    public static string TagOf(string? said, string? provider, string? model)
    {
        if (!string.IsNullOrWhiteSpace(said)) return said;
        var named = string.IsNullOrWhiteSpace(provider) ? "unnamed" : provider;
        return string.IsNullOrWhiteSpace(model) ? named : $"{named}:{model}";
    }

    /// <summary>Tokens some letters may take, 1 or more.</summary>
    public static long Estimate(int letters) => Math.Max(1, letters / LettersPerToken);

    /// <summary>What stands for a question in file names and in the ledger: SHA-256 of model and text, lower-case hex.</summary>
    public string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tag}\n{text}")));

    /// <summary>Whether the provider may be asked; a client that says where it goes is held to the list of hosts as well.</summary>
    /// <param name="context">The run.</param>
    /// <param name="holdsValues">Whether values of the source, masked, are among what is sent.</param>
    public PolicyDecision Permit(StageContext context, bool holdsValues)
    {
        var contract = context.Contract;
        var decision = context.Policy.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.ProviderCall, Mode = contract.Mode, Actor = contract.RbacActor, Resource = tag, ContainsPii = holdsValues, PiiPolicy = contract.PiiPolicy,
            Allowlist = contract.ProviderAllowlist, Denylist = contract.ProviderDenylist,
        });
        if (!decision.Allowed || string.IsNullOrEmpty(address?.Host)) return decision;
        var egress = context.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Mode = contract.Mode, Actor = contract.RbacActor, Resource = address.Host.Trim('[', ']') });
        return egress.Allowed ? decision : egress;
    }

    /// <summary>Writes down what became of a question.</summary>
    public async Task NoteAsync(StageName stage, string kind, StageContext context, ModelNote note)
    {
        var parts = tag.Split(':', 2);
        await ledger.AppendAsync(new LedgerEntry
        {
            RunId = context.Contract.RunId, Stage = stage, Decision = GateDecision.Accept, Kind = kind, Summary = note.Summary, Provider = parts[0], Model = parts.Length > 1 ? parts[1] : null,
            ParamsHash = note.ParamsHash, TokenEstimate = note.Estimate, TokenActual = note.Used, PiiMaskApplied = note.Used is not null, PolicyVersion = note.Policy.PolicyVersion, ThresholdProfileId = context.Thresholds.ProfileId,
            DslVersion = context.Contract.DslVersion, ErrorCode = note.Error, ErrorDetailId = note.Detail, PolicyDecisions = [note.Policy],
        }, CancellationToken.None).ConfigureAwait(false);
    }
}

/// <summary>What became of a question to a model.</summary>
/// <param name="Summary">In a sentence, without values.</param>
/// <param name="Policy">What the policy decided.</param>
internal sealed record ModelNote(string Summary, PolicyDecision Policy)
{
    public long? Estimate { get; init; }

    public long? Used { get; init; }

    public string? ParamsHash { get; init; }

    public ErrorCode? Error { get; init; }

    public string? Detail { get; init; }
}
