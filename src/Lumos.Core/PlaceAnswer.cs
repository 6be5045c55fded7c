using Lumos.Abstractions;

namespace Lumos.Core;

/// <summary>What a database answered.</summary>
/// <param name="Name">The place; holds no secret.</param>
/// <param name="Connector">What kind of place it is.</param>
/// <param name="Tables">Tables to read.</param>
/// <param name="MayWrite">Whether the role may write to them.</param>
public sealed record PlaceAnswer(string Name, string Connector, int Tables, bool MayWrite)
{
    /// <summary>Slots its server keeps changes for; one nobody reads from fills the server's disk.</summary>
    public IReadOnlyList<ReplicationSlot> Slots { get; init; } = [];
}

/// <summary>A slot, and who reads from it.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="RunId">Latest run of the state that read from it; null for none.</param>
public sealed record ReplicationUse(ReplicationSlot Slot, string? RunId);
