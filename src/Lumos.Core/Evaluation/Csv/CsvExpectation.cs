using System.Text.Json;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>The label of one file; a part that is missing is not judged.</summary>
internal sealed record CsvExpectation
{
    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    public bool HasDelimiter { get; init; }

    public string? Quote { get; init; }

    public bool HasQuote { get; init; }

    public bool? Header { get; init; }

    public int? HeaderLines { get; init; }

    public int? PreambleLines { get; init; }

    public int? FooterLines { get; init; }

    public long? Rows { get; init; }

    public int? Columns { get; init; }

    public IReadOnlyList<string>? ColumnNames { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? FirstRows { get; init; }

    /// <summary>Reason sub-code, or <c>any</c>, when refusing the file is the right answer.</summary>
    public string? Refused { get; init; }

    public IReadOnlyList<string> Pathologies { get; init; } = [];

    public static CsvExpectation Parse(string json, string file)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var columns = Int(root, "columns");
        return new CsvExpectation
        {
            Encoding = Text(root, "encoding"),
            Delimiter = Text(root, "delimiter"),
            HasDelimiter = root.TryGetProperty("delimiter", out _),
            Quote = Text(root, "quote"),
            HasQuote = root.TryGetProperty("quote", out _),
            Header = root.TryGetProperty("header", out var header) ? IsTrue(header) : null,
            HeaderLines = Int(root, "header_lines"),
            PreambleLines = Int(root, "preamble_lines"),
            FooterLines = Int(root, "footer_lines"),
            Rows = Int(root, "rows"),
            Columns = columns,
            ColumnNames = Strings(root, "column_names"),
            FirstRows = root.TryGetProperty("first_rows", out var rows) && rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray().Select(Cells)] : null,
            Refused = Text(root, "refused") ?? (columns == 0 ? "any" : null),
            Pathologies = Strings(root, "pathology") ?? (Text(root, "pathology") is { } one ? [one] : [Family(file)]),
        };
    }

    /// <summary>The start of a file name up to a digit or double underscore, which generated sets name their pathologies by.</summary>
    private static string Family(string file)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        var end = stem.IndexOf("__", StringComparison.Ordinal);
        if (end < 0) end = stem.AsSpan().IndexOfAnyInRange('0', '9');
        var family = (end < 0 ? stem : stem[..end]).TrimEnd('_', '-', ' ', '.');
        return family.Length == 0 ? "other" : family;
    }

    private static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDouble() > 0,
        JsonValueKind.String => value.GetString() is "true" or "yes",
        _ => false,
    };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Int(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (int)value.GetDouble() : null;

    private static List<string>? Strings(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? Cells(value) : null;

    private static List<string> Cells(JsonElement row) =>
        [.. row.EnumerateArray().Select(static cell => cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.ValueKind == JsonValueKind.Null ? string.Empty : cell.GetRawText())];
}
