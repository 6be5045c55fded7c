using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>What all dependencies together say about each cell.</summary>
internal sealed class DependencyVotes(int rows, int columns)
{
    // One vote for and one against, about as strong, decide nothing.
    private const double Clear = 1.15;
    private const double Tie = 0.3;

    private const double Strict = 0.7;
    private const int MostInLoose = 6;
    private const double LeastHole = 0.5;
    private const double MoreHole = 0.2;

    private readonly double[] _for = new double[(long)rows * columns];
    private readonly double[] _balance = new double[(long)rows * columns];
    private readonly double[] _against = new double[(long)rows * columns];
    private readonly int[] _instead = NewFilled(rows * columns);

    // Per row and deciding column: how many decided cells agree and disagree, and how many would disagree by their noise.
    private readonly int[] _seen = new int[(long)rows * columns];
    private readonly int[] _disagree = new int[(long)rows * columns];
    private readonly double[] _noise = new double[(long)rows * columns];

    /// <summary>Counts a cell before anything is concluded.</summary>
    public void Note(int row, Dependency dependency, bool agrees)
    {
        var at = At(row, dependency.From);
        _seen[at]++;
        _noise[at] += Math.Max(DependencyCells.LeastNoise, dependency.Noise);
        if (!agrees) _disagree[at]++;
    }

    /// <summary>
    /// Whether a row disagrees with its group in so many columns that it is another thing that shares the deciding value, or the deciding value itself is
    /// wrong: then none of the decided cells is to blame.
    /// </summary>
    public bool IsStranger(int row, int from)
    {
        var at = At(row, from);
        return _disagree[at] >= 3 && _disagree[at] * 2 > _seen[at] && DependencyCells.Tail(_seen[at], _disagree[at], _noise[at] / _seen[at]) < DependencyCells.LeastChance;
    }

    public void For(int row, Dependency dependency, int most, int all)
    {
        var (cell, weight) = (At(row, dependency.To), Agreement(dependency, most, all));
        _for[cell] = Math.Max(_for[cell], weight);
        _balance[cell] += weight;
    }

    public void Against(int row, Dependency dependency, int most, int all, int instead) => Add(row, dependency, most, all, instead);

    public void Missing(int row, Dependency dependency, int most, int all, int instead) => Add(row, dependency, most, all + 1, instead);

    /// <summary>A cell is empty where most rows of its group are filled, whatever they say.</summary>
    public void Hole(int row, Dependency dependency, double filled)
    {
        var cell = At(row, dependency.To);
        _against[cell] = Math.Max(_against[cell], LeastHole + (MoreHole * filled));
    }

    private void Add(int row, Dependency dependency, int most, int all, int instead)
    {
        var cell = At(row, dependency.To);
        var weight = Weight(dependency, most, all);
        _balance[cell] -= weight;
        if (weight <= _against[cell]) return;
        _against[cell] = weight;
        _instead[cell] = instead;
    }

    public void Decide(CellTable table, SuspicionBook book)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < columns; c++)
            {
                var cell = At(row, c);
                if (_for[cell] > _against[cell] && _balance[cell] > 0) book.Support(row, c, _for[cell]);
                if (_against[cell] <= 0 || (_against[cell] <= _for[cell] && _balance[cell] >= 0) || _balance[cell] > 0) continue;
                if (_for[cell] > 0 && _for[cell] * Clear >= _against[cell] && _balance[cell] > -Tie) continue;
                var column = table.Columns[c];
                var correct = _instead[cell] < 0 ? null : column.Values[_instead[cell]];
                var kind = column.IsDisguised(row) ? SuspicionKind.Disguise : column.IsEmpty(row) ? SuspicionKind.Missing : SuspicionKind.Dependency;
                book.Add(new Suspicion(row, c, kind, Math.Min(0.95, _against[cell]), kind == SuspicionKind.Missing ? "Empty, though rows that agree elsewhere have a value." : "Rows that agree elsewhere agree here too, this one does not.", correct));
            }
        }
    }

    // A clear majority in a large group under a strict dependency is worth almost everything, two against one in a loose one nothing.
    private static double Weight(Dependency dependency, int most, int all)
    {
        if (all <= 0 || most <= 0 || (dependency.Strength < Strict && most < MostInLoose)) return 0;
        var share = (double)most / (all + 1);
        return share * (0.6 + (0.4 * dependency.Strength)) + (0.1 * Math.Min(1, most / 10.0));
    }

    private static double Agreement(Dependency dependency, int most, int all) =>
        most < 2 || (dependency.Strength < Strict && most < MostInLoose) ? 0 : (double)(most - 1) / (all - 1) * (0.6 + (0.4 * dependency.Strength));

    private int At(int row, int column) => (row * columns) + column;

    private static int[] NewFilled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, -1);
        return filled;
    }
}
