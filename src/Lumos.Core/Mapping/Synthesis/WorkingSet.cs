namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A few examples that differ as much as possible: search is over these, proof over all.</summary>
internal static class WorkingSet
{
    private const int Most = 8;
    private const int MostNothing = 4;

    /// <summary>Positions of examples with a target, unlike shapes first.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="attempt">0, 1, ...: another set each time, in case one holds an error.</param>
    public static int[] Choose(LearningTask task, int attempt)
    {
        var usable = task.Train.Where(i => task.Targets[i] is not null).ToList();
        if (usable.Count <= Most) return attempt == 0 ? [.. usable] : [.. usable.Where((_, at) => at % 2 == (attempt & 1))];
        List<int> chosen = [];
        HashSet<string> shapes = new(StringComparer.Ordinal);
        var start = attempt * usable.Count / 3;
        for (var k = 0; k < usable.Count && chosen.Count < Most; k++)
        {
            var i = usable[(start + k) % usable.Count];
            if (shapes.Add(ShapeOf(task, i))) chosen.Add(i);
        }

        for (var k = 0; chosen.Count < Most; k++)
        {
            var i = usable[(start + k * Math.Max(1, usable.Count / Most) + k / Most) % usable.Count];
            if (!chosen.Contains(i)) chosen.Add(i);
            if (k > usable.Count) break;
        }

        // Odd ones out at the end: the first example decides where pieces may begin.
        return [.. chosen];
    }

    /// <summary>Positions of examples that have something and become nothing, unlike shapes first.</summary>
    public static int[] Nothing(LearningTask task) => [.. task.Train.Where(i => task.Targets[i] is null && task.Columns.Any(c => c.Values[i] is not null)).DistinctBy(i => ShapeOf(task, i)).Take(MostNothing)];

    private static string ShapeOf(LearningTask task, int example) =>
        string.Join('\u001f', task.Columns.Select(c => Shape(c.Values[example])).Append(Shape(task.Targets[example])));

    private static string Shape(string? text)
    {
        if (text is null) return "-";
        var shape = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            var mark = char.IsAsciiDigit(c) ? '0' : char.IsLetter(c) ? 'a' : c;
            if (shape.Length == 0 || shape[^1] != mark) shape.Append(mark);
        }

        return shape.ToString();
    }
}
