using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Core.Contracts;

namespace Lumos.Core.Migration.Targets;

/// <summary>What a promoted table says about itself, so that a later run knows its own work: a comment on a DuckDB table, key-value metadata of a Parquet file.</summary>
/// <param name="Job">SHA-256 of what the run does.</param>
/// <param name="Run">Run that wrote it.</param>
/// <param name="Rows">Rows it wrote.</param>
/// <param name="ContentHash">Hash over its chunks.</param>
internal sealed record TargetMark(string Job, string Run, long Rows, string ContentHash)
{
    private const string Prefix = TargetPlaces.MarkPrefix;

    /// <summary>Whether rows or a table stood there before, so that taking the run back needs what was kept of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Replaced { get; init; }

    /// <summary>Columns of the table's key, which a DuckDB table does not declare; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<string>? PrimaryKey { get; init; }

    /// <summary>Key of the mark in Parquet metadata.</summary>
    public const string Key = "lumos";

    /// <summary>The mark as text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{JsonSerializer.Serialize(this, TargetMarkJson.Default.TargetMark)}");

    /// <summary>Reads a mark; null when the text is none.</summary>
    public static TargetMark? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize(text[Prefix.Length..], TargetMarkJson.Default.TargetMark);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TargetMark))]
internal sealed partial class TargetMarkJson : JsonSerializerContext;
