using Lumos.Abstractions;
using Lumos.Core.Analysis.Cells;
using Lumos.Core.Ingest.Keys;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>
/// Scores data quality on a folder: wrong cells (<c>&lt;table&gt;_errors.json</c>), rows that are the same (<c>&lt;table&gt;_duplicates.json</c>), references between tables (<c>fk.json</c>) and statistics of drift
/// (<c>ks_psi.json</c>). Every answer is given before a label is read.
/// </summary>
public static class QualityEvaluation
{
    private const string ErrorsSuffix = "_errors.json";
    private const string DuplicatesSuffix = "_duplicates.json";
    private const string References = "fk.json";
    private const string Statistics = "ks_psi.json";

    /// <summary>
    /// Figures <c>error_f1</c>, <c>error_precision</c> and <c>error_recall</c> (over all labelled cells), <c>error_f1.&lt;table&gt;</c>, <c>fk_precision</c>,
    /// <c>fk_recall</c>, <c>fk_orphans</c> (share of the references found whose orphans are counted exactly), <c>duplicate_precision</c> and <c>duplicate_recall</c> (pairs) and <c>statistic_max_error</c>; and a line per wrong case.
    /// </summary>
    /// <param name="folder">Folder with tables and labels.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is missing or holds no labels.</exception>
    /// <exception cref="LumosException"><c>EVAL_LABEL_INVALID</c>: a label file is not in the format.</exception>
    public static EvaluationReport Run(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        var tables = Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToList();
        var labelled = tables.Where(static table => File.Exists(LabelOf(table, ErrorsSuffix))).ToList();
        var (references, statistics) = (Path.Combine(folder, References), Path.Combine(folder, Statistics));
        var doubled = tables.Where(static table => File.Exists(LabelOf(table, DuplicatesSuffix))).ToList();
        if (labelled.Count == 0 && doubled.Count == 0 && !File.Exists(references) && !File.Exists(statistics)) throw new DirectoryNotFoundException($"There is neither a <table>{ErrorsSuffix} nor a <table>{DuplicatesSuffix} beside its table nor {References} nor {Statistics} in '{folder}'.");

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        List<string> cases = [];
        if (labelled.Count > 0) Cells(labelled, figures, cases, cancellationToken);
        if (doubled.Count > 0) Duplicates(doubled, figures, cases, cancellationToken);
        if (File.Exists(references)) Keys(tables, references, figures, cases, cancellationToken);
        if (File.Exists(statistics)) StatisticScoring.Score(statistics, figures, cases, cancellationToken);
        return new EvaluationReport("dq", [.. figures], cases);
    }

    private static void Cells(List<string> tables, SortedDictionary<string, double> figures, List<string> cases, CancellationToken cancellationToken)
    {
        List<(string Path, PlainCsv Csv, IReadOnlyList<Suspicion> Answer)> answers = [];
        foreach (var path in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var csv = PlainCsv.Read(path);
            answers.Add((path, csv, CellInspector.Inspect(CellTable.From(Path.GetFileNameWithoutExtension(path), csv.Columns, csv.Values), cancellationToken)));
        }

        var total = default(CellScore);
        foreach (var (path, csv, answer) in answers)
        {
            var score = CellScoring.Score(Path.GetFileNameWithoutExtension(path), csv, answer, CellScoring.Read(LabelOf(path, ErrorsSuffix)), cases);
            figures["error_f1." + Path.GetFileNameWithoutExtension(path)] = Round(score.F1);
            total += score;
        }

        figures["error_f1"] = Round(total.F1);
        figures["error_precision"] = Round(total.Precision);
        figures["error_recall"] = Round(total.Recall);
        figures["error_corrected"] = Round(total.Corrected);
    }

    private static void Keys(List<string> tables, string labels, SortedDictionary<string, double> figures, List<string> cases, CancellationToken cancellationToken)
    {
        List<(string Name, IReadOnlyList<string> Columns)> names = [];
        List<ForeignKeyFinder.Table> profiles = [];
        foreach (var path in tables)
        {
            var csv = PlainCsv.Read(path);
            names.Add((Path.GetFileNameWithoutExtension(path), csv.Columns));
            profiles.Add(TextTable.Profile(names[^1].Name, csv.Columns, csv.Values, cancellationToken));
        }

        var found = ForeignKeyFinder.Find(profiles).Select(reference => new FoundReference(Spell(reference.Table, reference.Column), Spell(reference.References, reference.ReferencedColumn), reference.Orphans, reference.Score)).ToList();
        ReferenceScoring.Score(found, ReferenceScoring.Read(labels), figures, cases);

        string Spell(string table, string column)
        {
            var at = profiles.FindIndex(profile => profile.Name == table);
            return names[at].Name + "." + names[at].Columns[profiles[at].Names.ToList().IndexOf(column)];
        }
    }

    private static void Duplicates(List<string> tables, SortedDictionary<string, double> figures, List<string> cases, CancellationToken cancellationToken)
    {
        var answers = tables.ConvertAll(static path => (Path: path, Csv: PlainCsv.Read(path))).ConvertAll(table => (table.Path, table.Csv, Answer: DuplicateScoring.Answer(table.Csv, cancellationToken)));
        long right = 0, found = 0, gold = 0;
        foreach (var (path, csv, answer) in answers)
        {
            var score = DuplicateScoring.Score(Path.GetFileNameWithoutExtension(path), csv, answer, LabelOf(path, DuplicatesSuffix), figures, cases);
            (right, found, gold) = (right + score.Right, found + score.Found, gold + score.Gold);
        }

        figures["duplicate_precision"] = Round(found == 0 ? 1 : (double)right / found);
        figures["duplicate_recall"] = Round(gold == 0 ? 1 : (double)right / gold);
    }

    private static string LabelOf(string table, string suffix) => Path.Combine(Path.GetDirectoryName(table)!, Path.GetFileNameWithoutExtension(table) + suffix);

    internal static double Round(double share) => Math.Round(share, 4);
}
