using Lumos.Abstractions;

namespace Lumos.Core;

/// <summary>A fix a person applied. Every run that begins to move rows afterwards follows it, until it is undone.</summary>
public sealed record AppliedFix
{
    /// <summary>The fix.</summary>
    public required ProposedFix Fix { get; init; }

    /// <summary>Run whose analysis proposed it.</summary>
    public required string RunId { get; init; }

    /// <summary>SHA-256 of its artifact.</summary>
    public required string ArtifactHash { get; init; }

    /// <summary>Who applied it.</summary>
    public required string AppliedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AppliedAt { get; init; }
}
