using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.DuckDb;

namespace Lumos.Core.TargetSchemas;

/// <summary>The tables of an existing database file, read without writing to it.</summary>
internal static partial class DatabaseSchema
{
    private const string ColumnsSql = """
        SELECT table_name, column_name, data_type, is_nullable, comment, column_default
        FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
            AND table_name NOT IN (SELECT view_name FROM duckdb_views() WHERE database_name = current_database() AND schema_name = 'main')
        ORDER BY table_name, column_index
        """;

    private const string ConstraintsSql = """
        SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
        FROM duckdb_constraints() WHERE database_name = current_database() AND schema_name = 'main'
        ORDER BY table_name, constraint_index
        """;

    /// <summary>Reads the tables of schema <c>main</c>; of one table when <paramref name="only"/> names it.</summary>
    public static IReadOnlyList<TargetTable> Read(string path, string? only = null)
    {
        using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = path, ReadOnly = true }.ConnectionString);
        try
        {
            connection.Open();
        }
        catch (DuckDbException error)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "TARGET_SCHEMA_UNREADABLE", "The database file cannot be opened: " + error.Message, new ErrorLocation(File: path),
                "Close the program that holds it, or give another file.", error);
        }

        return Read(connection, path, only);
    }

    /// <summary>Reads the tables through an open connection.</summary>
    public static IReadOnlyList<TargetTable> Read(DuckDbConnection connection, string path, string? only = null)
    {
        var problems = new SchemaProblems(path);
        var tables = new SortedDictionary<string, TableDraft>(StringComparer.Ordinal);
        using (var command = connection.CreateCommand(ColumnsSql))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var name = reader.GetString(0);
                if (only is not null && !string.Equals(name, only, StringComparison.OrdinalIgnoreCase)) continue;
                if (!tables.TryGetValue(name, out var table)) tables[name] = table = new TableDraft(name);
                table.Columns.Add(Column(reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4), name, problems) with
                {
                    Default = reader.IsDBNull(5) ? null : Constant(reader.GetString(5)), FillsItself = !reader.IsDBNull(5) && IsComputed(reader.GetString(5)) ? true : null,
                });
            }
        }

        using (var command = connection.CreateCommand(ConstraintsSql))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (!tables.TryGetValue(reader.GetString(0), out var table)) continue;
                var columns = Names(reader.GetValue(2));
                switch (reader.GetString(1))
                {
                    case "PRIMARY KEY": table.PrimaryKey = columns; break;
                    case "UNIQUE": table.Unique.Add(columns); break;
                    case "FOREIGN KEY": table.ForeignKeys.Add((columns, reader.GetString(3), Names(reader.GetValue(4)))); break;
                }
            }
        }

        ReadMarks(connection, tables);
        problems.ThrowIfAny();
        var drafts = tables.Values.ToList();
        return [.. drafts.Select(t => t.ToTable(drafts))];
    }

    // A table a run made declares no key, but says which columns are its key.
    private static void ReadMarks(DuckDbConnection connection, SortedDictionary<string, TableDraft> tables)
    {
        using var command = connection.CreateCommand($"SELECT table_name, comment FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main' AND starts_with(comment, '{TargetPlaces.MarkPrefix}')");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var table) || table.PrimaryKey.Count > 0) continue;
            var key = KeyIn(reader.GetString(1)[TargetPlaces.MarkPrefix.Length..]);
            if (key.TrueForAll(column => table.Columns.Exists(other => other.Name == column))) table.PrimaryKey = key;
        }
    }

    private static List<string> KeyIn(string mark)
    {
        try
        {
            using var parsed = JsonDocument.Parse(mark);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("primary_key", out var key) && key.ValueKind == JsonValueKind.Array ? [.. key.EnumerateArray().Select(static column => column.ToString())] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static TargetColumn Column(string name, string typeName, bool nullable, string? comment, string table, SchemaProblems problems)
    {
        if (!SqlTypeName.TryParse(typeName, out var type, out var width) && !TryEnum(typeName, out type)) problems.Add($"{table}.{name} has type {typeName}, which Lumos cannot fill.");
        return new TargetColumn
        {
            Name = name, Type = type, Width = width, Nullable = nullable, Description = comment,
            Form = typeName switch { "UUID" => TextForm.Uuid, "TIME" => TextForm.Time, _ => null },
        };
    }

    // NULL is written where no default is.
    private static bool IsComputed(string written) => Constant(written) is null && !written.Trim().StartsWith("NULL", StringComparison.OrdinalIgnoreCase) && !written.StartsWith("CAST(NULL", StringComparison.OrdinalIgnoreCase);

    /// <summary>A constant default as a text; an expression such as now() is the engine's business, no constant feeds the column.</summary>
    private static string? Constant(string written)
    {
        var match = Literal().Match(written);
        if (!match.Success) return null;
        if (!match.Groups["text"].Success) return match.Groups["word"].Value;
        var text = match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal);

        // The engine writes true and false so.
        return match.Groups["type"].Value == "BOOLEAN" ? text switch { "t" => "true", "f" => "false", _ => text } : text;
    }

    [GeneratedRegex(@"^\s*(CAST\()?\s*('(?<text>([^']|'')*)'|(?<word>-?[0-9]+(\.[0-9]+)?|true|false))\s*(AS (?<type>[A-Z ]+)(\([0-9, ]+\))?\))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    private static bool TryEnum(string typeName, out ColumnType type)
    {
        type = ColumnType.Text;
        return typeName.StartsWith("ENUM(", StringComparison.Ordinal);
    }

    private static List<string> Names(object? list) => list is System.Collections.IEnumerable items and not string
        ? [.. items.Cast<object?>().Select(i => Convert.ToString(i, CultureInfo.InvariantCulture)!)]
        : [];
}
