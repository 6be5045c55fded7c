using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>One of two values, by whether a column has something, or has a word, a mark or a digit in it.</summary>
internal static class Presence
{
    private const int MostWords = 12;
    private const int LeastRows = 4;

    /// <summary>Programs that tell two targets apart.</summary>
    public static IEnumerable<Sketch> Find(LearningTask task)
    {
        if (task.Type.Kind is not (ColumnKind.Text or ColumnKind.Bool or ColumnKind.Int64) || task.Rows.Count < LeastRows || task.Targets.Any(static t => t is null)) yield break;
        var values = task.Targets.Select(static t => t!).Distinct(StringComparer.Ordinal).Take(3).ToList();
        if (values.Count != 2) yield break;
        foreach (var yes in values.OrderBy(v => task.Targets.Count(t => t == v)))
        {
            var no = values[0] == yes ? values[1] : values[0];
            int[] with = [.. Enumerable.Range(0, task.Rows.Count).Where(i => task.Targets[i] == yes)];
            int[] without = [.. Enumerable.Range(0, task.Rows.Count).Where(i => task.Targets[i] == no)];
            foreach (var column in task.Columns)
            {
                if (with.All(i => column.Values[i] is not null) && without.All(i => column.Values[i] is null)) yield return Written(task, column.Pipe, yes, no, 22);
                if (with.Length < 2 || without.Length < 2 || with.Any(i => column.Values[i] is null)) continue;
                foreach (var (pattern, ignoreCase, cost) in Signs(with.Select(i => column.Values[i]!).ToList(), without.Select(i => column.Values[i] ?? "").ToList()))
                {
                    yield return Written(task, column.Pipe.RegexExtract(pattern, ignoreCase: ignoreCase), yes, no, cost);
                }
            }
        }
    }

    private static Sketch Written(LearningTask task, Pipe sign, string yes, string no, int cost)
    {
        var text = sign.MapDict([], MissingRule.Default(yes), no);
        return new Sketch((task.Type.Kind == ColumnKind.Text ? text : text.TypeCast(task.Type)).Expression, cost, "value_map");
    }

    // Longer words say more; a mark or a digit only when no word does.
    private static IEnumerable<(string Pattern, bool IgnoreCase, int Cost)> Signs(List<string> with, List<string> without)
    {
        foreach (var word in Words(with[0]).OrderByDescending(static w => w.Length).Take(MostWords))
        {
            if (!with.TrueForAll(t => Has(t, word)) || without.Exists(t => Has(t, word))) continue;
            var exact = with.TrueForAll(t => t.Contains(word, StringComparison.Ordinal));
            yield return (TextParts.Literal(word), !exact, 26 + (exact ? 0 : 2));
        }

        if (with.TrueForAll(static t => t.Any(char.IsAsciiDigit)) && !without.Exists(static t => t.Any(char.IsAsciiDigit))) yield return (@"\d", false, 28);
        foreach (var mark in with[0].Where(static c => !char.IsLetterOrDigit(c) && c != ' ').Distinct())
        {
            if (with.TrueForAll(t => t.Contains(mark)) && !without.Exists(t => t.Contains(mark))) yield return (TextParts.Literal(mark.ToString()), false, 30);
        }
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i])) continue;
            var end = i;
            while (end < text.Length && char.IsLetter(text[end])) end++;
            if (end - i > 1) yield return text[i..end];
            i = end;
        }
    }
}
