namespace Lumos.Abstractions;

/// <summary>The contract a run follows, as an artifact.</summary>
public sealed record RunContractArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>The contract.</summary>
    public required RunContract Contract { get; init; }
}

/// <summary>The thresholds a run's gates use, as an artifact.</summary>
public sealed record ThresholdProfileArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>The thresholds.</summary>
    public required ThresholdProfile Profile { get; init; }
}

/// <summary>The policy manifest a run is held to, as an artifact.</summary>
public sealed record PolicyManifestArtifact : IArtifact
{
    /// <inheritdoc/>
    public required ArtifactHeader Header { get; init; }

    /// <summary>Canonical JSON of the manifest.</summary>
    public required string Manifest { get; init; }
}
