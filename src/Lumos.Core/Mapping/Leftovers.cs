using Lumos.Abstractions;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>
/// Proposals for target columns no name led to, by what is left on both sides: the one key, the one date, the one yes or no, the one column whose values are the target's codes.
/// Names do not speak for them, so a person looks at each.
/// </summary>
internal static class Leftovers
{
    private const double Score = 0.5;
    private const int MostTargets = 100;
    private const int MostCodes = 40;
    private const double AllKnown = 0.95;

    /// <summary>What can be proposed beside a plan.</summary>
    /// <param name="sources">Source columns.</param>
    /// <param name="targets">Target columns.</param>
    /// <param name="decided">Target columns decided elsewhere.</param>
    /// <param name="plan">What was planned so far.</param>
    public static IEnumerable<Candidate> Find(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, IReadOnlySet<string> decided, IReadOnlyDictionary<string, Proposal> plan)
    {
        if (targets.Count > MostTargets) yield break;
        var used = plan.Values.SelectMany(static p => p.Chosen.Sources).ToHashSet();
        var open = targets.Where(t => !plan.ContainsKey(t.Column.Name) && !decided.Contains(t.Column.Name)).ToList();
        if (Key(sources, open, used) is { } key)
        {
            used.Add(key.Sources[0]);
            open.Remove(key.Target);
            yield return key;
        }

        foreach (var coded in Codes(sources, open, used).ToList())
        {
            used.Add(coded.Sources[0]);
            open.Remove(coded.Target);
            yield return coded;
        }

        if (Only(sources.Where(s => !used.Contains(s) && HoldsMoments(s)), Forms(open.Where(t => t.IsMoment && !plan.Values.Any(p => Siblings.Are(t, p.Chosen.Target))))) is var (moment, when) && Made(moment, when, "The only date left on both sides.") is { } date)
        {
            used.Add(moment);
            yield return date;
        }

        if (Only(sources.Where(s => !used.Contains(s) && s.Sample.Count > 0 && SaysYesOrNo(s)), open.Where(static t => t.Column.Type.Kind == ColumnKind.Bool)) is var (yes, asked) && Made(yes, asked, "The only yes or no left on both sides.") is { } truth) yield return truth;

        // A year, month or day that is asked for beside one date is that date's.
        if (sources.Where(HoldsMoments).Take(2).ToList() is not [var single]) yield break;
        foreach (var part in open.Where(static t => t.Column.Type.Kind == ColumnKind.Int64 && t.Words.Words is [.., "year" or "month" or "day"]))
        {
            if (Made(single, part, "The only date of the table.") is { Strategy: "decompose" } taken) yield return taken;
        }
    }

    private static Candidate? Key(IReadOnlyList<SourceColumn> sources, List<TargetColumnProfile> open, HashSet<SourceColumn> used)
    {
        if (open.FirstOrDefault(t => t.Table.PrimaryKey is [var key] && key == t.Column.Name) is not { Column.Type.Kind: ColumnKind.Text or ColumnKind.Int64 } target) return null;
        var source = sources.FirstOrDefault(static s => s.Identifies);
        return source is null || used.Contains(source) || source.Type.Kind is not (ColumnKind.Text or ColumnKind.Int64) ? null : Made(source, target, "Both identify a row.");
    }

    // Values of which every one is a code of the target, for one column on either side.
    private static IEnumerable<Candidate> Codes(IReadOnlyList<SourceColumn> sources, List<TargetColumnProfile> open, HashSet<SourceColumn> used)
    {
        var coded = open.Where(static t => t.Column.Enum is { Count: >= 2 and <= MostCodes } || KnownCodes.For(t) is not null).ToList();
        var categories = sources.Where(s => !used.Contains(s) && s.Type.Kind == ColumnKind.Text && IsCategory(s)).ToList();
        var pairs = (from t in coded from s in categories let made = Made(s, t, "Each of its values is a code of the target.") where made is not null select made).ToList();
        return pairs.Where(p => pairs.Count(o => o.Target == p.Target) == 1 && pairs.Count(o => o.Sources[0] == p.Sources[0]) == 1);
    }

    private static bool IsCategory(SourceColumn source)
    {
        var distinct = source.Sample.Select(static v => v.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Take(MostCodes + 1).ToList();
        return distinct.Count is >= 2 and <= MostCodes && distinct.Count * 2 <= source.Sample.Count && distinct.TrueForAll(static v => v.Count(char.IsLetter) >= 3) && !distinct.TrueForAll(static v => SmallLists.Contains("boolean", v));
    }

    private static (SourceColumn, TargetColumnProfile)? Only(IEnumerable<SourceColumn> sources, IEnumerable<TargetColumnProfile> targets) =>
        sources.Take(2).ToList() is [var source] && targets.Take(2).ToList() is [var target] ? (source, target) : null;

    // Two forms of one thing count once; the other form follows, as it does where one is planned.
    private static List<TargetColumnProfile> Forms(IEnumerable<TargetColumnProfile> targets)
    {
        List<TargetColumnProfile> forms = [];
        foreach (var target in targets)
        {
            if (!forms.Exists(f => Siblings.Are(f, target))) forms.Add(target);
        }

        return forms;
    }

    private static Candidate? Made(SourceColumn source, TargetColumnProfile target, string why)
    {
        if (Conversion.Find(source, target) is not { } way) return null;
        var enumerated = target.Column.Enum is { Count: > 0 } || KnownCodes.For(target) is not null;
        if (enumerated && (way.Fit < AllKnown || way.Strategy is not ("value_map" or "rename"))) return null;
        return new Candidate(target, [source], way.Value.Expression, way.Strategy, Score, [why, .. way.Why is { } more ? [more] : Array.Empty<string>()], false);
    }

    private static bool HoldsMoments(SourceColumn source) => source.IsMoment || source.Type.Kind is ColumnKind.Text or ColumnKind.Int64 && source.HoldsDates;

    private static bool SaysYesOrNo(SourceColumn source) =>
        source.Type.Kind == ColumnKind.Bool || source.Type.Kind is ColumnKind.Text or ColumnKind.Int64 && TruthWords.PairOf(source.Sample, known: false) is not null && source.Sample.Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();
}
