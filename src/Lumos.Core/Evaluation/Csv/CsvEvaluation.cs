using System.Text;
using System.Text.Json;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>
/// Scores sniffing and reading of delimited text on a folder of labelled files: <c>files/*</c> and <c>expected/&lt;file&gt;.json</c>. All answers are
/// given before the first label is opened.
/// </summary>
public static class CsvEvaluation
{
    /// <summary>Answers every file of a folder, then scores the answers.</summary>
    /// <param name="folder">Folder that holds <c>files</c> and <c>expected</c>.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>Figures <c>exact</c>, <c>delimiter</c>, <c>encoding</c>, <c>header</c>, <c>table</c>, <c>cells</c> (shares of the labelled files), <c>refused</c> and
    /// <c>silent_loss</c> (counts), and <c>exact.&lt;pathology&gt;</c>.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    public static async Task<EvaluationReport> RunAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = Path.Combine(folder, "files");
        var labels = Path.Combine(folder, "expected");
        if (!Directory.Exists(files)) throw new DirectoryNotFoundException($"No folder 'files' in '{folder}'.");
        if (!Directory.Exists(labels)) throw new DirectoryNotFoundException($"No folder 'expected' in '{folder}'.");
        var answers = new List<CsvAnswer>();
        foreach (var path in Directory.EnumerateFiles(files).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.Add(await CsvAnswering.AnswerAsync(path, cancellationToken).ConfigureAwait(false));
        }

        return Score(answers, files, labels);
    }

    private static EvaluationReport Score(List<CsvAnswer> answers, string files, string labels)
    {
        var cases = new List<(int Wrong, string Line)>();
        var scores = new List<(CsvScore Score, CsvExpectation Expected, CsvAnswer Answer)>();
        foreach (var answer in answers)
        {
            var label = Path.Combine(labels, answer.File + ".json");
            if (!File.Exists(label)) continue;
            var expected = CsvExpectation.Parse(File.ReadAllText(label), answer.File);
            var score = CsvScoring.Score(answer, expected, Path.Combine(files, answer.File));
            scores.Add((score, expected, answer));
            cases.Add((score.Wrong().Count(), Line(answer, score, expected)));
        }

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["cells"] = Share(static s => s.Cells),
            ["columns"] = Share(static s => s.Columns),
            ["delimiter"] = Share(static s => s.Delimiter),
            ["encoding"] = Share(static s => s.Encoding),
            ["exact"] = Share(static s => s.Exact),
            ["files"] = scores.Count,
            ["footer"] = Share(static s => s.Footer),
            ["header"] = Share(static s => s.Header),
            ["names"] = Share(static s => s.Names),
            ["preamble"] = Share(static s => s.Preamble),
            ["quote"] = Share(static s => s.Quote),
            ["refused"] = scores.Count(static s => s.Answer.Refused is not null),
            ["rows"] = Share(static s => s.Rows),
            ["silent_loss"] = scores.Count(static s => s.Answer.BytesLost > 0),
            ["table"] = Share(static s => s.Table),
        };
        foreach (var group in scores.SelectMany(static s => s.Expected.Pathologies.Select(p => (Pathology: p, s.Score.Exact))).GroupBy(static p => p.Pathology))
        {
            figures["exact." + group.Key] = Round(group.Average(static p => p.Exact ? 1 : 0));
        }

        return new EvaluationReport("csv", [.. figures], [.. cases.OrderByDescending(static c => c.Wrong).Select(static c => c.Line)]);

        double Share(Func<CsvScore, bool> right) => scores.Count == 0 ? 0 : Round(scores.Average(s => right(s.Score) ? 1 : 0));
    }

    private static double Round(double share) => Math.Round(share, 4);

    private static string Line(CsvAnswer answer, CsvScore score, CsvExpectation expected)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("case", answer.File);
            json.WriteBoolean("exact", score.Exact);
            json.WriteStartArray("wrong");
            foreach (var part in score.Wrong()) json.WriteStringValue(part);
            json.WriteEndArray();
            json.WriteStartArray("pathology");
            foreach (var pathology in expected.Pathologies) json.WriteStringValue(pathology);
            json.WriteEndArray();
            json.WriteStartObject("answer");
            answer.Write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
