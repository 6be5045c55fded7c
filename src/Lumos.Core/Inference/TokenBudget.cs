using Lumos.Abstractions;

namespace Lumos.Core.Inference;

/// <summary>What a run spent on models, by stage, beside what its contract allows.</summary>
internal sealed class TokenBudget
{
    private readonly Dictionary<StageName, long> _spent = [];

    /// <summary>Why a question may not be asked; null when it may.</summary>
    /// <param name="stage">Who asks.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="estimate">Tokens it may take.</param>
    public string? Refuses(StageName stage, RunContract contract, long estimate)
    {
        if ((contract.BudgetCaps.GetValueOrDefault(stage.ToString().ToLowerInvariant()) ?? contract.BudgetCaps.GetValueOrDefault("default")) is not { } cap) return null;
        // Nobody here knows prices: a cap in money is kept by asking nothing.
        if (cap.Usd is not null) return "the contract caps dollars, and the price of this model is not known here; cap tokens instead.";
        var left = cap.Tokens is { } most ? most - _spent.GetValueOrDefault(stage) : long.MaxValue;
        return estimate > left ? FormattableString.Invariant($"it may take {estimate} tokens, and {Math.Max(0, left)} are left.") : null;
    }

    /// <summary>Counts what was used.</summary>
    public void Spend(StageName stage, long tokens) => _spent[stage] = _spent.GetValueOrDefault(stage) + tokens;
}
