using System.Text;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Examples in a file. An empty cell is NULL.</summary>
/// <param name="Columns">Names of the source columns.</param>
/// <param name="Examples">Rows.</param>
/// <param name="Target">Name of the column that is wanted.</param>
public sealed record ExampleFile(IReadOnlyList<string> Columns, IReadOnlyList<TransformExample> Examples, string Target)
{
    /// <summary>
    /// Reads comma-separated text with a header, where <paramref name="target"/> (else the last column) is wanted and the others are the source; or, by the
    /// ending <c>.jsonl</c>, a line per example: <c>["in", "out"]</c> or <c>{ "in": "text" | ["text", ...] | { "column": "text" }, "out": "text" }</c>.
    /// </summary>
    /// <exception cref="LumosException">The file cannot be read (<c>FILE_UNREADABLE</c>) or holds no examples (<c>EXAMPLES_EMPTY</c>, <c>EXAMPLES_SHAPE</c>).</exception>
    public static ExampleFile Load(string path, string? target = null)
    {
        var text = Read(path);
        var lines = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);
        var file = lines ? FromLines(text, path) : FromTable(text, path, target);
        return file.Examples.Count > 0 ? file : throw new LumosException(ErrorCode.DeterministicFailure, "EXAMPLES_EMPTY", "The file holds no examples.", new ErrorLocation(File: path), "Give a header and at least one row.");
    }

    /// <summary>Records of comma-separated text, the header first.</summary>
    /// <exception cref="LumosException"><c>FILE_UNREADABLE</c>.</exception>
    internal static List<List<string>> Table(string path) => Records(Read(path));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The examples cannot be read: " + error.Message, new ErrorLocation(File: path), "Check the name and the right to read it.", error);
        }
    }

    private static ExampleFile FromTable(string text, string path, string? target)
    {
        var records = Records(text);
        if (records.Count == 0) return new ExampleFile([], [], "");
        var header = records[0];
        var wanted = target is null ? header.Count - 1 : header.IndexOf(target);
        if (wanted < 0) throw Shape($"There is no column '{target}'.", path, "Columns are " + string.Join(", ", header) + ".");
        if (header.Count < 2) throw Shape("There is one column only.", path, "Source columns first, the wanted one last, separated by commas.");
        List<TransformExample> examples = [];
        foreach (var record in records.Skip(1))
        {
            string?[] cells = [.. header.Select((_, c) => c < record.Count && record[c].Length > 0 ? record[c] : null)];
            if (cells.All(static c => c is null)) continue;
            examples.Add(new TransformExample([.. cells.Where((_, c) => c != wanted)], cells[wanted]));
        }

        return new ExampleFile([.. header.Where((_, c) => c != wanted)], examples, header[wanted]);
    }

    private static ExampleFile FromLines(string text, string path)
    {
        List<string> columns = [];
        List<TransformExample> examples = [];
        var number = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0) continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                var root = document.RootElement;
                var pair = root.ValueKind == JsonValueKind.Array;
                var input = pair ? root[0] : root.GetProperty("in");
                var output = pair ? root[1] : root.GetProperty("out");
                List<(string Name, string? Value)> cells = input.ValueKind switch
                {
                    JsonValueKind.Object => [.. input.EnumerateObject().Select(static p => (p.Name, Text(p.Value)))],
                    JsonValueKind.Array => [.. input.EnumerateArray().Select(static (e, i) => ("c" + (i + 1), Text(e)))],
                    _ => [("value", Text(input))],
                };
                if (columns.Count == 0) columns.AddRange(cells.Select(static c => c.Name));
                examples.Add(new TransformExample([.. columns.Select(c => cells.FirstOrDefault(x => x.Name == c).Value)], Text(output)));
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
            {
                throw Shape($"Line {number} is no example.", path, """Write ["in", "out"] or { "in": ..., "out": ... } on each line.""");
            }
        }

        return new ExampleFile(columns, examples, "value");
    }

    private static string? Text(JsonElement value) => value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => value.GetString(), _ => value.GetRawText() };

    // RFC 4180: quotes, doubled quotes, line ends inside quotes.
    private static List<List<string>> Records(string text)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = text.StartsWith('\uFEFF') ? 1 : 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0) quoted = true;
            else if (c is ',' or '\n')
            {
                if (c == '\n' && field.Length > 0 && field[^1] == '\r') field.Length--;
                record.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                if (record.Count > 1 || record[0].Length > 0) records.Add(record);
                record = [];
            }
            else field.Append(c);
        }

        return records;
    }

    private static LumosException Shape(string problem, string path, string next) => new(ErrorCode.DeterministicFailure, "EXAMPLES_SHAPE", problem, new ErrorLocation(File: path), next);
}
