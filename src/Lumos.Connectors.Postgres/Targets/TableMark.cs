using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>What a promoted table says about itself in the last line of its comment, so that a later run knows its own work.</summary>
/// <param name="Job">SHA-256 of what the run does.</param>
/// <param name="Run">Run that wrote it.</param>
/// <param name="Rows">Rows it wrote.</param>
/// <param name="ContentHash">Hash over its chunks.</param>
internal sealed record TableMark(string Job, string Run, long Rows, string ContentHash)
{
    private const string Prefix = "lumos ";

    /// <summary>The mark of a comment; null when it has none.</summary>
    public static TableMark? Find(string? comment)
    {
        var line = comment?[(comment.LastIndexOf('\n') + 1)..];
        if (line is null || !line.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize(line[Prefix.Length..], TableMarkJson.Default.TableMark);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A comment with this mark in place of any other; what people wrote stays.</summary>
    public string In(string? comment)
    {
        var kept = Find(comment) is null ? comment : comment!.LastIndexOf('\n') is var at and > 0 ? comment[..at] : null;
        return (string.IsNullOrEmpty(kept) ? "" : kept + "\n") + Prefix + JsonSerializer.Serialize(this, TableMarkJson.Default.TableMark);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TableMark))]
internal sealed partial class TableMarkJson : JsonSerializerContext;
