using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Finds the staged rows that cannot stay: repeated keys, values that must be unique, references to nothing. Computed in the engine, which spills
/// what does not fit into memory; the same staged rows give the same answer.
/// </summary>
internal sealed class RowRemoval(IStagedTables staged, IReadOnlyList<StagedTable> tables)
{
    /// <summary>References that could not be checked because no one knows the rows referred to.</summary>
    public IReadOnlyList<(TablePlan Table, TargetForeignKey Reference)> Unchecked => _unchecked;

    private readonly List<(TablePlan, TargetForeignKey)> _unchecked = [];

    /// <summary>Fills the removed rows of every table.</summary>
    /// <param name="byReference">Tables referred to before tables that refer to them.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public void Find(IReadOnlyList<TablePlan> byReference, CancellationToken cancellationToken)
    {
        foreach (var plan in byReference) RemoveDuplicates(Of(plan), cancellationToken);

        // A removed row may leave others without what they refer to, also in a circle.
        for (long removed = 1; removed > 0;)
        {
            removed = 0;
            foreach (var plan in byReference) removed += RemoveOrphans(Of(plan), cancellationToken);
        }
    }

    private StagedTable Of(TablePlan plan) => tables.First(table => table.Plan == plan);

    private static void RemoveDuplicates(StagedTable table, CancellationToken cancellationToken)
    {
        var plan = table.Plan;
        if (plan.Key.Count > 0) RemoveRepeated(table, plan.Key, plan.Mapping.OnDuplicateKey, FailureCodes.DuplicateKey, cancellationToken);
        var sets = plan.Table.Unique.ToList();
        if (plan.Table.PrimaryKey.Count > 0 && !plan.Table.PrimaryKey.ToHashSet(StringComparer.Ordinal).SetEquals(plan.Key)) sets.Add(plan.Table.PrimaryKey);
        foreach (var set in sets)
        {
            RemoveRepeated(table, set, DuplicateKeyRule.Quarantine, FailureCodes.Unique, cancellationToken);
            if (table.Existing is { } existing)
            {
                table.Remove($"SELECT {TablePlan.RowColumn}, '{FailureCodes.Unique}', {EngineSql.Text(set[0])} FROM {table.Kept} SEMI JOIN {existing} AS existing USING ({EngineSql.Names(set)})", cancellationToken);
            }
        }
    }

    private static void RemoveRepeated(StagedTable table, IReadOnlyList<string> key, DuplicateKeyRule rule, string code, CancellationToken cancellationToken)
    {
        var names = EngineSql.Names(key);
        var all = EngineSql.Names(table.Plan.Table.Columns.Select(column => column.Name));
        var reason = rule switch
        {
            DuplicateKeyRule.CollapseIdentical => $"CASE WHEN row({all}) IS NOT DISTINCT FROM first_value(row({all})) OVER same THEN NULL ELSE '{FailureCodes.DuplicateKeyConflict}' END",
            DuplicateKeyRule.Quarantine => $"'{code}'",
            _ => "NULL",
        };
        var order = rule == DuplicateKeyRule.KeepLast ? " DESC" : "";

        // Where repeated keys were staged apart, only keys of late rows can occur more than once.
        var repeated = table.HasAllRepeatedKeysLate && key.SequenceEqual(table.Plan.Key)
            ? table.Late is { } late ? $"(SELECT DISTINCT {names} FROM {late})" : null
            : $"(SELECT {names} FROM {table.Kept} GROUP BY {names} HAVING count(*) > 1)";
        if (repeated is null) return;
        table.Remove(
            $"""
            SELECT {TablePlan.RowColumn}, code, {EngineSql.Text(key[0])} FROM (
                SELECT {TablePlan.RowColumn}, row_number() OVER same AS place, {reason} AS code
                FROM {table.Kept} AS kept SEMI JOIN {repeated} AS repeated USING ({names})
                WINDOW same AS (PARTITION BY {names} ORDER BY {TablePlan.RowColumn}{order}))
            WHERE place > 1 ORDER BY {TablePlan.RowColumn}
            """,
            cancellationToken);
    }

    private long RemoveOrphans(StagedTable table, CancellationToken cancellationToken)
    {
        long removed = 0;
        foreach (var reference in table.Plan.Table.ForeignKeys)
        {
            if (Parents(reference) is not { } parents)
            {
                if (!_unchecked.Contains((table.Plan, reference))) _unchecked.Add((table.Plan, reference));
                continue;
            }

            var present = string.Join(" AND ", reference.Columns.Select(column => $"child.{EngineSql.Name(column)} IS NOT NULL"));
            var match = string.Join(" AND ", reference.Columns.Zip(reference.References, (column, to) => $"child.{EngineSql.Name(column)} = parent.{EngineSql.Name(to)}"));
            removed += table.Remove(
                $"""
                SELECT {TablePlan.RowColumn}, '{FailureCodes.Orphan}', {EngineSql.Text(reference.Columns[0])}
                FROM (SELECT * FROM {table.Kept} AS child WHERE {present}) AS child ANTI JOIN {parents} AS parent ON {match}
                ORDER BY {TablePlan.RowColumn}
                """,
                cancellationToken);
        }

        return removed;
    }

    /// <summary>Rows that may be referred to; null when they are neither staged nor in the target.</summary>
    private string? Parents(TargetForeignKey reference)
    {
        var parent = tables.FirstOrDefault(table => table.Plan.Name == reference.Table);
        var existing = staged.Existing(reference.Table);
        if (parent is null) return existing;
        var columns = EngineSql.Names(reference.References);
        return existing is null ? parent.Kept : $"(SELECT {columns} FROM {parent.Kept} UNION ALL SELECT {columns} FROM {existing})";
    }
}
