namespace Lumos.Abstractions;

/// <summary>Values that may occur once in a table, where they are more than columns: a unique index over expressions, or over some rows only.</summary>
/// <param name="Name">Name of the index.</param>
/// <param name="Values">What may occur once, in SQL over the names of the columns. Rows for which one is NULL differ from all others.</param>
/// <param name="Condition">SQL that is true of the rows it is about; null for all.</param>
/// <param name="Columns">Columns it is about.</param>
public sealed record UniqueRule(string Name, IReadOnlyList<string> Values, string? Condition, IReadOnlyList<string> Columns);
