using Lumos.Abstractions;

namespace Lumos.Core;

/// <summary>What a caller adds to one run: where its files are, who watches, who is asked.</summary>
public sealed record RunSettings
{
    /// <summary>Folder that relative locations of the contract start from. Default the current folder. A resumed run keeps the one it began with.</summary>
    public string BaseFolder { get; init; } = ".";

    /// <summary>Told about long work; null when nobody looks.</summary>
    public IProgress<StageProgress>? Progress { get; init; }

    /// <summary>
    /// Asks a person before tables are written; true is yes. Null when nobody can be asked: a run that needs a yes is then held, and can be
    /// resumed with one.
    /// </summary>
    public Func<ConfirmationRequest, CancellationToken, ValueTask<bool>>? Confirm { get; init; }

    /// <summary>Who confirms. Default: who runs the contract.</summary>
    public RbacActor? ConfirmingActor { get; init; }

    /// <summary>Answers every question with yes.</summary>
    public static ValueTask<bool> Yes(ConfirmationRequest request, CancellationToken cancellationToken) => new(true);
}

/// <summary>What a person is asked.</summary>
/// <param name="RunId">Run.</param>
/// <param name="Stage">Stage that would begin.</param>
/// <param name="Summary">What would happen and what speaks against it, a line each, without cell values.</param>
public sealed record ConfirmationRequest(string RunId, StageName Stage, IReadOnlyList<string> Summary)
{
    /// <summary>What held the run, of the lines above; empty when only the contract asks for a yes.</summary>
    public IReadOnlyList<string> Holds { get; init; } = [];
}

/// <summary>How a run ended, or where it waits.</summary>
public sealed record RunResult
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why, one sentence each, without cell values.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What was moved; null when the run did not get there.</summary>
    public MigrationRunArtifact? Migration { get; init; }

    /// <summary>Where the rows of a run that was only planned will be computed, and why: <c>etl: ...</c>; null for others.</summary>
    public string? PlannedStrategy { get; init; }

    /// <summary>What will compute the rows of each table of a run that was only planned; empty for others.</summary>
    public IReadOnlyList<PlannedTransforms> Planned { get; init; } = [];
}

/// <summary>What will compute the rows of a target table.</summary>
/// <param name="Table">Target table.</param>
/// <param name="Uses">The engine by source, and why it is that one.</param>
public sealed record PlannedTransforms(string Table, IReadOnlyList<TransformUse> Uses);

/// <summary>What came of trying quarantined rows again.</summary>
/// <param name="Run">The follow-up run.</param>
/// <param name="Resolved">Rows of the run before that are written now, those of earlier tries included.</param>
/// <param name="Open">Rows that are in quarantine still.</param>
public sealed record QuarantineRelease(RunResult Run, long Resolved, long Open);

/// <summary>A run as the state remembers it.</summary>
public sealed record RunInfo
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its contract.</summary>
    public required RunContract Contract { get; init; }

    /// <summary>SHA-256 of the contract.</summary>
    public required string ContractHash { get; init; }

    /// <summary>Folder that its relative locations start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the ledger says; null when the run has no event yet.</summary>
    public DecisionSummary? Summary { get; init; }

    /// <summary>What it read of source tables of which only changed rows are, once it moved them; empty for others.</summary>
    public IReadOnlyList<SourceIncrement> Increments { get; init; } = [];

    /// <summary>Whether a process works on it right now.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether what it put into its target was taken back.</summary>
    public bool IsRolledBack { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status => Summary is null or { Status: RunStatus.Running }
        ? IsActive ? RunStatus.Running : RunStatus.Interrupted
        : Summary.Status;
}

/// <summary>The artifacts a run has made so far; null for those it has not.</summary>
public sealed record RunArtifacts
{
    /// <summary>What the source holds.</summary>
    public CatalogArtifact? Catalog { get; init; }

    /// <summary>Masked sample.</summary>
    public SamplePackArtifact? Sample { get; init; }

    /// <summary>How the values of the source are distributed.</summary>
    public DistributionsArtifact? Distributions { get; init; }

    /// <summary>How raw columns become typed ones.</summary>
    public StandardizationPlanArtifact? Standardization { get; init; }

    /// <summary>What each column means.</summary>
    public DomainAssignmentsArtifact? Domains { get; init; }

    /// <summary>Target schema.</summary>
    public TargetSchemaArtifact? Target { get; init; }

    /// <summary>Mapping plan.</summary>
    public MappingPlanArtifact? Plan { get; init; }

    /// <summary>Quality checks.</summary>
    public AnalysisReportArtifact? Analysis { get; init; }

    /// <summary>What was moved.</summary>
    public MigrationRunArtifact? Migration { get; init; }

    /// <summary>Hashes of the artifacts above, by kind, for <see cref="LumosEngine.GetArtifactJsonAsync"/>.</summary>
    public IReadOnlyDictionary<ArtifactKind, string> Hashes { get; init; } = new Dictionary<ArtifactKind, string>();
}
