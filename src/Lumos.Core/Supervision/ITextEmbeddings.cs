using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Makes vectors of texts by a model. Policy, masking, budget and the ledger are its concern; a stage works the same without an answer.</summary>
internal interface ITextEmbeddings
{
    /// <summary>Provider and model, as <c>provider:model</c>.</summary>
    string Representation { get; }

    /// <summary>A vector for every text, in their order and all of one length; null when the model may not be asked, or does not answer.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<float>>?> EmbedAsync(EmbeddingQuestion question, StageContext context, CancellationToken cancellationToken = default);

    /// <summary>Records why vectors that were made are not used.</summary>
    Task RefuseAsync(EmbeddingQuestion question, StageContext context, string why, string detail);
}

/// <summary>What a model makes vectors of.</summary>
/// <param name="Stage">Who asks.</param>
/// <param name="Purpose">What for, for the ledger; no cell values.</param>
/// <param name="Texts">The texts; values of columns are masked already.</param>
/// <param name="HoldsValues">Whether values of columns are among them.</param>
internal sealed record EmbeddingQuestion(StageName Stage, string Purpose, IReadOnlyList<string> Texts, bool HoldsValues);
