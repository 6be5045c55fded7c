using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Supervision;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// Proposals learnt from target rows: what the matcher found is kept where it reproduces them and replaced where something else does. Rows are aligned first;
/// without aligned rows there is nothing to learn here.
/// </summary>
/// <param name="matrix">How well columns match.</param>
/// <param name="held">Says which values of the data may stand in the plan.</param>
internal sealed class LearntMappings(MatchMatrix matrix, HeldValues held)
{
    private const int MostExamples = 120;
    private const int MostColumns = 40;
    private const int ClosestColumns = 5;
    private const double Proven = 0.97;
    private const double Likely = 0.9;
    private const double Thin = 0.55;
    private const double MostlyRight = 0.9;
    private const int EnoughRows = 5;
    private const int ManyRows = 10;
    private const int LongProgram = 80;

    /// <summary>Proposals by target column.</summary>
    /// <param name="source">Source table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sample">Its raw rows.</param>
    /// <param name="targets">Target columns.</param>
    /// <param name="wanted">Target rows.</param>
    /// <param name="plan">What the matcher found.</param>
    /// <param name="aligned">Whether row n of the one became row n of the other.</param>
    public IEnumerable<(string Target, Proposal Proposal)> Find(
        CatalogTable source, IReadOnlyList<SourceColumn> columns, RawSample sample, IReadOnlyList<TargetColumnProfile> targets, RawSample wanted, IReadOnlyDictionary<string, Proposal> plan, bool aligned = false)
    {
        if ((aligned ? RowAlignment.SameRows(wanted.RowCount) : RowAlignment.Find(sample, [.. columns.Select(static c => c.Name)], wanted, [.. targets.Select(static t => t.Column.Name)])) is not { } alignment) yield break;
        var step = Math.Max(1, alignment.Pairs.Count / MostExamples);
        var pairs = alignment.Pairs.Where((_, i) => i % step == 0).Take(MostExamples).ToList();
        var schema = SourceColumns.SchemaOf(source);
        string?[][] rows = [.. pairs.Select(p => schema.Fields.Select(f => sample[f.Name] is var values && p.Source < values.Count ? values[p.Source] : null).ToArray())];
        var learning = columns.Select(c => (Source: c, Learning: ColumnOf(c, schema, rows))).ToList();
        foreach (var target in targets)
        {
            if (wanted[target.Column.Name] is not { Count: > 0 } values) continue;
            string?[] goals = [.. pairs.Select(p => values[p.Target])];
            if (goals.All(string.IsNullOrEmpty)) continue;
            if (Learn(target, schema, rows, learning, goals, plan.GetValueOrDefault(target.Column.Name), alignment.How) is { } proposal) yield return (target.Column.Name, proposal);
        }
    }

    private Proposal? Learn(
        TargetColumnProfile target, ColumnSchema schema, string?[][] rows, List<(SourceColumn Source, LearningColumn Learning)> columns, string?[] goals, Proposal? known, string how)
    {
        var whole = new LearningTask(schema, rows, [], goals, target.Column.Type, target.Unit);
        var check = new ExampleCheck(whole);
        if (check.Usable < goals.Length * 0.9) return null;
        if (known is not null && check.Misses(known.Chosen.Expression, Enumerable.Range(0, rows.Length), whole.Tolerance) is { } missed)
        {
            // A dictionary made of the very rows says less than a program that needs none.
            if (known.Chosen.Strategy == "value_map" && !HasCodes(target) && Program(target, schema, rows, columns, goals, known, how) is { } program) return program;
            var sure = known.Chosen with { Score = Math.Max(known.Chosen.Score, Score(rows.Length)), Rationale = [.. known.Chosen.Rationale, Says(rows.Length - missed.Count, rows.Length, how)] };
            return known with { Chosen = sure };
        }

        if (Program(target, schema, rows, columns, goals, known, how, dictionaries: true) is { } found) return found;
        return known is null ? null : Contradicted(known, check, rows.Length, how);
    }

    // Nothing explains the target rows, and they say that what the names suggest is wrong: a person decides.
    private static Proposal? Contradicted(Proposal known, ExampleCheck check, int rows, string how)
    {
        if (check.Misses(known.Chosen.Expression, Enumerable.Range(0, rows), rows) is not { } missed || check.Usable - missed.Count >= check.Usable * MostlyRight) return null;
        var doubted = known.Chosen with { Score = Math.Min(known.Chosen.Score, Thin), Rationale = [.. known.Chosen.Rationale, string.Create(CultureInfo.InvariantCulture, $"But it makes only {check.Usable - missed.Count} of {check.Usable} target rows, {how}, and nothing was found that makes more. Confirm it.")] };
        return known with { Chosen = doubted };
    }

    private static bool HasCodes(TargetColumnProfile target) => target.Column.Enum is { Count: > 0 } || Strategies.KnownCodes.For(target) is not null || target.Column.Type.Kind == ColumnKind.Bool;

    private Proposal? Program(
        TargetColumnProfile target, ColumnSchema schema, string?[][] rows, List<(SourceColumn Source, LearningColumn Learning)> columns, string?[] goals, Proposal? known, string how, bool dictionaries = false)
    {
        var accepts = held.For(target, goals);
        // The columns the matcher would take come first, so that of equal programs the one with the likelier column wins.
        var ordered = columns.OrderByDescending(c => known?.Chosen.Sources.Contains(c.Source) == true ? 2 : matrix.Of(c.Source, target)).Take(MostColumns).ToList();
        var few = ordered.Take(ClosestColumns).ToList();
        foreach (var (some, deep) in ordered.Count > few.Count ? (IEnumerable<(List<(SourceColumn Source, LearningColumn Learning)>, bool)>)[(few, false), (ordered, false), (few, true), (ordered, true)] : [(few, true)])
        {
            var task = new LearningTask(schema, rows, [.. some.Select(static c => c.Learning)], goals, target.Column.Type, target.Unit) { Accepts = accepts };
            // Codes of a closed list go by a dictionary, even where their first letters would do.
            foreach (var learnt in PipelineLearner.Learn(task, deep, dictionaries && deep && some == few).OrderBy(l => !(HasCodes(target) && l.Sketch is { Kind: "value_map", Memorises: false })))
            {
                if (!dictionaries && learnt.Sketch.Kind == "value_map") continue;
                if (learnt.Sketch.Memorises || learnt.Sketch.Kind == "constant" && rows.Length < EnoughRows) continue;
                var reads = ColumnLineage.Of(new Pipeline("x", null, learnt.Sketch.Expression)).Sources;
                SourceColumn[] sources = [.. columns.Select(static c => c.Source).Where(c => reads.Contains(c.Name))];
                var candidate = new Candidate(target, sources, learnt.Sketch.Expression, learnt.Sketch.Kind, Score(rows.Length, learnt.Sketch.Cost), [Says(rows.Length - learnt.Misses.Count, rows.Length, how)], false);
                if (TablePlanner.IsSound(candidate, schema)) return new Proposal(candidate, known?.Chosen);
            }
        }

        return null;
    }

    private static LearningColumn ColumnOf(SourceColumn column, ColumnSchema schema, string?[][] rows)
    {
        var at = schema.IndexOf(column.Name);
        string?[] values = column.Text is ColumnReference
            ? [.. rows.Select(r => r[at])]
            : [.. (ExampleCheck.Run(column.Text, new LearningTask(schema, rows, [], new string?[rows.Length], ColumnType.Text)) ?? new object?[rows.Length]).Select(static v => v as string)];
        return new LearningColumn(column.Name, column.Text, values, UnitNames.Of(column.Column.Unit) ?? UnitNames.InName(column.Name));
    }

    // Long programs found from few rows are the ones that are wrong on others: a person looks at them.
    private static double Score(int rows, int size = 0) => size > LongProgram && rows < ManyRows ? Thin : rows >= EnoughRows ? Proven : Likely;

    /// <summary>Whether the reasons of a mapping name rows of the target that it reproduces.</summary>
    public static bool IsShown(IReadOnlyList<string> rationale) => rationale.Any(static reason => reason.StartsWith("Reproduces ", StringComparison.Ordinal));

    private static string Says(int right, int rows, string how) => string.Create(CultureInfo.InvariantCulture, $"Reproduces {right} of {rows} target rows, {how}.");
}
