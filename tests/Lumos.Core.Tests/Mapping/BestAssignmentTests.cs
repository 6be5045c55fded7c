using Lumos.Core.Mapping;

namespace Lumos.Core.Tests.Mapping;

public sealed class BestAssignmentTests
{
    [Fact]
    public void Find_GreedyWouldLose_TakesTheBestSum()
    {
        // Greedy pairs row 0 with column 0 (0.9) and leaves row 1 with 0.5; together 0.8 + 0.85 is better.
        Assert.Equal([1, 0], BestAssignment.Find(new[,] { { 0.9, 0.8 }, { 0.85, 0.5 } }, 0.4));
    }

    [Fact]
    public void Find_WeakPair_StaysAlone() => Assert.Equal([0, -1], BestAssignment.Find(new[,] { { 0.9 }, { 0.3 } }, 0.4));

    [Fact]
    public void Find_Tie_TakesTheLowerColumn() => Assert.Equal([0, 1], BestAssignment.Find(new[,] { { 0.7, 0.7 }, { 0.7, 0.7 } }, 0.4));

    [Fact]
    public void Find_RandomScores_EqualsBruteForce()
    {
        var random = new Random(42);
        for (var round = 0; round < 200; round++)
        {
            int rows = random.Next(1, 5), columns = random.Next(1, 5);
            var score = new double[rows, columns];
            for (var r = 0; r < rows; r++) for (var c = 0; c < columns; c++) score[r, c] = Math.Round(random.NextDouble(), 2);
            var found = BestAssignment.Find(score, 0.4);
            Assert.Equal(found.Count(c => c >= 0), found.Where(c => c >= 0).Distinct().Count());
            Assert.Equal(Best(score, 0, 0), Value(score, found), 6);
        }
    }

    private static double Value(double[,] score, int[] columns) => columns.Select((c, r) => c < 0 ? 0 : score[r, c] - 0.4).Sum();

    private static double Best(double[,] score, int row, int taken)
    {
        if (row == score.GetLength(0)) return 0;
        var best = Best(score, row + 1, taken);
        for (var c = 0; c < score.GetLength(1); c++)
        {
            if ((taken & 1 << c) == 0 && score[row, c] >= 0.4) best = Math.Max(best, score[row, c] - 0.4 + Best(score, row + 1, taken | 1 << c));
        }

        return best;
    }
}
