using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Why a person must say which source tables feed which target tables: names do not tell, and columns alone tell it of all alike.</summary>
internal static class SourceDoubts
{
    private const double SameColumns = 0.75;

    /// <summary>The doubts, by target table in the plan's order.</summary>
    /// <param name="tables">The plan.</param>
    /// <param name="chosen">What was chosen by target table; those the contract names sources for are not among them.</param>
    /// <param name="sources">The catalog's tables.</param>
    /// <param name="names">What the names of tables say.</param>
    public static IEnumerable<(GateDecision Decision, string Reason)> Of(IReadOnlyList<TableMapping> tables, IReadOnlyDictionary<string, SourcesChosen> chosen, IReadOnlyList<CatalogTable> sources, TableAffinity names)
    {
        var read = tables.SelectMany(static t => t.Inputs).SelectMany(static i => (i.Joins ?? []).Select(static j => j.Table).Prepend(i.Source)).ToHashSet(StringComparer.Ordinal);
        // A list within records is read though nobody may want its rows, and the records keep it.
        read.UnionWith(sources.Where(static s => s.Source.Lists is not null).Select(static s => s.Name));
        var open = tables.Where(t => chosen.ContainsKey(t.Target)).ToList();
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var table in open)
        {
            foreach (var source in chosen[table.Target].Connected.Where(s => !read.Contains(s) && said.Add(s)))
            {
                yield return (GateDecision.Hold, $"'{source}' has the columns of '{table.Target}' too and feeds nothing, because a reference connects it with {Names(table)}; name both under overrides.sources when its rows belong there.");
            }

            // A source may well go to two places; where another one is left without any, one of the two is rather its own.
            foreach (var rival in chosen[table.Target].Rivals.Where(s => !read.Contains(s) && table.Inputs is [var only] && tables.Any(t => t != table && t.Inputs.Any(i => i.Source == only.Source)) && said.Add(s)))
            {
                yield return (GateDecision.Hold, $"'{table.Inputs[0].Source}' feeds '{table.Target}' and another table, while '{rival}', which covers '{table.Target}' nearly as well, feeds nothing; name the right one under overrides.sources.");
            }

            foreach (var part in sources.Select(static s => s.Name).Where(p => !read.Contains(p) && table.Inputs.Any(i => TableNames.ArePartsOfOne(i.Source, p)) && said.Add(p)))
            {
                yield return (GateDecision.Hold, $"'{part}' is named like a part of what feeds '{table.Target}' ({Names(table)}), lacks columns they have, and feeds nothing; name all of them under overrides.sources when its rows belong there, or leave it out of the source.");
            }

            foreach (var source in chosen[table.Target].LeftOut.Where(s => !read.Contains(s) && said.Add(s)))
            {
                yield return (GateDecision.Hold, $"'{source}' has the columns of '{table.Target}' too and feeds nothing, because {Names(table)} has that name; name both under overrides.sources when its rows belong there.");
            }

            if (chosen[table.Target].IsAnothers) yield return (GateDecision.Hold, $"No source table is named like '{table.Target}', and {Names(table)}, which covers it best, is named like another target table; name the right one under overrides.sources.");
        }

        for (var i = 0; i < open.Count; i++)
        {
            for (var j = i + 1; j < open.Count; j++)
            {
                var shared = open[i].Inputs.Where(one => names.Of(one.Source, open[i].Target) == names.Of(one.Source, open[j].Target) && open[j].Inputs.Any(other => other.Source == one.Source && Overlap(one, other) >= SameColumns)).Select(static one => one.Source).ToList();
                if (shared.Count == 0) continue;
                var all = string.Join(", ", shared.Select(static s => $"'{s}'"));
                // One table may well go to two places; several into each of several is what tables of codes and names look like.
                yield return (shared.Count > 1 ? GateDecision.Fix : GateDecision.Hold, $"{all} {(shared.Count > 1 ? "feed" : "feeds")} '{open[i].Target}' and '{open[j].Target}' with the same columns, and no name says which belongs where; say it under overrides.sources.");
            }
        }
    }

    /// <summary>Columns of a target that stay empty although a table that feeds it has one of that name.</summary>
    public static IEnumerable<(GateDecision Decision, string Reason)> OfColumns(IReadOnlyList<TableMapping> tables, CatalogArtifact catalog)
    {
        foreach (var table in tables)
        {
            foreach (var name in table.Unmapped)
            {
                // Of several sources each is asked for itself: one may have what another lacks.
                var without = table.Inputs.Where(i => i.Columns.All(c => c.Target != name)).ToList();
                var source = without.SelectMany(i => catalog.Tables.Where(t => t.Name == i.Source)).FirstOrDefault(t => t.Columns.Any(c => TableNames.Affinity(c.SourceName, name) == TableNames.Same));
                if (source is not null) yield return (GateDecision.Hold, $"'{table.Target}.{name}' stays empty, although '{source.Name}' has a column of that name: nothing was found that makes its values the target's type; give a pipeline under overrides.mappings.");
                else if (without.Count < table.Inputs.Count) yield return (GateDecision.Hold, $"'{table.Target}.{name}' stays empty in the rows of {string.Join(", ", without.Select(static i => $"'{i.Source}'"))}, which {(without.Count == 1 ? "has" : "have")} no such column though other sources of the table do; name the sources that belong there under overrides.sources, or confirm.");
            }
        }
    }

    private static string Names(TableMapping table) => string.Join(", ", table.Inputs.Select(static i => $"'{i.Source}'"));

    private static double Overlap(SourceMapping one, SourceMapping other)
    {
        var (left, right) = (Read(one), Read(other));
        return left.Count == 0 || right.Count == 0 ? 0 : (double)left.Intersect(right, StringComparer.Ordinal).Count() / left.Union(right, StringComparer.Ordinal).Count();
    }

    private static HashSet<string> Read(SourceMapping input) => [.. input.Columns.SelectMany(static c => c.Sources)];
}
