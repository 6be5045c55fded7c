using Lumos.Abstractions;
using Lumos.Core.Mapping;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>Holds an answer against its gold.</summary>
internal static class MappingScoring
{
    public static MappingScore Score(MappingAnswer answer, MappingGold gold)
    {
        var names = new GoldNames(answer);
        // A pair is a source column and a target column; the gold may leave the table of either open.
        var pairs = gold.Pairs.SelectMany(p => p.Sources.Select(s => (Source: names.Source(s), Target: names.Target(p.Target), p.Kind))).DistinctBy(static p => (p.Source, p.Target)).ToList();
        HashSet<(string, string)> wanted = [.. pairs.Select(static p => (p.Source, p.Target))];
        var judgedSources = pairs.Select(static p => p.Source).ToHashSet(StringComparer.Ordinal);
        var ranking = names.Distinct(answer.Ranking).Where(p => answer.Case.GoldComplete || judgedSources.Contains(p.Source)).ToList();
        var top = ranking.Take(wanted.Count).Select(static p => (p.Source, p.Target)).ToHashSet();
        var bySource = ranking.GroupBy(static p => p.Source, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.Ordinal);
        var planned = names.Planned(answer.Plan).ToList();
        var scored = pairs.Select(p => Pair(p, top, bySource.GetValueOrDefault(p.Source) ?? [], planned)).ToList();
        var first = scored.GroupBy(static p => p.Source, StringComparer.Ordinal).Select(static g => g.Where(static p => p.Rank > 0).Select(static p => p.Rank).DefaultIfEmpty(0).Min()).ToList();

        // Without complete labels only what the gold speaks of is judged.
        var targets = pairs.Select(static p => p.Target).ToHashSet(StringComparer.Ordinal);
        var accepted = planned.Where(static p => p.Column.Decision == GateDecision.Accept).SelectMany(static p => p.Sources.Select(s => (Source: s, p.Target))).Distinct()
            .Where(p => answer.Case.GoldComplete || targets.Contains(p.Target)).ToList();
        var right = accepted.Count(wanted.Contains);
        var kinds = gold.Pairs.Where(static p => p.Kind is not ("rename" or "correspondence")).ToList();
        List<ScoredKind> transforms = [.. kinds.Select(k => (Gold: k, Plan: planned.Where(p => p.Target == names.Target(k.Target)).OrderByDescending(p => p.Column.Strategy == k.Kind).FirstOrDefault()))
            .Select(static k => new ScoredKind(k.Gold.Target, k.Gold.Kind, k.Plan?.Column.Strategy, k.Plan?.Column.Dsl))];
        var (cells, allCells) = ExpectedCells.Count(answer, gold.Expected);
        return new MappingScore
        {
            Answer = answer, Pairs = scored, Kinds = transforms,
            RecallAtGt = Share(wanted.Count(top.Contains), wanted.Count),
            Mrr = first.Count == 0 ? null : first.Average(static r => r == 0 ? 0 : 1.0 / r),
            Hit10 = Share(first.Count(static r => r is > 0 and <= 10), first.Count),
            F1 = answer.Case.GoldComplete && accepted.Count + wanted.Count > 0 ? 2.0 * right / (accepted.Count + wanted.Count) : null,
            AcceptedPrecision = Share(right, accepted.Count),
            TransformKind = Share(transforms.Count(static k => k.Given == k.Wanted), transforms.Count),
            ValuesReproduced = gold.Values.Count == 0 ? null : gold.Values.Average(v => Reproduced(v, names, planned)),
            ExpectedCells = Share(cells, allCells),
            Judged = [.. planned.Where(p => p.Sources.Count > 0 && (answer.Case.GoldComplete || targets.Contains(p.Target))).Select(p => (p.Column.Confidence, p.Sources.All(s => wanted.Contains((s, p.Target)))))],
        };
    }

    private static ScoredPair Pair((string Source, string Target, string Kind) pair, HashSet<(string, string)> top, List<NamedPair> ranked, List<PlannedColumn> planned)
    {
        var at = ranked.FindIndex(r => r.Target == pair.Target);
        return new ScoredPair(pair.Source, pair.Target, pair.Kind, top.Contains((pair.Source, pair.Target)), at + 1, planned.Find(p => p.Target == pair.Target && p.Sources.Contains(pair.Source))?.Column.Strategy,
            [.. ranked.Take(at < 0 ? 3 : Math.Min(at, 3)).Select(static r => FormattableString.Invariant($"{r.Target} {r.Score:0.00}"))], at < 0 ? [] : ranked[at].Explain());
    }

    private static double Reproduced(GoldValues values, GoldNames names, List<PlannedColumn> planned)
    {
        var sources = values.Sources.Select(names.Source).ToList();
        var plan = planned.Find(p => p.Target == names.Target(values.Target) && p.Sources.Count > 0 && p.Sources.All(sources.Contains));
        if (plan is null || values.Pairs.Count == 0) return 0;
        var fields = sources.Select(s => new ColumnField(s[(s.IndexOf('\u001f', StringComparison.Ordinal) + 1)..], ColumnType.Text)).ToList();
        var typed = Dsl.Checking.PlanChecker.Check(new TransformPlan([new Pipeline(plan.Column.Target, null, DslText.ParseExpression(plan.Column.Dsl))]), new ColumnSchema(fields)).Plan;
        if (typed is null) return 0;
        var interpreter = new PlanInterpreter(typed);
        return (double)values.Pairs.Count(p =>
        {
            var result = interpreter.EvaluateColumn(0, [.. fields.Select((_, i) => i < p.In.Count ? p.In[i] : null)]);
            return result.Failure is null && CellComparison.Same(MappedText.Of(result.Value, plan.Column.Type), p.Out, plan.Column.Type);
        }) / values.Pairs.Count;
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
