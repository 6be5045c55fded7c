namespace Lumos.Abstractions;

/// <summary>Kinds of artifact. The first seven are the founding document's; the rest belong to one of them.</summary>
public enum ArtifactKind
{
    /// <summary>Standard schema catalog of the source.</summary>
    Catalog,

    /// <summary>What each column means.</summary>
    DomainAssignments,

    /// <summary>Pipelines from source to target.</summary>
    MappingPlan,

    /// <summary>Quality checks and conclusions.</summary>
    AnalysisReport,

    /// <summary>What was moved, chunk by chunk.</summary>
    MigrationRun,

    /// <summary>Thresholds of the gates.</summary>
    ThresholdProfile,

    /// <summary>Rules of the policy engine.</summary>
    PolicyManifest,

    /// <summary>Masked, capped sample rows (data mode).</summary>
    SamplePack,

    /// <summary>The standardisation shim: the transform plan that makes raw columns typed ones.</summary>
    StandardizationPlan,

    /// <summary>The run contract.</summary>
    RunContract,

    /// <summary>The target schema the run maps to.</summary>
    TargetSchema,

    /// <summary>A fix of a finding that a person applied.</summary>
    Fix,

    /// <summary>How the values of the source are distributed (data mode).</summary>
    Distributions,
}

/// <summary>Names an artifact by content: kind, SHA-256 (lower-case hex) of its canonical JSON, and format version.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Hash">SHA-256, 64 lower-case hex digits.</param>
/// <param name="Version">Version of the artifact's format.</param>
public sealed record ArtifactRef(ArtifactKind Kind, string Hash, string Version);

/// <summary>What every artifact says about how it came to be (sections 20 and 27).</summary>
public sealed record ArtifactHeader
{
    /// <summary>Kind of artifact.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>Version of the artifact's format. Default 1.0.0.</summary>
    public string FormatVersion { get; init; } = "1.0.0";

    /// <summary>Run that made it.</summary>
    public required string RunId { get; init; }

    /// <summary>SHA-256 of the run contract.</summary>
    public required string ContractHash { get; init; }

    /// <summary>Version of the policy manifest in force.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Threshold profile in force.</summary>
    public required string ThresholdProfileId { get; init; }

    /// <summary>Version of the transform language.</summary>
    public required string DslVersion { get; init; }

    /// <summary>Version of the domain catalog; null before domaining.</summary>
    public string? CatalogVersion { get; init; }

    /// <summary>Provider that was asked; null when no model took part.</summary>
    public string? Provider { get; init; }

    /// <summary>Model that was asked; null when no model took part.</summary>
    public string? Model { get; init; }

    /// <summary>SHA-256 of the prompt; null when no model took part.</summary>
    public string? PromptHash { get; init; }

    /// <summary>Hashes of the artifacts it was made from.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];
}

/// <summary>An artifact: a header and a body, stored as canonical JSON.</summary>
public interface IArtifact
{
    /// <summary>How it came to be.</summary>
    ArtifactHeader Header { get; }
}

/// <summary>Content-addressed store. What is once in it never changes.</summary>
public interface IArtifactStore
{
    /// <summary>Stores an artifact under the SHA-256 of its canonical JSON; storing it again changes nothing.</summary>
    ValueTask<ArtifactRef> PutAsync<T>(T artifact, CancellationToken cancellationToken = default) where T : class, IArtifact;

    /// <summary>Reads an artifact and checks its hash.</summary>
    /// <exception cref="LumosException">There is none under this hash, or its bytes were changed (<c>ARTIFACT_MISSING</c>, <c>ARTIFACT_TAMPERED</c>).</exception>
    ValueTask<T> GetAsync<T>(string hash, CancellationToken cancellationToken = default) where T : class, IArtifact;

    /// <summary>Reads the canonical JSON of an artifact and checks its hash.</summary>
    /// <exception cref="LumosException">As for <see cref="GetAsync{T}"/>.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetBytesAsync(string hash, CancellationToken cancellationToken = default);
}
