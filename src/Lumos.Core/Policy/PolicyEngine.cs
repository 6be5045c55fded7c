using Lumos.Abstractions;

namespace Lumos.Core.Policy;

/// <summary>Answers every rule question from the manifest. Immutable, so safe to share.</summary>
internal sealed class PolicyEngine(PolicyManifest manifest) : IPolicyEngine
{
    private static readonly IReadOnlyList<string> MaskPii = ["mask_pii"];

    public string PolicyVersion => manifest.PolicyVersion;

    public PolicyManifest Manifest => manifest;

    public PolicyDecision Evaluate(PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (manifest.Capabilities.TryGetValue(request.Action, out var row)) return EvaluateCapability(request, row);
        if (manifest.Permissions.TryGetValue(request.Action, out var roles)) return EvaluatePermission(request, roles);
        return request.Action switch
        {
            PolicyActions.NetworkEgress => EvaluateEgress(request),
            PolicyActions.ProviderCall => EvaluateProvider(request),
            PolicyActions.TransformOperation => EvaluateOperation(request),
            _ => Deny("default.deny", $"The policy does not know '{request.Action}', and what it does not know is denied."),
        };
    }

    private PolicyDecision EvaluateCapability(PolicyRequest request, CapabilityRow row)
    {
        if (request.Mode is not { } mode) return Deny($"capability.{request.Action}", $"'{request.Action}' is decided by the run's mode, and none was given.");
        var (name, cell) = mode == RunMode.DataMode ? ("data_mode", row.DataMode) : ("metadata_only", row.MetadataOnly);
        var rule = $"capability.{request.Action}.{name}";
        return cell.Allow
            ? Allow(rule, $"{name} allows {request.Action}.", cell.Obligations)
            : Deny(rule, $"{name} does not allow {request.Action}.");
    }

    private PolicyDecision EvaluatePermission(PolicyRequest request, IReadOnlyList<Role> roles)
    {
        var rule = $"permission.{request.Action}";
        if (request.Actor is not { } actor) return Deny(rule, $"'{request.Action}' needs a role, and no one was named.");
        var role = actor.Role.ToString().ToLowerInvariant();
        return roles.Contains(actor.Role)
            ? Allow($"{rule}.{role}", $"The role {role} may {request.Action}.")
            : Deny($"{rule}.{role}", $"The role {role} may not {request.Action}; one of {string.Join(", ", roles).ToLowerInvariant()} may.");
    }

    private PolicyDecision EvaluateEgress(PolicyRequest request)
    {
        if (request.Resource is not { Length: > 0 } host) return Deny("egress.deny", "No host was named.");
        foreach (var allowed in manifest.Egress.AllowHosts)
        {
            var matches = allowed.StartsWith("*.", StringComparison.Ordinal)
                ? host.Length > allowed.Length - 1 && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
                : string.Equals(host, allowed, StringComparison.OrdinalIgnoreCase);
            if (matches) return Allow($"egress.allow.{allowed}", $"The policy lets {host} be reached.");
        }

        return Deny("egress.deny", $"The policy does not list {host}, and no host is reached that is not listed.");
    }

    private PolicyDecision EvaluateProvider(PolicyRequest request)
    {
        if (request.Resource is not { Length: > 0 } tag) return Deny("provider.deny", "No provider was named.");
        var isLocal = Lists(manifest.Providers.Local, tag);
        if (Lists(manifest.Providers.Deny, tag)) return Deny("provider.deny.manifest", $"The policy denies the provider {tag}.");
        if (Lists(request.Denylist, tag)) return Deny("provider.deny.contract", $"The contract denies the provider {tag}.");
        if (request.Allowlist is not null && !Lists(request.Allowlist, tag)) return Deny("provider.allow.contract", $"The contract's list of providers does not hold {tag}.");
        if (!isLocal && !Lists(manifest.Providers.Allow, tag)) return Deny("provider.allow.manifest", $"The policy's list of providers does not hold {tag}.");
        if (!request.ContainsPii) return Allow("provider.allow", $"The provider {tag} may be asked.");

        // Personal data: masked, unless a role that may say so lets a local model see them.
        if (request.PiiPolicy is { LocalOnlyOverride: true } && isLocal)
        {
            var toggle = Evaluate(new PolicyRequest { Action = PolicyActions.ToggleLocalOnlyOverride, Actor = request.Actor });
            return toggle.Allowed
                ? Allow("provider.pii.local_only_override", $"{tag} runs here and may see personal data unmasked.", ["local_only", "log_override"])
                : Deny("provider.pii.local_only_override", toggle.Reason);
        }

        return request.PiiPolicy is { MaskBeforeSend: false } && !isLocal
            ? Deny("provider.pii.mask", $"Personal data would leave for {tag} unmasked.")
            : Allow("provider.pii.mask", $"The provider {tag} may be asked once personal data are masked.", MaskPii);
    }

    private PolicyDecision EvaluateOperation(PolicyRequest request) => request.Resource is { } name && manifest.TransformOperations.Contains(name)
        ? Allow($"transform.{name}", $"The operation {name} may be used.")
        : Deny("transform.deny", $"The policy does not list the operation '{request.Resource}'.");

    /// <summary>A tag is <c>provider</c> or <c>provider:model</c>; naming the provider covers its models.</summary>
    private static bool Lists(IReadOnlyList<string>? list, string tag)
    {
        if (list is null) return false;
        var provider = tag.Split(':', 2)[0];
        return list.Contains(tag) || list.Contains(provider);
    }

    private PolicyDecision Allow(string rule, string reason, IReadOnlyList<string>? obligations = null) => new(true, rule, reason, PolicyVersion, obligations ?? []);

    private PolicyDecision Deny(string rule, string reason) => new(false, rule, reason, PolicyVersion, []);
}
