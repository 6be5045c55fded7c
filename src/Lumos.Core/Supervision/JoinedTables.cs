using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Makes a table and the tables looked up for its rows one table, so that every stage reads a join as it reads a file. Pure.</summary>
internal static class JoinedTables
{
    /// <summary>Code of a row whose reference finds no row of the other table.</summary>
    public const string NoMatch = "JOIN_NO_MATCH";

    /// <summary>Code of a row whose reference finds several rows of the other table.</summary>
    public const string Ambiguous = "JOIN_AMBIGUOUS";

    /// <summary>The table an input of a plan reads, with what is joined to it; null when the catalog does not have all of them.</summary>
    public static CatalogTable? Find(CatalogArtifact catalog, SourceMapping input)
    {
        if (catalog.Tables.FirstOrDefault(t => t.Name == input.Source) is not { } table) return null;
        List<CatalogJoin> joins = [];
        foreach (var join in input.Joins ?? [])
        {
            if (catalog.Tables.FirstOrDefault(t => t.Name == join.Table) is not { } looked || Asked(join).Any(name => looked.Columns.All(c => c.SourceName != name))) return null;
            joins.Add(new CatalogJoin(looked, join));
        }

        return joins.Count == 0 ? table : Join(table, joins);
    }

    /// <summary>The table with the joined columns behind its own. Rows, keys and place are those of the table.</summary>
    public static CatalogTable Join(CatalogTable table, IReadOnlyList<CatalogJoin> joins)
    {
        List<CatalogColumn> columns = [.. table.Columns];
        foreach (var (looked, join) in joins)
        {
            foreach (var name in join.Columns)
            {
                var column = Column(looked, join, name);
                columns.Add(column with { Name = join.As + "." + column.Name, SourceName = join.As + "." + name, Ordinal = columns.Count, Nullable = true, Counts = null, Roles = [] });
            }
        }

        return table with { Name = string.Join(" + ", joins.Select(static j => j.Join.As).Prepend(table.Name)), Columns = columns, Joins = joins, Notes = [] };
    }

    /// <summary>Whether what is joined is the number of the row itself.</summary>
    public static bool IsOwnNumber(CatalogTable table, SourceJoin join) => join.Numbered == true && join.Reference == join.Key && (join.Key.Length == 0 || join.Table == OwnName(table));

    /// <summary>The table without what is joined to it.</summary>
    public static CatalogTable Base(CatalogTable table) =>
        table.Joins is null ? table : table with { Name = OwnName(table), Columns = [.. table.Columns.Take(table.Columns.Count - table.Joins.Sum(static j => j.Join.Columns.Count))], Joins = null };

    /// <summary>The assignments, and those of joined columns under their names in the joined table.</summary>
    public static DomainAssignmentsArtifact Domains(DomainAssignmentsArtifact domains, IEnumerable<CatalogTable> tables)
    {
        List<DomainAssignment> added = [];
        foreach (var table in tables.Where(static t => t.Joins is not null).DistinctBy(static t => t.Name))
        {
            var own = Base(table);
            var name = OwnName(table);
            added.AddRange(domains.Columns.Where(d => d.Table == name && own.Columns.Any(c => c.Name == d.Column)).Select(d => d with { Table = table.Name }));
            foreach (var (looked, join) in table.Joins!)
            {
                added.AddRange(domains.Columns.Where(d => d.Table == looked.Name).Select(d => d with { Table = table.Name, Column = join.As + "." + d.Column }));
            }
        }

        return added.Count == 0 ? domains : domains with { Columns = [.. domains.Columns, .. added] };
    }

    /// <summary>Name of the table rows are read from.</summary>
    public static string OwnName(CatalogTable table) => table.Joins is null ? table.Name : table.Name[..^table.Joins.Sum(static j => j.Join.As.Length + 3)];

    /// <summary>What tells one reading of a table from another: joined tables of one name may look up other columns, by other references.</summary>
    public static string Identity(CatalogTable table) => table.Joins is null ? table.Name
        : string.Join('\u001e', table.Joins.Select(static j => string.Join('\u001f', [j.Join.Numbered == true ? "#" : "", j.Join.Optional == true ? "?" : "", j.Join.Nobody ?? "", j.Join.Table, j.Join.As, j.Join.Reference, j.Join.Key, .. j.Join.Columns])).Prepend(OwnName(table)));

    /// <summary>The catalog's table and column behind a column as pipelines name it.</summary>
    /// <param name="table">The table as it is read.</param>
    /// <param name="name">Such as <c>order_no</c> of the table itself, or <c>customers.name</c> of a joined one.</param>
    public static (CatalogTable Table, CatalogColumn Column) Locate(CatalogTable table, string name)
    {
        foreach (var (looked, join) in table.Joins ?? [])
        {
            if (join.Columns.FirstOrDefault(c => name.Length == join.As.Length + 1 + c.Length && name.StartsWith(join.As + ".", StringComparison.Ordinal) && name.EndsWith(c, StringComparison.Ordinal)) is { } column)
            {
                return (looked, Column(looked, join, column));
            }
        }

        var own = Base(table);
        return (own, own.Columns.First(c => c.SourceName == name));
    }

    // Columns the looked-up table must have.
    private static IEnumerable<string> Asked(SourceJoin join) => join.Numbered == true ? join.Key.Length > 0 ? [join.Key] : [] : join.Columns.Append(join.Key);

    private static CatalogColumn Column(CatalogTable looked, SourceJoin join, string name) => join.Numbered == true
        ? new CatalogColumn { Name = name, SourceName = name, Ordinal = looked.Columns.Count, Type = ColumnType.Int64 }
        : looked.Columns.First(c => c.SourceName == name);

    /// <summary>What pipelines over a table call a column of the catalog: one name for each way it is read, none when it is not.</summary>
    public static IEnumerable<string> NamesOf(CatalogTable table, string of, string column)
    {
        if (OwnName(table) == of && Base(table).Columns.Any(c => c.SourceName == column)) yield return column;
        foreach (var (looked, join) in table.Joins ?? [])
        {
            if (looked.Name == of && join.Columns.Contains(column)) yield return join.As + "." + column;
        }
    }
}
