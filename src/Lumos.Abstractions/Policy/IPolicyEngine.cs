namespace Lumos.Abstractions;

/// <summary>The one place rules are asked; no second copy of a rule exists anywhere.</summary>
public interface IPolicyEngine
{
    /// <summary>Version of the manifest in force.</summary>
    string PolicyVersion { get; }

    /// <summary>Decides a request. Pure: the same request under the same manifest gives the same decision.</summary>
    PolicyDecision Evaluate(PolicyRequest request);
}

/// <summary>What is asked: may this actor do this, in this mode, with this?</summary>
public sealed record PolicyRequest
{
    /// <summary>Capability such as <c>row_samples</c>, <c>migration_execute</c>, or action such as <c>create_run</c>, <c>network_egress</c>; the names are the manifest's.</summary>
    public required string Action { get; init; }

    /// <summary>Mode of the run; null outside a run.</summary>
    public RunMode? Mode { get; init; }

    /// <summary>Who asks; null for the system itself.</summary>
    public RbacActor? Actor { get; init; }

    /// <summary>Provider tag or host the action would reach; null for none.</summary>
    public string? Resource { get; init; }

    /// <summary>Whether personal data would be involved.</summary>
    public bool ContainsPii { get; init; }

    /// <summary>The run's own PII policy; null outside a run.</summary>
    public PiiPolicy? PiiPolicy { get; init; }

    /// <summary>Provider tags the contract allows; null for no restriction of its own.</summary>
    public IReadOnlyList<string>? Allowlist { get; init; }

    /// <summary>Provider tags the contract denies.</summary>
    public IReadOnlyList<string>? Denylist { get; init; }
}

/// <summary>What was decided.</summary>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Rule">Rule of the manifest that decided, such as <c>capability.row_samples.metadata_only</c>.</param>
/// <param name="Reason">Why, one sentence.</param>
/// <param name="PolicyVersion">Version of the manifest.</param>
/// <param name="Obligations">What the caller must do when it goes on, such as <c>mask_pii</c>, <c>cap_rows</c>, <c>dry_run</c>.</param>
public sealed record PolicyDecision(bool Allowed, string Rule, string Reason, string PolicyVersion, IReadOnlyList<string> Obligations);
