using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Pii;

/// <summary>An entity of a labelled text; offsets are UTF-16 code units, end exclusive.</summary>
internal readonly record struct PiiEntity(int Start, int End, string Type);

/// <summary>A labelled text. An empty scope means that every type is judged.</summary>
internal sealed record PiiTextGold(string Id, IReadOnlyList<PiiEntity> Entities, IReadOnlyList<string> Scope)
{
    /// <summary>Reads the label of one line.</summary>
    public static PiiTextGold Parse(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            List<PiiEntity> entities = [];
            foreach (var item in root.GetProperty("entities").EnumerateArray())
            {
                entities.Add(new PiiEntity(item.GetProperty("start").GetInt32(), item.GetProperty("end").GetInt32(), item.GetProperty("type").GetString()!));
            }

            List<string> scope = [];
            if (root.TryGetProperty("scope", out var types) && types.ValueKind == JsonValueKind.Array) scope.AddRange(types.EnumerateArray().Select(static t => t.GetString()!));
            return new PiiTextGold(IdOf(root, file, number), entities, scope);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", "A labelled text is not in the format.", new ErrorLocation(File: file, Line: number),
                "A line is { id, text, entities: [{ start, end, type }], scope }.", error);
        }
    }

    /// <summary>The text of a line, without looking at its label.</summary>
    public static (string Id, string Text) ReadText(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return (IdOf(document.RootElement, file, number), document.RootElement.GetProperty("text").GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", "A labelled text is not in the format.", new ErrorLocation(File: file, Line: number), "A line is { id, text, entities: [{ start, end, type }], scope }.", error);
        }
    }

    private static string IdOf(JsonElement root, string file, int number)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return root.TryGetProperty("id", out var id) ? $"{name}/{(id.ValueKind == JsonValueKind.String ? id.GetString() : id.GetRawText())}" : $"{name}/{number}";
    }
}
