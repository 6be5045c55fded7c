using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Asks a model where a stage is in doubt. Policy, masking, budget and the ledger are its concern; a stage works the same without an answer.</summary>
internal interface IModelAdvice
{
    /// <summary>The model's answer, opened on this machine; null when it may not be asked, or does not answer.</summary>
    Task<string?> AskAsync(ModelQuestion question, StageContext context, CancellationToken cancellationToken = default);
}

/// <summary>What a model is asked.</summary>
/// <param name="Stage">Who asks.</param>
/// <param name="Purpose">What for, for the ledger; no cell values.</param>
/// <param name="Instructions">What the model is to do; the same for every run.</param>
/// <param name="Text">What it is told; values of columns are masked already.</param>
internal sealed record ModelQuestion(StageName Stage, string Purpose, string Instructions, string Text);
