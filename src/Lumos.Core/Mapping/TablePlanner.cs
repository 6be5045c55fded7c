using Lumos.Abstractions;
using Lumos.Core.Mapping.Strategies;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>What was found for one target column from one source table.</summary>
/// <param name="Chosen">The proposal.</param>
/// <param name="RunnerUp">The next best; null for none.</param>
internal sealed record Proposal(Candidate Chosen, Candidate? RunnerUp);

/// <summary>Plans one target table from one source table: enumerates, checks, and picks the globally best set of proposals. Pure.</summary>
internal static class TablePlanner
{
    /// <summary>Least score of a proposal; below it the column stays unmapped.</summary>
    public const double LeastScore = 0.45;

    private const double PartBonus = 0.2;
    private const double KeyBonus = 0.12;

    /// <summary>Proposals by target column, in target order.</summary>
    public static IReadOnlyDictionary<string, Proposal> Plan(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, ColumnSchema schema)
    {
        if (sources.Count == 0 || targets.Count == 0) return new Dictionary<string, Proposal>();
        var similarity = new ColumnSimilarity(sources[0].Table, targets[0].Table);
        var scores = new double[targets.Count, sources.Count];
        var direct = new Candidate?[targets.Count, sources.Count];
        for (var t = 0; t < targets.Count; t++)
        {
            for (var s = 0; s < sources.Count; s++)
            {
                if (Direct(sources[s], targets[t], similarity) is not { Score: >= LeastScore * 0.6 } candidate || !IsSound(candidate, schema)) continue;
                direct[t, s] = candidate;
                // What may be shared does not take part in the one-to-one choice.
                scores[t, s] = candidate.Exclusive ? candidate.Score : 0;
            }
        }

        var pairs = BestAssignment.Find(scores, LeastScore);
        Dictionary<string, Proposal> plan = new(StringComparer.Ordinal);
        for (var t = 0; t < targets.Count; t++)
        {
            List<Candidate> options = [];
            if (pairs[t] >= 0) options.Add(direct[t, pairs[t]]!);
            for (var s = 0; s < sources.Count; s++)
            {
                if (direct[t, s] is { Exclusive: false } shared) options.Add(shared);
            }

            options.AddRange(CombiningStrategies.Find(targets[t], sources).Where(c => IsSound(c, schema)));
            var best = options.Where(static c => c.Score >= LeastScore).OrderByDescending(static c => c.Score).FirstOrDefault();
            if (best is null) continue;
            plan[targets[t].Column.Name] = new Proposal(best, Second(best, options, direct, t, sources.Count));
        }

        return plan;
    }

    /// <summary>Whether the pipeline is in the language and gives the target's type.</summary>
    public static bool IsSound(Candidate candidate, ColumnSchema schema) =>
        Check(candidate.Target.Column.Name, candidate.Expression, schema) is { } typed && typed.Pipelines[0].Value.Type == candidate.Target.Column.Type;

    /// <summary>The typed plan of one pipeline; null when the language refuses it.</summary>
    public static TypedPlan? Check(string target, Expression expression, ColumnSchema schema) =>
        PlanChecker.Check(new TransformPlan([new Pipeline(target, null, expression)]), schema).Plan;

    private static Candidate? Direct(SourceColumn source, TargetColumnProfile target, ColumnSimilarity similarity)
    {
        List<string> reasons = [];
        var alike = similarity.Score(source, target, reasons);
        if (alike < LeastScore * 0.4 && target.Column.Enum is null) return null;
        if (Conversion.Find(source, target) is not { } way) return null;
        var score = alike * (0.75 + 0.25 * way.Fit);
        // An enum the values fall into is evidence of its own.
        if (way.Strategy == "value_map" && target.Column.Enum is { Count: > 1 } && source.Sample.Count > 0) score = Math.Min(1, score * 0.7 + 0.4 * way.Fit);
        else if (target.Column.Enum is { Count: > 1 } && way.Strategy == "rename" && way.Why is not null) score = Math.Min(1, score * 0.7 + 0.4);
        else if (target.Column.Enum is { Count: > 0 } && way.Strategy is "rename" or "cast" && way.Why is null) score *= 0.6;
        if (way.Strategy == "unit") score = Math.Min(1, score + 0.05);
        if (way.Shared) score = Math.Min(0.97, score + (similarity.SharesTellingWord(source, target) ? PartBonus : 0));
        if (IsKey(source) && target.Table.PrimaryKey is [var key] && key == target.Column.Name)
        {
            score = Math.Min(1, score + KeyBonus);
            reasons.Add("Both identify a row.");
        }

        if (way.Why is { } why) reasons.Add(why);
        return new Candidate(target, [source], way.Value.Expression, way.Strategy, score, reasons, !way.Shared);
    }

    private static bool IsKey(SourceColumn source) => source.Table.Keys is [{ Columns: [var column] }, ..] && column == source.Column.Name;

    private static Candidate? Second(Candidate best, List<Candidate> options, Candidate?[,] direct, int target, int sources)
    {
        Candidate? second = null;
        for (var s = 0; s < sources; s++) Consider(direct[target, s]);
        foreach (var option in options) Consider(option);
        return second;

        void Consider(Candidate? candidate)
        {
            if (candidate is null || ReferenceEquals(candidate, best) || candidate.Expression.Equals(best.Expression)) return;
            if (second is null || candidate.Score > second.Score) second = candidate;
        }
    }
}
