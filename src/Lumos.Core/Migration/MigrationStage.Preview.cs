using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Validation;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration;

internal sealed partial class MigrationStage : ITargetPreview
{
    /// <inheritdoc/>
    public async Task<TargetPreview> PreviewAsync(MigrationInput input, RunContract contract, string workFolder, bool onlyAdditive, CancellationToken cancellationToken)
    {
        MigrationPlan plan;
        try
        {
            plan = MigrationPlanner.Make(input, contract);
        }
        catch (LumosException)
        {
            // The plan itself is what a person hears of.
            return TargetPreview.None;
        }

        if ((onlyAdditive && !plan.Tables.Any(static table => table.Load.AddsColumns)) || !targets.MayBeThere(contract.Rhs)) return TargetPreview.None;
        var (additions, problems) = (new List<string>(), new List<string>());
        try
        {
            var target = await targets.ToRead().OpenAsync(contract.Rhs, JobHash.Of(contract), workFolder, _options, cancellationToken).ConfigureAwait(false);
            await using var opened = target.ConfigureAwait(false);
            foreach (var table in plan.Tables)
            {
                try
                {
                    if (!onlyAdditive && targets.MayBeAsked(contract.Rhs)) await target.CheckAsync(table.Table, table.Load, cancellationToken).ConfigureAwait(false);
                    if (!onlyAdditive) await new EmptiedTables(target, contract.Overrides?.AllowEmpty == true).CheckAsync(table, cancellationToken).ConfigureAwait(false);
                    additions.AddRange((await target.GetAdditionsAsync(table.Table, table.Load, cancellationToken).ConfigureAwait(false)).Select(added => Sentence(table, added)));
                }
                catch (LumosException problem)
                {
                    problems.Add(problem.Problem);
                }
            }
        }
        catch (LumosException problem)
        {
            problems.Add(problem.Problem);
        }

        return new TargetPreview(additions, problems);
    }

    private static string Sentence(TablePlan table, ColumnAddition added) => added.IsThere
        ? $"{table.Name}: column '{added.Column}' ({added.Type}) is in the target only; this run does not write it."
        : $"{table.Name}: column '{added.Column}' ({added.Type}) is added to the target's table.";
}
