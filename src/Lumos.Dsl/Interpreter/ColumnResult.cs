using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Interpreter;

/// <summary>What one pipeline gives for one row.</summary>
/// <param name="Value">The value, in the CLR type <see cref="PlanInterpreter"/> names; null for NULL and for a failure.</param>
/// <param name="Failure">Why there is no value; null when there is one or it is NULL.</param>
public readonly record struct ColumnResult(object? Value, ColumnFailure? Failure);

/// <summary>What a plan gives for one row.</summary>
/// <param name="Values">One per target column, in plan order; null for NULL and for a failure.</param>
/// <param name="Failure">The first failing column and its reason, in plan order; null when the row is good.</param>
public sealed record RowResult(IReadOnlyList<object?> Values, ColumnFailure? Failure);
