using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Numbering;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Validation;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration;

internal sealed partial class MigrationStage
{
    /// <summary>Validates and promotes; null when the staged rows were validated in an earlier life, do not hold any more, and must be staged again.</summary>
    private async Task<IReadOnlyList<ValidatedTable>?> ValidateAndPromoteAsync(
        StagingContext context, MigrationPlan plan, MigrationState done, NumberKeeper keeper, StageContext stage, CancellationToken cancellationToken)
    {
        var target = context.Target;
        failpoints.Hit(FailpointNames.BeforeValidation, cancellationToken);
        var staged = await target.OpenStagedAsync(context.RunId, [.. plan.Tables.Select(table => table.Staging)], [.. plan.Tables.Select(table => table.Load)], cancellationToken).ConfigureAwait(false);
        await using var opened = staged.ConfigureAwait(false);
        await staged.BeginValidationAsync(cancellationToken).ConfigureAwait(false);
        var tables = new List<StagedTable>();
        foreach (var table in plan.Tables)
        {
            var gone = await GoneKeys.LoadAsync(context, staged, table, stage.Contract.Overrides?.TransformEngine, cancellationToken).ConfigureAwait(false);
            tables.Add(await StagedTable.OpenAsync(staged, table, done.Chunks[table].Sum(chunk => chunk.RowsStaged), gone, await target.DescribeAsync(table.Name, cancellationToken).ConfigureAwait(false), context.Noted.Of(table), keeper.ReferencesOf(table), cancellationToken).ConfigureAwait(false));
        }

        // Asked again: another run may have put rows there while these were staged.
        var actions = await CheckAsync(target, plan, cancellationToken).ConfigureAwait(false);
        await keeper.CheckAsync(actions, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ManifestScope> scopes = [.. actions.Select((action, place) => ScopeOf(action, plan.Tables[place].Load))];
        var validator = new StagingValidator(context, plan, staged, tables, scopes);
        var validated = done.IsValidated
            ? await new RepeatedValidation(validator, plan, staged, tables, scopes).RunAsync(done, cancellationToken).ConfigureAwait(false)
            : await validator.RunAsync(done.Chunks, cancellationToken).ConfigureAwait(false);
        if (validated is null) return null;
        var emptied = new EmptiedTables(target, stage.Contract.Overrides?.AllowEmpty == true);
        foreach (var table in validated)
        {
            await CheckAsync(context, table, cancellationToken).ConfigureAwait(false);
            await emptied.CheckAsync(table.Plan, table.Chunks.Sum(static chunk => chunk.RowsIn), cancellationToken).ConfigureAwait(false);
        }

        if (stage.Contract.Overrides?.DryRun == true) return validated;
        await done.PutValidatedAsync(context, validated, cancellationToken).ConfigureAwait(false);

        failpoints.Hit(FailpointNames.BeforePromotion, cancellationToken);
        var promoted = validated.Select((table, index) => new PromotedTable(table.Plan.Table, table.Plan.Load, tables[index].HasRemoved ? tables[index].Removed : null, table.ContentHash) { Gone = tables[index].Gone }).ToList();
        stage.Progress?.Report(new StageProgress(StageName.Migration, "promoting", 0, plan.Tables.Count, "tables"));
        await target.PromoteAsync(PromotionOf(stage), promoted, staged, () => failpoints.Hit(FailpointNames.DuringPromotion, cancellationToken), cancellationToken).ConfigureAwait(false);
        return validated;
    }

    /// <summary>Checks what only the whole table shows: its error budget, and whether rows that are gone can be told from rows that failed.</summary>
    private static async Task CheckAsync(StagingContext context, ValidatedTable table, CancellationToken cancellationToken)
    {
        var quarantined = table.Chunks.Sum(static chunk => chunk.Quarantined);
        if (table.Plan.Only is null) context.Budget.Check(table.Plan.Name, table.Chunks.Sum(static chunk => chunk.RowsIn), quarantined, isWhole: true);

        // Of a new or empty table nothing is missing.
        if (table.Plan.Load.DeletesMissing && quarantined > 0 && await context.Target.CheckAsync(table.Plan.Table, table.Plan.Load, cancellationToken).ConfigureAwait(false) == PromotionAction.Upsert) throw MigrationErrors.DeleteUnsafe(table.Plan.Name, quarantined);
    }

    private PromotionRun PromotionOf(StageContext stage)
    {
        var now = stage.Time.GetUtcNow();
        return new PromotionRun(stage.Contract.RunId, JobHash.Of(stage.Contract), now, now.AddDays(stage.Contract.Overrides?.KeepPreviousDays ?? MigrationOptions.DefaultKeepDays));
    }

    /// <summary>Removes what runs kept for a rollback longer than they were to. The tables are final, so what cannot be removed now is left to the next run.</summary>
    private static async Task ForgetOldAsync(ITarget target, StageContext stage, CancellationToken cancellationToken)
    {
        foreach (var kept in await TryAsync(() => target.ListKeptAsync(cancellationToken)).ConfigureAwait(false) ?? [])
        {
            if (kept.Until <= stage.Time.GetUtcNow()) await TryAsync(async () => { await target.ForgetAsync(kept.RunId, cancellationToken).ConfigureAwait(false); return kept; }).ConfigureAwait(false);
        }

        // A busy or restarted target, or a folder of somebody else: nothing of the run depends on it.
        static async ValueTask<T?> TryAsync<T>(Func<ValueTask<T>> work) where T : class
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (LumosException)
            {
                return null;
            }
        }
    }
}
