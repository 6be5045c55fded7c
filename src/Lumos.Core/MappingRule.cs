namespace Lumos.Core;

/// <summary>A person's decision about a mapping, kept for the next run of the same shape: a target of this name, and a source table that has the columns.</summary>
public sealed record MappingRule
{
    /// <summary>Target column as <c>table.column</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Source columns the pipeline reads, as the source spells them, in ordinal order.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Whether the pipeline is to be used; false keeps these source columns away from the target column.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Pipeline in DSL text; null for a rejection.</summary>
    public string? Dsl { get; init; }

    /// <summary>Run it was decided in.</summary>
    public required string RunId { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
