using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;

namespace Lumos.Core.Mapping;

/// <summary>
/// Which source tables feed a target table: those that have its name; without one, the one that covers it best, and every other that covers it nearly as well and has no other target's name.
/// </summary>
internal static class SourceChoice
{
    private const double OfNamesake = 0.6;
    // Beside a table that has another target's name a namesake needs less.
    private const double OfNamesakeOfAnother = 0.4;
    private const double NameBonus = 0.1;
    private const double LeastCoverage = 0.35;
    private const double NearlyAsGood = 0.75;
    private const double AboutAsGood = 0.85;
    private const double MostlyPlaced = 0.6;
    private const double SureScore = 0.6;
    private const double FarLess = 0.5;
    private const double Rivalry = 0.6;
    private const int MostFollowed = 24;
    private const int SeveralSure = 3;
    private const int FewestTelling = 2;

    /// <summary>
    /// The source tables whose references are worth following for a target: of a few all, of many those that have its name, leave the fewest of its required columns open or cover most of it by themselves. What does less than so many
    /// others is not what its rows are.
    /// </summary>
    /// <param name="targets">Columns of the target table.</param>
    /// <param name="plans">What was found in each source table alone.</param>
    /// <param name="names">What the names of tables say.</param>
    public static IReadOnlySet<string> Likeliest(IReadOnlyList<TargetColumnProfile> targets, IReadOnlyList<PlannedSource> plans, TableAffinity names)
    {
        if (plans.Count <= MostFollowed) return plans.Select(static p => p.Own.Name).ToHashSet(StringComparer.Ordinal);
        var name = targets.Count > 0 ? targets[0].Table.Name : "";
        var rated = plans.Select(p => (Table: p.Own.Name, Coverage: RatedSource.CoverageOf(targets, p), Missing: RatedSource.OpenOf(targets, p), Named: names.Of(p.Own.Name, name) > 0)).OrderByDescending(static r => r.Coverage).ThenBy(static r => r.Table, StringComparer.Ordinal).ToList();
        return rated.Where(static r => r.Named).Concat(rated.Take(MostFollowed / 2)).Concat(rated.OrderBy(static r => r.Missing).Take(MostFollowed / 2)).Select(static r => r.Table).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Chooses among the source tables; the order is the catalog's. A table that the best one looks up or is connected with by a reference is not appended to it.</summary>
    /// <param name="targets">Columns of the target table.</param>
    /// <param name="plans">What was found in each source table.</param>
    /// <param name="references">References between source tables.</param>
    /// <param name="names">What the names of tables say.</param>
    /// <param name="elsewhere">What was found in a source table for the other target table that takes most of its columns; null when there is no other.</param>
    public static SourcesChosen Choose(IReadOnlyList<TargetColumnProfile> targets, IReadOnlyList<PlannedSource> plans, IReadOnlyList<CatalogForeignKey> references, TableAffinity names, Func<string, PlannedSource?> elsewhere)
    {
        var name = targets.Count > 0 ? targets[0].Table.Name : "";
        var rated = plans.Select(p => RatedSource.Of(targets, p, plans, references, names, elsewhere(p.Own.Name))).ToList();
        if (rated.Count == 0) return SourcesChosen.None;
        // What has another target's name and looks up what is required here is rather that other.
        var best = rated.OrderBy(r => r.Missing + (r.IsAnothers ? targets.Count(t => t.Required && r.Source.Plan.GetValueOrDefault(t.Column.Name) is { Chosen.Strategy: not NumberedKeys.Surrogate } p && r.Source.IsJoined(p)) : 0)).ThenByDescending(r => r.Coverage + ((r.Named > 0 ? r.Named == r.NamedBest : r.NamedBest == 0 && TableNames.AreNear(r.Table, name)) ? NameBonus : 0)).ThenBy(static r => r.Table, StringComparer.Ordinal).First();
        var widest = rated.Max(static r => r.Coverage);
        // Covering all required columns wins, unless that table covers hardly anything else.
        if (best.Coverage < widest * 0.6) best = rated.First(r => r.Coverage == widest);
        // Of two that cover about the same, one that is nearly used up by it is what it asks for, not one of which much is left.
        var usedUp = rated.Where(r => r.Missing <= best.Missing && r.Coverage >= best.Coverage * AboutAsGood && r.Placed * FarLess > best.Placed).OrderByDescending(static r => r.Coverage).ToList();
        if (usedUp.Count > 0) best = usedUp[0];
        // Tables of codes and names all look alike, so where a table has the target's name, it is meant: with other rows beside its own, or those of another table for want of any, it would be wrong without a sign.
        var namesakes = rated.Where(r => r.Named >= TableNames.SameWords && r.Named == r.NamedBest && (r.Missing <= best.Missing && r.Coverage >= best.Coverage * OfNamesake || best.IsAnothers && r.Coverage >= best.Coverage * OfNamesakeOfAnother)).ToList();
        if (namesakes.Count > 0) best = namesakes.OrderByDescending(static r => r.Named).ThenByDescending(static r => r.Coverage).ThenBy(static r => r.Table, StringComparer.Ordinal).First();
        // A narrow source may fill little of a wide target and still belong there, when most of its columns do.
        if (best.Coverage < LeastCoverage && best.Placed < MostlyPlaced && (best.Named < TableNames.SameWords || best.Sure == 0) && best.Sure < (rated.Count == 1 ? 1 : SeveralSure)) return SourcesChosen.None;
        var good = rated.Where(r => r.Table == best.Table || (r.Coverage >= best.Coverage * NearlyAsGood && r.Missing <= best.Missing && Tells(targets, r.Source) && !BelongsElsewhere(r) && best.Source.Joins.All(j => j.Table != r.Table))).ToList();
        var alike = good.Where(r => r.Table == best.Table || !Linked(r.Table, best.Table)).ToList();
        var chosen = alike.Where(r => r.Table == best.Table || (r.Named == r.NamedBest && (namesakes.Count == 0 || r.Named >= TableNames.SameWords) && IsNamedAsWell(r.Table, r.Named))).ToList();
        return new SourcesChosen([.. chosen.Select(static r => r.Source)], [.. alike.Except(chosen).Where(static r => r.NamedBest < TableNames.SameWords).Select(static r => r.Table)], [.. good.Except(alike).Where(static r => r.NamedBest < TableNames.SameWords).Select(static r => r.Table)], [.. rated.Except(good).Where(r => r.Missing <= best.Missing && r.Coverage >= best.Coverage * Rivalry && r.NamedBest < TableNames.SameWords).Select(static r => r.Table)], best.IsAnothers);

        // Beside the conditions of a condition_occurrence the medications are something else.
        bool IsNamedAsWell(string source, int named) => best.Named > 0 && best.Named == best.NamedBest ? named > 0 || TableNames.AreNear(source, name) : best.Named > 0 || !TableNames.AreNear(best.Table, name) || named > 0 || TableNames.AreNear(source, name);

        // An id and a name every table has: what takes many more columns of a source is what its rows are, or any more where the best one is at home here.
        bool BelongsElsewhere(RatedSource source) => source.Placed < best.Placed * FarLess && source.Placed < source.PlacedElsewhere * FarLess || source.Placed < source.PlacedElsewhere && best.Placed >= best.PlacedElsewhere;

        // Tables that refer to each other hold different things.
        bool Linked(string one, string other) => references.Any(f => f.Score >= ReferencePaths.SureReference && (f.Table == one && f.References == other || f.Table == other && f.References == one));
    }

    // Everything that happens to a patient refers to the patient and a visit: whether it is of the target's kind, columns of its own must say.
    private static bool Tells(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source)
    {
        var asked = targets.Count(t => !source.Plan.TryGetValue(t.Column.Name, out var proposal) || proposal.Chosen.Strategy != NumberedKeys.Surrogate);
        return source.Plan.Values.Count(p => p.Chosen.Score >= SureScore && p.Chosen.Strategy != NumberedKeys.Surrogate && !source.IsJoined(p)) >= Math.Min(FewestTelling, asked);
    }
}
