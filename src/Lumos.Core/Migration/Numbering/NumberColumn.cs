using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Numbering;

/// <summary>A column of the target that holds numbers.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="IsHome">Whether the table's rows are those that are numbered, rather than rows that refer to them.</param>
/// <param name="Origin">Column of a home that keeps the source's key as it is; null for none.</param>
internal sealed record NumberColumn(TablePlan Table, string Column, bool IsHome, string? Origin);
