using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A pipeline that the examples prove.</summary>
/// <param name="Sketch">Pipeline, size and kind.</param>
/// <param name="Misses">Examples it contradicts.</param>
/// <param name="HeldOutRight">Held-out examples it gets right.</param>
internal sealed record Learnt(Sketch Sketch, IReadOnlyList<int> Misses, int HeldOutRight);

/// <summary>
/// Learns pipelines from examples: generators propose, smallest first, the reference interpreter proves, and what misses more than the tolerance is dropped.
/// Deterministic: everything is bounded by counts, never by the clock.
/// </summary>
internal static class PipelineLearner
{
    private const int Wanted = 3;
    private const int MostRounds = 5;

    /// <summary>Pipelines, best first; empty when there is none.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="deep">Whether parts of parts are searched when nothing smaller is found.</param>
    /// <param name="branches">Whether looked-up parts and branches are searched when nothing else is found.</param>
    public static IReadOnlyList<Learnt> Learn(LearningTask task, bool deep = true, bool branches = true)
    {
        if (!branches) return Filled(task, deep);
        var check = new ExampleCheck(task);
        List<Learnt> proven = [];
        foreach (var simpler in Branches.KnownNothing(task))
        {
            foreach (var learnt in Filled(simpler, false)) Prove(task, check, Branches.Wrapped(learnt), proven);
        }

        if (!proven.Exists(Branches.IsPlain)) proven.AddRange(Filled(task, deep));
        if (proven.Exists(Branches.IsPlain)) return Ranked(proven);
        foreach (var sketch in MappedParts.Find(task).Concat(Branches.Find(task, smaller => Filled(smaller, false))).Concat(MappedParts.Find(task, whole: true)))
        {
            if (Prove(task, check, sketch, proven) && Branches.IsPlain(proven[^1])) break;
        }

        return Ranked(proven);
    }

    private static IReadOnlyList<Learnt> Filled(LearningTask task, bool deep)
    {
        int[] empty = [.. Enumerable.Range(0, task.Rows.Count).Where(i => task.Columns.All(c => c.Values[i] is null))];
        if (task.Type.Kind is ColumnKind.Int64 or ColumnKind.Decimal && task.Columns is [var single] && empty.Length > 0 && empty.Length < task.Rows.Count && empty.Select(i => task.Targets[i]).Distinct().ToList() is [{ } number])
        {
            // Nothing becomes a number of its own, such as zero.
            var there = new LearningColumn(single.Name, single.Pipe.MapDict([], MissingRule.Keep, number).Expression, [.. single.Values.Select(v => v ?? number)], single.Unit);
            return Search(task.Over([there]), deep);
        }

        if (task.Type.Kind != ColumnKind.Text || empty.Length is 0 || empty.Length == task.Rows.Count || empty.Select(i => task.Targets[i]).Distinct().Count() > 1 || task.Targets[empty[0]] is not { } onNull) return Search(task, deep);
        // Nothing becomes a word of its own, such as "unknown": the rest is learnt without those rows.
        int[] rest = [.. Enumerable.Range(0, task.Rows.Count).Where(i => !empty.Contains(i))];
        var check = new ExampleCheck(task);
        List<Learnt> filled = [.. Search(task, deep)];
        foreach (var learnt in Search(task.Keeping(rest), deep))
        {
            var sketch = learnt.Sketch with { Expression = Pipe.From(learnt.Sketch.Expression).MapDict([], MissingRule.Keep, onNull).Expression, Cost = learnt.Sketch.Cost + 6, Relearn = null };
            Prove(task, check, sketch, filled);
        }

        return Ranked(filled);
    }

    private static IReadOnlyList<Learnt> Search(LearningTask task, bool deep)
    {
        var check = new ExampleCheck(task);
        List<Learnt> proven = [];
        if (task.Targets.All(static t => t is null)) return proven;
        foreach (var sketch in Direct(task)) Prove(task, check, sketch, proven);
        for (var columns = 1; columns <= 3 && task.Type.Kind is ColumnKind.Text or ColumnKind.Int64 or ColumnKind.Decimal && !proven.Exists(static p => !p.Sketch.Memorises && p.Sketch.Kind != "value_map"); columns++)
        {
            foreach (var sketch in NumberSketches.Find(task, columns).Concat(NumberFrames.Find(task, columns)))
            {
                if (Prove(task, check, sketch, proven) && columns > 1) break;
            }
        }

        if (task.Type.Kind is ColumnKind.Text or ColumnKind.Int64 or ColumnKind.Decimal && !proven.Exists(p => p.Sketch.Cost <= 12 || task.Type.Kind != ColumnKind.Text && !p.Sketch.Memorises))
        {
            Texts(task, check, proven, false);
            if (deep && !proven.Exists(static p => p.Misses.Count == 0 && !p.Sketch.Memorises && p.Sketch.Cost < 60)) Texts(task, check, proven, true);
        }

        // What tells programs apart stands in a row kept aside: then others are kept aside.
        if (check.WasContradicted && !proven.Exists(Branches.IsPlain) && task.SplitAgain() is { } again) return Search(again, deep);
        return Ranked(proven);
    }

    private static IReadOnlyList<Learnt> Ranked(List<Learnt> proven)
    {
        var ranked = proven.OrderBy(static p => p.Sketch.Memorises).ThenBy(static p => p.Misses.Count).ThenBy(static p => p.Sketch.Cost).DistinctBy(static p => p.Sketch.Expression).ToList();
        return [.. ranked.Take(8)];
    }

    private static IEnumerable<Sketch> Direct(LearningTask task)
    {
        foreach (var column in task.Columns) yield return new Sketch(column.Base, 10, "rename");
        if (task.Targets.Distinct().Count() == 1 && task.Targets[0] is { } only)
        {
            var varied = task.Rows.Select(static r => string.Join('\u0001', r)).Distinct().Take(2).Count() > 1;
            var constant = Pipe.Text(only);
            yield return new Sketch(task.Type.Kind == ColumnKind.Text ? constant.Expression : constant.TypeCast(task.Type).Expression, varied ? 16 + only.Length : 90, "constant");
        }

        var sketches = task.Type.Kind switch
        {
            ColumnKind.Date or ColumnKind.Timestamp => DateSketches.ToMoment(task),
            ColumnKind.Bool => task.Columns.Select(static c => new Sketch(c.Pipe.Trim().TypeCast(ColumnType.Bool).Expression, 14, TruthWords.ArePlain(c.Values.OfType<string>()) ? "cast" : "value_map")),
            _ => [],
        };
        foreach (var sketch in sketches.Concat(MapSketches.Find(task))) yield return sketch;
    }

    // Search over a few examples; one that is contradicted joins them and the search begins again.
    private static void Texts(LearningTask task, ExampleCheck check, List<Learnt> proven, bool deep)
    {
        for (var attempt = 0; attempt < (task.Tolerance > 0 ? 3 : 1); attempt++)
        {
            var working = WorkingSet.Choose(task, attempt);
            var nothing = attempt == 0 ? WorkingSet.Nothing(task) : [];
            for (var round = 0; round < MostRounds && working.Length > 0; round++)
            {
                var found = 0;
                int? against = null;
                foreach (var sketch in TextSketches.Find(task, [.. working, .. nothing], deep))
                {
                    if (Prove(task, check, Typed(task, sketch), proven)) found++;
                    else against ??= Contradiction(task, check, Typed(task, sketch), [.. working, .. nothing]);
                    if (found >= Wanted) break;
                }

                if (found > 0) return;
                if (against is not { } example) break;
                if (task.Targets[example] is null) nothing = [.. nothing, example];
                else working = [.. working, example];
            }
        }
    }

    private static Sketch Typed(LearningTask task, Sketch sketch) =>
        task.Type.Kind == ColumnKind.Text ? sketch : sketch with { Expression = Pipe.From(sketch.Expression).TypeCast(task.Type).Expression, Cost = sketch.Cost + 8, Kind = sketch.Kind == "compose" ? "derive" : sketch.Kind };

    private static bool Prove(LearningTask task, ExampleCheck check, Sketch sketch, List<Learnt> proven)
    {
        if (check.Misses(sketch.Expression, task.Train, task.Tolerance) is not { } misses) return false;
        var aside = task.HeldOut.Where(check.IsUsable).ToList();
        var missedAside = check.Misses(sketch.Expression, aside, sketch.Relearn is null ? task.Tolerance - misses.Count : aside.Count);
        if (missedAside is null)
        {
            check.WasContradicted |= sketch.Relearn is null;
            return false;
        }

        if (sketch.Relearn is not null)
        {
            if (sketch.Relearn([.. task.Train, .. task.HeldOut]) is not { } expression) return false;
            sketch = sketch with { Expression = expression };
            if (check.Misses(expression, [.. task.Train, .. task.HeldOut], task.Tolerance) is not { } all || task.Accepts?.Invoke(expression) == false) return false;
            proven.Add(new Learnt(sketch, all, aside.Count - missedAside.Count));
            return true;
        }

        if (misses.Count + missedAside.Count == check.Usable || task.Accepts?.Invoke(sketch.Expression) == false) return false;
        proven.Add(new Learnt(sketch, [.. misses.Concat(missedAside).Order()], aside.Count - missedAside.Count));
        return true;
    }

    private static int? Contradiction(LearningTask task, ExampleCheck check, Sketch sketch, int[] working)
    {
        foreach (var i in task.Train)
        {
            if (!working.Contains(i) && check.Misses(sketch.Expression, [i], 1) is [var missed]) return missed;
        }

        return null;
    }
}
