using System.Globalization;
using System.Text.Json;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Evaluation.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Evaluation.Pii;

/// <summary>Decides the columns of tables, and compares the decisions with <c>columns.jsonl</c>.</summary>
internal static class PiiColumnScoring
{
    /// <summary>Decisions by table (path relative to the folder) and column.</summary>
    public static Dictionary<(string Table, string Column), ColumnMask> Answer(string folder, bool blind, CancellationToken cancellationToken)
    {
        var masker = new PiiMasker();
        var assigner = new DomainAssigner(DomainCatalog.Default, masker);
        Dictionary<(string, string), ColumnMask> answers = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var csv = PlainCsv.Read(file);
            var table = Path.GetRelativePath(folder, file).Replace('\\', '/');
            var (described, sample, _) = DomainEvaluation.Describe(Path.GetFileNameWithoutExtension(file), csv, blind, metadataOnly: false);
            string[] headers = [.. described.Columns.Select(static d => d.SourceName)];
            var assigned = assigner.Assign(described, sample, new ThresholdProfile(), cancellationToken);
            for (var c = 0; c < csv.Columns.Count; c++)
            {
                // The column by itself names the kind; what the domains add may have none of its own.
                var alone = masker.Inspect(described.Name, headers[c], described.Columns[c].Type, [.. csv.Values[c].OfType<string>()], headers);
                var label = assigned[c].Pii > alone.Grade ? assigned[c].Domain == DomainAssigner.Unknown ? assigned[c].RunnerUp : assigned[c].Domain : alone.Label;
                answers[(table, csv.Columns[c])] = new ColumnMask(assigned[c].Pii == PiiGrade.None ? null : label, assigned[c].Pii, assigned[c].PiiEvidence);
            }
        }

        return answers;
    }

    /// <summary>Adds figures, and a case for each wrong decision.</summary>
    public static void Score(string path, Dictionary<(string Table, string Column), ColumnMask> answers, SortedDictionary<string, double> figures, List<(int Weight, string Line)> cases)
    {
        int direct = 0, directFlagged = 0, directAsDirect = 0, flagged = 0, flaggedRight = 0, typed = 0, typeRight = 0, count = 0, number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (table, column, label, grade) = Parse(line, path, number);
            if (!answers.TryGetValue((table, column), out var mask))
            {
                throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_GOLD_MISSING", $"The gold names a column '{column}' of '{table}' that is not in the folder.", new ErrorLocation(path, Line: number), "Add the table or remove its gold.");
            }

            count++;
            var isFlagged = mask.Grade != PiiGrade.None;
            if (grade == "direct")
            {
                direct++;
                if (isFlagged) directFlagged++;
                if (mask.Grade == PiiGrade.Direct) directAsDirect++;
            }

            if (isFlagged)
            {
                flagged++;
                if (grade != "none") flaggedRight++;
            }

            var rightType = mask.Label is not null && PiiKin.Same(mask.Label, label);
            if (grade != "none" && isFlagged)
            {
                typed++;
                if (rightType) typeRight++;
            }

            if (grade == "direct" && !isFlagged || grade == "none" && isFlagged) cases.Add((grade == "direct" ? 3 : 2, Case(table, column, label, grade, mask)));
            else if (grade != "none" && isFlagged && !rightType || grade == "quasi" && !isFlagged) cases.Add((0, Case(table, column, label, grade, mask)));
        }

        figures["columns"] = count;
        if (direct > 0)
        {
            figures["column_recall"] = Math.Round((double)directFlagged / direct, 4);
            figures["column_direct"] = Math.Round((double)directAsDirect / direct, 4);
        }

        if (flagged > 0) figures["column_precision"] = Math.Round((double)flaggedRight / flagged, 4);
        if (typed > 0) figures["column_type"] = Math.Round((double)typeRight / typed, 4);
    }

    private static (string Table, string Column, string Label, string Grade) Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return (root.GetProperty("table").GetString()!, root.GetProperty("column").GetString()!, root.GetProperty("pii").GetString()!, root.GetProperty("grade").GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", "The label of a column is not in the format.", new ErrorLocation(path, Line: number), "A line is { table, column, pii, grade }.", error);
        }
    }

    private static string Case(string table, string column, string label, string grade, ColumnMask mask)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("case", $"{table}:{column}");
            json.WriteString("expected", $"{label} ({grade})");
            json.WriteString("given", $"{mask.Label ?? "none"} ({mask.Grade.ToString().ToLowerInvariant()})");
            json.WriteStartArray("why");
            foreach (var reason in mask.Evidence) json.WriteStringValue(reason);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
