using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>Compares the table a database has with the one a run wants.</summary>
internal static class TableDifference
{
    /// <summary>What keeps the rows of one table from going into the other; empty when nothing does.</summary>
    /// <param name="wanted">Table of the target schema.</param>
    /// <param name="existing">Table of the database.</param>
    /// <param name="addsColumns">Whether columns that are missing there are added, and those only the table has may stay NULL.</param>
    public static IReadOnlyList<string> Find(TargetTable wanted, PgTable existing, bool addsColumns)
    {
        var found = new List<string>();
        foreach (var column in wanted.Columns)
        {
            var there = existing.Find(column.Name);
            if (there is null && !(addsColumns && MayBeAdded(wanted, column))) found.Add($"it has no column '{column.Name}'{Variant(column.Name, existing)}");
            else if (there is { IsGenerated: true }) found.Add($"column '{column.Name}' is computed there");
            else if (there is not null && !PgTypes.Holds(there, column.Type)) found.Add($"column '{column.Name}' is {there.SqlType} there and {column.Type} here");
            else if (there is { Nullable: false } && column.Nullable && !wanted.PrimaryKey.Contains(column.Name, StringComparer.Ordinal)) found.Add($"column '{column.Name}' allows no NULL there");
        }

        foreach (var column in existing.Columns)
        {
            // One of a type Lumos has no word for is named by no target schema but that of the table itself.
            if (!column.FillsItself && !(column.Nullable && (addsColumns || column.Type is null)) && !wanted.Columns.Any(candidate => candidate.Name == column.Name)) found.Add($"it has the further column '{column.Name}'");
        }

        return found;
    }

    /// <summary>Columns that would be added.</summary>
    public static IReadOnlyList<TargetColumn> Missing(TargetTable wanted, PgTable existing) => [.. wanted.Columns.Where(column => existing.Find(column.Name) is null)];

    /// <summary>Columns only the table there has, which stay NULL.</summary>
    public static IEnumerable<PgColumn> Further(TargetTable wanted, PgTable existing) => existing.Columns.Where(column => !column.FillsItself && !wanted.Columns.Any(candidate => candidate.Name == column.Name));

    private static bool MayBeAdded(TargetTable wanted, TargetColumn column) => column.Nullable && !wanted.PrimaryKey.Contains(column.Name, StringComparer.Ordinal);

    private static string Variant(string name, PgTable existing) =>
        existing.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) is { } other ? $" (but '{other.Name}')" : "";
}
