namespace Lumos.Core.Ingest.Json;

/// <summary>Which column each key of objects is read into.</summary>
internal sealed class JsonPlan
{
    /// <summary>Keys in order.</summary>
    public required IReadOnlyList<JsonField> Fields { get; init; }

    /// <summary>Keys to their places.</summary>
    public required JsonShape Shape { get; init; }

    /// <summary>Column of each key.</summary>
    public required int[] Places { get; init; }

    /// <summary>Columns of the keys below each key; null where an object is text only.</summary>
    public required JsonPlan?[] Inner { get; init; }
}
