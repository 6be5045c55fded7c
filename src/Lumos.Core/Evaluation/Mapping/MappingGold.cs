using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>One labelled correspondence.</summary>
/// <param name="Sources">Source columns, as <c>column</c> or <c>table.column</c>.</param>
/// <param name="Target">Target column, as <c>column</c> or <c>table.column</c>.</param>
/// <param name="Kind">What leads from one to the other.</param>
internal sealed record GoldPair(IReadOnlyList<string> Sources, string Target, string Kind);

/// <summary>Values a transform should give.</summary>
/// <param name="Sources">Source columns.</param>
/// <param name="Target">Target column.</param>
/// <param name="Pairs">Inputs, one per source column, and the output.</param>
internal sealed record GoldValues(IReadOnlyList<string> Sources, string Target, IReadOnlyList<(IReadOnlyList<string?> In, string? Out)> Pairs);

/// <summary>The labels of one case. Read only when all answers are given.</summary>
internal sealed record MappingGold(IReadOnlyList<GoldPair> Pairs, IReadOnlyDictionary<string, PlainCsv> Expected, IReadOnlyList<GoldValues> Values)
{
    public static MappingGold Read(MappingCase of)
    {
        var path = Path.Combine(of.Folder, "gold.json");
        if (!File.Exists(path)) throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_GOLD_MISSING", "The case has no gold.json.", new ErrorLocation(File: path), "Remove the folder or label it.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var pairs = document.RootElement.EnumerateArray().Select(static p => new GoldPair(Names(p), p.GetProperty("target").GetString()!, p.TryGetProperty("kind", out var kind) ? kind.GetString() ?? "correspondence" : "correspondence")).ToList();
            return new MappingGold(pairs, ReadExpected(of), ReadValues(Path.Combine(of.Folder, "gold_values.jsonl")));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw MappingCase.Invalid(path, error.Message, error);
        }
    }

    // expected.csv is of the only table, or of the one that has its columns; expected_<table>.csv says which.
    private static Dictionary<string, PlainCsv> ReadExpected(MappingCase of)
    {
        Dictionary<string, PlainCsv> expected = new(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(of.Folder, "expected*.csv").Order(StringComparer.Ordinal))
        {
            var csv = PlainCsv.Read(file);
            var name = Path.GetFileNameWithoutExtension(file)["expected".Length..].TrimStart('_', '.', '-');
            var table = of.Targets.FirstOrDefault(t => t.Name == name) ?? of.Targets.MaxBy(t => csv.Columns.Count(c => t.Columns.Any(o => o.Name == c)))!;
            expected[table.Name] = csv;
        }

        return expected;
    }

    private static List<GoldValues> ReadValues(string path)
    {
        List<GoldValues> values = [];
        if (!File.Exists(path)) return values;
        foreach (var line in File.ReadLines(path).Where(static l => l.Trim().Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            values.Add(new GoldValues(Names(root), root.GetProperty("target").GetString()!, [.. root.GetProperty("pairs").EnumerateArray().Select(static p => (Cells(p[0]), Cell(p[1])))]));
        }

        return values;
    }

    private static List<string> Names(JsonElement item) =>
        !item.TryGetProperty("source", out var source) || source.ValueKind == JsonValueKind.Null ? []
        : source.ValueKind == JsonValueKind.Array ? [.. source.EnumerateArray().Select(static s => s.GetString()!)] : [source.GetString()!];

    private static IReadOnlyList<string?> Cells(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Cell)] : [Cell(value)];

    private static string? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
