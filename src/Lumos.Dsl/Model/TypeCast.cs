using Lumos.Abstractions;

namespace Lumos.Dsl.Model;

/// <summary>What happens with digits a type cannot hold.</summary>
public enum Rounding
{
    /// <summary>Any lost digit fails with <see cref="ValueErrors.Inexact"/>.</summary>
    Exact,

    /// <summary>To the nearest, ties away from zero.</summary>
    HalfAway,
}

/// <summary>Converts a value to another type.</summary>
/// <param name="Input">Any type the pair allows.</param>
/// <param name="From">Declared type of the input; null when it is inferred.</param>
/// <param name="To">Type of the result.</param>
/// <param name="Rounding">What happens with digits the result cannot hold.</param>
public sealed record TypeCast(Expression Input, ColumnType? From, ColumnType To, Rounding Rounding) : UnaryOperation(Input)
{
    /// <summary>How the numbers of a text are written; null for the plain form, and never equal to <see cref="NumberFormat.Plain"/>.</summary>
    public NumberFormat? Format { get; init => field = NumberFormat.Plain.Equals(value) ? null : value; }

    /// <summary>Whether input and result may be decimals of 19 to 38 digits, which not every engine computes with.</summary>
    public bool Wide { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.TypeCast;
}
