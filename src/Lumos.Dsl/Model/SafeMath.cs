using Lumos.Abstractions;

namespace Lumos.Dsl.Model;

/// <summary>Functions of <see cref="SafeMath"/>.</summary>
public enum MathFunction
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a - b</summary>
    Sub,

    /// <summary>a * b</summary>
    Mul,

    /// <summary>a / b, rounded once to the result's scale.</summary>
    Div,

    /// <summary>Remainder of int64 division truncated towards zero; has the sign of the dividend.</summary>
    Mod,

    /// <summary>-a</summary>
    Neg,

    /// <summary>|a|</summary>
    Abs,

    /// <summary>a, at the result's scale.</summary>
    Round,
}

/// <summary>What division by zero gives.</summary>
public enum ZeroRule
{
    /// <summary>NULL.</summary>
    Null,

    /// <summary>The row fails with <see cref="ValueErrors.DivZero"/>.</summary>
    Error,
}

/// <summary>Exact arithmetic with a declared result.</summary>
/// <param name="Function">What to compute.</param>
/// <param name="Operands">One operand for neg, abs and round, else two; int64 or decimal.</param>
/// <param name="OperandTypes">Declared types of the operands; null when they are inferred.</param>
/// <param name="Result">Type of the result: int64 or decimal.</param>
/// <param name="Rounding">What happens with digits the result cannot hold.</param>
/// <param name="OnZero">Required by div and mod, null for the others.</param>
public sealed record SafeMath(
    MathFunction Function, ValueList<Expression> Operands, ValueList<ColumnType>? OperandTypes, ColumnType Result, Rounding Rounding, ZeroRule? OnZero) : Operation
{
    /// <summary>Whether input and result may be decimals of 19 to 38 digits, which not every engine computes with.</summary>
    public bool Wide { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.SafeMath;

    /// <inheritdoc/>
    public override ValueList<Expression> Inputs => Operands;

    /// <inheritdoc/>
    public override Operation WithInputs(ValueList<Expression> inputs) => this with { Operands = inputs };
}
