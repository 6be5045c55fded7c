namespace Lumos.Core.Ingest.Json;

/// <summary>A list within the records of a table.</summary>
/// <param name="Keys">Keys that lead to it from the record.</param>
/// <param name="Shape">What is there.</param>
/// <param name="Kept">Why its values become no rows; null when they do.</param>
internal sealed record JsonNestedList(IReadOnlyList<string> Keys, JsonShape Shape, string? Kept)
{
    private const int LongVector = 50;

    /// <summary>The keys with dots between.</summary>
    public string Path => string.Join('.', Keys);

    /// <summary>What it holds.</summary>
    public JsonShape Items => Shape.Items!;

    /// <summary>Lists within records that hold anything, in order of their keys.</summary>
    public static IEnumerable<JsonNestedList> Of(JsonColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Of(columns.Root, []);
    }

    private static IEnumerable<JsonNestedList> Of(JsonPlan plan, IReadOnlyList<string> above)
    {
        foreach (var field in plan.Fields)
        {
            IReadOnlyList<string> keys = [.. above, field.Name];
            if (field.Shape.Items is { Count: > 0 } items && items.Nulls < items.Count) yield return new JsonNestedList(keys, field.Shape, Why(field.Shape, items));
            if (plan.Inner[field.Ordinal] is not { } inner) continue;
            foreach (var list in Of(inner, keys)) yield return list;
        }
    }

    private static string? Why(JsonShape shape, JsonShape items)
    {
        if (items.Lists > 0) return "it holds lists";
        if (items.Objects > 0) return items.HasNames ? null : "the keys of its objects differ from one to the next";
        return items.Numbers == items.Count && items.Count > LongVector * shape.Lists ? "its many numbers belong together" : null;
    }
}
