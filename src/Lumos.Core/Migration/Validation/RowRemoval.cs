using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Finds the staged rows that cannot stay: what the target's table refuses, repeated keys, values that must be unique, references to nothing. Computed where the rows are staged; the
/// same staged rows give the same answer.
/// </summary>
internal sealed class RowRemoval(IStagedTables staged, IReadOnlyList<StagedTable> tables)
{
    /// <summary>References that could not be checked because no one knows the rows referred to.</summary>
    public IReadOnlyList<(TablePlan Table, TargetForeignKey Reference)> Unchecked => _unchecked;

    private readonly List<(TablePlan, TargetForeignKey)> _unchecked = [];

    /// <summary>Fills the removed rows of every table.</summary>
    /// <param name="byReference">Tables referred to before tables that refer to them.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public async Task FindAsync(IReadOnlyList<TablePlan> byReference, CancellationToken cancellationToken)
    {
        // First what is wrong with a row by itself, so that it takes the key of no other.
        foreach (var plan in byReference) await RemoveRefusedAsync(Of(plan), cancellationToken).ConfigureAwait(false);
        foreach (var plan in byReference) await RemoveDuplicatesAsync(Of(plan), cancellationToken).ConfigureAwait(false);

        // A removed row may leave others without what they refer to, also in a circle.
        for (long removed = 1; removed > 0;)
        {
            removed = 0;
            foreach (var plan in byReference) removed += await RemoveOrphansAsync(Of(plan), cancellationToken).ConfigureAwait(false);
            foreach (var plan in byReference) removed += await RemoveStayingAsync(Of(plan), cancellationToken).ConfigureAwait(false);
        }

        foreach (var table in tables)
        {
            if (table.HasRemoved) await NoteFurtherAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RemoveRefusedAsync(StagedTable table, CancellationToken cancellationToken)
    {
        foreach (var check in table.Checks) await table.RemoveAsync(RefusedSql(check, table.Kept), cancellationToken).ConfigureAwait(false);
    }

    private static string RefusedSql(RowCheck check, string rows) =>
        $"SELECT {TablePlan.RowColumn}, '{FailureCodes.Check}', {EngineSql.TextOrNull(check.Columns.Count > 0 ? check.Columns[0] : null)}, {EngineSql.Text(check.Name)} FROM {rows} AS kept WHERE NOT ({check.Condition}) ORDER BY {TablePlan.RowColumn}";

    /// <summary>Looks for everything else that is wrong with rows that are left out: a person mends them once.</summary>
    private async Task NoteFurtherAsync(StagedTable table, CancellationToken cancellationToken)
    {
        foreach (var check in table.Checks) await table.NoteAsync(RefusedSql(check, table.Wrong), cancellationToken).ConfigureAwait(false);
        foreach (var reference in table.References)
        {
            if (await ParentsAsync(reference, cancellationToken).ConfigureAwait(false) is { } parents) await table.NoteAsync(OrphansSql(reference, table.Wrong, parents), cancellationToken).ConfigureAwait(false);
        }
    }

    private StagedTable Of(TablePlan plan) => tables.First(table => table.Plan == plan);

    private static async Task RemoveDuplicatesAsync(StagedTable table, CancellationToken cancellationToken)
    {
        var plan = table.Plan;
        if (plan.Key.Count > 0)
        {
            await RemoveRepeatedAsync(table, UniqueSet.Of(plan.Key), plan.Mapping.OnDuplicateKey, FailureCodes.DuplicateKey, cancellationToken).ConfigureAwait(false);
            if (plan.Load.Strategy == LoadStrategy.Insert || plan.Only is not null || (plan.Load.Strategy == LoadStrategy.Append && table.IsKeyOnce)) await RemoveExistingAsync(table, UniqueSet.Of(plan.Key), FailureCodes.KeyExists, cancellationToken).ConfigureAwait(false);
        }

        foreach (var set in table.UniqueSets)
        {
            await RemoveRepeatedAsync(table, set, DuplicateKeyRule.Quarantine, FailureCodes.Unique, cancellationToken).ConfigureAwait(false);
            await RemoveExistingAsync(table, set, FailureCodes.Unique, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of a key whose new row is removed the old one stays, and with it its unique values.
    private static async Task<long> RemoveStayingAsync(StagedTable table, CancellationToken cancellationToken)
    {
        long removed = 0;
        if (!table.HasRemoved || !table.IsByKey) return 0;
        foreach (var set in table.UniqueSets) removed += await RemoveExistingAsync(table, set, FailureCodes.Unique, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private static async Task<long> RemoveExistingAsync(StagedTable table, UniqueSet set, string code, CancellationToken cancellationToken)
    {
        if (table.Existing is not { } existing) return 0;
        return await table.RemoveAsync(
            $"SELECT {TablePlan.RowColumn}, '{code}', {EngineSql.Text(set.Column)}, {Constraint(set)} FROM {set.Staged(table.Kept)} AS kept WHERE EXISTS (SELECT 1 FROM {set.There(existing)} AS existing WHERE {Same(set.Names, "existing", "kept")})",
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task RemoveRepeatedAsync(StagedTable table, UniqueSet set, DuplicateKeyRule rule, string code, CancellationToken cancellationToken)
    {
        var names = EngineSql.Names(set.Names);
        var kept = set.Staged(table.Kept);
        var all = EngineSql.Names(table.Plan.Table.Columns.Select(column => column.Name));
        var reason = rule switch
        {
            DuplicateKeyRule.CollapseIdentical => $"CASE WHEN ROW({all}) IS NOT DISTINCT FROM first_value(ROW({all})) OVER same THEN NULL ELSE '{FailureCodes.DuplicateKeyConflict}' END",
            DuplicateKeyRule.Quarantine => $"'{code}'",
            _ => "CAST(NULL AS VARCHAR)",
        };
        var order = rule == DuplicateKeyRule.KeepLast ? " DESC" : "";

        var repeated = table.KnowsRepeatedKeys && set.Names.SequenceEqual(table.Plan.Key)
            ? table.RepeatedKeys
            : $"(SELECT {names} FROM {kept} AS kept GROUP BY {names} HAVING count(*) > 1)";
        if (repeated is null) return;
        await table.RemoveAsync(
            $"""
            SELECT {TablePlan.RowColumn}, code, {EngineSql.Text(set.Column)}, {Constraint(set)} FROM (
                SELECT {TablePlan.RowColumn}, row_number() OVER same AS place, {reason} AS code
                FROM {kept} AS kept WHERE ({names}) IN (SELECT {names} FROM {repeated} AS repeated)
                WINDOW same AS (PARTITION BY {names} ORDER BY {TablePlan.RowColumn}{order})) AS placed
            WHERE place > 1 ORDER BY {TablePlan.RowColumn}
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private static string Constraint(UniqueSet set) => set.Constraint is null ? "CAST(NULL AS VARCHAR)" : EngineSql.Text(set.Constraint);

    private async Task<long> RemoveOrphansAsync(StagedTable table, CancellationToken cancellationToken)
    {
        long removed = 0;
        foreach (var reference in table.References)
        {
            if (await ParentsAsync(reference, cancellationToken).ConfigureAwait(false) is not { } parents)
            {
                if (!_unchecked.Contains((table.Plan, reference))) _unchecked.Add((table.Plan, reference));
                continue;
            }

            removed += await table.RemoveAsync(OrphansSql(reference, table.Kept, parents), cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private static string OrphansSql(TargetForeignKey reference, string rows, string parents)
    {
        var present = string.Join(" AND ", reference.Columns.Select(column => $"child.{EngineSql.Name(column)} IS NOT NULL"));
        var match = string.Join(" AND ", reference.Columns.Zip(reference.References, (column, to) => $"child.{EngineSql.Name(column)} = parent.{EngineSql.Name(to)}"));
        return $"""
            SELECT {TablePlan.RowColumn}, '{FailureCodes.Orphan}', {EngineSql.Text(reference.Columns[0])}, CAST(NULL AS VARCHAR)
            FROM {rows} AS child WHERE {present} AND NOT EXISTS (SELECT 1 FROM {parents} AS parent WHERE {match})
            ORDER BY {TablePlan.RowColumn}
            """;
    }

    /// <summary>Rows that may be referred to; null when they are neither staged nor in the target.</summary>
    private async Task<string?> ParentsAsync(TargetForeignKey reference, CancellationToken cancellationToken)
    {
        var parent = tables.FirstOrDefault(table => table.Plan.Name == reference.Table);
        if (parent is null) return await staged.ExistingAsync(reference.Table, cancellationToken).ConfigureAwait(false);
        var columns = EngineSql.Names(reference.References);
        return parent.Existing is { } existing ? $"(SELECT {columns} FROM {parent.Kept} AS kept UNION ALL SELECT {columns} FROM {existing} AS existing)" : parent.Kept;
    }

    private static string Same(IEnumerable<string> columns, string left, string right) =>
        string.Join(" AND ", columns.Select(column => $"{left}.{EngineSql.Name(column)} = {right}.{EngineSql.Name(column)}"));
}
