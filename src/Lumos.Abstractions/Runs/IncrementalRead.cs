namespace Lumos.Abstractions;

/// <summary>How the rows of a source table that changed are told from those that did not.</summary>
/// <param name="Watermark">Column that grows whenever a row is added or changed: a whole or decimal number, a date or a timestamp.</param>
/// <param name="Overlap">
/// How far behind the highest value of the last run reading begins again, for rows that were written late: <c>30s</c>, <c>5m</c>, <c>2h</c> or <c>1d</c> for times, a number for numbers. Null for none; rows
/// with the highest value itself are read again always.
/// </param>
public sealed record IncrementalRead(string Watermark, string? Overlap = null);

/// <summary>What of a source table a run read.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Column">Column that tells what changed, as the source spells it.</param>
/// <param name="From">Lowest value that was read, overlap included; null when the run read the whole table.</param>
/// <param name="To">Highest value seen so far, where the next run begins when this one is promoted; null when there was none.</param>
public sealed record SourceIncrement(string Source, string Column, string? From, string? To);
