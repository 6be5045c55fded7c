using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Dictionaries: a column whose every value goes with one target, in small or as a part of a date; closed lists are written out in full.</summary>
internal static class MapSketches
{
    private const int MostKeys = 400;
    private const int MostText = 120;

    // Pairs of a list everybody has say more than letters that happen to agree: the first two letters of a country are its code more often than not.
    private const int ClosedListCost = 6;
    private const double OftenEnough = 1.5;
    private const double SeenWell = 2.5;

    /// <summary>Dictionaries that explain the examples, smallest first.</summary>
    public static IEnumerable<Sketch> Find(LearningTask task)
    {
        if (task.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.Float64) yield break;
        foreach (var (keys, pipe, cost) in Keys(task))
        {
            if (Learn(task, keys, pipe, cost, task.Train) is not { } sketch) continue;
            yield return sketch with { Relearn = examples => Learn(task, keys, pipe, cost, examples)?.Expression };
        }
    }

    private static IEnumerable<(string?[] Keys, Pipe Pipe, int Cost)> Keys(LearningTask task)
    {
        foreach (var column in task.Columns)
        {
            var trimmed = column.Values.Any(static v => v is not null && v.Length != v.Trim().Length);
            string?[] values = trimmed ? [.. column.Values.Select(static v => v?.Trim())] : column.Values;
            var pipe = trimmed ? column.Pipe.Trim() : column.Pipe;
            yield return (values, pipe, 0);
            string?[] lower = [.. values.Select(static v => v?.ToLowerInvariant())];
            if (lower.Distinct().Count() < values.Distinct().Count()) yield return (lower, pipe.Case(CaseMode.Lower), 1);
            if (values.Any(static v => v?.Length > 1) && values.Select(static v => v is { Length: > 0 } ? v[..1] : null).Distinct().Count() * 3 <= task.Rows.Count) yield return ([.. values.Select(static v => v is { Length: > 0 } ? v[..1] : null)], pipe.RegexExtract("^."), 12);
            foreach (var date in column.Dates.Take(2))
            {
                foreach (var token in date.HasTime ? (string[])["MM", "WDAY", "HH"] : ["MM", "WDAY"])
                {
                    var part = date.Apply(column.Pipe).DateFormat(token);
                    if (ExampleCheck.Run(part.Expression, task) is { } texts) yield return ([.. texts.Select(static t => t as string)], part, 24);
                }
            }
        }
    }

    private static Sketch? Learn(LearningTask task, string?[] keys, Pipe pipe, int cost, IReadOnlyList<int> examples)
    {
        Dictionary<string, Dictionary<string, int>> seen = new(StringComparer.Ordinal);
        Dictionary<string, int> nulls = new(StringComparer.Ordinal);
        var rows = 0;
        foreach (var i in examples)
        {
            var target = task.Targets[i] ?? "";
            if (target.Length > MostText || keys[i]?.Length > MostText) return null;
            if (keys[i] is not { } key)
            {
                nulls[target] = nulls.GetValueOrDefault(target) + 1;
                continue;
            }

            rows++;
            if (!seen.TryGetValue(key, out var targets)) seen[key] = targets = new Dictionary<string, int>(StringComparer.Ordinal);
            targets[target] = targets.GetValueOrDefault(target) + 1;
            if (seen.Count > MostKeys) return null;
        }

        if (rows == 0) return null;
        var pairs = seen.Select(static s => (s.Key, Value: s.Value.MaxBy(static t => t.Value).Key, Rows: s.Value.Values.Sum(), Wrong: s.Value.Values.Sum() - s.Value.Values.Max())).ToList();
        if (pairs.Sum(static p => p.Wrong) > task.Tolerance || pairs.TrueForAll(static p => p.Value.Length == 0)) return null;
        var changed = pairs.Where(static p => p.Key != p.Value).ToList();
        // Most stay as they are: only the others are written.
        var keeps = task.Type.Kind == ColumnKind.Text && pairs.Where(static p => p.Key == p.Value).Sum(static p => p.Rows) * 2 > rows && pairs.Count - changed.Count >= 3;
        if (changed.Count == 0) return null;
        var list = keeps ? null : ClosedLists.Expand(pairs.Select(static p => (p.Key, p.Value)).ToList());
        var written = list ?? [.. (keeps ? changed : pairs).OrderByDescending(static p => p.Rows).ThenBy(static p => p.Key, StringComparer.Ordinal).Select(static p => new KeyValuePair<string, string?>(p.Key, p.Value.Length == 0 ? null : p.Value))];
        var onNull = nulls.Count == 1 && nulls.Keys.First() is { Length: > 0 } value && task.Type.Kind == ColumnKind.Text ? value : null;
        var mapped = pipe.MapDict(written, keeps ? MissingRule.Keep : MissingRule.Error, onNull);
        if (task.Type.Kind != ColumnKind.Text) mapped = mapped.TypeCast(task.Type);
        var memorises = list is null && rows < pairs.Count * OftenEnough;
        // Keys seen twice or so are a weak case against anything that computes.
        var rare = list is null && rows < pairs.Count * SeenWell;
        return new Sketch(mapped.Expression, (list is null ? 26 + 4 * written.Count : ClosedListCost) + cost + (memorises ? 400 : rare ? 40 : 0), "value_map") { Memorises = memorises };
    }
}
