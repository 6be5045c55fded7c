using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Which source tables feed a target table: the one that covers it best, and every other that covers it nearly as well.</summary>
internal static class SourceChoice
{
    private const double LeastCoverage = 0.35;
    private const double NearlyAsGood = 0.75;
    private const double MostlyPlaced = 0.6;
    private const double SureScore = 0.6;
    private const int SeveralSure = 3;

    /// <summary>Covered share of a target table, by score; required columns count double.</summary>
    public static double Coverage(IReadOnlyList<TargetColumnProfile> targets, IReadOnlyDictionary<string, Proposal> plan)
    {
        double total = 0, covered = 0;
        foreach (var target in targets)
        {
            double weight = target.Required || target.Table.PrimaryKey.Contains(target.Column.Name) ? 2 : 1;
            total += weight;
            if (plan.TryGetValue(target.Column.Name, out var proposal) && proposal.Chosen.Strategy != "constant") covered += weight * proposal.Chosen.Score;
        }

        return total == 0 ? 0 : covered / total;
    }

    /// <summary>Chooses among the source tables; the order is the catalog's.</summary>
    public static IReadOnlyList<string> Choose(IReadOnlyList<TargetColumnProfile> targets, IReadOnlyList<(CatalogTable Table, IReadOnlyDictionary<string, Proposal> Plan)> plans)
    {
        var rated = plans.Select(p => (Table: p.Table.Name, p.Plan, Coverage: Coverage(targets, p.Plan), Placed: Placed(p.Table, p.Plan), Missing: targets.Count(t => t.Required && !p.Plan.ContainsKey(t.Column.Name)),
            Sure: p.Plan.Values.Count(static c => c.Chosen.Score >= SureScore && c.Chosen.Sources.Count > 0))).ToList();
        if (rated.Count == 0) return [];
        var best = rated.OrderBy(static r => r.Missing).ThenByDescending(static r => r.Coverage).ThenBy(static r => r.Table, StringComparer.Ordinal).First();
        var widest = rated.Max(static r => r.Coverage);
        // Covering all required columns wins, unless that table covers hardly anything else.
        if (best.Coverage < widest * 0.6) best = rated.First(r => r.Coverage == widest);
        // A narrow source may fill little of a wide target and still belong there, when most of its columns do.
        if (best.Coverage < LeastCoverage && best.Placed < MostlyPlaced && best.Sure < (rated.Count == 1 ? 1 : SeveralSure)) return [];
        return [.. rated.Where(r => r.Table == best.Table || r.Coverage >= best.Coverage * NearlyAsGood && r.Missing <= best.Missing).Select(static r => r.Table)];
    }

    private static double Placed(CatalogTable table, IReadOnlyDictionary<string, Proposal> plan) =>
        (double)plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).Distinct(StringComparer.Ordinal).Count() / Math.Max(1, table.Columns.Count);
}
