namespace Lumos.Dsl.Model;

/// <summary>How the separator of <see cref="RegexSplit"/> is written.</summary>
public enum SeparatorKind
{
    /// <summary>A portable regular expression (LRX) without capturing groups.</summary>
    Pattern,

    /// <summary>A text to be found as it is.</summary>
    Literal,
}

/// <summary>One piece of a text cut at every separator; NULL past the last piece.</summary>
/// <param name="Input">Text.</param>
/// <param name="SeparatorKind">How <paramref name="Separator"/> is meant.</param>
/// <param name="Separator">Pattern or literal; must not match the empty text.</param>
/// <param name="Index">1-based number of the piece, 1 to 64.</param>
public sealed record RegexSplit(Expression Input, SeparatorKind SeparatorKind, string Separator, int Index) : UnaryOperation(Input)
{
    /// <summary>Whether letters of either case match. The checker writes this out in a pattern, so no backend sees it.</summary>
    public bool IgnoreCase { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.RegexSplit;
}
