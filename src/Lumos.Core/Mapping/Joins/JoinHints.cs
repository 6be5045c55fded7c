using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Joins;

/// <summary>Says why a column nothing was found for is not taken from another table of the source, though it is there. Where the reason is not known nothing is said.</summary>
internal static class JoinHints
{
    private const double SureEnough = 0.6;

    // Tables named beside the likeliest one.
    private const int MostNamed = 2;

    /// <summary>One sentence per column, about the table it likeliest would come from; other such tables are named behind it.</summary>
    /// <param name="catalog">The source.</param>
    /// <param name="bench">Scores of the columns.</param>
    /// <param name="table">The target table as it was planned.</param>
    /// <param name="chosen">What it was planned from.</param>
    public static IEnumerable<string> Of(CatalogArtifact catalog, MappingWorkbench bench, TableMapping table, IReadOnlyList<PlannedSource> chosen)
    {
        Dictionary<int, List<Place>> places = [];
        foreach (var planned in chosen)
        {
            foreach (var reference in catalog.ForeignKeys.Where(static f => f.Score >= ReferencePaths.SureReference))
            {
                var outward = reference.Table == planned.Own.Name;
                if (!outward && reference.References != planned.Own.Name) continue;
                var other = catalog.Tables.First(t => t.Name == (outward ? reference.References : reference.Table));
                if (other.Name == planned.Own.Name) continue;
                foreach (var (t, place) in Open(bench, table, other, column => outward ? Outward(bench, table, planned, other, reference, column) : Inward(planned.Own, other, reference)))
                {
                    if (!places.TryGetValue(t, out var known)) places[t] = known = [];
                    if (!known.Exists(k => k.Name == place.Name)) known.Add(place);
                }
            }
        }

        foreach (var (t, found) in places.OrderBy(static p => p.Key))
        {
            var ordered = found.OrderByDescending(static p => p.Score).ThenBy(static p => p.Name, StringComparer.Ordinal).ToList();
            var others = string.Join(", ", ordered.Skip(1).Take(MostNamed).Select(static p => $"'{p.Name}'"));
            var more = ordered.Count - 1 - MostNamed;
            yield return string.Create(CultureInfo.InvariantCulture, $"'{table.Target}.{bench.Targets[table.Target][t].Column.Name}' would come from '{ordered[0].Name}' ({ordered[0].Score:0.00}), {ordered[0].Why}.{(others.Length == 0 ? "" : $" It is much the same with {others}{(more > 0 ? $" and {more} more" : "")}.")}");
        }
    }

    private readonly record struct Place(string Name, double Score, string Why);

    // One that has a row for each at most is followed as any other.
    private static string? Inward(CatalogTable own, CatalogTable other, CatalogForeignKey reference) =>
        ReferencePaths.IsKey(other, reference.Column) ? null : $"several rows of it refer to one of '{own.Name}': sum or choose them first";

    private static string? Outward(MappingWorkbench bench, TableMapping table, PlannedSource planned, CatalogTable other, CatalogForeignKey reference, SourceColumn column)
    {
        if (!ReferencePaths.IsKey(other, reference.ReferencedColumn)) return $"but its '{reference.ReferencedColumn}' repeats: one row would become several; make it unique first";
        var target = bench.Targets[table.Target][0].Table;
        if (!target.PrimaryKey.All(planned.Plan.ContainsKey)) return "but the target's key is not mapped, so that rows could not be told apart: map it first";
        if (!NumberedKeys.IsNumbered(target, planned.Plan) && !JoinPlanner.KeepsRows(planned.Own, target, planned.Plan)) return $"but rows of '{planned.Own.Name}' may repeat the target's key: give the source as one table that has both";
        return JoinPlanner.IsEverywhere(column) ? $"but many tables have a column of that name: call the target's '{other.Name}_{column.Name}', if that one is meant" : null;
    }

    private static IEnumerable<(int Target, Place Place)> Open(MappingWorkbench bench, TableMapping table, CatalogTable other, Func<SourceColumn, string?> why)
    {
        var (sources, targets, matrix) = (bench.Sources[other.Name], bench.Targets[table.Target], bench.Match(other.Name, table.Target));
        for (var t = 0; t < targets.Length && sources.Count > 0; t++)
        {
            if (!table.Unmapped.Contains(targets[t].Column.Name)) continue;
            var best = Enumerable.Range(0, sources.Count).MaxBy(s => matrix[s, t]);
            if (matrix[best, t] < SureEnough || why(sources[best]) is not { } reason) continue;
            yield return (t, new Place(other.Name + "." + sources[best].Name, matrix[best, t], reason));
        }
    }
}
