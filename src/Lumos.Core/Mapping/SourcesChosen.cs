using Lumos.Core.Mapping.Joins;

namespace Lumos.Core.Mapping;

/// <summary>The source tables of a target table.</summary>
/// <param name="Sources">Those that feed it, in the catalog's order; empty when none covers it.</param>
/// <param name="LeftOut">Tables with the same columns that have no target's name and were not appended, because another one has this target's.</param>
/// <param name="Connected">Tables with the same columns that were not appended, because a reference connects them with the one that covers it best.</param>
/// <param name="Rivals">Tables that would feed it nearly as well alone, and are not of the kind of the one that covers it best.</param>
/// <param name="IsAnothers">Whether the one that covers it best has the name of another target table.</param>
internal sealed record SourcesChosen(IReadOnlyList<PlannedSource> Sources, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Connected, IReadOnlyList<string> Rivals, bool IsAnothers)
{
    /// <summary>No table covers it.</summary>
    public static SourcesChosen None { get; } = new([], [], [], [], false);
}
