namespace Lumos.Core.State;

/// <summary>Where a run that reads only changed rows begins, fixed when it was recorded.</summary>
internal sealed record RunSince
{
    /// <summary>Run whose mapping is kept, so that a few changed rows do not decide about it anew; null to map afresh.</summary>
    public string? PlanOf { get; init; }

    /// <summary>Highest values that were seen, by catalog table.</summary>
    public IReadOnlyDictionary<string, SourceMark> Marks { get; init; } = new Dictionary<string, SourceMark>();
}

/// <summary>The highest value of a column that was seen.</summary>
/// <param name="Column">Column, as the source spells it.</param>
/// <param name="Value">The value.</param>
internal sealed record SourceMark(string Column, string Value);
