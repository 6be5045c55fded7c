using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>Columns the target fills itself and no pipeline feeds: a run leaves them out, and with them the keys they are part of, which it cannot compare. Pure.</summary>
internal static class GivenColumns
{
    /// <summary>The table without them.</summary>
    public static TargetTable Without(TargetTable table, TableMapping mapping) => Of(table, mapping) is { Count: > 0 } left ? table.Without(left) : table;

    /// <summary>The mapping without a key that has one of them.</summary>
    public static TableMapping Without(TableMapping mapping, TargetTable table) => mapping.Key.Any(Of(table, mapping).Contains) ? mapping with { Key = [] } : mapping;

    private static HashSet<string> Of(TargetTable table, TableMapping mapping)
    {
        var fed = mapping.Inputs.SelectMany(MappedColumns.Of).Select(static column => column.Target).ToHashSet(StringComparer.Ordinal);
        return mapping.Inputs.Count == 0 ? [] : [.. table.Columns.Where(column => column.FillsItself == true && !fed.Contains(column.Name)).Select(static column => column.Name)];
    }
}
