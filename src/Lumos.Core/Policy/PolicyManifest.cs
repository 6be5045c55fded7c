using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Supervision;

namespace Lumos.Core.Policy;

/// <summary>The rules as data. What is not listed is denied.</summary>
internal sealed record PolicyManifest
{
    /// <summary>Semantic version; every decision and artifact names it.</summary>
    public required string PolicyVersion { get; init; }

    public string? Description { get; init; }

    /// <summary>Section 3: what each mode may do, by capability.</summary>
    public required IReadOnlyDictionary<string, CapabilityRow> Capabilities { get; init; }

    /// <summary>Section 32: which roles may do what, by action.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Role>> Permissions { get; init; }

    public required ProviderRules Providers { get; init; }

    public required EgressRules Egress { get; init; }

    /// <summary>How personal data are masked, by label: partial, redact, format_preserving, token, generalize or shift_date. Null, or a label that is not listed: in part.</summary>
    public IReadOnlyDictionary<string, string>? Masking { get; init; }

    /// <summary>How well persons must hide in rows that are shown; null measures and asks for nothing.</summary>
    public PreviewRules? Previews { get; init; }

    /// <summary>Operations of the transform language that may be used.</summary>
    public required IReadOnlyList<string> TransformOperations { get; init; }
}

internal sealed record CapabilityRow(CapabilityCell MetadataOnly, CapabilityCell DataMode);

internal sealed record CapabilityCell
{
    public required bool Allow { get; init; }

    public IReadOnlyList<string>? Obligations { get; init; }
}

/// <summary>Providers by tag. An empty allow list allows none but the local ones.</summary>
internal sealed record ProviderRules(IReadOnlyList<string> Allow, IReadOnlyList<string> Deny, IReadOnlyList<string> Local);

/// <summary>Hosts that may be reached: a name, or <c>*.name</c> for everything below it.</summary>
internal sealed record EgressRules(IReadOnlyList<string> AllowHosts);

/// <summary>k-anonymity and l-diversity of previews.</summary>
internal sealed record PreviewRules
{
    /// <summary>Least rows that share their quasi-identifiers, 1 or more.</summary>
    public required int K { get; init; }

    /// <summary>Least different sensitive values among them, 1 or more; null for 1.</summary>
    public int? L { get; init; }

    /// <summary><c>generalize</c> or <c>refuse</c>; null for the former.</summary>
    public string? WhenNotMet { get; init; }

    /// <summary>The same as limits.</summary>
    /// <exception cref="LumosException"><c>POLICY_MANIFEST_INVALID</c>.</exception>
    public PreviewLimits ToLimits() => K >= 1 && (L is null or >= 1) && (WhenNotMet is null or "generalize" or "refuse")
        ? new PreviewLimits(K, L ?? 1, WhenNotMet == "refuse")
        : throw new LumosException(ErrorCode.DeterministicFailure, "POLICY_MANIFEST_INVALID", "The policy's rule for previews is not in the format.", new ErrorLocation(Key: "previews"), "k and l are 1 or more, when_not_met is generalize or refuse.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(LowerEnum<Role>)])]
[JsonSerializable(typeof(PolicyManifest))]
internal sealed partial class PolicyJson : JsonSerializerContext;
