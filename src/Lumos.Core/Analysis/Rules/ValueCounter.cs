using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>Counts the values of a column in one group of rows after the other, without clearing a table each time.</summary>
internal sealed class ValueCounter(int mostValues)
{
    private readonly int[] _counts = new int[mostValues];
    private readonly List<int> _seen = [];

    /// <summary>Rows of the group.</summary>
    public int Group { get; private set; }

    /// <summary>Rows of the group with a value.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows of the most frequent value.</summary>
    public int Most { get; private set; }

    /// <summary>The most frequent value; of equals the one seen first. -1 when the group has none.</summary>
    public int MostValue { get; private set; }

    /// <summary>Sum over the values of their rows squared.</summary>
    public long SumOfSquares { get; private set; }

    /// <summary>Rows of a value in the group.</summary>
    public int RowsOf(int value) => _counts[value];

    /// <summary>Counts a group.</summary>
    public void Count(ReadOnlySpan<int> rows, CellColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        foreach (var value in _seen) _counts[value] = 0;
        _seen.Clear();
        (Group, Rows, Most, MostValue, SumOfSquares) = (rows.Length, 0, 0, -1, 0);
        foreach (var row in rows)
        {
            if (column.Codes[row] is not (>= 0 and var value)) continue;
            if (_counts[value]++ == 0) _seen.Add(value);
            Rows++;
        }

        foreach (var value in _seen)
        {
            var count = _counts[value];
            SumOfSquares += (long)count * count;
            if (count > Most) (Most, MostValue) = (count, value);
        }
    }
}
