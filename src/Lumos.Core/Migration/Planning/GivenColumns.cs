using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>Columns the target fills itself and no pipeline feeds: a run leaves them out, and with them the keys they are part of, which it cannot compare. Pure.</summary>
internal static class GivenColumns
{
    /// <summary>The table without them.</summary>
    public static TargetTable Without(TargetTable table, TableMapping mapping)
    {
        var left = Of(table, mapping);
        if (left.Count == 0) return table;
        return table with
        {
            Columns = [.. table.Columns.Where(column => !left.Contains(column.Name))],
            PrimaryKey = table.PrimaryKey.Any(left.Contains) ? [] : table.PrimaryKey,
            Unique = [.. table.Unique.Where(set => !set.Any(left.Contains))],
            ForeignKeys = [.. table.ForeignKeys.Where(reference => !reference.Columns.Any(left.Contains))],
            Checks = table.Checks is null ? null : [.. table.Checks.Where(check => !check.Columns.Any(left.Contains))],
        };
    }

    /// <summary>The mapping without a key that has one of them.</summary>
    public static TableMapping Without(TableMapping mapping, TargetTable table) => mapping.Key.Any(Of(table, mapping).Contains) ? mapping with { Key = [] } : mapping;

    private static HashSet<string> Of(TargetTable table, TableMapping mapping)
    {
        var fed = mapping.Inputs.SelectMany(MappedColumns.Of).Select(static column => column.Target).ToHashSet(StringComparer.Ordinal);
        return mapping.Inputs.Count == 0 ? [] : [.. table.Columns.Where(column => column.FillsItself == true && !fed.Contains(column.Name)).Select(static column => column.Name)];
    }
}
