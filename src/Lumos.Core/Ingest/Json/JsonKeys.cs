using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Naming;

namespace Lumos.Core.Ingest.Json;

/// <summary>What the records of a list are known by, to those that refer to them.</summary>
internal static class JsonKeys
{
    private static readonly string[] Bare = ["id", "uuid", "guid", "key", "pk", "no", "nr", "number", "code", "ref"];

    /// <summary>Whether a key by its name is one value in every record, so that it may turn out to identify them.</summary>
    public static bool MayHave(string table, JsonColumns columns, JsonShape records)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Schema.Fields.Any(field => columns.KeysOf(field.Name) is { } keys && ShapeAt(records, keys) is { } shape && IsOne(shape, records) && KeyFinder.Cue(table, SnakeCase.Of(field.Name)) > 0);
    }

    /// <summary>The column that identifies the records, by place; negative when none does.</summary>
    public static int Of(TableProfile profile, JsonColumns columns, JsonShape records)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(columns);
        IEnumerable<int> found = profile.Rows == 1 ? Enumerable.Range(0, profile.Columns.Count) : profile.Keys.Where(static key => key.Duplicates == 0).Select(static key => key.Ordinal);
        foreach (var ordinal in found)
        {
            if (columns.KeysOf(profile.Columns[ordinal].Name) is not { } keys || ShapeAt(records, keys) is not { } shape || !IsOne(shape, records)) continue;
            if (profile.Findings[ordinal].Nulls == 0 && KeyFinder.Cue(profile.Name, profile.Names[ordinal]) > 0) return ordinal;
        }

        return -1;
    }

    /// <summary>What one of several is called: <c>tag</c> of <c>tags</c>.</summary>
    public static string ThingOf(string name)
    {
        var words = SnakeCase.Of(name);
        var thing = words.EndsWith("us", StringComparison.Ordinal) || words.EndsWith("is", StringComparison.Ordinal) || words.EndsWith("series", StringComparison.Ordinal) ? words : KeyNames.Singular(words);
        return thing.Length == 0 ? "record" : thing;
    }

    /// <summary>Name of a column that refers to records by a key of theirs.</summary>
    /// <param name="thing">What one of them is called.</param>
    /// <param name="key">The key as the source spells it; null for the number.</param>
    public static string ReferenceName(string thing, string? key)
    {
        if (key is null) return thing + "_record_number";
        var name = SnakeCase.Of(key);
        return Bare.Contains(name, StringComparer.Ordinal) ? $"{thing}_{name}" : name;
    }

    /// <summary>What the values below keys are; null when none are followed.</summary>
    public static JsonShape? ShapeAt(JsonShape records, IReadOnlyList<string> keys)
    {
        JsonShape? shape = records;
        foreach (var key in keys) shape = shape?.PlaceOf(key) is >= 0 and var place ? shape.Fields[place].Shape : null;
        return shape;
    }

    private static bool IsOne(JsonShape shape, JsonShape records) => shape.Objects == 0 && shape.Lists == 0 && shape.Scalars == records.Count;
}
