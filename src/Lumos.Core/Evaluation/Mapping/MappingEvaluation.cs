using System.Text.Encodings.Web;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>Scores mapping on a folder of cases, one folder each. Every case is answered before the first gold is opened.</summary>
public static class MappingEvaluation
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers all cases, then scores the answers.</summary>
    /// <param name="folder">Folder of case folders, or one case folder.</param>
    /// <param name="options">Mode and samples; null for data mode with samples.</param>
    /// <param name="cancellationToken">Stops between cases.</param>
    /// <returns>
    /// Means over the cases of <c>recall_at_gt</c>, <c>mrr</c>, <c>hit10</c>, <c>f1</c>, <c>accepted_precision</c>, <c>transform_kind</c>, <c>values_reproduced</c>, <c>expected_cells</c> and
    /// <c>seconds</c> where they can be measured, the same as <c>name.field.x</c> and <c>name.kind.x</c>, <c>ece</c> and <c>brier</c> of the confidences; a line per case, worst first.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">The folder is missing or holds no case.</exception>
    /// <exception cref="LumosException">A case is not in the format (<c>EVAL_CASE_INVALID</c>, <c>EVAL_GOLD_MISSING</c>).</exception>
    public static async Task<EvaluationReport> RunAsync(string folder, MappingEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new MappingEvaluationOptions();
        var answering = new MappingAnswering(options);
        List<MappingAnswer> answers = [];
        foreach (var path in Cases(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.Add(await answering.AnswerAsync(MappingCase.Read(path, !options.NoSamples), cancellationToken).ConfigureAwait(false));
        }

        List<MappingScore> scores = [.. answers.Select(static a => MappingScoring.Score(a, MappingGold.Read(a.Case)))];
        return new EvaluationReport("mapping", [.. Figures(scores)], [.. scores.OrderBy(Goodness).ThenBy(static s => s.Answer.Case.Name, StringComparer.Ordinal).Select(Line)]);
    }

    private static List<string> Cases(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        if (File.Exists(Path.Combine(folder, "rhs_schema.json"))) return [folder];
        List<string> cases = [.. Directory.EnumerateFiles(folder, "rhs_schema.json", SearchOption.AllDirectories).Select(static f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)];
        return cases.Count > 0 ? cases : throw new DirectoryNotFoundException($"No folder below '{folder}' has a rhs_schema.json.");
    }

    private static SortedDictionary<string, double> Figures(List<MappingScore> scores)
    {
        SortedDictionary<string, double> figures = new(StringComparer.Ordinal) { ["cases"] = scores.Count };
        Add("", scores);
        foreach (var field in scores.GroupBy(static s => s.Answer.Case.Field, StringComparer.Ordinal)) Add(".field." + field.Key, [.. field]);
        foreach (var kind in scores.SelectMany(static s => s.Pairs).GroupBy(static p => p.Kind, StringComparer.Ordinal))
        {
            figures["recall_at_gt.kind." + kind.Key] = Round(kind.Average(static p => p.InTop ? 1 : 0));
            figures["mrr.kind." + kind.Key] = Round(kind.Average(static p => p.Rank == 0 ? 0 : 1.0 / p.Rank));
            figures["hit10.kind." + kind.Key] = Round(kind.Average(static p => p.Rank is > 0 and <= 10 ? 1 : 0));
            if (kind.Key is not ("rename" or "correspondence")) figures["transform_kind.kind." + kind.Key] = Round(kind.Average(p => p.GivenKind == kind.Key ? 1 : 0));
        }

        var judged = scores.SelectMany(static s => s.Judged).ToList();
        if (judged.Count == 0) return figures;
        figures["brier"] = Round(judged.Average(static j => (j.Confidence - (j.Right ? 1 : 0)) * (j.Confidence - (j.Right ? 1 : 0))));
        figures["ece"] = Round(judged.GroupBy(static j => Math.Min(9, (int)(j.Confidence * 10))).Sum(g => Math.Abs(g.Average(static j => j.Confidence) - g.Average(static j => j.Right ? 1 : 0)) * g.Count() / judged.Count));
        return figures;

        void Add(string suffix, List<MappingScore> some)
        {
            foreach (var figure in some.SelectMany(static s => s.Figures()).Where(static f => f.Value is not null).GroupBy(static f => f.Name, StringComparer.Ordinal))
            {
                figures[figure.Key + suffix] = Round(figure.Average(static f => f.Value!.Value));
            }
        }
    }

    private static double Goodness(MappingScore score) => (score.RecallAtGt ?? 1) + (score.Mrr ?? 1) + (score.ExpectedCells ?? 1);

    private static double Round(double value) => Math.Round(value, 4);

    private static string Line(MappingScore score)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("case", score.Answer.Case.Name);
            json.WriteString("field", score.Answer.Case.Field);
            foreach (var (name, value) in score.Figures())
            {
                if (value is { } number) json.WriteNumber(name, Round(number));
            }

            json.WriteStartArray("missed");
            foreach (var pair in score.Pairs.Where(static p => !p.InTop || p.Rank != 1 || p.GivenKind is null)) Pair(json, pair);
            json.WriteEndArray();
            json.WriteStartArray("kinds");
            foreach (var kind in score.Kinds.Where(static k => k.Given != k.Wanted)) Kind(json, kind);
            json.WriteEndArray();
            json.WriteStartArray("wrong");
            foreach (var column in score.Answer.Plan.Tables.SelectMany(static t => t.Inputs).SelectMany(static i => i.Columns))
            {
                if (column.Sources.Count == 0 || score.Pairs.Any(p => (p.Target == column.Target || p.Target.EndsWith("." + column.Target, StringComparison.Ordinal)) && column.Sources.Any(s => p.Source.EndsWith("\u001f" + s, StringComparison.Ordinal)))) continue;
                json.WriteStartObject();
                json.WriteString("target", column.Target);
                json.WriteString("given", string.Join(", ", column.Sources));
                json.WriteNumber("confidence", column.Confidence);
                json.WriteString("decision", column.Decision.ToString().ToLowerInvariant());
                json.WriteString("why", string.Join(" ", column.Rationale));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Kind(Utf8JsonWriter json, ScoredKind kind)
    {
        json.WriteStartObject();
        json.WriteString("target", kind.Target);
        json.WriteString("wanted", kind.Wanted);
        json.WriteString("given", kind.Given);
        json.WriteString("dsl", kind.Dsl);
        json.WriteEndObject();
    }

    private static void Pair(Utf8JsonWriter json, ScoredPair pair)
    {
        json.WriteStartObject();
        json.WriteString("source", pair.Source.Replace('\u001f', '.'));
        json.WriteString("target", pair.Target);
        json.WriteString("kind", pair.Kind);
        json.WriteNumber("rank", pair.Rank);
        json.WriteBoolean("in_top", pair.InTop);
        json.WriteString("planned", pair.GivenKind);
        json.WriteString("ahead", string.Join(", ", pair.Ahead));
        json.WriteString("why", string.Join(" ", pair.Why));
        json.WriteEndObject();
    }
}
