using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>Columns from a JSON Schema object (draft 2020-12 words: type, format, enum, examples, required, multipleOf, maxLength).</summary>
internal static class JsonSchemaColumns
{
    public static List<TargetColumn> Read(JsonElement properties, JsonElement table, string name, SchemaProblems problems)
    {
        var required = JsonSchemaReader.List(table, "required") ?? [];
        var columns = new List<TargetColumn>();
        foreach (var property in properties.EnumerateObject())
        {
            if (!TryType(property.Value, out var type, out var mayBeNull)) problems.Add($"{name}.{property.Name}: the type is not a single value Lumos can store; nested objects and lists need a column each.");
            columns.Add(new TargetColumn
            {
                Name = property.Name,
                Type = type,
                Width = type.Kind == ColumnKind.Text ? Length(JsonSchemaReader.Text(property.Value, "maxLength")) : null,
                Nullable = mayBeNull || !required.Contains(property.Name, StringComparer.Ordinal),
                Description = JsonSchemaReader.Text(property.Value, "description") ?? JsonSchemaReader.Text(property.Value, "title"),
                Enum = JsonSchemaReader.List(property.Value, "enum"),
                Samples = JsonSchemaReader.List(property.Value, "examples"),
                Unit = JsonSchemaReader.Text(property.Value, "unit"),
                Domain = JsonSchemaReader.Text(property.Value, "domain"),
                Default = JsonSchemaReader.Text(property.Value, "default"),
            });
        }

        return columns;
    }

    private static bool TryType(JsonElement property, out ColumnType type, out bool mayBeNull)
    {
        var names = JsonSchemaReader.List(property, "type") ?? ["string"];
        mayBeNull = names.Remove("null");
        type = ColumnType.Text;
        if (names.Count != 1) return false;
        var format = JsonSchemaReader.Text(property, "format");
        switch (names[0])
        {
            case "string":
                type = format switch { "date" => ColumnType.Date, "date-time" => ColumnType.Timestamp, _ => ColumnType.Text };
                return true;
            case "integer": type = ColumnType.Int64; return true;
            case "boolean": type = ColumnType.Bool; return true;
            case "number":
                type = Scale(JsonSchemaReader.Text(property, "multipleOf")) is { } scale ? ColumnType.Decimal(18, scale) : ColumnType.Float64;
                return true;
            default:
                return SqlTypeName.TryParse(names[0], out type);
        }
    }

    private static ColumnWidth? Length(string? maxLength) => int.TryParse(maxLength, NumberStyles.None, CultureInfo.InvariantCulture, out var characters) && characters > 0 ? ColumnWidth.Varchar(characters) : null;

    // multipleOf 0.01 says two places; anything else says nothing about decimals.
    private static int? Scale(string? multipleOf)
    {
        if (multipleOf is null || !multipleOf.StartsWith("0.", StringComparison.Ordinal) || multipleOf[^1] != '1' || multipleOf[2..^1].Any(c => c != '0')) return multipleOf == "1" ? 0 : null;
        return multipleOf.Length - 2;
    }
}
