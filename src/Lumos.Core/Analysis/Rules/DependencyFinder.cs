using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>
/// Finds approximate functional dependencies between single columns. A dependency is scored by how much of the disagreement in the decided column it
/// explains beyond chance, corrected for the number of groups, so that keys, near-unique columns and near-constant columns do not mislead
/// (the measure mu+ of Parciak and others, "Measuring approximate functional dependencies", 2024).
/// </summary>
internal static class DependencyFinder
{
    private const int MostColumns = 80;

    /// <summary>Rows in groups needed before anything is concluded.</summary>
    private const int LeastRows = 20;

    private const int LeastGroups = 3;

    /// <summary>Chance of two rows to agree (one in 25), above which a column has so few values that loose relations are nature, not rules.</summary>
    private const double FewValues = 1.0 / 25;

    private const double LeastWithFewValues = 0.85;
    private const double LeastStrength = 0.3;
    private const double Strict = 0.85;
    private const double Exact = 0.97;
    private const double MoreValues = 1.02;

    // How much looser than the best dependency for its column one may be.
    private const double Room = 0.05;
    private const double MoreRoom = 8;

    /// <summary>
    /// Dependencies that tell errors from nature. Strict ones always; loose ones only from a column that decides half of the table (the same thing told by
    /// several sources), never beside a much stricter one for the same column.
    /// </summary>
    public static IReadOnlyList<Dependency> FindTelling(CellTable table, CancellationToken cancellationToken)
    {
        var all = Find(table, LeastStrength, cancellationToken);
        var things = all.GroupBy(static dependency => dependency.From).Where(group => group.Count() * 2 >= table.Columns.Count - 1).Select(static group => group.Key).ToHashSet();
        var best = all.GroupBy(static dependency => dependency.To).ToDictionary(static group => group.Key, static group => group.Max(static dependency => dependency.Strength));
        return
        [
            .. all.Where(dependency => !IsFiner(table, dependency, all) && (dependency.Strength >= Strict || things.Contains(dependency.From)) && 1 - dependency.Strength <= Room + (MoreRoom * (1 - best[dependency.To])))
                .Select(dependency => dependency with { FromThing = things.Contains(dependency.From) }),
        ];
    }

    // An order decides its customer, and has more values: that most customers ordered once does not make them decide the order.
    private static bool IsFiner(CellTable table, Dependency dependency, IReadOnlyList<Dependency> all) =>
        all.Any(back => back.From == dependency.To && back.To == dependency.From && back.Strength >= Exact)
        && Repeated(table.Columns[dependency.To]) > Repeated(table.Columns[dependency.From]) * MoreValues;

    private static int Repeated(CellColumn column) => column.Counts.Count(static count => count > 1);

    /// <summary>Dependencies of at least a strength, by deciding column.</summary>
    public static IReadOnlyList<Dependency> Find(CellTable table, double leastStrength, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<Dependency> found = [];
        var columns = Math.Min(table.Columns.Count, MostColumns);
        var counter = new ValueCounter(table.Columns.Max(static column => column.Values.Count));
        for (var from = 0; from < columns; from++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var groups = RowGroups.Of(table.Columns[from]);
            if (groups.Distinct < LeastGroups || groups.Groups.Count < LeastGroups) continue;
            for (var to = 0; to < columns; to++)
            {
                if (to != from && Judge(groups, table.Columns[to], counter, from, to) is { } dependency && dependency.Strength >= leastStrength) found.Add(dependency);
            }
        }

        return found;
    }

    private static Dependency? Judge(RowGroups groups, CellColumn column, ValueCounter counter, int from, int to)
    {
        if (column.Values.Count < 2) return null;
        long rows = 0, majority = 0;
        double agreement = 0;
        var used = 0;
        foreach (var (start, count) in groups.Groups)
        {
            counter.Count(groups.Rows.AsSpan(start, count), column);
            if (counter.Rows < 2) continue;
            used++;
            rows += counter.Rows;
            majority += counter.Most;
            agreement += (double)counter.SumOfSquares / counter.Rows;
        }

        if (rows < LeastRows || used < LeastGroups || rows <= used) return null;
        double chance = 0;
        foreach (var count in column.Counts) chance += (double)count / column.Filled * count / column.Filled;
        if (chance >= 1) return null;
        var strength = 1 - ((1 - (agreement / rows)) / (1 - chance) * (rows - 1) / (rows - used));
        return chance > FewValues && strength < LeastWithFewValues ? null : new Dependency(from, to, strength, 1 - ((double)majority / rows), used);
    }
}
