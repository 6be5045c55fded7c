using System.Text.Json.Serialization;

namespace Lumos.Core.State.Leases;

/// <summary>What a process says about the slices of a run that several processes share. Its place in the log is its number; that of a lease is the lease's fencing token.</summary>
internal sealed record LeaseEntry
{
    /// <summary>One of <see cref="LeaseKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who says it.</summary>
    public required string Worker { get; init; }

    /// <summary>When, by the clock of who says it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Slice it is about; null for none.</summary>
    public string? Slice { get; init; }

    /// <summary>Token it is said under; null for none.</summary>
    public long? Token { get; init; }

    /// <summary>Until when a lease holds, or a worker counts as there.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What is to be done with a slice that is offered.</summary>
    public SliceTask? Task { get; init; }
}

/// <summary>Kinds of entries.</summary>
internal static class LeaseKinds
{
    /// <summary>A process begins to stage the run: what was offered before is void.</summary>
    public const string Owner = "owner";

    /// <summary>A worker is there.</summary>
    public const string Here = "here";

    /// <summary>A worker goes.</summary>
    public const string Left = "left";

    /// <summary>The owner offers a slice.</summary>
    public const string Offered = "offered";

    /// <summary>A worker takes a slice that is offered, or whose lease is over.</summary>
    public const string Taken = "taken";

    /// <summary>A worker needs longer.</summary>
    public const string Renewed = "renewed";

    /// <summary>A worker has the rows of a slice ready.</summary>
    public const string Done = "done";

    /// <summary>A worker cannot do a slice.</summary>
    public const string Failed = "failed";

    /// <summary>The owner does a slice itself.</summary>
    public const string TakenBack = "taken_back";

    /// <summary>There is nothing more to do.</summary>
    public const string Ended = "ended";
}

/// <summary>What is to be done with a slice.</summary>
/// <param name="Pass">Pass it was read in.</param>
/// <param name="Chunk">Chunk of the pass it belongs to.</param>
/// <param name="Place">Which slice of the chunk it is.</param>
/// <param name="Slices">Slices of a chunk.</param>
/// <param name="SliceRows">Rows of a slice.</param>
/// <param name="FirstChunks">Chunks each table had before the pass.</param>
/// <param name="KeysApart">Whether hashes of keys are wanted.</param>
internal sealed record SliceTask(int Pass, long Chunk, int Place, int Slices, int SliceRows, IReadOnlyList<long> FirstChunks, bool KeysApart);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeaseEntry))]
internal sealed partial class LeaseJson : JsonSerializerContext;
