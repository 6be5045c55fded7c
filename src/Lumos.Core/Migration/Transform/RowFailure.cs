namespace Lumos.Core.Migration.Transform;

/// <summary>Why a row cannot go into its table: a code and the target column it concerns.</summary>
/// <param name="Code">Stable code, such as <c>E_DATE</c> or <c>NULL_VIOLATION</c>.</param>
/// <param name="Column">Target column; null when it concerns the whole row.</param>
/// <param name="Constraint">Constraint of the target's table that is violated; null for none.</param>
internal sealed record RowFailure(string Code, string? Column, string? Constraint = null);
