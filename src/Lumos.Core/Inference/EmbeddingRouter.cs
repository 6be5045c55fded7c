using System.Security.Cryptography;
using System.Text;
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
/// <param name="tag">Its provider and name as the policy lists them, <c>provider:model</c>.</param>
/// <param name="batch">Most texts given at once.</param>
/// <param name="ledger">Where every question is recorded.</param>
/// <param name="budget">What the run spent on models so far.</param>
internal sealed class EmbeddingRouter(IEmbeddingGenerator<string, Embedding<float>> generator, string tag, int batch, ILedger ledger, TokenBudget budget) : ITextEmbeddings
{
    private const int LettersPerToken = 3;
    private KeptEmbeddings? _kept;

    /// <inheritdoc/>
    public string Representation => tag;

    /// <summary>What the policy calls a generator: what the host says, else the provider and model the generator names itself.</summary>
    public static string TagOf(IEmbeddingGenerator<string, Embedding<float>> generator, string? tag)
    {
        if (!string.IsNullOrWhiteSpace(tag)) return tag;
        var about = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var provider = string.IsNullOrWhiteSpace(about?.ProviderName) ? "unnamed" : about.ProviderName;
        return string.IsNullOrWhiteSpace(about?.DefaultModelId) ? provider : $"{provider}:{about.DefaultModelId}";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>?> EmbedAsync(EmbeddingQuestion question, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(context);
        if (question.Texts.Count == 0) return [];
        var policy = Permit(question, context);
        if (!policy.Allowed)
        {
            await NoteAsync(question, context, new Note(NotAsked(question, policy.Reason), policy) { Error = ErrorCode.PolicyBlock, Detail = "POLICY_DENIED" }).ConfigureAwait(false);
            return null;
        }

        // Masked whatever the policy says, each text by itself: the same text is the same question in every run.
        var texts = question.Texts.Select(static text => new MaskedConversation().Mask(text)).ToList();
        var keys = texts.ConvertAll(KeyOf);
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
        NoteAsync(question, context, new Note($"What {tag} said {question.Purpose} is not used: {why} The built-in representation stands in.", Permit(question, context)) { Error = ErrorCode.DeterministicFailure, Detail = detail });

    private PolicyDecision Permit(EmbeddingQuestion question, StageContext context)
    {
        var contract = context.Contract;
        var decision = context.Policy.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.ProviderCall, Mode = contract.Mode, Actor = contract.RbacActor, Resource = tag, ContainsPii = question.HoldsValues, PiiPolicy = contract.PiiPolicy,
            Allowlist = contract.ProviderAllowlist, Denylist = contract.ProviderDenylist,
        });
        var host = (generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata)?.ProviderUri?.Host;
        if (!decision.Allowed || string.IsNullOrEmpty(host)) return decision;
        // A client that says where it goes is held to the list of hosts as well.
        var egress = context.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Mode = contract.Mode, Actor = contract.RbacActor, Resource = host.Trim('[', ']') });
        return egress.Allowed ? decision : egress;
    }

    private async Task<bool> AskAsync(List<(string Key, string Text)> missing, Dictionary<string, ReadOnlyMemory<float>> vectors, EmbeddingQuestion question, StageContext context, PolicyDecision policy, CancellationToken cancellationToken)
    {
        var estimate = missing.Sum(static m => (long)Math.Max(1, m.Text.Length / LettersPerToken));
        if (budget.Refuses(question.Stage, context.Contract, estimate) is { } why)
        {
            await NoteAsync(question, context, new Note(NotAsked(question, why), policy) { Estimate = estimate, Error = ErrorCode.PolicyBlock, Detail = "BUDGET_TOKENS" }).ConfigureAwait(false);
            return false;
        }

        long used = 0;
        var key = KeyOf(string.Join('\n', missing.Select(static m => m.Key)));
        try
        {
            foreach (var part in missing.Chunk(batch))
            {
                var made = await generator.GenerateAsync(part.Select(static m => m.Text), cancellationToken: cancellationToken).ConfigureAwait(false);
                used += made.Usage?.InputTokenCount ?? made.Usage?.TotalTokenCount ?? part.Sum(static m => (long)Math.Max(1, m.Text.Length / LettersPerToken));
                if (Wrong(made, part.Length) is { } wrong)
                {
                    budget.Spend(question.Stage, used);
                    await NoteAsync(question, context, new Note(NoAnswer(question, wrong), policy) { Estimate = estimate, Used = used, ParamsHash = key, Error = ErrorCode.DeterministicFailure, Detail = "EMBEDDING_INVALID" }).ConfigureAwait(false);
                    return false;
                }

                var kept = part.Select((m, i) => (m.Key, made[i].Vector)).ToList();
                await _kept!.AddAsync(kept, cancellationToken).ConfigureAwait(false);
                foreach (var (text, vector) in kept) vectors[text] = vector;
            }
        }
        catch (Exception failure) when (failure is not LumosException && (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            budget.Spend(question.Stage, used);
            // The message of somebody else's exception may hold anything.
            await NoteAsync(question, context, new Note(NoAnswer(question, failure.GetType().Name), policy) { Estimate = estimate, Used = used > 0 ? used : null, ParamsHash = key, Error = ErrorCode.TransientError, Detail = "MODEL_UNAVAILABLE" }).ConfigureAwait(false);
            return false;
        }

        budget.Spend(question.Stage, used);
        await NoteAsync(question, context, new Note($"{tag} made vectors of {missing.Count} texts {question.Purpose}.", policy) { Estimate = estimate, Used = used, ParamsHash = key }).ConfigureAwait(false);
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

    private string NotAsked(EmbeddingQuestion question, string why) => $"{tag} was not asked {question.Purpose}: {why} The built-in representation stands in.";

    private string NoAnswer(EmbeddingQuestion question, string what) => $"{tag} gave no answer {question.Purpose} ({what}); the built-in representation stands in.";

    private string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tag}\n{text}")));

    private async Task NoteAsync(EmbeddingQuestion question, StageContext context, Note note)
    {
        var parts = tag.Split(':', 2);
        await ledger.AppendAsync(new LedgerEntry
        {
            RunId = context.Contract.RunId, Stage = question.Stage, Decision = GateDecision.Accept, Kind = LedgerEventKinds.TextsEmbedded, Summary = note.Summary, Provider = parts[0], Model = parts.Length > 1 ? parts[1] : null,
            ParamsHash = note.ParamsHash, TokenEstimate = note.Estimate, TokenActual = note.Used, PiiMaskApplied = note.Used is not null, PolicyVersion = note.Policy.PolicyVersion, ThresholdProfileId = context.Thresholds.ProfileId,
            DslVersion = context.Contract.DslVersion, ErrorCode = note.Error, ErrorDetailId = note.Detail, PolicyDecisions = [note.Policy],
        }, CancellationToken.None).ConfigureAwait(false);
    }

    private sealed record Note(string Summary, PolicyDecision Policy)
    {
        public long? Estimate { get; init; }

        public long? Used { get; init; }

        public string? ParamsHash { get; init; }

        public ErrorCode? Error { get; init; }

        public string? Detail { get; init; }
    }
}
