using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>
/// Cells that disagree with the rows they should agree with, and cells those rows support. A minority so large that errors at the rate of the
/// dependency would not make it (Portland lies in two states) is an honest exception and is left alone.
/// </summary>
internal static class DependencyCells
{
    /// <summary>Dependencies weaker than this say nothing about single cells.</summary>
    public const double LeastStrength = 0.3;

    private const double LeastShare = 0.34;
    private const double LeastChance = 0.001;
    private const double LeastNoise = 0.01;

    public static void Look(CellTable table, IReadOnlyList<Dependency> dependencies, SuspicionBook book, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(dependencies);
        var votes = new DependencyVotes(table.Rows, table.Columns.Count);
        var counter = new ValueCounter(table.Columns.Max(static column => column.Values.Count));
        foreach (var from in dependencies.GroupBy(static dependency => dependency.From))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var groups = RowGroups.Of(table.Columns[from.Key]);
            foreach (var dependency in from) Vote(table, groups, dependency, counter, votes);
        }

        votes.Decide(table, book);
    }

    private static void Vote(CellTable table, RowGroups groups, Dependency dependency, ValueCounter counter, DependencyVotes votes)
    {
        var column = table.Columns[dependency.To];
        var noise = Math.Max(LeastNoise, dependency.Noise);
        foreach (var (start, count) in groups.Groups)
        {
            var rows = groups.Rows.AsSpan(start, count);
            counter.Count(rows, column);
            if (counter.Most < 2 || counter.Most < counter.Rows * LeastShare) continue;
            foreach (var row in rows)
            {
                var value = column.Codes[row];
                if (value == counter.MostValue)
                {
                    votes.For(row, dependency, counter.Most, counter.Rows);
                    continue;
                }

                if (value < 0)
                {
                    votes.Missing(row, dependency, counter.Most, counter.Rows, counter.MostValue);
                    continue;
                }

                var own = counter.RowsOf(value);
                if (own * 2 > counter.Most || Tail(counter.Rows, own, noise) < LeastChance) continue;
                votes.Against(row, dependency, counter.Most, counter.Rows, counter.MostValue);
            }
        }
    }

    /// <summary>Probability that at least <paramref name="least"/> of <paramref name="rows"/> are wrong at a rate; by the larger of exact start terms, cheap and good enough for a cut-off.</summary>
    private static double Tail(int rows, int least, double rate)
    {
        if (least <= rows * rate) return 1;
        double term = Math.Pow(1 - rate, rows), below = 0;
        if (term <= 0) return NormalTail((least - 0.5 - (rows * rate)) / Math.Sqrt(rows * rate * (1 - rate)));
        for (var k = 0; k < least; k++)
        {
            below += term;
            term *= (double)(rows - k) / (k + 1) * rate / (1 - rate);
        }

        return 1 - below;
    }

    // Upper bound good enough for a cut-off of one in a thousand.
    private static double NormalTail(double z) => z <= 0 ? 1 : Math.Exp(-z * z / 2) / 2;
}
