using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping.Joins;

/// <summary>A reference of a table that is looked up.</summary>
/// <param name="Joins">Tables on the way, near ones first, each with the columns the way needs.</param>
/// <param name="Looked">Table that has the reference.</param>
/// <param name="Column">The reference, as that table spells it.</param>
/// <param name="Name">The same in the joined table.</param>
internal sealed record FartherReference(IReadOnlyList<CatalogJoin> Joins, CatalogTable Looked, string Column, string Name);

/// <summary>References that lie one table further on, where a table has none of its own: the customer of an order's line is the customer of its order. For one plan.</summary>
internal sealed class FartherReferences(CatalogArtifact catalog)
{
    private readonly Dictionary<string, IReadOnlyList<ReferencePath>> _paths = new(StringComparer.Ordinal);

    /// <summary>The reference to a table's key in the nearest tables that have one; null where there is none, or several.</summary>
    /// <param name="table">Table that has no such reference itself.</param>
    /// <param name="to">Table that is referred to.</param>
    /// <param name="key">Its key, as it is spelled.</param>
    public FartherReference? Find(CatalogTable table, string to, string key)
    {
        if (!_paths.TryGetValue(table.Name, out var paths)) _paths[table.Name] = paths = ReferencePaths.Of(catalog, table);
        List<(IReadOnlyList<ReferencePath> Chain, string Column)> found = [];
        foreach (var path in paths.Where(p => p.Looked.Name != to))
        {
            var chain = ChainOf(path, table, paths);
            if (chain.Any(static p => p.Join.Optional == true)) continue;
            found.AddRange(Referring(path.Looked, to, key).Select(column => (chain, column)));
        }

        var nearest = found.Count == 0 ? 0 : found.Min(static f => f.Chain.Count);
        if (found.Where(f => f.Chain.Count == nearest).ToList() is not [var (way, reference)]) return null;
        List<CatalogJoin> joins = [];
        for (var i = 0; i < way.Count; i++)
        {
            var needed = i + 1 < way.Count ? way[i + 1].Join.Reference[(way[i].Join.As.Length + 1)..] : reference;
            joins.Add(new CatalogJoin(way[i].Looked, way[i].Join with { Columns = [needed] }));
        }

        return new FartherReference(joins, way[^1].Looked, reference, way[^1].Join.As + "." + reference);
    }

    /// <summary>The source with the tables on the way looked up, in front of what is numbered.</summary>
    public static PlannedSource Join(PlannedSource planned, FartherReference reference)
    {
        List<CatalogJoin> joins = [.. planned.Table.Joins ?? []];
        foreach (var needed in reference.Joins)
        {
            var at = joins.FindIndex(j => j.Join.As == needed.Join.As && j.Join.Numbered != true);
            if (at >= 0) joins[at] = joins[at] with { Join = joins[at].Join with { Columns = [.. joins[at].Table.Columns.Select(static c => c.SourceName).Where(c => joins[at].Join.Columns.Contains(c) || needed.Join.Columns.Contains(c))] } };
            else joins.Insert(joins.FindIndex(static j => j.Join.Numbered == true) is >= 0 and var first ? first : joins.Count, needed);
        }

        return planned with { Table = JoinedTables.Join(planned.Own, joins), Joins = [.. joins.Select(static j => j.Join)] };
    }

    private IEnumerable<string> Referring(CatalogTable from, string to, string key) => catalog.ForeignKeys
        .Where(f => f.Table == from.Name && f.References == to && f.Score >= ReferencePaths.SureReference && Spelled(to, f.ReferencedColumn) == key)
        .Select(f => Spelled(from.Name, f.Column)).Distinct(StringComparer.Ordinal);

    private string Spelled(string table, string column) => ReferencePaths.Spelled(catalog.Tables.First(t => t.Name == table), column);

    private static IReadOnlyList<ReferencePath> ChainOf(ReferencePath path, CatalogTable table, IReadOnlyList<ReferencePath> paths)
    {
        List<ReferencePath> chain = [path];
        while (table.Columns.All(c => c.SourceName != chain[0].Join.Reference) && paths.Where(p => chain[0].Join.Reference.StartsWith(p.Join.As + ".", StringComparison.Ordinal)).MaxBy(static p => p.Join.As.Length) is { } before && !chain.Contains(before)) chain.Insert(0, before);
        return chain;
    }
}
