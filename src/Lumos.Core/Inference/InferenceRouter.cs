using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Microsoft.Extensions.AI;

namespace Lumos.Core.Inference;

/// <summary>
/// The one way to a model: policy, egress, masking of personal data, budget, answers given before, the provider, ledger. Whatever goes wrong there, the run goes on without an answer.
/// One for each run; not thread-safe.
/// </summary>
/// <param name="client">The model.</param>
/// <param name="gate">What it has to pass, and its name.</param>
internal sealed class InferenceRouter(IChatClient client, ModelGate gate) : IModelAdvice
{
    private const int MostAnswerTokens = 2_000;

    /// <summary>What the policy calls a client, and where it says it goes.</summary>
    public static (string Tag, Uri? Address) About(IChatClient client, string? tag)
    {
        var about = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        return (ModelGate.TagOf(tag, about?.ProviderName, about?.DefaultModelId), about?.ProviderUri);
    }

    /// <inheritdoc/>
    public async Task<string?> AskAsync(ModelQuestion question, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(context);
        var policy = gate.Permit(context, holdsValues: true);
        if (!policy.Allowed)
        {
            await NoteAsync(question, context, new ModelNote($"{gate.Tag} was not asked {question.Purpose}: {policy.Reason}", policy) { Error = ErrorCode.PolicyBlock, Detail = "POLICY_DENIED" }).ConfigureAwait(false);
            return null;
        }

        // Masked whatever the policy says: a model needs no person to tell what a column is.
        var conversation = new MaskedConversation();
        var text = conversation.Mask(question.Text);
        var estimate = ModelGate.Estimate(question.Instructions.Length + text.Length) + MostAnswerTokens;
        if (gate.Budget.Refuses(question.Stage, context.Contract, estimate) is { } why)
        {
            await NoteAsync(question, context, new ModelNote($"{gate.Tag} was not asked {question.Purpose}: {why}", policy) { Estimate = estimate, Error = ErrorCode.PolicyBlock, Detail = "BUDGET_TOKENS" }).ConfigureAwait(false);
            return null;
        }

        var key = gate.KeyOf($"{question.Instructions}\n{text}");
        var kept = Path.Combine(context.WorkFolder, "answers", key + ".txt");
        if (File.Exists(kept)) return conversation.Unmask(await File.ReadAllTextAsync(kept, cancellationToken).ConfigureAwait(false));
        try
        {
            var response = await client.GetResponseAsync(
                [new ChatMessage(ChatRole.System, question.Instructions), new ChatMessage(ChatRole.User, text)], new ChatOptions { Temperature = 0, MaxOutputTokens = MostAnswerTokens }, cancellationToken).ConfigureAwait(false);
            var used = response.Usage?.TotalTokenCount ?? estimate;
            gate.Budget.Spend(question.Stage, used);
            await NoteAsync(question, context, new ModelNote($"{gate.Tag} was asked {question.Purpose}.", policy) { Estimate = estimate, Used = used, ParamsHash = key }).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            await File.WriteAllTextAsync(kept, response.Text, CancellationToken.None).ConfigureAwait(false);
            return conversation.Unmask(response.Text);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The message of somebody else's exception may hold anything.
            await NoteAsync(question, context, new ModelNote($"{gate.Tag} gave no answer {question.Purpose} ({failure.GetType().Name}); the run goes on without.", policy) { Estimate = estimate, ParamsHash = key, Error = ErrorCode.TransientError, Detail = "MODEL_UNAVAILABLE" }).ConfigureAwait(false);
            return null;
        }
    }

    private Task NoteAsync(ModelQuestion question, StageContext context, ModelNote note) => gate.NoteAsync(question.Stage, LedgerEventKinds.ModelAsked, context, note);
}
