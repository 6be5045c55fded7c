using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Finds columns that begin and end something, by their names: <c>visit_start_date</c> and <c>visit_end_date</c>.</summary>
internal static class DatePairs
{
    private static readonly (string Start, string End)[] Words =
    [
        ("start", "end"), ("started", "ended"), ("begin", "end"), ("from", "to"), ("from", "until"), ("from", "thru"), ("from", "through"), ("open", "close"), ("opened", "closed"),
        ("birth", "death"), ("born", "died"), ("admission", "discharge"), ("admit", "discharge"), ("admitted", "discharged"), ("hire", "termination"), ("hired", "terminated"),
        ("created", "closed"), ("created", "updated"), ("created", "modified"), ("order", "ship"), ("ordered", "shipped"), ("ship", "delivery"), ("shipped", "delivered"),
        ("issue", "expiry"), ("issued", "expires"), ("effective", "expiry"), ("effective", "expiration"), ("checkin", "checkout"),
    ];

    /// <summary>Positions of start and end; both are dates or both are timestamps, and their names differ in the one word only.</summary>
    public static IReadOnlyList<(int Start, int End)> Find(IReadOnlyList<TargetColumn> columns)
    {
        var names = columns.Select(static column => column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp ? Split(column.Name) : []).ToList();
        List<(int, int)> pairs = [];
        for (var start = 0; start < columns.Count; start++)
        {
            for (var end = 0; end < columns.Count; end++)
            {
                if (start != end && columns[start].Type.Kind == columns[end].Type.Kind && AreTwins(names[start], names[end])) pairs.Add((start, end));
            }
        }

        return pairs;
    }

    private static bool AreTwins(List<string> start, List<string> end)
    {
        if (start.Count == 0 || start.Count != end.Count) return false;
        var differing = Enumerable.Range(0, start.Count).Where(i => start[i] != end[i]).ToList();
        return differing is [var at] && Words.Contains((start[at], end[at]));
    }

    private static List<string> Split(string name)
    {
        List<string> words = [];
        var from = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var inside = i < name.Length && char.IsLetterOrDigit(name[i]);
            var next = inside && i > from && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (inside && !next) continue;
            if (i > from) words.Add(name[from..i].ToLowerInvariant());
            from = next ? i : i + 1;
        }

        return words;
    }
}
