using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>Share of the expected cells that a plan's rows have. Rows are paired by the target's key or by their order, whichever finds more.</summary>
internal static class ExpectedCells
{
    public static (int Right, int All) Count(MappingAnswer answer, IReadOnlyDictionary<string, PlainCsv> expected)
    {
        int right = 0, all = 0;
        foreach (var (name, csv) in expected)
        {
            var table = answer.Case.Targets.First(t => t.Name == name);
            var given = answer.Rows.GetValueOrDefault(name) ?? [];
            all += csv.Rows * csv.Columns.Count;
            right += Math.Max(InOrder(table, given, csv), ByKey(table, given, csv));
        }

        return (right, all);
    }

    private static int InOrder(TargetTable table, IReadOnlyList<IReadOnlyDictionary<string, string?>> given, PlainCsv expected)
    {
        var right = 0;
        for (var r = 0; r < Math.Min(given.Count, expected.Rows); r++) right += Right(table, given[r], expected, r);
        return right;
    }

    private static int ByKey(TargetTable table, IReadOnlyList<IReadOnlyDictionary<string, string?>> given, PlainCsv expected)
    {
        if (table.PrimaryKey.Count == 0) return 0;
        var at = table.PrimaryKey.Select(k => expected.Columns.ToList().IndexOf(k)).ToArray();
        if (at.Contains(-1)) return 0;
        Dictionary<string, IReadOnlyDictionary<string, string?>> rows = new(StringComparer.Ordinal);
        foreach (var row in given) rows.TryAdd(string.Join('\u001f', table.PrimaryKey.Select(k => row.GetValueOrDefault(k))), row);
        var right = 0;
        for (var r = 0; r < expected.Rows; r++)
        {
            if (rows.TryGetValue(string.Join('\u001f', at.Select(a => expected.Values[a][r])), out var row)) right += Right(table, row, expected, r);
        }

        return right;
    }

    private static int Right(TargetTable table, IReadOnlyDictionary<string, string?> row, PlainCsv expected, int at)
    {
        var right = 0;
        for (var c = 0; c < expected.Columns.Count; c++)
        {
            var type = table.Columns.FirstOrDefault(t => t.Name == expected.Columns[c])?.Type ?? ColumnType.Text;
            if (CellComparison.Same(row.GetValueOrDefault(expected.Columns[c]), expected.Values[c][at], type)) right++;
        }

        return right;
    }
}
