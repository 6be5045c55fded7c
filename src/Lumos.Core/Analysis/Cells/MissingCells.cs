namespace Lumos.Core.Analysis.Cells;

/// <summary>Cells that say nothing: spellings of NULL, and empty cells of columns that are filled almost everywhere.</summary>
internal static class MissingCells
{
    private const double Disguised = 0.9;
    private const double Empty = 0.55;

    /// <summary>A column with more empty cells than this is one that may be empty.</summary>
    private const double MostEmpty = 0.06;

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Filled == 0) continue;
            var empty = Enumerable.Range(0, table.Rows).Count(column.IsEmpty);
            var rare = empty <= Math.Max(1, table.Rows * MostEmpty) && table.Rows >= 20;
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.IsDisguised(row)) book.Add(new Suspicion(row, c, SuspicionKind.Disguise, Disguised, "A word for 'missing' stands where nothing should.", ""));
                else if (rare && column.IsEmpty(row)) book.Add(new Suspicion(row, c, SuspicionKind.Missing, Empty, "Empty, though the column is filled almost everywhere."));
            }
        }
    }
}
