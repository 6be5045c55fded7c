using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Refuses to put nothing in the place of rows. A source without rows is far oftener an export that failed than a table that has none any more, and a run cannot tell which; the contract can.
/// </summary>
/// <param name="target">Where rows are.</param>
/// <param name="allowed">Whether the contract allows it.</param>
internal sealed class EmptiedTables(ITarget target, bool allowed)
{
    /// <summary>Checks a table as far as its sources say how many rows they have.</summary>
    public Task CheckAsync(TablePlan table, CancellationToken cancellationToken) =>
        table.Sources.All(static source => source.RowCount is not null) ? CheckAsync(table, table.Sources.Sum(static source => source.RowCount!.Value), cancellationToken) : Task.CompletedTask;

    /// <summary>Checks a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rowsIn">Rows read for it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException"><c>MIGRATION_SOURCE_EMPTY</c>.</exception>
    public async Task CheckAsync(TablePlan table, long rowsIn, CancellationToken cancellationToken)
    {
        // Where only changes are read, none is the rule.
        if (allowed || rowsIn > 0 || table.Sources.Any(static source => source.Increment?.From is not null)) return;
        var action = await target.CheckAsync(table.Table, table.Load, cancellationToken).ConfigureAwait(false);
        var empties = action == PromotionAction.Replace || (action == PromotionAction.Upsert && table.Load.DeletesMissing);
        if (empties && await HasRowsAsync(table, cancellationToken).ConfigureAwait(false)) throw MigrationErrors.SourceEmpty(target.Name, table.Name, [.. table.Sources.Select(static source => source.Name)]);
    }

    private async Task<bool> HasRowsAsync(TablePlan table, CancellationToken cancellationToken)
    {
        if (await target.DescribeAsync(table.Name, cancellationToken).ConfigureAwait(false) is not { } there) return false;
        var shared = table.Table.Columns.Where(column => there.Columns.Any(other => other.Name == column.Name)).Take(1).ToList();
        if (shared.Count == 0) return false;
        var column = table.Table with { Columns = [shared[0] with { Nullable = true }], PrimaryKey = [], Unique = [], ForeignKeys = [], Checks = null };
        await foreach (var read in target.ReadAsync(column, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            if (batch.RowCount > 0) return true;
        }

        return false;
    }
}
