using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>
/// Cells that disagree with the rows they should agree with, and cells those rows support. A minority so large that errors at the rate of the
/// dependency would not make it (Portland lies in two states) is an honest exception and is left alone.
/// </summary>
internal static class DependencyCells
{
    private const double LeastShare = 0.34;
    internal const double LeastChance = 0.001;
    internal const double LeastNoise = 0.01;

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
            foreach (var dependency in from) Walk(table, groups, dependency, counter, (row, value) => votes.Note(row, dependency, value == counter.MostValue));
            foreach (var dependency in from) Walk(table, groups, dependency, counter, (row, value) => Vote(row, value, dependency, counter, votes));
        }

        votes.Decide(table, book);
    }

    private static void Walk(CellTable table, RowGroups groups, Dependency dependency, ValueCounter counter, Action<int, int> look)
    {
        var column = table.Columns[dependency.To];
        foreach (var (start, count) in groups.Groups)
        {
            var rows = groups.Rows.AsSpan(start, count);
            counter.Count(rows, column);
            if (counter.Most < 2) continue;
            foreach (var row in rows) look(row, column.Codes[row]);
        }
    }

    private static void Vote(int row, int value, Dependency dependency, ValueCounter counter, DependencyVotes votes)
    {
        var clear = counter.Most >= counter.Rows * LeastShare;
        if (value < 0)
        {
            if (dependency.FromThing && counter.Rows * 3 > counter.Group) votes.Hole(row, dependency, (double)counter.Rows / counter.Group);
            if (clear && (dependency.FromThing || counter.Rows * 10 >= counter.Group * 9)) votes.Missing(row, dependency, counter.Most, counter.Rows, counter.MostValue);
        }
        else if (clear && value == counter.MostValue)
        {
            votes.For(row, dependency, counter.Most, counter.Rows);
        }
        else if (clear && !votes.IsStranger(row, dependency.From) && counter.RowsOf(value) is var own && own * 1.5 <= counter.Most && Tail(counter.Rows, own, Math.Max(LeastNoise, dependency.Noise)) >= LeastChance)
        {
            votes.Against(row, dependency, counter.Most, counter.Rows, counter.MostValue);
        }
    }

    /// <summary>Probability that at least <paramref name="least"/> of <paramref name="rows"/> are wrong at a rate; by the larger of exact start terms, cheap and good enough for a cut-off.</summary>
    internal static double Tail(int rows, int least, double rate)
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
