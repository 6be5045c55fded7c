using System.Globalization;
using System.Text.Json;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>A pair of samples. How it is written is not fixed: arrays or files, under the names people use.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="First">Values of the first sample, the reference, as text.</param>
/// <param name="Second">Values of the second sample.</param>
/// <param name="AreCounts">Whether the values are observed and expected counts instead of a sample.</param>
/// <param name="Bins">Bins of the stability index.</param>
/// <param name="Edges">Inner edges of the bins; null to take them from the first sample.</param>
/// <param name="EqualWidth">Bins of equal width instead of equal shares.</param>
/// <param name="EmptyShare">Share an empty bin counts as; null for the default.</param>
/// <param name="Continuity">Yates's correction.</param>
internal sealed record StatisticCase(string Name, IReadOnlyList<string> First, IReadOnlyList<string> Second, bool AreCounts, int Bins, IReadOnlyList<double>? Edges, bool EqualWidth, double? EmptyShare, bool Continuity)
{
    private static readonly (string First, string Second)[] Pairs =
    [
        ("a", "b"), ("x", "y"), ("reference", "current"), ("baseline", "current"), ("before", "after"), ("old", "new"), ("previous", "current"), ("sample1", "sample2"), ("sample_1", "sample_2"),
        ("sample_a", "sample_b"), ("left", "right"), ("ref", "cur"), ("train", "test"), ("base", "target"), ("source", "target"), ("first", "second"), ("lhs", "rhs"), ("reference", "sample"), ("expected", "actual"), ("observed", "expected"),
    ];

    /// <summary>Names in use, for the message about an unknown shape.</summary>
    public static string Known => string.Join(", ", Pairs.Select(static pair => $"{pair.First}/{pair.Second}"));

    /// <summary>Reads a case without looking at what it expects.</summary>
    /// <exception cref="FormatException">Neither two samples under known names nor a pair in an array.</exception>
    public static StatisticCase Read(string name, JsonElement item, string folder)
    {
        if (item.ValueKind != JsonValueKind.Object) throw new FormatException($"Case '{name}' is no object.");
        var (first, second, counts) = Samples(name, item);
        return new StatisticCase(
            Text(item, "name") ?? Text(item, "case") ?? Text(item, "id") ?? name, Values(first, folder), Values(second, folder), counts, Number(item, "bins") is { } bins ? (int)bins : Analysis.Drift.StabilityIndex.Bins,
            Find(item, "edges") is { ValueKind: JsonValueKind.Array } edges ? [.. edges.EnumerateArray().Select(static edge => edge.GetDouble())] : null,
            Text(item, "binning") is "width" or "equal_width" or "uniform" or "bins", Number(item, "epsilon") ?? Number(item, "eps"), Find(item, "yates") is { ValueKind: JsonValueKind.True } || Find(item, "correction") is { ValueKind: JsonValueKind.True });
    }

    private static (JsonElement, JsonElement, bool) Samples(string name, JsonElement item)
    {
        if (Find(item, "samples") is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2) return (pair[0], pair[1], false);
        if (Find(item, "samples") is { ValueKind: JsonValueKind.Object } inner) item = inner;
        foreach (var (first, second) in Pairs)
        {
            if (Find(item, first) is { } a && Find(item, second) is { } b && IsSample(a) && IsSample(b)) return (a, b, first == "observed");
        }

        throw new FormatException($"Case '{name}' has no two samples: name them one of {Known}, or give \"samples\": [first, second].");
    }

    private static bool IsSample(JsonElement value) => value.ValueKind is JsonValueKind.Array or JsonValueKind.String || (value.ValueKind == JsonValueKind.Object && (Find(value, "values") ?? Find(value, "file") ?? Find(value, "path")) is not null);

    private static IReadOnlyList<string> Values(JsonElement sample, string folder)
    {
        if (sample.ValueKind == JsonValueKind.String) return OfFile(Path.Combine(folder, sample.GetString()!), null);
        if (sample.ValueKind == JsonValueKind.Object)
        {
            if (Find(sample, "values") is { } values) return Values(values, folder);
            return OfFile(Path.Combine(folder, Text(sample, "file") ?? Text(sample, "path") ?? ""), Text(sample, "column"));
        }

        return [.. sample.EnumerateArray().Where(static value => value.ValueKind != JsonValueKind.Null).Select(static value => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())];
    }

    // A column of a table, or a file with a value a line, with or without a name above.
    private static IReadOnlyList<string> OfFile(string path, string? column)
    {
        if (!File.Exists(path)) throw new FormatException($"There is no file '{Path.GetFileName(path)}' with a sample.");
        var csv = PlainCsv.Read(path);
        var at = column is null ? 0 : csv.Columns.ToList().IndexOf(column);
        if (at < 0) throw new FormatException($"'{Path.GetFileName(path)}' has no column '{column}'.");
        var values = csv.Values[at].OfType<string>();
        var headless = column is null && double.TryParse(csv.Columns[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return headless ? [csv.Columns[0], .. values] : [.. values];
    }

    private static JsonElement? Find(JsonElement item, string name)
    {
        foreach (var property in item.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement item, string name) => Find(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double? Number(JsonElement item, string name) => Find(item, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}
