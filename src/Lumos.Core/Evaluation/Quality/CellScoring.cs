using System.Text.Json;
using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>Compares cells called wrong with the labelled ones.</summary>
internal static class CellScoring
{
    private const string Shape = "A wrong cell is { \"row\": 0-based data row, \"column\": name, \"correct\"? }, in an array.";

    /// <summary>Lines of evidence per column and way of being wrong.</summary>
    private const int MostLines = 3;

    /// <summary>The labelled cells, with their right value where it is given.</summary>
    public static IReadOnlyDictionary<(int Row, string Column), string?> Read(string path) => EvaluationJson.Read(path, Shape, static root =>
    {
        Dictionary<(int, string), string?> cells = [];
        foreach (var item in root.EnumerateArray())
        {
            var correct = item.TryGetProperty("correct", out var value) ? value.ValueKind switch { JsonValueKind.Null => "", JsonValueKind.String => value.GetString(), _ => value.GetRawText() } : null;
            cells[(item.GetProperty("row").GetInt32(), item.GetProperty("column").GetString()!)] = correct;
        }

        return cells;
    });

    /// <summary>Counts, and writes lines for false alarms and misses, at most a few per column and reason.</summary>
    public static CellScore Score(string table, PlainCsv csv, IReadOnlyList<Suspicion> answer, IReadOnlyDictionary<(int Row, string Column), string?> labels, List<string> cases)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(cases);
        Dictionary<string, int> written = new(StringComparer.Ordinal);
        HashSet<(int, string)> found = [];
        var (right, corrected) = (0, 0);
        foreach (var suspicion in answer)
        {
            var cell = (suspicion.Row, csv.Columns[suspicion.Column]);
            if (labels.TryGetValue(cell, out var correct))
            {
                right++;
                found.Add(cell);
                if (correct is not null && suspicion.Correct?.Trim() == correct.Trim()) corrected++;
                continue;
            }

            Write("false_alarm", cell, suspicion.Kind.ToString(), suspicion);
        }

        foreach (var cell in labels.Keys.Where(cell => !found.Contains(cell)).OrderBy(static cell => cell.Row).ThenBy(static cell => cell.Column, StringComparer.Ordinal)) Write("missed", cell, "", null);
        return new CellScore(right, answer.Count, labels.Count, corrected);

        void Write(string outcome, (int Row, string Column) cell, string reason, Suspicion? suspicion)
        {
            var key = $"{outcome}/{cell.Column}/{reason}";
            written[key] = written.GetValueOrDefault(key) + 1;
            if (written[key] > MostLines) return;
            var at = csv.Columns.ToList().IndexOf(cell.Column);
            cases.Add(EvaluationJson.Line(json =>
            {
                json.WriteString("case", $"{table}[{cell.Row}].{cell.Column}");
                json.WriteString("outcome", outcome);
                json.WriteString("value", at < 0 || cell.Row >= csv.Rows ? null : csv.Values[at][cell.Row]);
                if (labels.TryGetValue(cell, out var correct) && correct is not null) json.WriteString("correct", correct);
                if (suspicion is null) return;
                json.WriteString("kind", suspicion.Kind.ToString());
                json.WriteNumber("score", suspicion.Score);
                json.WriteString("why", suspicion.Why);
                if (suspicion.Correct is not null) json.WriteString("given", suspicion.Correct);
            }));
        }
    }
}
