using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>A run that tries the quarantined rows of another one again. It is a run like any other; an audit tag names the one before.</summary>
internal static class FollowUp
{
    private const string Tag = "follows:";

    /// <summary>The contract before, with mended pipelines and an id of its own.</summary>
    public static RunContract Of(RunContract before, string runId, IReadOnlyDictionary<string, string> fixes, RbacActor actor)
    {
        var mappings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (target, pipeline) in before.Overrides?.Mappings ?? new Dictionary<string, string>()) mappings[target] = pipeline;
        foreach (var (target, pipeline) in fixes) mappings[target] = pipeline;
        return before with
        {
            RunId = runId,
            RbacActor = actor,
            AuditTags = [.. (before.AuditTags ?? []).Where(static tag => !tag.StartsWith(Tag, StringComparison.Ordinal)), Tag + before.RunId],
            Overrides = mappings.Count == 0 ? before.Overrides : (before.Overrides ?? new RunOverrides()) with { Mappings = mappings },
        };
    }

    /// <summary>The run before; null when the run follows none.</summary>
    public static string? Follows(RunContract contract) => contract.AuditTags?.FirstOrDefault(static tag => tag.StartsWith(Tag, StringComparison.Ordinal))?[Tag.Length..];
}
