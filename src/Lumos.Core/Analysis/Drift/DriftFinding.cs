namespace Lumos.Core.Analysis.Drift;

/// <summary>Something about a source that is not as it was in an earlier run.</summary>
/// <param name="Kind"><c>table_gone</c>, <c>table_new</c>, <c>rows</c>, <c>column_gone</c>, <c>column_new</c>, <c>type</c>, <c>nulls</c>, <c>misfits</c>, <c>form</c>, <c>distinct</c>, <c>length</c> or <c>distribution</c>.</param>
/// <param name="Table">Table.</param>
/// <param name="Column">Column; null for a whole table.</param>
/// <param name="Before">Share, count, length or median then; null where it cannot be said in a number.</param>
/// <param name="After">The same now.</param>
/// <param name="PValue">Chance of a difference this large without drift; null where nothing was tested.</param>
/// <param name="Message">One sentence; names a category or a median only of columns without personal data.</param>
public sealed record DriftFinding(string Kind, string Table, string? Column, double? Before, double? After, double? PValue, string Message);
