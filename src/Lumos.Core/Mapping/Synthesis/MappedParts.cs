using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A text of which one part is looked up and the rest is taken as it is: 12 Mill St becomes 12 Mill Street.</summary>
internal static class MappedParts
{
    private const int MostRows = 300;
    private const int MostColumns = 6;
    private const int MostEnds = 10;
    private const int MostKeys = 30;
    private const double OftenEnough = 1.5;
    private const double SeenWell = 2.5;

    /// <summary>Programs with one looked-up part.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="whole">Whether the target is the looked-up part alone, for parts that repeat; else it stands between texts taken from the source.</param>
    public static IEnumerable<Sketch> Find(LearningTask task, bool whole = false)
    {
        if (task.Type.Kind != ColumnKind.Text || task.Rows.Count > MostRows || task.Train.Length < 3) yield break;
        int[] rows = [.. task.Train.Where(i => task.Targets[i] is not null)];
        if (rows.Length < 3) yield break;
        Dictionary<string, Part> parts = new(StringComparer.Ordinal);
        foreach (var column in task.Columns.Take(MostColumns))
        {
            Offer(parts, column.Values, 10, () => column.Pipe);
            TextParts.Find(column.Values, 10, () => column.Pipe, (values, cost, build) => Offer(parts, values, cost, build));
        }

        var known = parts.Values.Where(p => rows.All(i => p.Values[i]?.Length > 0)).OrderBy(static p => p.Cost).ToList();
        List<Part?> before = [null, .. known.Where(p => rows.All(i => task.Targets[i]!.StartsWith(p.Values[i]!, StringComparison.Ordinal) && task.Targets[i]!.Length > p.Values[i]!.Length)).Take(MostEnds)];
        List<Part?> after = [null, .. known.Where(p => rows.All(i => task.Targets[i]!.EndsWith(p.Values[i]!, StringComparison.Ordinal) && task.Targets[i]!.Length > p.Values[i]!.Length)).Take(MostEnds)];
        var keys = known.Where(p => rows.Select(i => p.Values[i]).Distinct().Count() is var distinct && distinct > 1 && distinct * OftenEnough <= rows.Length).Take(MostKeys).ToList();
        IEnumerable<(Part? Left, Part? Right)> ends = whole ? [(null, null)] : before.SelectMany(l => after.Select(r => (Left: l, Right: r))).Where(static p => p is not (null, null)).OrderBy(static p => (p.Left?.Cost ?? 0) + (p.Right?.Cost ?? 0));
        foreach (var (left, right) in ends)
        {
            foreach (var key in keys)
            {
                if (whole && !Repeats(rows, key)) continue;
                if (Sketched(task, rows, left, right, key) is not { } sketch) continue;
                yield return sketch with { Relearn = some => Sketched(task, [.. some.Where(i => task.Targets[i] is not null)], left, right, key)?.Expression };
                break;
            }
        }
    }

    private static bool Repeats(int[] rows, Part key) =>
        key.Cost > 10 && rows.Select(i => key.Values[i]).Distinct().Count() * SeenWell <= rows.Length && rows.All(i => key.Values[i]!.Length > 1 && key.Values[i]!.Any(char.IsLetter));

    private static Sketch? Sketched(LearningTask task, int[] rows, Part? left, Part? right, Part key)
    {
        var middles = new string[rows.Length];
        for (var r = 0; r < rows.Length; r++)
        {
            // A row kept aside may have nothing there.
            if (left is not null && string.IsNullOrEmpty(left.Values[rows[r]]) || right is not null && string.IsNullOrEmpty(right.Values[rows[r]])) return null;
            var (target, start, end) = (task.Targets[rows[r]]!, left?.Values[rows[r]]?.Length ?? 0, right?.Values[rows[r]]?.Length ?? 0);
            if (start + end >= target.Length) return null;
            middles[r] = target[start..^end];
        }

        // A word is looked up whole: true and false are no "tru" and "fals" with an e.
        for (var r = 0; r < rows.Length; r++)
        {
            if (left is not null && Inside(left.Values[rows[r]]![^1], middles[r][0]) || right is not null && Inside(middles[r][^1], right.Values[rows[r]]![0])) return null;
        }

        // What all have between the parts is written, not looked up.
        var open = left is null ? 0 : Shared(middles, static (t, n) => t[n]);
        var close = right is null ? 0 : Shared([.. middles.Select(m => m[open..])], static (t, n) => t[^(n + 1)]);
        SortedDictionary<string, string> map = new(StringComparer.Ordinal);
        for (var r = 0; r < rows.Length; r++)
        {
            var middle = middles[r][open..^close];
            if (middle.Length == 0 || key.Values[rows[r]] is not { } from || map.TryGetValue(from, out var known) && known != middle) return null;
            map[from] = middle;
        }

        if (map.All(static p => p.Key == p.Value)) return null;
        List<Pipe> operands = [];
        if (left is not null) operands.Add(left.Build());
        if (open > 0) operands.Add(Pipe.Text(middles[0][..open]));
        operands.Add(key.Build().MapDict(map.Select(static p => new KeyValuePair<string, string?>(p.Key, p.Value)), MissingRule.Error));
        if (close > 0) operands.Add(Pipe.Text(middles[0][^close..]));
        if (right is not null) operands.Add(right.Build());
        return new Sketch(Pipe.Concat(NullRule.Propagate, "", [.. operands]).Expression, 30 + (left?.Cost ?? 0) + (right?.Cost ?? 0) + key.Cost + 4 * map.Count, "value_map");
    }

    private static bool Inside(char before, char after) => char.IsLetter(before) && char.IsLetter(after) || char.IsDigit(before) && char.IsDigit(after);

    private static int Shared(string[] texts, Func<string, int, char> at)
    {
        var length = 0;
        while (texts.All(t => length + 1 < t.Length) && texts.All(t => at(t, length) == at(texts[0], length)) && !char.IsLetterOrDigit(at(texts[0], length))) length++;
        return length;
    }

    private static void Offer(Dictionary<string, Part> parts, string?[] values, int cost, Func<Pipe> build)
    {
        var key = string.Join('\u0000', values.Select(static v => v ?? "\u0002"));
        if (!parts.TryGetValue(key, out var known) || cost < known.Cost) parts[key] = new Part(values, cost, build);
    }

    private sealed record Part(string?[] Values, int Cost, Func<Pipe> Build);
}
