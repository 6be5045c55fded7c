namespace Lumos.Abstractions;

/// <summary>How the rows of a source table that changed are told from those that did not.</summary>
/// <param name="Watermark">Column that grows whenever a row is added or changed: a whole or decimal number, a date or a timestamp. Null with <see cref="IncrementalBy.LogicalReplication"/>.</param>
/// <param name="Overlap">
/// How far behind the highest value of the last run reading begins again, for rows that were written late: <c>30s</c>, <c>5m</c>, <c>2h</c> or <c>1d</c> for times, a number for numbers. Null for none; rows
/// with the highest value itself are read again always.
/// </param>
public sealed record IncrementalRead(string? Watermark, string? Overlap = null)
{
    /// <summary>By what; null for <see cref="IncrementalBy.Watermark"/>.</summary>
    public IncrementalBy? By { get; init; }

    /// <summary>Slot of the server that keeps the changes; made when it is not there. Null for one of Lumos' own.</summary>
    public string? Slot { get; init; }

    /// <summary>Publication that says of which tables; made when it is not there. Null for one named like the slot.</summary>
    public string? Publication { get; init; }
}

/// <summary>By what changed rows are told.</summary>
public enum IncrementalBy
{
    /// <summary>A column that grows with every change.</summary>
    Watermark,

    /// <summary>The log of changes the source's server keeps; see <see cref="IReplicatedSource"/>.</summary>
    LogicalReplication,
}

/// <summary>What of a source table a run read.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Column">Column that tells what changed, as the source spells it; null where the server's log does.</param>
/// <param name="From">Lowest value, overlap included, or position in the log that was read; null when the run read the whole table.</param>
/// <param name="To">Highest value, or position in the log, seen so far, where the next run begins when this one is promoted; null when there was none.</param>
public sealed record SourceIncrement(string Source, string? Column, string? From, string? To)
{
    /// <summary>What the server's log says; null where a column tells.</summary>
    public SourceReplication? Replication { get; init; }
}

/// <summary>What a server's log says about a table. Holds no cell value.</summary>
public sealed record SourceReplication
{
    /// <summary>Slot that keeps the changes.</summary>
    public required string Slot { get; init; }

    /// <summary>Publication it is read through.</summary>
    public required string Publication { get; init; }

    /// <summary>Columns a changed row is found by; empty when all of them are.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Columns of the table, each with its type.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Rows added since the beginning, as often as they were.</summary>
    public long Inserts { get; init; }

    /// <summary>Rows changed, as often as they were.</summary>
    public long Updates { get; init; }

    /// <summary>Rows deleted, as often as they were.</summary>
    public long Deletes { get; init; }

    /// <summary>How often the table was emptied at once; it is read whole then.</summary>
    public long Truncates { get; init; }

    /// <summary>Rows that changed and are not there any more.</summary>
    public long Gone { get; init; }

    /// <summary>Whether those were deleted in the target as well.</summary>
    public bool DeletesGone { get; init; }

    /// <summary>Log the server kept for the slot when the run began; null when there was none.</summary>
    public long? RetainedBytes { get; init; }
}
