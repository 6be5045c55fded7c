using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

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

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(LowerEnum<Role>)])]
[JsonSerializable(typeof(PolicyManifest))]
internal sealed partial class PolicyJson : JsonSerializerContext;
