using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>Rows by the value of one column: groups of two rows or more, rows of a group next to each other.</summary>
internal sealed class RowGroups
{
    private RowGroups(int[] rows, List<(int Start, int Count)> groups, int filled, int distinct) => (Rows, Groups, Filled, Distinct) = (rows, groups, filled, distinct);

    /// <summary>Row numbers in group order.</summary>
    public int[] Rows { get; }

    /// <summary>Groups of two rows or more.</summary>
    public IReadOnlyList<(int Start, int Count)> Groups { get; }

    /// <summary>Rows with a value.</summary>
    public int Filled { get; }

    /// <summary>Different values.</summary>
    public int Distinct { get; }

    /// <summary>Groups the rows of a column.</summary>
    public static RowGroups Of(CellColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var starts = new int[column.Values.Count];
        List<(int, int)> groups = [];
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = at;
            if (column.Counts[i] > 1) groups.Add((at, column.Counts[i]));
            at += column.Counts[i];
        }

        var rows = new int[column.Filled];
        for (var row = 0; row < column.Rows; row++)
        {
            if (column.Codes[row] is >= 0 and var code) rows[starts[code]++] = row;
        }

        return new RowGroups(rows, groups, column.Filled, column.Values.Count);
    }
}
