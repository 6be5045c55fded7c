namespace Lumos.Abstractions;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Should be looked at; does not stop a run.</summary>
    Warning,

    /// <summary>Stops the run at the gate.</summary>
    Error,
}

/// <summary>Quality checks before anything moves.</summary>
public sealed record AnalysisReportArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>What follows from the checks.</summary>
    public required GateDecision Conclusion { get; init; }

    /// <summary>The checks, worst first.</summary>
    public required IReadOnlyList<AnalysisCheck> Checks { get; init; }

    /// <summary>Source to target column profiles for charts.</summary>
    public IReadOnlyList<ColumnQuality> Columns { get; init; } = [];

    /// <summary>Changes of the plan that would mend findings; empty when no value may be looked at.</summary>
    public IReadOnlyList<ProposedFix> Fixes { get; init; } = [];
}

/// <summary>One check.</summary>
public sealed record AnalysisCheck
{
    /// <summary>Stable code such as <c>NULL_RATE</c>, <c>DUP_KEY_RATE</c>, <c>COVERAGE</c>, <c>FEASIBILITY</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Target or source table.</summary>
    public required string Table { get; init; }

    /// <summary>Column; null for a whole table.</summary>
    public string? Column { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>Measured value, such as a rate; null for logical checks.</summary>
    public double? Value { get; init; }

    /// <summary>Threshold it was held against; null for logical checks.</summary>
    public double? Threshold { get; init; }

    /// <summary>What was found, without cell values.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; null when nothing is needed.</summary>
    public string? Fix { get; init; }

    /// <summary>Ids of the fixes in <see cref="AnalysisReportArtifact.Fixes"/> that mend it.</summary>
    public IReadOnlyList<string> FixIds { get; init; } = [];

    /// <summary>Masked examples: what stands there, and what should stand there where that is known. At most three.</summary>
    public IReadOnlyList<MaskedExample> Examples { get; init; } = [];
}

/// <summary>Quality of one target column, estimated on the sample.</summary>
/// <param name="Table">Target table.</param>
/// <param name="Column">Target column.</param>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Nulls">NULL after transformation.</param>
/// <param name="Failures">Rows that failed.</param>
/// <param name="Distinct">Different values.</param>
public sealed record ColumnQuality(string Table, string Column, long Rows, long Nulls, long Failures, long Distinct);
