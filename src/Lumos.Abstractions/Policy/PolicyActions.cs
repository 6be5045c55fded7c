namespace Lumos.Abstractions;

/// <summary>Names the policy manifest knows. A name that is not in the manifest is denied.</summary>
public static class PolicyActions
{
    /// <summary>Capability: find tables, columns, types, keys. Both modes.</summary>
    public const string CatalogInference = "catalog_inference";

    /// <summary>Capability: keep a masked, capped sample of rows. Data mode; obligations <c>mask_pii</c>, <c>cap_rows</c>, <c>cap_bytes</c>.</summary>
    public const string RowSamples = "row_samples";

    /// <summary>Capability: use values of a column as evidence for its domain. Data mode.</summary>
    public const string ValueSketches = "value_sketches";

    /// <summary>Capability: preview transforms. In metadata_only with the obligation <c>symbolic_only</c>, in data mode by running them on the sample.</summary>
    public const string TransformPreviews = "transform_previews";

    /// <summary>Capability: quality checks. In metadata_only with the obligation <c>logical_only</c>, in data mode with statistics.</summary>
    public const string AnalysisChecks = "analysis_checks";

    /// <summary>Capability: migration. In metadata_only with the obligation <c>dry_run</c>, in data mode with <c>checkpoint</c>.</summary>
    public const string Migration = "migration";

    /// <summary>Capability: show values to a person. In metadata_only with the obligation <c>schema_only</c>, in data mode with <c>mask_pii</c>.</summary>
    public const string Previews = "previews";

    /// <summary>Role permission: look at masked artifacts.</summary>
    public const string ViewArtifacts = "view_artifacts";

    /// <summary>Role permission: see unmasked personal data.</summary>
    public const string ViewPii = "view_pii";

    /// <summary>Role permission: create a run.</summary>
    public const string CreateRun = "create_run";

    /// <summary>Role permission: confirm a step that writes or replaces tables.</summary>
    public const string ApproveDestructive = "approve_destructive";

    /// <summary>Role permission: let a local model see unmasked values.</summary>
    public const string ToggleLocalOnlyOverride = "toggle_local_only_override";

    /// <summary>Role permission: edit the policy manifest.</summary>
    public const string EditPolicy = "edit_policy";

    /// <summary>Role permission: promote staged domains to live.</summary>
    public const string PromoteDomains = "promote_domains";

    /// <summary>Role permission: release quarantined rows.</summary>
    public const string ReleaseQuarantine = "release_quarantine";

    /// <summary>Role permission: manage the provider registry.</summary>
    public const string ManageProviders = "manage_providers";

    /// <summary>Reach a host over the network; the resource is the host name. Denied unless the manifest lists it.</summary>
    public const string NetworkEgress = "network_egress";

    /// <summary>Ask a model provider; the resource is the provider tag.</summary>
    public const string ProviderCall = "provider_call";

    /// <summary>Use a transform operation; the resource is its name.</summary>
    public const string TransformOperation = "transform_operation";
}
