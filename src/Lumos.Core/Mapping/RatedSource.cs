using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;

namespace Lumos.Core.Mapping;

/// <summary>How well a source table would feed a target table.</summary>
/// <param name="Source">What was found in it.</param>
internal sealed record RatedSource(PlannedSource Source)
{
    private const double OfJoined = 0.7;
    private const double OfReferring = 0.6;
    private const double OfAnother = 0.75;
    private const double SureScore = 0.6;
    private const double FarLess = 0.5;
    // What makes rows of another kind counts as much as two required columns.
    private const int OtherRows = 2;

    /// <summary>Name of the source table.</summary>
    public string Table => Source.Own.Name;

    /// <summary>Covered share of the target table, less where the rows seem to be those of something else.</summary>
    public required double Coverage { get; init; }

    /// <summary>Required columns left open, and what else would be refused of its rows.</summary>
    public required int Missing { get; init; }

    /// <summary>Columns fed by it for sure.</summary>
    public required int Sure { get; init; }

    /// <summary>Share of its columns the target table takes.</summary>
    public required double Placed { get; init; }

    /// <summary>Largest share of its columns another target table takes.</summary>
    public required double PlacedElsewhere { get; init; }

    /// <summary>How much its name says that it is the target table (<see cref="TableNames"/>).</summary>
    public required int Named { get; init; }

    /// <summary>The most its name says of any target table.</summary>
    public required int NamedBest { get; init; }

    /// <summary>Whether it has the name of another target table.</summary>
    public bool IsAnothers => NamedBest >= TableNames.SameWords && Named < NamedBest;

    /// <summary>Rates a source table.</summary>
    /// <param name="targets">Columns of the target table.</param>
    /// <param name="source">What was found in the source table.</param>
    /// <param name="plans">What was found in each source table.</param>
    /// <param name="references">References between source tables.</param>
    /// <param name="names">What the names of tables say.</param>
    /// <param name="elsewhere">What was found in the source table for the other target table that takes most of its columns; null when there is no other.</param>
    public static RatedSource Of(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source, IReadOnlyList<PlannedSource> plans, IReadOnlyList<CatalogForeignKey> references, TableAffinity names, PlannedSource? elsewhere)
    {
        var target = targets.Count > 0 ? targets[0].Table.Name : "";
        var refused = RepeatedOf(targets, source);
        if (names.Of(source.Own.Name, target) < TableNames.SameWords && LooksUpAll(source, plans)) refused++;
        var rated = new RatedSource(source)
        {
            Coverage = CoverageOf(targets, source), Missing = OpenOf(targets, source) + (OtherRows * refused), Sure = SureOf(source).Count(), Placed = PlacedOf(source), PlacedElsewhere = elsewhere is null ? 0 : PlacedOf(elsewhere),
            Named = names.Of(source.Own.Name, target), NamedBest = names.Best(source.Own.Name),
        };
        var factor = 1.0;
        if (RefersToKey(targets, source, plans, references)) factor *= OfReferring;
        if (rated.IsAnothers) factor *= OfAnother;
        if (EmbeddedRows.AreLookedUp(target, source)) factor *= OfReferring;
        if (elsewhere is not null && AreRowsOf(elsewhere, source)) factor *= OfAnother;
        return rated with { Coverage = rated.Coverage * factor };
    }

    /// <summary>Covered share of a target table, by score; required columns count double.</summary>
    public static double CoverageOf(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source)
    {
        double total = 0, covered = 0;
        foreach (var target in targets)
        {
            double weight = target.Required || target.Table.PrimaryKey.Contains(target.Column.Name) ? 2 : 1;
            total += weight;
            // Any table can be numbered, which says nothing of its rows; that it refers to a numbered one says much.
            if (source.Plan.TryGetValue(target.Column.Name, out var proposal) && proposal.Chosen.Strategy != "constant" && (proposal.Chosen.Strategy != NumberedKeys.Surrogate || !NumberedKeys.IsKey(target))) covered += weight * proposal.Chosen.Score * (source.IsJoined(proposal) ? OfJoined : 1);
        }

        return total == 0 ? 0 : covered / total;
    }

    /// <summary>Required columns a source table leaves open. A number is a key as good as any; a guess is none.</summary>
    public static int OpenOf(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source) => targets.Count(target => target.Required
        && (!source.Plan.TryGetValue(target.Column.Name, out var proposal) || ((NumberedKeys.IsKey(target) || target.Table.PrimaryKey.Contains(target.Column.Name)) && proposal.Chosen.Strategy is not ("override" or NumberedKeys.Surrogate) && proposal.Chosen.Score < SureScore)));

    /// <summary>Share of a source table's columns a target table takes.</summary>
    public static double PlacedOf(PlannedSource source) => (double)UsedOf(source).Count() / Math.Max(1, source.Own.Columns.Count);

    private static IEnumerable<string> UsedOf(PlannedSource source) => source.Plan.Values.Where(static p => p.Chosen.Strategy != NumberedKeys.Surrogate).SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<Proposal> SureOf(PlannedSource source) => source.Plan.Values.Where(static p => p.Chosen.Score >= SureScore && p.Chosen.Sources.Count > 0 && p.Chosen.Strategy != NumberedKeys.Surrogate);

    // Names, numbers and a telephone every person has: where another target takes most columns of a source and these as well, its rows are that one's. A day of death that only this one takes is another matter.
    private static bool AreRowsOf(PlannedSource elsewhere, PlannedSource source)
    {
        if (PlacedOf(source) >= PlacedOf(elsewhere) * FarLess) return false;
        var used = UsedOf(elsewhere).ToHashSet(StringComparer.Ordinal);
        return UsedOf(source).All(column => used.Contains(column) || source.Own.Columns.All(own => own.SourceName != column));
    }

    // A table whose reference would become the target's key has many rows of each; the one it refers to has one.
    private static bool RefersToKey(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source, IReadOnlyList<PlannedSource> plans, IReadOnlyList<CatalogForeignKey> references) =>
        targets.Count > 0 && targets[0].Table.PrimaryKey is [var key] && source.Plan.TryGetValue(key, out var proposal) && proposal.Chosen.Sources is [var column] && references.Any(f =>
            f.Score >= ReferencePaths.SureReference && f.Table == source.Own.Name && f.Column == column.Column.Name && f.References != f.Table && plans.Any(p => p.Own.Name == f.References));

    // What looks most of a target up in a table that has it itself is about that table's rows: the attendances of a school are no schools.
    private static bool LooksUpAll(PlannedSource source, IReadOnlyList<PlannedSource> plans)
    {
        if (source.Joins.Count == 0) return false;
        var sure = SureOf(source).ToList();
        var looked = source.Joins.Where(static j => j.Numbered != true).Select(j => (j.Table, Count: sure.Count(p => p.Chosen.Sources.Any(s => s.Name.StartsWith(j.As + ".", StringComparison.Ordinal))))).OrderByDescending(static l => l.Count).ThenBy(static l => l.Table, StringComparer.Ordinal).FirstOrDefault();
        return looked.Count > sure.Count(p => !source.IsJoined(p)) && plans.FirstOrDefault(p => p.Own.Name == looked.Table) is { } home && SureOf(home).Count(p => !home.IsJoined(p)) >= looked.Count;
    }

    // A column that must be unique and would be fed by one that repeats; what rows embed comes as often as they do, and is one all the same.
    private static int RepeatedOf(IReadOnlyList<TargetColumnProfile> targets, PlannedSource source) => targets.Count == 0 ? 0 : targets[0].Table.Unique.Append(targets[0].Table.PrimaryKey).Count(set =>
        set is [var only] && (NumberedKeys.Repeats(source, only) || source.Plan.TryGetValue(only, out var proposal) && proposal.Chosen is { Strategy: "rename" or "cast", Sources: [{ Repeats: true } fed] } && !EmbeddedRows.IsKeyOfInner(proposal.Chosen.Target, fed)));
}
