using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Cells that say nothing: spellings of NULL, and empty cells of columns that are filled almost everywhere.</summary>
internal static class MissingCells
{
    private const double Disguised = 0.9;
    private const double Empty = 0.55;
    private const double Vague = 0.6;

    /// <summary>A word for "not known" that stands more often than this is a category of its own.</summary>
    private const double MostVague = 0.03;

    /// <summary>A column with more empty cells than this is one that may be empty.</summary>
    private const double MostEmpty = 0.06;

    /// <summary>Empty cells one below the other are a time or a source that had nothing to say, not slips.</summary>
    private static bool IsBlock(CellColumn column, int empty)
    {
        var neighbours = Enumerable.Range(1, Math.Max(0, column.Rows - 1)).Count(row => column.IsEmpty(row) && column.IsEmpty(row - 1));
        return empty >= 8 && neighbours * 2 > empty;
    }

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Filled == 0) continue;
            var empty = Enumerable.Range(0, table.Rows).Count(column.IsEmpty);
            var rare = empty <= Math.Max(1, table.Rows * MostEmpty) && table.Rows >= 20 && !IsBlock(column, empty);
            var vague = column.Values.Select((value, i) => column.Counts[i] <= Math.Max(1, column.Filled * MostVague) && column.Filled >= 20 && NullWords.IsVague(value)).ToArray();
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is >= 0 and var code && vague[code]) book.Add(new Suspicion(row, c, SuspicionKind.Disguise, Vague, "A word for 'not known' among values.", ""));
                if (column.IsDisguised(row)) book.Add(new Suspicion(row, c, SuspicionKind.Disguise, Disguised, "A word for 'missing' stands where nothing should.", ""));
                else if (rare && column.IsEmpty(row)) book.Add(new Suspicion(row, c, SuspicionKind.Missing, Empty, "Empty, though the column is filled almost everywhere."));
            }
        }
    }
}
