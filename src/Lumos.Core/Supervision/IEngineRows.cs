namespace Lumos.Core.Supervision;

/// <summary>A source that may be a table the embedded engine reads itself.</summary>
internal interface IEngineRows
{
    /// <summary>The table; null when the rows are something else.</summary>
    EngineRows? Table { get; }
}

/// <summary>A table of a DuckDB file, whose rows are numbered by <c>rowid</c> from 0 on without gaps.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">SQL of the table's name within its database.</param>
/// <param name="Columns">SQL of each text column of the source, in the order of its schema.</param>
internal sealed record EngineRows(string Path, string Name, IReadOnlyList<string> Columns)
{
    /// <summary>What persons wrote over the rows: texts by row number and column of the source's schema; null for nothing.</summary>
    public SortedDictionary<long, Dictionary<string, string?>>? Edits { get; init; }
}
