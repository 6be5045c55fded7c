namespace Lumos.Dsl.Model;

/// <summary>Turns every run of white space into one blank.</summary>
/// <param name="Input">Text.</param>
/// <param name="Set">What counts as white space.</param>
/// <param name="TrimEnds">Whether blanks at both ends are removed afterwards.</param>
public sealed record CollapseWhitespace(Expression Input, WhitespaceSet Set, bool TrimEnds) : UnaryOperation(Input)
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.CollapseWhitespace;
}
