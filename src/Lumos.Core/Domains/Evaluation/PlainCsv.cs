using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains.Evaluation;

/// <summary>Reads the plain comma-separated UTF-8 files of an evaluation folder, and types their columns. Real sources go through ingest.</summary>
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

    /// <summary>The narrowest type all values fit.</summary>
    public static ColumnType TypeOf(string?[] values)
    {
        bool integer = true, number = true, date = true, timestamp = true, boolean = true, any = false;
        var scale = 0;
        foreach (var raw in values)
        {
            if (raw?.Trim() is not { Length: > 0 } value) continue;
            any = true;
            integer &= long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !(value.Length > 1 && value[0] == '0');
            number &= decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && !(value.Length > 1 && value[0] == '0' && char.IsAsciiDigit(value[1]));
            var time = value.Contains(':');
            date &= !time && !integer && DateShapes.TryYear(value, out _);
            timestamp &= time && DateShapes.TryYear(value, out _);
            boolean &= value is "true" or "false" or "True" or "False" or "TRUE" or "FALSE";
            if (number && value.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0) scale = Math.Max(scale, value.Length - dot - 1);
            if (!integer && !number && !date && !timestamp && !boolean) return ColumnType.Text;
        }

        if (!any) return ColumnType.Text;
        return boolean ? ColumnType.Bool : integer ? ColumnType.Int64 : number ? ColumnType.Decimal(38, Math.Min(scale, 20)) : date ? ColumnType.Date : timestamp ? ColumnType.Timestamp : ColumnType.Text;
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
