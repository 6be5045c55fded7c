using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Joins;

/// <summary>A way from a table to another one of which each row has at most one.</summary>
/// <param name="Looked">Table looked up.</param>
/// <param name="Join">By what; without columns.</param>
internal sealed record ReferencePath(CatalogTable Looked, SourceJoin Join);

/// <summary>Finds the tables a table refers to by a key without repeats, directly or through two others.</summary>
internal static class ReferencePaths
{
    /// <summary>Least score of a reference that is followed.</summary>
    public const double SureReference = 0.6;

    private const int MostPaths = 8, MostHops = 3;
    private static readonly string[] Endings = ["_id", "_key", "_code", "_no", "_nr", "_number", "_ref", "_fk", "_sk"];

    /// <summary>Paths, near ones first.</summary>
    public static IReadOnlyList<ReferencePath> Of(CatalogArtifact catalog, CatalogTable table)
    {
        List<ReferencePath> paths = [];
        foreach (var (reference, looked) in From(catalog, table, [table.Name])) paths.Add(Path(catalog, table, reference, looked, "", paths));
        foreach (var reference in catalog.ForeignKeys.Where(f => f.References == table.Name && f.Table != table.Name && f.Score >= SureReference))
        {
            if (Detail(catalog, table, reference, paths) is { } detail) paths.Add(detail);
        }

        for (int hop = 1, from = 0; hop < MostHops; hop++)
        {
            var far = paths.Count;
            for (; from < far; from++)
            {
                var near = paths[from];
                foreach (var (reference, looked) in From(catalog, near.Looked, [table.Name, near.Looked.Name])) paths.Add(Path(catalog, near.Looked, reference, looked, near.Join.As + ".", paths));
            }
        }

        return [.. paths.Take(MostPaths)];
    }

    /// <summary>Whether one row of a table at most has a value of a column.</summary>
    public static bool IsKey(CatalogTable table, string column) => table.Keys.Any(k => k.Duplicates == 0 && k.Columns is [var only] && only == column);

    private static IEnumerable<(CatalogForeignKey Reference, CatalogTable Looked)> From(CatalogArtifact catalog, CatalogTable table, IReadOnlyList<string> passed)
    {
        foreach (var reference in catalog.ForeignKeys.Where(f => f.Table == table.Name && f.Score >= SureReference && !passed.Contains(f.References)))
        {
            // What refers to nothing in any row leads nowhere.
            if (table.Columns.First(c => c.Name == reference.Column).Counts is { Distinct: 0 }) continue;
            var looked = catalog.Tables.First(t => t.Name == reference.References);
            if (IsKey(looked, reference.ReferencedColumn)) yield return (reference, looked);
        }
    }

    private static ReferencePath Path(CatalogArtifact catalog, CatalogTable table, CatalogForeignKey reference, CatalogTable looked, string prefix, List<ReferencePath> others)
    {
        var several = catalog.ForeignKeys.Count(f => f.Table == table.Name && f.References == looked.Name && f.Score >= SureReference) > 1;
        var name = several ? Role(reference.Column) : looked.Name;
        while (others.Exists(o => o.Join.As == name) || name == table.Name) name += "_2";
        return new ReferencePath(looked, new SourceJoin(looked.Name, name, prefix + Spelled(table, reference.Column), Spelled(looked, reference.ReferencedColumn), []) { Nobody = reference.Nobody });
    }

    // A table that has one row at most for each row here, and refers to it, holds more of the same things: the texts of a product, the profile of a user.
    private static ReferencePath? Detail(CatalogArtifact catalog, CatalogTable table, CatalogForeignKey reference, List<ReferencePath> others)
    {
        var detail = catalog.Tables.First(t => t.Name == reference.Table);
        if (!IsKey(detail, reference.Column) || !IsKey(table, reference.ReferencedColumn) || !HoldsMore(catalog, table, detail) || others.Exists(o => o.Looked == detail)) return null;
        var name = detail.Name;
        while (others.Exists(o => o.Join.As == name)) name += "_2";
        return new ReferencePath(detail, new SourceJoin(detail.Name, name, Spelled(table, reference.ReferencedColumn), Spelled(detail, reference.Column), []) { Optional = true });
    }

    // Called after the table, or of nothing else: the medications of an encounter are a patient's too, and that no encounter has two may be chance.
    private static bool HoldsMore(CatalogArtifact catalog, CatalogTable table, CatalogTable detail)
    {
        var prefix = SharedPrefix.Of([.. catalog.Tables.Select(static t => t.Name)]);
        var (words, others) = (Stems(prefix.Strip(table.Name)), Stems(prefix.Strip(detail.Name)));
        return words.Overlaps(others) || catalog.ForeignKeys.All(f => f.Table != detail.Name || f.References == table.Name || f.References == detail.Name || f.Score < SureReference);

        static HashSet<string> Stems(string name) => [.. TableNames.Spoken(name).Select(WordNearness.Stem)];
    }

    // Two references to one table are told apart by what they are called: billing_address_id, shipping_address_id.
    private static string Role(string column)
    {
        var ending = Endings.FirstOrDefault(e => column.Length > e.Length + 1 && column.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? column : column[..^ending.Length];
    }

    /// <summary>A column of a table as the source spells it.</summary>
    public static string Spelled(CatalogTable table, string column) => table.Columns.First(c => c.Name == column).SourceName;
}
