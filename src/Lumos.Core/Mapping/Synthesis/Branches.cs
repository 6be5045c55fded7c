using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// What the language can say of "if ... then": words that mean nothing, the first column that has something, a fixed text where a program gives nothing, and
/// two programs of which the first gives nothing where the second is wanted. Each is a smaller lesson, wrapped.
/// </summary>
internal static class Branches
{
    private const int MostWords = 3;
    private const int MostColumns = 6;
    private const int MostConstants = 3;
    private const int LeastRows = 2;
    private const string Between = "\n";

    /// <summary>Lessons without the words everybody writes for nothing, where all that becomes nothing is such a word.</summary>
    public static IEnumerable<LearningTask> KnownNothing(LearningTask task) =>
        WithoutWords(task, static words => words.All(NullWords.IsNothing));

    /// <summary>Programs with a branch.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="learn">Learns a smaller lesson.</param>
    public static IEnumerable<Sketch> Find(LearningTask task, Func<LearningTask, IReadOnlyList<Learnt>> learn)
    {
        foreach (var simpler in WithoutWords(task, static _ => true).Concat(FirstThere(task)))
        {
            foreach (var learnt in learn(simpler)) yield return Wrapped(learnt);
        }

        foreach (var sketch in Presence.Find(task)) yield return sketch;
        if (task.Type.Kind != ColumnKind.Text) yield break;
        foreach (var sketch in Defaults(task, learn).Concat(Alternatives(task, learn))) yield return sketch;
    }

    /// <summary>Whether a pipeline is good enough not to ask for a branch.</summary>
    public static bool IsPlain(Learnt learnt) => !learnt.Sketch.Memorises && learnt.Misses.Count == 0;

    /// <summary>What was learnt of a smaller lesson, as a program of the whole one.</summary>
    public static Sketch Wrapped(Learnt learnt) => learnt.Sketch with { Cost = learnt.Sketch.Cost + 12, Relearn = null };

    // n/a, -, 00/00/0000: values that become nothing wherever they stand.
    private static IEnumerable<LearningTask> WithoutWords(LearningTask task, Func<IReadOnlyCollection<string>, bool> wanted)
    {
        foreach (var column in task.Columns)
        {
            HashSet<string> words = new(StringComparer.Ordinal), others = new(StringComparer.Ordinal);
            for (var i = 0; i < task.Rows.Count; i++)
            {
                if (column.Values[i] is { Length: > 0 } value) (task.Targets[i] is null ? words : others).Add(value);
            }

            if (words.Count is 0 or > MostWords || words.Overlaps(others) || others.Count == 0 || !wanted(words)) continue;
            var start = column.Pipe.MapDict(words.Order(StringComparer.Ordinal).Select(static w => new KeyValuePair<string, string?>(w, null)), MissingRule.Keep);
            yield return task.Over([.. task.Columns.Select(c => c == column ? new LearningColumn(c.Name, start.Expression, [.. c.Values.Select(v => v is not null && words.Contains(v) ? null : v)], c.Unit) : c)]);
        }
    }

    // The second column counts where the first has nothing.
    private static IEnumerable<LearningTask> FirstThere(LearningTask task)
    {
        var columns = task.Columns.Take(MostColumns).Where(c => c.Values.Any(static v => v is not null) && !c.Values.Any(static v => v?.Contains('\n', StringComparison.Ordinal) == true)).ToList();
        foreach (var first in columns)
        {
            if (!Enumerable.Range(0, task.Rows.Count).Any(i => first.Values[i] is null && task.Targets[i] is not null)) continue;
            foreach (var second in columns)
            {
                if (first == second || Enumerable.Range(0, task.Rows.Count).Any(i => first.Values[i] is null && second.Values[i] is null && task.Targets[i] is not null)) continue;
                var either = Pipe.Concat(NullRule.Skip, Between, first.Pipe, second.Pipe).RegexExtract("^.+");
                yield return task.Over([new LearningColumn(first.Name + '\u001f' + second.Name, either.Expression, [.. first.Values.Zip(second.Values, static (a, b) => a ?? b)])]);
            }
        }
    }

    // The rest is learnt with those rows as rows that become nothing; nothing becomes the fixed text.
    private static IEnumerable<Sketch> Defaults(LearningTask task, Func<LearningTask, IReadOnlyList<Learnt>> learn)
    {
        if (task.Targets.Any(static t => t is null)) yield break;
        var often = task.Targets.GroupBy(static t => t!, StringComparer.Ordinal).Where(g => g.Count() * 4 <= task.Rows.Count * 3).OrderByDescending(static g => g.Count()).Take(MostConstants);
        foreach (var group in often)
        {
            foreach (var learnt in learn(task.With([.. task.Targets.Select(t => t == group.Key ? null : t)])))
            {
                if (!IsPlain(learnt)) continue;
                yield return new Sketch(Pipe.From(learnt.Sketch.Expression).MapDict([], MissingRule.Keep, group.Key).Expression, learnt.Sketch.Cost + 12, "derive");
            }
        }
    }

    // Rows written in one way are learnt with the others as nothing, then the others for themselves.
    private static IEnumerable<Sketch> Alternatives(LearningTask task, Func<LearningTask, IReadOnlyList<Learnt>> learn)
    {
        int[] rows = [.. Enumerable.Range(0, task.Rows.Count).Where(i => task.Targets[i] is not null)];
        foreach (var way in (Func<int, string>[])[i => Filled(task, i), i => Marks(task, i)])
        {
            var groups = rows.GroupBy(way, StringComparer.Ordinal).OrderBy(static g => g.Count()).ThenBy(static g => g.First()).ToList();
            if (groups.Count is < 2 or > 4) continue;
            foreach (var group in groups)
            {
                if (group.Count() < LeastRows || rows.Length - group.Count() < LeastRows) continue;
                var mine = group.ToHashSet();
                var own = learn(task.With([.. task.Targets.Select((t, i) => mine.Contains(i) ? t : null)])).FirstOrDefault(IsPlain);
                if (own is null) continue;
                int[] rest = [.. Enumerable.Range(0, task.Rows.Count).Where(i => !mine.Contains(i))];
                foreach (var other in learn(task.Keeping(rest)).Where(IsPlain).Take(2))
                {
                    var either = Pipe.Concat(NullRule.Skip, Between, Pipe.From(own.Sketch.Expression), Pipe.From(other.Sketch.Expression)).RegexExtract("^.+");
                    yield return new Sketch(either.Expression, own.Sketch.Cost + other.Sketch.Cost + 16, own.Sketch.Kind == other.Sketch.Kind ? own.Sketch.Kind : "derive");
                }
            }
        }
    }

    private static string Filled(LearningTask task, int row) => string.Concat(task.Columns.Select(c => string.IsNullOrEmpty(c.Values[row]) ? '0' : '1'));

    private static string Marks(LearningTask task, int row) => string.Join('\u001f', task.Columns.Select(c => string.Concat((c.Values[row] ?? "").Where(static v => !char.IsLetterOrDigit(v)).Distinct().Order())));
}
