using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Microsoft.Extensions.AI;

namespace Lumos.Core.Inference;

/// <summary>
/// The one way to a model: policy, masking of personal data, budget, answers given before, the provider, ledger. Whatever goes wrong there, the run goes on without an answer.
/// One for each run; not thread-safe.
/// </summary>
/// <param name="client">The model.</param>
/// <param name="tag">Its provider and name as the policy lists them, <c>provider:model</c>.</param>
/// <param name="ledger">Where every question is recorded.</param>
/// <param name="budget">What the run spent on models so far.</param>
internal sealed class InferenceRouter(IChatClient client, string tag, ILedger ledger, TokenBudget budget) : IModelAdvice
{
    private const int MostAnswerTokens = 2_000;
    private const int LettersPerToken = 3;

    /// <summary>What the policy calls a client: what the host says, else the provider and model the client names itself.</summary>
    public static string TagOf(IChatClient client, string? tag)
    {
        if (!string.IsNullOrWhiteSpace(tag)) return tag;
        var about = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        var provider = string.IsNullOrWhiteSpace(about?.ProviderName) ? "unnamed" : about.ProviderName;
        return string.IsNullOrWhiteSpace(about?.DefaultModelId) ? provider : $"{provider}:{about.DefaultModelId}";
    }

    /// <inheritdoc/>
    public async Task<string?> AskAsync(ModelQuestion question, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(context);
        var contract = context.Contract;
        var policy = context.Policy.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.ProviderCall, Mode = contract.Mode, Actor = contract.RbacActor, Resource = tag, ContainsPii = true, PiiPolicy = contract.PiiPolicy,
            Allowlist = contract.ProviderAllowlist, Denylist = contract.ProviderDenylist,
        });
        if (!policy.Allowed)
        {
            await NoteAsync(question, context, policy, $"{tag} was not asked {question.Purpose}: {policy.Reason}", error: ErrorCode.PolicyBlock, detail: "POLICY_DENIED").ConfigureAwait(false);
            return null;
        }

        // Masked whatever the policy says: a model needs no person to tell what a column is.
        var conversation = new MaskedConversation();
        var text = conversation.Mask(question.Text);
        var estimate = ((question.Instructions.Length + text.Length) / LettersPerToken) + MostAnswerTokens;
        if (budget.Refuses(question.Stage, contract, estimate) is { } why)
        {
            await NoteAsync(question, context, policy, $"{tag} was not asked {question.Purpose}: {why}", estimate, error: ErrorCode.PolicyBlock, detail: "BUDGET_TOKENS").ConfigureAwait(false);
            return null;
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tag}\n{question.Instructions}\n{text}")));
        var kept = Path.Combine(context.WorkFolder, "answers", key + ".txt");
        if (File.Exists(kept)) return conversation.Unmask(await File.ReadAllTextAsync(kept, cancellationToken).ConfigureAwait(false));
        try
        {
            var response = await client.GetResponseAsync(
                [new ChatMessage(ChatRole.System, question.Instructions), new ChatMessage(ChatRole.User, text)], new ChatOptions { Temperature = 0, MaxOutputTokens = MostAnswerTokens }, cancellationToken).ConfigureAwait(false);
            var used = response.Usage?.TotalTokenCount ?? estimate;
            budget.Spend(question.Stage, used);
            await NoteAsync(question, context, policy, $"{tag} was asked {question.Purpose}.", estimate, used, key).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            await File.WriteAllTextAsync(kept, response.Text, CancellationToken.None).ConfigureAwait(false);
            return conversation.Unmask(response.Text);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The message of somebody else's exception may hold anything.
            await NoteAsync(question, context, policy, $"{tag} gave no answer {question.Purpose} ({failure.GetType().Name}); the run goes on without.", estimate, paramsHash: key, error: ErrorCode.TransientError, detail: "MODEL_UNAVAILABLE").ConfigureAwait(false);
            return null;
        }
    }

    private async Task NoteAsync(ModelQuestion question, StageContext context, PolicyDecision policy, string summary, long? estimate = null, long? used = null, string? paramsHash = null, ErrorCode? error = null, string? detail = null)
    {
        var parts = tag.Split(':', 2);
        await ledger.AppendAsync(new LedgerEntry
        {
            RunId = context.Contract.RunId, Stage = question.Stage, Decision = GateDecision.Accept, Kind = LedgerEventKinds.ModelAsked, Summary = summary, Provider = parts[0], Model = parts.Length > 1 ? parts[1] : null,
            ParamsHash = paramsHash, TokenEstimate = estimate, TokenActual = used, PiiMaskApplied = used is not null, PolicyVersion = policy.PolicyVersion, ThresholdProfileId = context.Thresholds.ProfileId,
            DslVersion = context.Contract.DslVersion, ErrorCode = error, ErrorDetailId = detail, PolicyDecisions = [policy],
        }, CancellationToken.None).ConfigureAwait(false);
    }
}
