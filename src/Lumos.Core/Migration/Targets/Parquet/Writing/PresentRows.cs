using System.Numerics;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>The rows of a column that hold a value.</summary>
internal readonly ref struct PresentRows
{
    private readonly ReadOnlySpan<int> _rows;

    private PresentRows(ReadOnlySpan<int> rows, int count, bool all)
    {
        _rows = rows;
        Count = count;
        All = all;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Whether every row holds a value.</summary>
    public bool All { get; }

    /// <summary>The row of the nth value.</summary>
    public int this[int n] => All ? n : _rows[n];

    /// <summary>Finds them.</summary>
    /// <param name="validity">Arrow's bits; empty when all rows hold a value.</param>
    /// <param name="rows">Rows of the column.</param>
    /// <param name="room">Has room for as many; used when some rows hold none.</param>
    public static PresentRows Of(ReadOnlySpan<byte> validity, int rows, int[] room)
    {
        if (validity.IsEmpty) return new PresentRows(default, rows, true);
        var count = 0;
        for (var at = 0; at << 3 < rows; at++)
        {
            for (var bits = (uint)validity[at]; bits != 0; bits &= bits - 1)
            {
                var row = (at << 3) + BitOperations.TrailingZeroCount(bits);
                if (row < rows) room[count++] = row;
            }
        }

        return new PresentRows(room, count, count == rows);
    }
}
