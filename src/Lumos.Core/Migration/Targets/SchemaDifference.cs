using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets;

/// <summary>Compares the table a target has with the one the run wants.</summary>
internal static class SchemaDifference
{
    /// <summary>What keeps the rows of one table from going into the other; empty when nothing does.</summary>
    /// <param name="wanted">The table of the run.</param>
    /// <param name="existing">The table that is there.</param>
    /// <param name="addsColumns">Whether columns it lacks may be added, and those only it has may stay NULL.</param>
    public static IReadOnlyList<string> Find(TargetTable wanted, TargetTable existing, bool addsColumns = false)
    {
        var found = new List<string>();
        foreach (var column in wanted.Columns)
        {
            var there = existing.Columns.FirstOrDefault(candidate => Same(candidate.Name, column.Name));
            if (there is null && addsColumns && MayBeAdded(wanted, column)) continue;
            if (Problem(column, there) is { } problem) found.Add(problem);
            else if (!there!.Nullable && column.Nullable && !wanted.PrimaryKey.Contains(column.Name, StringComparer.Ordinal)) found.Add($"column '{column.Name}' allows no NULL there");
        }

        found.AddRange(Further(wanted, addsColumns ? existing with { Columns = [.. existing.Columns.Where(static column => !column.Nullable)] } : existing));
        return found;
    }

    /// <summary>Columns only the table there has, and does not fill itself.</summary>
    public static IEnumerable<string> Further(TargetTable wanted, TargetTable existing) =>
        existing.Columns.Where(column => column.FillsItself != true && !wanted.Columns.Any(candidate => Same(candidate.Name, column.Name))).Select(static column => $"it has the further column '{column.Name}'");

    /// <summary>Columns only one of the tables has, of tables that do not differ otherwise.</summary>
    public static IReadOnlyList<ColumnAddition> Additions(TargetTable wanted, TargetTable existing) =>
    [
        .. wanted.Columns.Where(column => !existing.Columns.Any(there => Same(there.Name, column.Name))).Select(static column => new ColumnAddition(column.Name, column.Type, IsThere: false)),
        .. existing.Columns.Where(there => !wanted.Columns.Any(column => Same(there.Name, column.Name))).Select(static there => new ColumnAddition(there.Name, there.Type, IsThere: true)),
    ];

    /// <summary>Columns of a table that are not there, or are of another type.</summary>
    public static IReadOnlyList<string> Unreadable(TargetTable wanted, TargetTable existing) =>
        [.. wanted.Columns.Select(column => Problem(column, existing.Columns.FirstOrDefault(candidate => Same(candidate.Name, column.Name)))).OfType<string>()];

    private static string? Problem(TargetColumn column, TargetColumn? there) =>
        there is null ? $"it has no column '{column.Name}'" : Holds(there.Type, column.Type) ? null : $"column '{column.Name}' is {there.Type} there and {column.Type} here";

    private static bool MayBeAdded(TargetTable wanted, TargetColumn column) => column.Nullable && !wanted.PrimaryKey.Contains(column.Name, StringComparer.Ordinal);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ColumnType there, ColumnType wanted) => there == wanted
        || (there.Kind == ColumnKind.Decimal && wanted.Kind == ColumnKind.Decimal && there.Scale >= wanted.Scale && there.Precision - there.Scale >= wanted.Precision - wanted.Scale);
}
