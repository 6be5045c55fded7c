using System.Text;
using Lumos.Core.Pii;

namespace Lumos.Core.Evaluation.Pii;

/// <summary>How an evaluation of personal data runs.</summary>
public sealed record PiiEvaluationOptions
{
    /// <summary>Rename tables and columns so that only values tell. Default false.</summary>
    public bool BlindHeaders { get; init; }

    /// <summary>Clock for the speed figure.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// Scores the recognition of personal data on a folder: texts in <c>*.jsonl</c>, columns of tables in <c>columns.jsonl</c>. All answers are given before the first label is read.
/// A finding is right when it overlaps an entity of the same type; labels that name one thing more or less finely (a full name and a name, a street and a full address,
/// a national id and that of a country) count as the same.
/// </summary>
public static class PiiEvaluation
{
    private const string ColumnsFile = "columns.jsonl";
    private const int MostRounds = 200;

    private static readonly TimeSpan MeasuredFor = TimeSpan.FromSeconds(1);

    /// <summary>Answers all texts and columns of a folder, then scores the answers.</summary>
    /// <param name="folder">Folder with <c>*.jsonl</c>.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between texts and tables.</param>
    /// <returns>
    /// <c>text_recall</c>, <c>text_precision</c>, <c>text_f2</c>, <c>text_exact</c>, the same with a type behind a dot, <c>false_alarm_rate</c>, <c>column_recall</c>,
    /// <c>column_precision</c>, <c>column_type</c>, <c>megabytes_per_second</c> and counts; cases are what was missed or wrongly found, worst first.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">The folder is missing or holds nothing to score.</exception>
    public static EvaluationReport Run(string folder, PiiEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new PiiEvaluationOptions();
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        var files = Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new DirectoryNotFoundException($"There is no *.jsonl in '{folder}'.");
        var columns = Path.Combine(folder, ColumnsFile);
        var texts = files.Where(static f => Path.GetFileName(f) != ColumnsFile).ToList();

        List<PiiTextAnswer> answers = [];
        foreach (var file in texts)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                cancellationToken.ThrowIfCancellationRequested();
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                var (id, text) = PiiTextGold.ReadText(line, file, number);
                answers.Add(new PiiTextAnswer(id, file, number, text, PiiText.Find(text)));
            }
        }

        var columnAnswers = File.Exists(columns) ? PiiColumnScoring.Answer(folder, options.BlindHeaders, cancellationToken) : [];
        SortedDictionary<string, double> figures = new(StringComparer.Ordinal);
        List<(int Weight, string Line)> cases = [];
        if (answers.Count > 0)
        {
            PiiTextScoring.Score(answers, figures, cases);
            if (Speed(answers, options.Time, cancellationToken) is { } speed) figures["megabytes_per_second"] = speed;
        }

        if (File.Exists(columns)) PiiColumnScoring.Score(columns, columnAnswers, figures, cases);
        return new EvaluationReport("pii", [.. figures], [.. cases.OrderByDescending(static c => c.Weight).Select(static c => c.Line)]);
    }

    // A folder of texts is read in a few milliseconds, most of which go to starting up: the texts are read over and over, and the fastest round counts.
    private static double? Speed(List<PiiTextAnswer> answers, TimeProvider time, CancellationToken cancellationToken)
    {
        List<PiiFinding> found = [];
        var bytes = answers.Sum(static a => (long)Encoding.UTF8.GetByteCount(a.Text));
        var (best, begin) = (TimeSpan.MaxValue, time.GetTimestamp());
        for (var round = 0; round < MostRounds && (round < 3 || time.GetElapsedTime(begin) < MeasuredFor); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = time.GetTimestamp();
            foreach (var answer in answers) PiiText.Find(answer.Text, found);
            var spent = time.GetElapsedTime(start);
            if (spent < best) best = spent;
        }

        return best > TimeSpan.Zero ? Math.Round(bytes / 1e6 / best.TotalSeconds, 1) : null;
    }
}

/// <summary>What was found in a text, before its label is known.</summary>
internal sealed record PiiTextAnswer(string Id, string File, int Line, string Text, IReadOnlyList<PiiFinding> Findings);
