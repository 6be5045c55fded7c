using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>What a lane is chosen from (section 4).</summary>
/// <param name="Hint">What the user would like.</param>
/// <param name="SourceBytes">Size of the source as far as the file system tells.</param>
/// <param name="PlanOnly">Whether rows will not be moved.</param>
/// <param name="SomeoneWaits">Whether a person can be asked during the run.</param>
/// <param name="QueueDepth">Runs waiting before this one.</param>
/// <param name="ProvidersHealthy">Whether the model providers the run may use answer.</param>
internal sealed record LaneFacts(Lane? Hint, long SourceBytes, bool PlanOnly, bool SomeoneWaits, int QueueDepth = 0, bool ProvidersHealthy = true);

/// <summary>A lane and why.</summary>
internal sealed record LaneChoice(Lane Lane, string Reason);

/// <summary>Chooses the lane. Pure: the same facts give the same lane.</summary>
internal static class LaneSelector
{
    /// <summary>Up to here someone can wait for it.</summary>
    public const long InteractiveBytes = 16L * 1024 * 1024;

    /// <summary>From here on it is offline work, whatever was asked for.</summary>
    public const long BatchBytes = 512L * 1024 * 1024;

    public static LaneChoice Choose(LaneFacts facts)
    {
        if (facts.SourceBytes >= BatchBytes && !facts.PlanOnly)
        {
            return facts.Hint is null or Lane.Batch
                ? new LaneChoice(Lane.Batch, "The source is large.")
                : new LaneChoice(Lane.Batch, $"The hint {Name(facts.Hint.Value)} was overridden: the source is large.");
        }

        if (facts.Hint == Lane.Interactive && (facts.QueueDepth > 0 || !facts.ProvidersHealthy))
        {
            return new LaneChoice(Lane.Flex, "The hint interactive was overridden: work is waiting or a provider does not answer.");
        }

        if (facts.Hint is { } hint) return new LaneChoice(hint, "As the contract hints.");
        if (facts.SourceBytes <= InteractiveBytes && facts.QueueDepth == 0 && facts.SomeoneWaits) return new LaneChoice(Lane.Interactive, "The source is small and someone waits.");
        return facts.SourceBytes <= InteractiveBytes || facts.PlanOnly
            ? new LaneChoice(Lane.Flex, "The source is small or nothing is moved, and no one waits.")
            : new LaneChoice(Lane.Batch, "Rows of a larger source are moved.");
    }

    private static string Name(Lane lane) => lane.ToString().ToLowerInvariant();
}
