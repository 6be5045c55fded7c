using Lumos.Abstractions;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Databases;

/// <summary>Keys and references a database declares, in the names of the catalog.</summary>
internal static class DeclaredKeys
{
    /// <summary>The primary key and what else must be unique; null when nothing is declared and keys are to be found.</summary>
    public static IReadOnlyList<CatalogKey>? Of(TargetTable? declared, IReadOnlyList<string> names)
    {
        if (declared is null) return null;
        var sets = declared.PrimaryKey.Count > 0 ? declared.Unique.Prepend(declared.PrimaryKey) : declared.Unique;
        var keys = sets.Select(set => new CatalogKey([.. set.Select(column => names[PlaceOf(declared, column)])], 1, 0)).ToList();
        return keys.Count > 0 ? keys : null;
    }

    /// <summary>The keys of one column, as the search for references wants them.</summary>
    public static IReadOnlyList<KeyFinder.Candidate> Single(IReadOnlyList<CatalogKey> keys, IReadOnlyList<string> names) =>
        [.. keys.Where(key => key.Columns.Count == 1).Select(key => new KeyFinder.Candidate(names.ToList().IndexOf(key.Columns[0]), key.Score, key.Duplicates))];

    /// <summary>References of one column that are declared, or hold because of how a table is made, then the found ones of other columns. The catalog has no word for a reference of several columns.</summary>
    public static IReadOnlyList<CatalogForeignKey> Merge(IReadOnlyList<TableProfile> profiles, IReadOnlyList<CatalogForeignKey> found)
    {
        var declared = new List<CatalogForeignKey>();
        foreach (var child in profiles)
        {
            declared.AddRange(child.References);
            foreach (var reference in child.Declared?.ForeignKeys ?? [])
            {
                if (reference.Columns.Count != 1 || profiles.FirstOrDefault(profile => profile.Declared?.Name == reference.Table) is not { } parent) continue;
                if (PlaceOf(child.Declared!, reference.Columns[0]) < 0 || PlaceOf(parent.Declared!, reference.References[0]) < 0) continue;
                declared.Add(new CatalogForeignKey(child.Name, NameOf(child, reference.Columns[0]), parent.Name, NameOf(parent, reference.References[0]), 1, 0));
            }
        }

        // Numbers the reader gave lie within one another by chance.
        var numbers = profiles.SelectMany(static profile => profile.Roles.Where(static made => made.Role is CatalogRoles.Position or CatalogRoles.RecordNumber or CatalogRoles.RecordReference).Select(made => (profile.Name, profile.Names[made.Ordinal]))).ToHashSet();
        found = [.. found.Where(other => !numbers.Contains((other.Table, other.Column)) && !numbers.Contains((other.References, other.ReferencedColumn)))];
        return declared.Count == 0 ? found : [.. declared, .. found.Where(other => !declared.Exists(known => known.Table == other.Table && known.Column == other.Column))];
    }

    private static string NameOf(TableProfile profile, string column) => profile.Names[PlaceOf(profile.Declared!, column)];

    private static int PlaceOf(TargetTable table, string column) => table.Columns.Select(candidate => candidate.Name).ToList().IndexOf(column);
}
