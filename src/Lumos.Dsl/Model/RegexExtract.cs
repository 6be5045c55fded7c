namespace Lumos.Dsl.Model;

/// <summary>What <see cref="RegexExtract"/> does with a text that does not match.</summary>
public enum NoMatchRule
{
    /// <summary>The result is NULL.</summary>
    Null,

    /// <summary>The row fails with <see cref="ValueErrors.NoMatch"/>.</summary>
    Error,
}

/// <summary>The leftmost match of a pattern, or one of its groups.</summary>
/// <param name="Input">Text.</param>
/// <param name="Pattern">Portable regular expression (LRX).</param>
/// <param name="Group">0 for the whole match, else the number of a capturing group.</param>
/// <param name="OnNoMatch">What happens without a match.</param>
public sealed record RegexExtract(Expression Input, string Pattern, int Group, NoMatchRule OnNoMatch) : UnaryOperation(Input)
{
    /// <summary>Whether letters of either case match. The checker writes this out in the pattern, so no backend sees it.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>
    /// Whether the pattern, which then ends with <c>$</c>, is read from the end of the text: its automaton has to be deterministic in that
    /// direction instead of the usual one. That is how <c>^(.*)_(\d+)$</c> finds the last separator.
    /// </summary>
    public bool FromEnd { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.RegexExtract;
}
