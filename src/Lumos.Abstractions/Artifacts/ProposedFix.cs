namespace Lumos.Abstractions;

/// <summary>What a fix does to pipelines.</summary>
public enum FixKind
{
    /// <summary>Puts a step at the beginning of every pipeline that reads the source column.</summary>
    Step,

    /// <summary>Adds a format to <c>date_parse</c>.</summary>
    DateFormat,

    /// <summary>Lets <c>type_cast</c> read numbers that are written in one more way.</summary>
    NumberFormat,

    /// <summary>Decides what happens to rows of a target table that share a key.</summary>
    DuplicateRule,

    /// <summary>Converts the numbers of one target column from the unit they arrive in to the one it stores, or corrects the units of a conversion.</summary>
    Unit,
}

/// <summary>A staged change of the plan that mends a finding. It does nothing until a person applies it, and can be undone.</summary>
/// <remarks>
/// Proposed only where it is sound: on the sample it changes something, and no cell that was right before fails after it. Dictionaries name cell values, so they are not
/// proposed for columns that hold direct personal data.
/// </remarks>
public sealed record ProposedFix
{
    /// <summary>Short name, 8 hex digits: the beginning of the hash of what it does.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required FixKind Kind { get; init; }

    /// <summary>Code of the finding it mends, such as <c>CELL_TYPO</c>.</summary>
    public required string Finding { get; init; }

    /// <summary>Source table; for <see cref="FixKind.DuplicateRule"/> the target table.</summary>
    public required string Table { get; init; }

    /// <summary>Source column as the source spells it; null for a whole table.</summary>
    public string? Column { get; init; }

    /// <summary>The only pipeline it changes, as <c>table.column</c> of the target; null for every pipeline that reads the source column.</summary>
    public string? Target { get; init; }

    /// <summary>The change: a pipeline over the column, a date format, or the name of a rule.</summary>
    public required string Change { get; init; }

    /// <summary>What it does in one sentence, without cell values.</summary>
    public required string Summary { get; init; }

    /// <summary>Pipelines of the plan before and after.</summary>
    public IReadOnlyList<FixedPipeline> Pipelines { get; init; } = [];

    /// <summary>What it would do to the sample.</summary>
    public required FixEffect Effect { get; init; }
}

/// <summary>One pipeline before and after a fix.</summary>
/// <param name="Target">Target column as <c>table.column</c>.</param>
/// <param name="Before">DSL text before.</param>
/// <param name="After">DSL text after.</param>
public sealed record FixedPipeline(string Target, string Before, string After);

/// <summary>What a fix would do to the sample rows.</summary>
public sealed record FixEffect
{
    /// <summary>Sample rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Target cells that get another value, or one at all.</summary>
    public required long Changed { get; init; }

    /// <summary>Target cells (of a rule for duplicates: rows) that go to quarantine without it.</summary>
    public required long FailedBefore { get; init; }

    /// <summary>The same with it.</summary>
    public required long FailedAfter { get; init; }

    /// <summary>Masked source, before and after; at most five.</summary>
    public IReadOnlyList<FixExample> Examples { get; init; } = [];
}

/// <summary>One cell before and after a fix, masked.</summary>
/// <param name="Source">Source cell.</param>
/// <param name="Before">Target cell before, or the reason it failed; null for NULL.</param>
/// <param name="After">Target cell after; null for NULL.</param>
public sealed record FixExample(string? Source, string? Before, string? After);

/// <summary>A fix a person applied, as it is kept with the ledger.</summary>
public sealed record FixArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>The fix.</summary>
    public required ProposedFix Fix { get; init; }
}
