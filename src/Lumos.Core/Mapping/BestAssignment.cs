namespace Lumos.Core.Mapping;

/// <summary>Pairs rows with columns so that the sum of scores is largest; a row may stay alone. Hungarian method, O(rows² · columns).</summary>
internal static class BestAssignment
{
    /// <summary>Column of each row, or -1. Ties go to the lower column, so the result is the same everywhere.</summary>
    /// <param name="score">Score by row and column; below <paramref name="least"/> a pair is not made.</param>
    /// <param name="least">Least score of a pair.</param>
    public static int[] Find(double[,] score, double least)
    {
        int rows = score.GetLength(0), real = score.GetLength(1), columns = real + rows;
        if (rows > real) return Transposed(score, least);
        // One private dummy per row, at the price of staying alone.
        double Cost(int r, int c) => c < real ? (score[r, c] >= least ? 1 - score[r, c] : 4) : c - real == r ? 1 - least + 1e-6 : 4;

        double[] u = new double[rows + 1], v = new double[columns + 1];
        int[] rowOf = new int[columns + 1], way = new int[columns + 1];
        for (var r = 1; r <= rows; r++)
        {
            rowOf[0] = r;
            var at = 0;
            var slack = new double[columns + 1];
            Array.Fill(slack, double.MaxValue);
            var used = new bool[columns + 1];
            do
            {
                used[at] = true;
                int row = rowOf[at], next = 0;
                var delta = double.MaxValue;
                for (var c = 1; c <= columns; c++)
                {
                    if (used[c]) continue;
                    var reduced = Cost(row - 1, c - 1) - u[row] - v[c];
                    if (reduced < slack[c]) (slack[c], way[c]) = (reduced, at);
                    if (slack[c] < delta) (delta, next) = (slack[c], c);
                }

                for (var c = 0; c <= columns; c++)
                {
                    if (used[c]) (u[rowOf[c]], v[c]) = (u[rowOf[c]] + delta, v[c] - delta);
                    else slack[c] -= delta;
                }

                at = next;
            }
            while (rowOf[at] != 0);

            while (at != 0)
            {
                var before = way[at];
                rowOf[at] = rowOf[before];
                at = before;
            }
        }

        var result = new int[rows];
        Array.Fill(result, -1);
        for (var c = 1; c <= real; c++)
        {
            if (rowOf[c] > 0 && score[rowOf[c] - 1, c - 1] >= least) result[rowOf[c] - 1] = c - 1;
        }

        return result;
    }

    // The work grows with the square of the rows: the shorter side is put there.
    private static int[] Transposed(double[,] score, double least)
    {
        var turned = new double[score.GetLength(1), score.GetLength(0)];
        for (var r = 0; r < score.GetLength(0); r++)
        {
            for (var c = 0; c < score.GetLength(1); c++) turned[c, r] = score[r, c];
        }

        var result = new int[score.GetLength(0)];
        Array.Fill(result, -1);
        var pairs = Find(turned, least);
        for (var c = 0; c < pairs.Length; c++)
        {
            if (pairs[c] >= 0) result[pairs[c]] = c;
        }

        return result;
    }
}
