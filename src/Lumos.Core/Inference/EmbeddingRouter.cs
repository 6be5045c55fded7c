using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Microsoft.Extensions.AI;

namespace Lumos.Core.Inference;

/// <summary>
/// The one way to an embedding model: policy, egress, masking of personal data, vectors made before, budget, the provider in batches, ledger. Whatever goes wrong there, the run goes on with the built-in
/// representation. One for each run; not thread-safe.
/// </summary>
/// <param name="generator">The model.</param>
/// <param name="gate">What it has to pass, and its name.</param>
/// <param name="batch">Most texts given at once.</param>
internal sealed class EmbeddingRouter(IEmbeddingGenerator<string, Embedding<float>> generator, ModelGate gate, int batch) : ITextEmbeddings
{
    private KeptEmbeddings? _kept;

    /// <inheritdoc/>
    public string Representation => gate.Tag;

    /// <summary>What the policy calls a generator, and where it says it goes.</summary>
    public static (string Tag, Uri? Address) About(IEmbeddingGenerator<string, Embedding<float>> generator, string? tag)
    {
        var about = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        return (ModelGate.TagOf(tag, about?.ProviderName, about?.DefaultModelId), about?.ProviderUri);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>?> EmbedAsync(EmbeddingQuestion question, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(context);
        if (question.Texts.Count == 0) return [];
        var policy = gate.Permit(context, question.HoldsValues);
        if (!policy.Allowed)
        {
            await NoteAsync(question, context, new ModelNote(NotAsked(question, policy.Reason), policy) { Error = ErrorCode.PolicyBlock, Detail = "POLICY_DENIED" }).ConfigureAwait(false);
            return null;
        }

        // Masked whatever the policy says, each text by itself: the same text is the same question in every run.
        var texts = question.Texts.Select(static text => new MaskedConversation().Mask(text)).ToList();
        var keys = texts.ConvertAll(gate.KeyOf);
        _kept ??= new KeptEmbeddings(Path.Combine(context.WorkFolder, "embeddings.jsonl"));
        Dictionary<string, ReadOnlyMemory<float>> vectors = new(StringComparer.Ordinal);
        List<(string Key, string Text)> missing = [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (vectors.ContainsKey(keys[i])) continue;
            var kept = await _kept.FindAsync(keys[i], cancellationToken).ConfigureAwait(false);
            vectors.Add(keys[i], kept ?? default);
            if (kept is null) missing.Add((keys[i], texts[i]));
        }

        if (missing.Count > 0 && !await AskAsync(missing, vectors, question, context, policy, cancellationToken).ConfigureAwait(false)) return null;
        if (vectors.Values.DistinctBy(static v => v.Length).Count() == 1) return keys.ConvertAll(key => vectors[key]);
        await RefuseAsync(question, context, "the vectors have different lengths.", "EMBEDDING_INVALID").ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public Task RefuseAsync(EmbeddingQuestion question, StageContext context, string why, string detail) =>
        NoteAsync(question, context, new ModelNote($"What {gate.Tag} said {question.Purpose} is not used: {why} The built-in representation stands in.", gate.Permit(context, question.HoldsValues)) { Error = ErrorCode.DeterministicFailure, Detail = detail });

    private async Task<bool> AskAsync(List<(string Key, string Text)> missing, Dictionary<string, ReadOnlyMemory<float>> vectors, EmbeddingQuestion question, StageContext context, PolicyDecision policy, CancellationToken cancellationToken)
    {
        var estimate = missing.Sum(static m => ModelGate.Estimate(m.Text.Length));
        if (gate.Budget.Refuses(question.Stage, context.Contract, estimate) is { } why)
        {
            await NoteAsync(question, context, new ModelNote(NotAsked(question, why), policy) { Estimate = estimate, Error = ErrorCode.PolicyBlock, Detail = "BUDGET_TOKENS" }).ConfigureAwait(false);
            return false;
        }

        long used = 0;
        var key = gate.KeyOf(string.Join('\n', missing.Select(static m => m.Key)));
        try
        {
            foreach (var part in missing.Chunk(batch))
            {
                var made = await generator.GenerateAsync(part.Select(static m => m.Text), cancellationToken: cancellationToken).ConfigureAwait(false);
                used += made.Usage?.InputTokenCount ?? made.Usage?.TotalTokenCount ?? part.Sum(static m => ModelGate.Estimate(m.Text.Length));
                if (Wrong(made, part.Length) is { } wrong)
                {
                    gate.Budget.Spend(question.Stage, used);
                    await NoteAsync(question, context, new ModelNote(NoAnswer(question, wrong), policy) { Estimate = estimate, Used = used, ParamsHash = key, Error = ErrorCode.DeterministicFailure, Detail = "EMBEDDING_INVALID" }).ConfigureAwait(false);
                    return false;
                }

                var kept = part.Select((m, i) => (m.Key, made[i].Vector)).ToList();
                await _kept!.AddAsync(kept, cancellationToken).ConfigureAwait(false);
                foreach (var (text, vector) in kept) vectors[text] = vector;
            }
        }
        catch (Exception failure) when (failure is not LumosException && (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            gate.Budget.Spend(question.Stage, used);
            // The message of somebody else's exception may hold anything.
            await NoteAsync(question, context, new ModelNote(NoAnswer(question, failure.GetType().Name), policy) { Estimate = estimate, Used = used > 0 ? used : null, ParamsHash = key, Error = ErrorCode.TransientError, Detail = "MODEL_UNAVAILABLE" }).ConfigureAwait(false);
            return false;
        }

        gate.Budget.Spend(question.Stage, used);
        await NoteAsync(question, context, new ModelNote($"{gate.Tag} made vectors of {missing.Count} texts {question.Purpose}.", policy) { Estimate = estimate, Used = used, ParamsHash = key }).ConfigureAwait(false);
        return true;
    }

    private static string? Wrong(GeneratedEmbeddings<Embedding<float>> made, int asked)
    {
        if (made.Count != asked) return FormattableString.Invariant($"{made.Count} vectors for {asked} texts");
        foreach (var embedding in made)
        {
            if (embedding.Vector.Length == 0 || embedding.Vector.Length != made[0].Vector.Length) return "vectors of different lengths";
            foreach (var number in embedding.Vector.Span)
            {
                if (!float.IsFinite(number)) return "a vector with a number that is none";
            }
        }

        return null;
    }

    private string NotAsked(EmbeddingQuestion question, string why) => $"{gate.Tag} was not asked {question.Purpose}: {why} The built-in representation stands in.";

    private string NoAnswer(EmbeddingQuestion question, string what) => $"{gate.Tag} gave no answer {question.Purpose} ({what}); the built-in representation stands in.";

    private Task NoteAsync(EmbeddingQuestion question, StageContext context, ModelNote note) => gate.NoteAsync(question.Stage, LedgerEventKinds.TextsEmbedded, context, note);
}
