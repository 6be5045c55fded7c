using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>One case folder without its gold: what Lumos is asked.</summary>
internal sealed record MappingCase
{
    private const string SampleFile = "rhs_sample.csv";

    /// <summary>Folder name.</summary>
    public required string Name { get; init; }

    /// <summary>Folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Title for a person.</summary>
    public string Title { get; init; } = "";

    /// <summary>Field, such as <c>health</c>.</summary>
    public string Field { get; init; } = "other";

    /// <summary>Whether pairs the gold does not list are wrong.</summary>
    public bool GoldComplete { get; init; } = true;

    /// <summary>Source files, relative to the folder.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Target tables, with values of the sample as examples.</summary>
    public required IReadOnlyList<TargetTable> Targets { get; init; }

    /// <summary>Target rows, by table; empty when there are none or they may not be used.</summary>
    public required IReadOnlyDictionary<string, RawSample> TargetRows { get; init; }

    /// <summary>Reads a case.</summary>
    /// <exception cref="LumosException"><c>EVAL_CASE_INVALID</c>: a file is missing or not in the format.</exception>
    public static MappingCase Read(string folder, bool withSamples)
    {
        var schema = Path.Combine(folder, "rhs_schema.json");
        try
        {
            var sources = Directory.EnumerateFiles(folder, "*.csv").Select(static f => Path.GetFileName(f)!)
                .Where(static f => f != SampleFile && !f.StartsWith("expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            if (sources.Count == 0) throw Invalid(folder, "The case has no source table.");
            var targets = ReadTargets(schema, withSamples);
            var rows = new Dictionary<string, RawSample>(StringComparer.Ordinal);
            var sample = Path.Combine(folder, SampleFile);
            if (withSamples && File.Exists(sample)) targets = WithSample(targets, PlainCsv.Read(sample), rows);
            var about = Path.Combine(folder, "case.json");
            using var json = JsonDocument.Parse(File.Exists(about) ? File.ReadAllBytes(about) : "{}"u8.ToArray());
            var root = json.RootElement;
            return new MappingCase
            {
                Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Folder = folder, Sources = sources, Targets = targets, TargetRows = rows,
                Title = JsonSchemaReader.Text(root, "title") ?? "", Field = JsonSchemaReader.Text(root, "field") ?? "other",
                GoldComplete = !root.TryGetProperty("gold_complete", out var complete) || complete.ValueKind != JsonValueKind.False,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FileNotFoundException)
        {
            throw Invalid(folder, error.Message, error);
        }
    }

    /// <summary>A case that cannot be read.</summary>
    public static LumosException Invalid(string file, string problem, Exception? cause = null) =>
        new(ErrorCode.DeterministicFailure, "EVAL_CASE_INVALID", problem, new ErrorLocation(File: file), "docs/cli.md shows what a case folder holds.", cause);

    // Labelled sets name types loosely: a type Lumos does not know is text here, where a run would refuse the schema.
    private static List<TargetTable> ReadTargets(string path, bool withSamples)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("tables", out var tables)) root = tables;
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().Select((t, i) => Table(t, $"target{i + 1}", withSamples))] : [Table(root, "target", withSamples)];
    }

    private static TargetTable Table(JsonElement item, string fallback, bool withSamples)
    {
        List<TargetColumn> columns = [];
        List<string> key = [];
        foreach (var c in item.GetProperty("columns").EnumerateArray())
        {
            var name = JsonSchemaReader.Text(c, "name") ?? throw new InvalidOperationException("A column has no name.");
            if (columns.Exists(o => o.Name == name)) continue;
            if (c.TryGetProperty("key", out var isKey) && isKey.ValueKind == JsonValueKind.True) key.Add(name);
            var allowed = JsonSchemaReader.List(c, "enum");
            columns.Add(new TargetColumn
            {
                Name = name,
                Type = TypeOf(JsonSchemaReader.Text(c, "type")),
                Nullable = !key.Contains(name) && (!c.TryGetProperty("nullable", out var nullable) || nullable.ValueKind != JsonValueKind.False),
                Description = JsonSchemaReader.Text(c, "description"),
                Enum = allowed is { Count: > 0 } ? allowed : null,
                Samples = withSamples ? JsonSchemaReader.List(c, "samples") : null,
                Unit = JsonSchemaReader.Text(c, "unit"),
                Default = JsonSchemaReader.Text(c, "default"),
            });
        }

        return new TargetTable { Name = JsonSchemaReader.Text(item, "name") ?? fallback, Description = JsonSchemaReader.Text(item, "description"), Columns = columns, PrimaryKey = JsonSchemaReader.List(item, "primary_key") ?? key };
    }

    private static ColumnType TypeOf(string? name) => name is not null && SqlTypeName.TryParse(name.Trim(), out var type) ? type : name?.ToLowerInvariant() switch
    {
        "num" or "numerical" or "numeric" or "currency" => ColumnType.Decimal(18, 6),
        "count" or "year" => ColumnType.Int64,
        "date-time" or "time stamp" => ColumnType.Timestamp,
        _ => ColumnType.Text,
    };

    private static List<TargetTable> WithSample(List<TargetTable> targets, PlainCsv sample, Dictionary<string, RawSample> rows)
    {
        return [.. targets.Select(table =>
        {
            Dictionary<string, string?[]> values = new(StringComparer.Ordinal);
            foreach (var column in table.Columns)
            {
                var at = sample.Columns.ToList().FindIndex(c => c == column.Name || c == table.Name + "." + column.Name);
                if (at >= 0) values[column.Name] = sample.Values[at];
            }

            if (values.Count > 0) rows[table.Name] = RawSample.From(values);
            return table with
            {
                Columns = [.. table.Columns.Select(c => values.TryGetValue(c.Name, out var given) ? c with { Samples = [.. (c.Samples ?? []).Concat(given.OfType<string>()).Distinct(StringComparer.Ordinal).Take(200)] } : c)],
            };
        })];
    }
}
