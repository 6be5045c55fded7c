using Lumos.Abstractions;

namespace Lumos.Dsl.Model;

/// <summary>Converts a number between units of one dimension, exactly, then rounds once, half away from zero.</summary>
/// <param name="Input">int64 or decimal.</param>
/// <param name="From">Unit of the input, such as <c>lb</c>.</param>
/// <param name="To">Unit of the result, such as <c>kg</c>.</param>
/// <param name="InputType">Declared type of the input; null when it is inferred.</param>
/// <param name="Result">Type of the result: int64 or decimal.</param>
public sealed record UnitConvert(Expression Input, string From, string To, ColumnType? InputType, ColumnType Result) : UnaryOperation(Input)
{
    /// <summary>Whether input and result may be decimals of 19 to 38 digits, which not every engine computes with.</summary>
    public bool Wide { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.UnitConvert;
}
