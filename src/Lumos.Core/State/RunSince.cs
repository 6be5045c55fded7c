using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>Where a run that reads only changed rows begins, fixed when it was recorded.</summary>
internal sealed record RunSince
{
    /// <summary>Run whose mapping is kept, so that a few changed rows do not decide about it anew; null to map afresh.</summary>
    public string? PlanOf { get; init; }

    /// <summary>Highest values that were seen, by catalog table.</summary>
    public IReadOnlyDictionary<string, SourceMark> Marks { get; init; } = new Dictionary<string, SourceMark>();

    /// <summary>Where reading the log of the source's server begins; null when no run read it.</summary>
    public ReplicationSince? Replication { get; init; }
}

/// <summary>Where reading a server's log begins.</summary>
/// <param name="Slot">Slot that keeps the changes.</param>
/// <param name="Publication">Publication they are read through.</param>
/// <param name="Tables">Beginnings by catalog table; a table that is not among them is read whole.</param>
/// <param name="KeysOf">Run whose changed rows are read again; null to read the log.</param>
internal sealed record ReplicationSince(string Slot, string Publication, IReadOnlyDictionary<string, ReplicationBeginning> Tables, string? KeysOf = null);

/// <summary>The highest value of a column that was seen.</summary>
/// <param name="Column">Column, as the source spells it.</param>
/// <param name="Value">The value.</param>
internal sealed record SourceMark(string Column, string Value);
