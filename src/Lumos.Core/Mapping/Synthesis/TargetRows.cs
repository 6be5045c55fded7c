using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Rows that stand in a table of a database file, read without writing to it, as examples of what a run should make.</summary>
internal static class TargetRows
{
    private const int MostRows = 10_000;

    /// <summary>Whether a location is a database file.</summary>
    public static bool IsDatabase(string location) =>
        !HasScheme(location) && (location.EndsWith(".duckdb", StringComparison.OrdinalIgnoreCase) || location.EndsWith(".ddb", StringComparison.OrdinalIgnoreCase) || location.EndsWith(".db", StringComparison.OrdinalIgnoreCase));

    // sqlite:shop.db is a place of a connector; a single letter is a drive.
    private static bool HasScheme(string location) => location.IndexOf(':', StringComparison.Ordinal) > 1;

    /// <summary>The first rows of a table as text, by column; null when the file has no such table or it has no rows.</summary>
    /// <exception cref="LumosException">The file cannot be opened (<c>FILE_UNREADABLE</c>).</exception>
    public static RawSample? Read(string path, TargetTable table)
    {
        if (!File.Exists(path)) throw Unreadable(path, null);
        using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = path, ReadOnly = true }.ConnectionString);
        try
        {
            connection.Open();
            var there = Columns(connection, table.Name);
            var columns = table.Columns.Where(c => there.Contains(c.Name)).ToList();
            if (columns.Count == 0) return null;
            using var command = connection.CreateCommand($"SELECT {string.Join(", ", columns.Select(c => $"CAST({Name(c.Name)} AS VARCHAR)"))} FROM {Name(table.Name)} LIMIT {MostRows}");
            using var reader = command.ExecuteReader();
            List<string?>[] cells = [.. columns.Select(static _ => new List<string?>())];
            while (reader.Read())
            {
                for (var c = 0; c < cells.Length; c++) cells[c].Add(reader.IsDBNull(c) ? null : reader.GetString(c));
            }

            return cells[0].Count == 0 ? null : RawSample.From(columns.Select((column, c) => (column.Name, Values: cells[c].ToArray())).ToDictionary(static p => p.Name, static p => p.Values, StringComparer.Ordinal));
        }
        catch (DuckDbException error)
        {
            throw Unreadable(path, error);
        }
    }

    private static HashSet<string> Columns(DuckDbConnection connection, string table)
    {
        using var command = connection.CreateCommand($"SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main' AND table_name = '{table.Replace("'", "''", StringComparison.Ordinal)}'");
        using var reader = command.ExecuteReader();
        HashSet<string> names = new(StringComparer.Ordinal);
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static LumosException Unreadable(string path, Exception? cause) =>
        new(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The database of example rows cannot be opened." + (cause is null ? "" : " " + cause.Message), new ErrorLocation(File: path), "Check its name, and close the program that holds it.", cause);
}
