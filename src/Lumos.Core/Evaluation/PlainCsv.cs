using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation;

/// <summary>Reads the plain comma-separated UTF-8 files of an evaluation folder. Real sources go through ingest.</summary>
internal sealed record PlainCsv(IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Values, int Rows)
{
    /// <summary>Reads a file; an empty field is NULL.</summary>
    public static PlainCsv Read(string path)
    {
        var records = Split(File.ReadAllText(path, Encoding.UTF8)).ToList();
        if (records.Count == 0) throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_FILE_EMPTY", "The table has no header line.", new ErrorLocation(path), "Remove the file or give it a header.");
        var header = records[0];
        var rows = records.Count - 1;
        var columns = new string?[header.Count][];
        for (var c = 0; c < header.Count; c++)
        {
            columns[c] = new string?[rows];
            for (var r = 0; r < rows; r++) columns[c][r] = c < records[r + 1].Count && records[r + 1][c].Length > 0 ? records[r + 1][c] : null;
        }

        return new PlainCsv(header, columns, rows);
    }

    private static IEnumerable<List<string>> Split(string text)
    {
        List<string> record = [];
        var field = new StringBuilder();
        var quoted = false;
        var started = false;
        for (var i = text.StartsWith('\uFEFF') ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when field.Length == 0: quoted = started = true; break;
                case ',':
                    record.Add(field.ToString());
                    field.Clear();
                    started = true;
                    break;
                case '\r': break;
                case '\n':
                    if (started || field.Length > 0 || record.Count > 0)
                    {
                        record.Add(field.ToString());
                        field.Clear();
                        yield return record;
                        record = [];
                        started = false;
                    }

                    break;
                default:
                    field.Append(c);
                    started = true;
                    break;
            }
        }

        if (!started && field.Length == 0 && record.Count == 0) yield break;
        record.Add(field.ToString());
        yield return record;
    }
}
