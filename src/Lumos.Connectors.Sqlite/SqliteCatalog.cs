using System.Globalization;
using Lumos.Abstractions;
using Microsoft.Data.Sqlite;

namespace Lumos.Connectors.Sqlite;

/// <summary>Reads what a database declares: tables, columns, keys and references.</summary>
internal static class SqliteCatalog
{
    /// <summary>Names of the tables, or of the tables, views and virtual tables, by name; what a virtual table keeps its rows in is none.</summary>
    public static IReadOnlyList<string> Names(SqliteConnection connection, bool withViews) => Rows(
        connection,
        $"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table'{(withViews ? ", 'view', 'virtual'" : "")}) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name COLLATE BINARY", reader => reader.GetString(0));

    /// <summary>A table as it is declared.</summary>
    public static TargetTable Read(SqliteConnection connection, string name)
    {
        var columns = Rows(
            connection, "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo($name) WHERE hidden <> 1 ORDER BY cid",
            reader => (Name: reader.GetString(0), Type: reader.IsDBNull(1) ? "" : reader.GetString(1), NotNull: reader.GetBoolean(2), Key: reader.GetInt32(3)), name);
        var key = columns.Where(static column => column.Key > 0).OrderBy(static column => column.Key).ToList();
        List<string> names = [.. key.Select(static column => column.Name)];

        // Only the number of the row and the keys of tables without row ids forbid NULL by themselves; any other key may hold it, several times, and is a set without repeats.
        var isKey = key.Count > 0 && (key is [var only] && only.Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase) || key.TrueForAll(static column => column.NotNull));
        var unique = Unique(connection, name);
        return new TargetTable
        {
            Name = name,
            Columns = [.. columns.Select(column => new TargetColumn { Name = column.Name, Type = SqliteTypes.Of(column.Type), Nullable = !column.NotNull })],
            PrimaryKey = isKey ? names : [],
            Unique = isKey || names.Count == 0 ? unique : [names, .. unique],
            ForeignKeys = References(connection, name),
        };
    }

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<IReadOnlyList<string>> Unique(SqliteConnection connection, string table)
    {
        var sets = new List<IReadOnlyList<string>>();
        foreach (var index in Rows(connection, "SELECT name FROM pragma_index_list($name) WHERE \"unique\" = 1 AND partial = 0 AND origin <> 'pk' ORDER BY name COLLATE BINARY", reader => reader.GetString(0), table))
        {
            var columns = Rows(connection, "SELECT name FROM pragma_index_info($name) ORDER BY seqno", reader => reader.IsDBNull(0) ? null : reader.GetString(0), index);
            if (!columns.Contains(null)) sets.Add([.. columns.Select(static column => column!)]);
        }

        return sets;
    }

    private static List<TargetForeignKey> References(SqliteConnection connection, string table) =>
    [
        .. Rows(
                connection, "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($name) ORDER BY id DESC, seq",
                reader => (Id: reader.GetInt32(0), Parent: reader.GetString(1), From: reader.GetString(2), To: reader.IsDBNull(3) ? null : reader.GetString(3)), table)
            .GroupBy(static row => row.Id)
            .Select(rows => Resolve(connection, [.. rows.Select(static row => row.From)], rows.First().Parent, rows.Any(static row => row.To is null) ? null : [.. rows.Select(static row => row.To!)]))
            .OfType<TargetForeignKey>(),
    ];

    // Names are spelled as the parent declares them; a reference to what is not there says nothing.
    private static TargetForeignKey? Resolve(SqliteConnection connection, IReadOnlyList<string> from, string parent, List<string>? to)
    {
        var table = Rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = $name COLLATE NOCASE", reader => reader.GetString(0), parent);
        if (table.Count == 0) return null;
        to ??= ParentKeyOf(connection, table[0]);
        var there = Rows(connection, "SELECT name FROM pragma_table_xinfo($name)", reader => reader.GetString(0), table[0]);
        List<string> names = [.. to.Select(name => there.Find(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))).OfType<string>()];
        return names.Count == from.Count ? new TargetForeignKey(from, table[0], names) : null;
    }

    // A reference that names no column means the parent's primary key.
    private static List<string> ParentKeyOf(SqliteConnection connection, string table) =>
        Rows(connection, "SELECT name FROM pragma_table_xinfo($name) WHERE pk > 0 ORDER BY pk", reader => reader.GetString(0), table);

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, string? name = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (name is not null) command.Parameters.AddWithValue("$name", name);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}

/// <summary>
/// Types of columns. SQLite enforces none, so a declaration is believed where a value of another type is an exception a person should see, and where the engine keeps
/// dates or free forms the column is text, which is looked at like the column of a file.
/// </summary>
internal static class SqliteTypes
{
    private const int MostDigits = 38;

    /// <summary>Type a declaration stands for.</summary>
    public static ColumnType Of(string declared)
    {
        var text = declared.Trim().ToUpperInvariant();
        var word = text.Split('(', ' ')[0];
        return word switch
        {
            "INT" or "INTEGER" or "TINYINT" or "SMALLINT" or "MEDIUMINT" or "BIGINT" or "INT2" or "INT4" or "INT8" => ColumnType.Int64,
            "UNSIGNED" when text.Contains("INT", StringComparison.Ordinal) => ColumnType.Int64,
            "REAL" or "DOUBLE" or "FLOAT" => ColumnType.Float64,
            "BOOL" or "BOOLEAN" => ColumnType.Bool,
            "DECIMAL" or "NUMERIC" => DecimalOf(text),
            _ => ColumnType.Text,
        };
    }

    private static ColumnType DecimalOf(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open) return ColumnType.Text;
        var parts = text[(open + 1)..close].Split(',');
        var scale = 0;
        return int.TryParse(parts[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var precision) && precision is > 0 and <= MostDigits
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out scale)) && scale >= 0 && scale <= precision
            ? ColumnType.Decimal(precision, scale)
            : ColumnType.Text;
    }
}
