using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>What is other about a table than it was.</summary>
internal static class SchemaDifference
{
    /// <summary>Between the columns an earlier run read and those of now.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> before, PgTable table)
    {
        if (before.Count == 0) return [];
        var now = FollowedTable.ColumnsOf(table);
        return [.. before.Except(now, StringComparer.Ordinal).Select(static column => $"it had the column {column}"), .. now.Except(before, StringComparer.Ordinal).Select(static column => $"it has the column {column}")];
    }

    /// <summary>Between the columns the log tells of at some place, and those of now. Types are told by name only where they are other.</summary>
    public static IReadOnlyList<string> Of(FollowedTable followed, ChangedRelation relation)
    {
        var found = new List<string>();
        foreach (var (name, type, _) in relation.Columns)
        {
            var there = followed.Table.Find(name);
            if (there is null) found.Add($"a change was made when it had the column {name}");
            else if (there.TypeId != type) found.Add($"a change was made when column {name} was not {there.SqlType}");
        }

        found.AddRange(followed.Published.Where(name => relation.Columns.All(column => column.Name != name)).Select(static name => $"a change was made when it did not have the column {name}"));
        return found;
    }
}
