using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Analysis.Duplicates;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>Scores rows that are the same thing against labelled pairs.</summary>
internal static class DuplicateScoring
{
    private const int Worst = 10;

    /// <summary>The pairs found in a table, before a label is read.</summary>
    public static IReadOnlyList<DuplicatePair> Answer(PlainCsv csv, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var fields = DuplicateFields.Choose([.. csv.Columns.Select(static column => new FieldCandidate(column, null))], csv.Values);
        var records = new RecordSet([.. fields.Select(static field => field.Role)]);
        var cells = new string?[fields.Count];
        for (var row = 0; row < csv.Rows; row++)
        {
            for (var f = 0; f < cells.Length; f++) cells[f] = csv.Values[fields[f].Column][row];
            records.Add(cells);
        }

        return DuplicateFinder.Find(records, cancellationToken);
    }

    /// <summary>Adds figures and the worst cases of one table.</summary>
    public static (long Right, long Found, long Gold) Score(string table, PlainCsv csv, IReadOnlyList<DuplicatePair> answer, string labels, SortedDictionary<string, double> figures, List<string> cases)
    {
        var gold = Read(labels);
        var found = answer.Select(static pair => (pair.First, pair.Second)).ToHashSet();
        var right = found.Count(gold.Contains);
        figures["duplicate_precision." + table] = QualityEvaluation.Round(found.Count == 0 ? 1 : (double)right / found.Count);
        figures["duplicate_recall." + table] = QualityEvaluation.Round(gold.Count == 0 ? 1 : (double)right / gold.Count);
        foreach (var pair in answer.Where(pair => !gold.Contains((pair.First, pair.Second))).OrderByDescending(static pair => pair.Score).Take(Worst)) cases.Add(FormattableString.Invariant($"{table}: rows {pair.First} and {pair.Second} are not the same ({pair.Score:0.000}): {Row(csv, pair.First)} / {Row(csv, pair.Second)}"));
        foreach (var (first, second) in gold.Where(pair => !found.Contains(pair)).Order().Take(Worst)) cases.Add(FormattableString.Invariant($"{table}: rows {first} and {second} are the same and were not found: {Row(csv, first)} / {Row(csv, second)}"));
        return (right, found.Count, gold.Count);
    }

    private static string Row(PlainCsv csv, int row) => string.Join(" | ", csv.Values.Select(column => column[row]).OfType<string>().Take(8));

    private static HashSet<(int, int)> Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. json.RootElement.EnumerateArray().Select(static pair => (pair[0].GetInt32(), pair[1].GetInt32())).Select(static pair => pair.Item1 < pair.Item2 ? pair : (pair.Item2, pair.Item1))];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", "The pairs are not in the format.", new ErrorLocation(File: path), "Write [[0, 5], [1, 7]]: pairs of data rows, the first is 0.", broken);
        }
    }
}
