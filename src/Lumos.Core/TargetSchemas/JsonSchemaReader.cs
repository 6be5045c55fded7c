using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>
/// Three JSON shapes: <c>{"tables": [...]}</c> and single tables with a list of columns (Lumos's and the evaluation shape), and
/// JSON Schema objects with <c>properties</c> and <c>required</c>.
/// </summary>
internal static class JsonSchemaReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<TargetTable> Read(string text, string fallbackName, SchemaProblems problems)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Options);
        }
        catch (JsonException error)
        {
            problems.Add($"The file is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
            return [];
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array) return Tables(root, fallbackName, "", problems);
            if (root.TryGetProperty("tables", out var tables)) return Tables(tables, fallbackName, "tables", problems);
            if (root.TryGetProperty("columns", out _) || root.TryGetProperty("properties", out _)) return Table(root, fallbackName, "", problems) is { } one ? [one] : [];
            if (root.TryGetProperty("$defs", out var definitions) || root.TryGetProperty("definitions", out definitions)) return Definitions(definitions, problems);
            problems.Add("The schema has neither 'tables' nor 'columns' nor 'properties'.");
            return [];
        }
    }

    private static List<TargetTable> Tables(JsonElement list, string fallbackName, string path, SchemaProblems problems)
    {
        var tables = new List<TargetTable>();
        if (list.ValueKind == JsonValueKind.Object) return Definitions(list, problems);
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"'{path}' must be a list of tables.");
            return tables;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (Table(item, list.GetArrayLength() == 1 ? fallbackName : null, $"{path}[{index++}]", problems) is { } table) tables.Add(table);
        }

        return tables;
    }

    private static List<TargetTable> Definitions(JsonElement definitions, SchemaProblems problems) =>
        [.. definitions.EnumerateObject().Select(d => Table(d.Value, d.Name, d.Name, problems)).OfType<TargetTable>()];

    private static TargetTable? Table(JsonElement item, string? fallbackName, string path, SchemaProblems problems)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{At(path)}a table must be an object.");
            return null;
        }

        var name = Text(item, "name") ?? Text(item, "title") ?? fallbackName;
        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Add($"{At(path)}the table has no 'name'.");
            return null;
        }

        var keys = new List<string>();
        var columns = item.TryGetProperty("properties", out var properties)
            ? JsonSchemaColumns.Read(properties, item, name, problems)
            : item.TryGetProperty("columns", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select((c, i) => Column(c, $"{name}.columns[{i}]", keys, problems)).OfType<TargetColumn>()]
                : null;
        if (columns is null)
        {
            problems.Add($"Table '{name}' has no 'columns'.");
            return null;
        }

        var primaryKey = List(item, "primary_key") ?? List(item, "primaryKey") ?? keys;
        return new TargetTable
        {
            Name = name,
            Description = Text(item, "description"),
            Columns = [.. columns.Select(c => primaryKey.Contains(c.Name, StringComparer.Ordinal) ? c with { Nullable = false } : c)],
            PrimaryKey = primaryKey,
            Unique = item.TryGetProperty("unique", out var unique) && unique.ValueKind == JsonValueKind.Array ? [.. unique.EnumerateArray().Select(Strings)] : [],
            ForeignKeys = item.TryGetProperty("foreign_keys", out var references) && references.ValueKind == JsonValueKind.Array
                ? [.. references.EnumerateArray().Select(r => Reference(r, name, problems)).OfType<TargetForeignKey>()]
                : [],
        };
    }

    private static TargetColumn? Column(JsonElement item, string path, List<string> keys, SchemaProblems problems)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "name") is not { Length: > 0 } name)
        {
            problems.Add($"{At(path)}the column has no 'name'.");
            return null;
        }

        var typeName = Text(item, "type") ?? "text";
        if (!SqlTypeName.TryParse(typeName, out var type, out var width)) problems.Add($"{At(path)}'{typeName}' is no type Lumos knows; use text, int64, decimal(p,s), bool, date, timestamp or float64.");
        if (item.TryGetProperty("key", out var key) && key.ValueKind is JsonValueKind.True) keys.Add(name);
        return new TargetColumn
        {
            Name = name,
            Type = type,
            Width = IsAnyInteger(typeName) ? null : width,
            Nullable = !item.TryGetProperty("nullable", out var nullable) || nullable.ValueKind != JsonValueKind.False,
            Description = Text(item, "description"),
            Enum = List(item, "enum"),
            Samples = List(item, "samples"),
            Unit = Text(item, "unit"),
            Domain = Text(item, "domain"),
            Default = Text(item, "default"),
        };
    }

    // In JSON an integer is a whole number of any size, as in JSON Schema; smallint and int4 are SQL's words.
    private static bool IsAnyInteger(string typeName) => typeName.ToLowerInvariant() is "int" or "integer";

    private static TargetForeignKey? Reference(JsonElement item, string table, SchemaProblems problems)
    {
        var columns = List(item, "columns");
        var other = Text(item, "table");
        if (columns is null || other is null)
        {
            problems.Add($"A foreign key of '{table}' needs 'columns' and 'table'.");
            return null;
        }

        return new TargetForeignKey(columns, other, List(item, "references") ?? columns);
    }

    private static string At(string path) => path.Length == 0 ? "" : path + ": ";

    internal static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? Text(value) : null;

    internal static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    internal static List<string>? List(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Array => Strings(value),
        JsonValueKind.String => [value.GetString()!],
        _ => null,
    } : null;

    private static List<string> Strings(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Text).OfType<string>()] : [.. new[] { Text(list) }.OfType<string>()];
}
