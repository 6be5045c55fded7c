using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Staged tables of one run in a DuckDB file.</summary>
internal sealed class DuckDbStagedTables(DuckDbTarget target, DuckDbConnection engine, string runId, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads) : EngineStagedTables(engine), IStagedTables
{
    /// <inheritdoc/>
    public override string Staged(string table) => DuckDbTarget.StagingTable(runId, table);

    /// <inheritdoc/>
    public override ValueTask<string?> ExistingAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult(Existing(table));

    /// <inheritdoc/>
    public override ValueTask<string?> FinalAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult(target.Has(table) ? Final(table) : null);

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<RowCheck>> ChecksAsync(string table, CancellationToken cancellationToken = default)
    {
        var wanted = staging.First(staged => staged.Name == table);
        var columns = wanted.Columns.Select(static column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stored = target.Has(table) ? target.StoredOf(table) : target.ModelOf(wanted) is { } made ? new StoredColumns(made.Columns) : null;
        return ValueTask.FromResult<IReadOnlyList<RowCheck>>([.. stored?.Checks(wanted) ?? [], .. target.Definition(table).Checks.Where(check => check.Columns.All(columns.Contains)).Select(check => stored!.OverStaged(check)), .. target.Ranges(wanted)]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UniqueRule>> UniqueRulesAsync(string table, CancellationToken cancellationToken = default)
    {
        var place = staging.ToList().FindIndex(staged => staged.Name == table);

        // A key the table does not declare is of those who are only added to it: rows that replace it bring their own.
        var key = target.Has(table) && target.ActionOn(staging[place], loads[place]) == PromotionAction.Append ? target.KeyOf(staging[place]) : null;
        return ValueTask.FromResult<IReadOnlyList<UniqueRule>>([.. target.Uniques(staging[place]), .. key is null ? Array.Empty<UniqueRule>() : [key]]);
    }

    private string Final(string table) => target.StoredOf(table).ToStaged(EngineSql.Name(table));

    private string? Existing(string table)
    {
        if (!target.Has(table)) return null;
        var name = Final(table);
        for (var i = 0; i < staging.Count; i++)
        {
            if (staging[i].Name != table) continue;
            return target.ActionOn(staging[i], loads[i]) switch
            {
                PromotionAction.Append => name,
                PromotionAction.Upsert when loads[i].DeletesMissing => null,
                PromotionAction.Upsert or PromotionAction.Version => $"(SELECT * FROM {name} AS there ANTI JOIN {Staged(table)} USING ({EngineSql.Names(staging[i].PrimaryKey)}))",
                _ => null,
            };
        }

        return name;
    }
}
