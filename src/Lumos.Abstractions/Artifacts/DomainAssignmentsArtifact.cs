namespace Lumos.Abstractions;

/// <summary>Confidence band of the threshold profile (section 10).</summary>
public enum ConfidenceBand
{
    /// <summary>At or above tau_high: assigned.</summary>
    High,

    /// <summary>Between the thresholds: shown to a person.</summary>
    Borderline,

    /// <summary>Below tau_low: unknown.</summary>
    Low,
}

/// <summary>How personal a column is.</summary>
public enum PiiGrade
{
    /// <summary>Not personal.</summary>
    None,

    /// <summary>Personal in combination, such as a birth date or a postal code.</summary>
    Quasi,

    /// <summary>Identifies a person by itself.</summary>
    Direct,
}

/// <summary>What each column means, with the evidence.</summary>
public sealed record DomainAssignmentsArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>What the similarity of texts was measured by: <c>builtin:trigrams-256</c>, or <c>provider:model</c> of the embedding model that took part.</summary>
    public string? Representation { get; init; }

    /// <summary>One assignment per column, in catalog order.</summary>
    public required IReadOnlyList<DomainAssignment> Columns { get; init; }
}

/// <summary>What one column means.</summary>
public sealed record DomainAssignment
{
    /// <summary>Catalog table.</summary>
    public required string Table { get; init; }

    /// <summary>Standard column name.</summary>
    public required string Column { get; init; }

    /// <summary>Label such as <c>contact.email</c>; <c>unknown</c> when nothing fits well enough.</summary>
    public required string Domain { get; init; }

    /// <summary>Band of the score.</summary>
    public required ConfidenceBand Band { get; init; }

    /// <summary>Score, 0 to 1: alpha·name + beta·regex + gamma·value + epsilon·unit.</summary>
    public required double Score { get; init; }

    /// <summary>The parts of the score by name: <c>name</c>, <c>regex</c>, <c>value</c>, <c>unit</c>.</summary>
    public IReadOnlyDictionary<string, double> Components { get; init; } = new Dictionary<string, double>();

    /// <summary>Why, one sentence each, without cell values.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Next best label; null when there was none.</summary>
    public string? RunnerUp { get; init; }

    /// <summary>Score of the next best label.</summary>
    public double RunnerUpScore { get; init; }

    /// <summary>What would change the answer.</summary>
    public string? WouldChange { get; init; }

    /// <summary>How personal the column is.</summary>
    public PiiGrade Pii { get; init; }

    /// <summary>Why it is personal, or why not, when that was asked.</summary>
    public IReadOnlyList<string> PiiEvidence { get; init; } = [];
}
