namespace Lumos.Core.Analysis.Cells;

/// <summary>An empty cell whose value stands at the end of another cell of the row: city "Portland OR", state empty.</summary>
internal static class MisplacedCells
{
    private const double Score = 0.9;
    private const int LeastRows = 2;

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var empty = 0; empty < table.Columns.Count; empty++)
        {
            var column = table.Columns[empty];
            var holes = Enumerable.Range(0, table.Rows).Where(row => column.Codes[row] < 0).ToList();
            if (holes.Count is 0 || holes.Count > table.Rows / 2 || column.Values.Count > Math.Max(50, table.Rows / 4)) continue;
            var known = column.Values.Where((value, i) => column.Counts[i] >= 2 && value.Any(char.IsLetter)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            for (var other = 0; other < table.Columns.Count && known.Count > 0; other++)
            {
                if (other != empty) Compare(table, empty, other, holes, known, book);
            }
        }
    }

    private static void Compare(CellTable table, int empty, int other, List<int> holes, HashSet<string> known, SuspicionBook book)
    {
        var column = table.Columns[other];
        var found = holes.Where(row => Tail(column[row]) is { } tail && known.Contains(tail)).ToList();
        if (found.Count < LeastRows || found.Count < holes.Count * 0.3) return;

        // Only when filled rows do not carry the value there as well.
        var filled = Enumerable.Range(0, table.Rows).Where(row => table.Columns[empty].Codes[row] >= 0 && column.Codes[row] >= 0).ToList();
        if (filled.Count(row => Tail(column[row]) is { } tail && known.Contains(tail)) > filled.Count * 0.1) return;
        foreach (var row in found)
        {
            var (value, tail) = (column[row]!, Tail(column[row])!);
            book.Add(new Suspicion(row, other, SuspicionKind.Misplaced, Score, $"Ends with what belongs into '{table.Columns[empty].Name}', which is empty.", value[..^tail.Length].TrimEnd(' ', ',', ';', '-')));
            book.Add(new Suspicion(row, empty, SuspicionKind.Missing, Score, $"Its value stands at the end of '{column.Name}'.", tail));
        }
    }

    private static string? Tail(string? value)
    {
        if (value is null) return null;
        var cut = value.LastIndexOfAny([' ', ',', ';']);
        return cut > 0 && cut < value.Length - 1 ? value[(cut + 1)..] : null;
    }
}
