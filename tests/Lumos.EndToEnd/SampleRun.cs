using System.Globalization;
using System.Text;
using Lumos.DuckDb;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>A copy of one of the repository's samples, to run in.</summary>
internal sealed class SampleRun : IDisposable
{
    public SampleRun(string name)
    {
        Name = name;
        Folder = Directory.CreateTempSubdirectory($"lumos-{name}-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "samples", name)).Where(f => !f.EndsWith(".duckdb", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }
    }

    public string Name { get; }

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "out", Name + ".duckdb");

    public string State => Path.Combine(Folder, ".lumos");

    /// <summary>A table as the expected files are written: ordered by its first two columns, NULL as nothing, quotes where needed.</summary>
    public string ReadTable(string table) => ReadTable(Database, table);

    public static string ReadTable(string database, string table)
    {
        using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = database, ReadOnly = true }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand($"SELECT COLUMNS(*)::VARCHAR FROM \"{table}\" ORDER BY {(table == "order_lines" ? "order_id, line_no" : "1")}");
        using var reader = command.ExecuteReader();
        var text = new StringBuilder();
        text.AppendJoin(',', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)).Append('\n');
        while (reader.Read()) text.AppendJoin(',', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Field(reader.GetString(i)))).Append('\n');
        return text.ToString();
    }

    /// <summary>An expected table, its records ordered like <see cref="ReadTable(string)"/>.</summary>
    public string ReadExpected(string table)
    {
        var records = Records(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "samples", Name, "expected", table + ".csv"))).ToList();
        var rows = records.Skip(1).OrderBy(r => Key(r, 0), StringComparer.Ordinal).ThenBy(r => table == "order_lines" ? Key(r, 1) : "", StringComparer.Ordinal);
        return records[0] + "\n" + string.Concat(rows.Select(r => r + "\n"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // Numbers are padded so that text order is number order; keys of the samples are numbers or of one length.
    private static string Key(string record, int column)
    {
        var field = record.Split(',')[column];
        return long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString("D18", CultureInfo.InvariantCulture) : field;
    }

    private static IEnumerable<string> Records(string text)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != '\n' || quoted) continue;
            yield return text[start..i];
            start = i + 1;
        }
    }

    private static string Field(string value) => value.Length == 0 || value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;
}
