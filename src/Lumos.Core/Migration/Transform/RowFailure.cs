namespace Lumos.Core.Migration.Transform;

/// <summary>Why a row cannot go into its table: a code and the target column it concerns.</summary>
/// <param name="Code">Stable code, such as <c>E_DATE</c> or <c>NULL_VIOLATION</c>.</param>
/// <param name="Column">Target column; null when it concerns the whole row.</param>
internal sealed record RowFailure(string Code, string? Column);
