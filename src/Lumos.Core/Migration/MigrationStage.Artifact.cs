using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Verification;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration;

/// <remarks>What the stage says it did.</remarks>
internal sealed partial class MigrationStage
{
    /// <summary>What would be moved, from the catalog's row counts alone.</summary>
    private static async Task<StageOutcome<MigrationRunArtifact>> DryRunAsync(
        MigrationInput input, MigrationPlan plan, IReadOnlyList<IReadOnlyList<TransformProgram>> programs, StageContext context, CancellationToken cancellationToken)
    {
        var tables = plan.Tables.Select(table => DryRunPlanner.Plan(table, context.Thresholds.MigrationBatchSize) with { Transforms = UsesOf(table, programs) }).ToList();
        var artifact = await ArtifactAsync(input, context, DryRun, promoted: false, tables, cancellationToken).ConfigureAwait(false);
        return new StageOutcome<MigrationRunArtifact>(artifact, GateDecision.Accept, [.. tables.Select(table => $"{table.Table}: {table.Chunks.Count} chunks planned, nothing written.")]);
    }

    /// <summary>What computes the rows of a table, by source in the order they are read.</summary>
    private static IReadOnlyList<TransformUse> UsesOf(TablePlan table, IReadOnlyList<IReadOnlyList<TransformProgram>> programs, StrategyChoice? strategy = null) =>
        [.. programs.SelectMany(static pass => pass).Where(program => program.Table.Table == table).Select(program => strategy is { IsInEngine: true } ? program.Use with { Engine = TransformEngines.DuckDb, Reason = strategy.Reason } : program.Use)];

    private static async Task<MigrationRunArtifact> ArtifactAsync(
        MigrationInput input, StageContext context, string strategy, bool promoted, IReadOnlyList<MigratedTable> tables, CancellationToken cancellationToken, string? reason = null)
    {
        var inputs = new List<string>
        {
            (await context.Artifacts.PutAsync(input.Catalog, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Domains, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Target, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Plan, cancellationToken).ConfigureAwait(false)).Hash,
            (await context.Artifacts.PutAsync(input.Analysis, cancellationToken).ConfigureAwait(false)).Hash,
        };
        return new MigrationRunArtifact
        {
            Header = new ArtifactHeader
            {
                Kind = ArtifactKind.MigrationRun,
                RunId = context.Contract.RunId,
                ContractHash = context.ContractHash,
                PolicyVersion = context.Policy.PolicyVersion,
                ThresholdProfileId = context.Thresholds.ProfileId,
                DslVersion = context.Contract.DslVersion,
                CatalogVersion = input.Domains.Header.CatalogVersion,
                Inputs = inputs,
            },
            Strategy = strategy,
            StrategyReason = strategy == DryRun ? null : reason,
            Target = string.Join(", ", context.Contract.Rhs.Location),
            Promoted = promoted,
            ChunkRows = context.Thresholds.MigrationBatchSize,
            RootHash = tables.Count > 0 && tables.All(static table => table.Manifest is not null) ? Manifests.RootOf(tables.Select(static table => table.Manifest!)) : null,
            Increments = [.. input.Catalog.Tables.Where(static table => table.Increment is not null).Select(table => new SourceIncrement(table.Name, table.Increment!.Column, table.Increment.From, table.Increment.To)
            {
                Replication = table.Increment.Replication is { } log ? log with { DeletesGone = table.Increment.From is not null && DeletesGone(input, context.Contract, table.Name) } : null,
            })],
            Tables = tables,
        };
    }

    private static bool DeletesGone(MigrationInput input, RunContract contract, string source) =>
        input.Plan.Tables.Any(table => LoadRules.Of(contract, table.Target).DeletesMissing && table.Inputs.Any(one => one.Source == source));

    /// <summary>Keys that nothing but runs hold to, since a DuckDB file does not declare them.</summary>
    private static async Task<IReadOnlyList<string>> KeysAsync(ITarget target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        foreach (var table in target is DuckDbTarget ? plan.Tables.Where(static table => table.Table.PrimaryKey.Count > 0) : [])
        {
            if (await target.DescribeAsync(table.Name, cancellationToken).ConfigureAwait(false) is { PrimaryKey.Count: 0 } there && !there.Unique.Any(set => set.ToHashSet(StringComparer.Ordinal).SetEquals(table.Table.PrimaryKey))) keys.Add($"{table.Name} ({string.Join(", ", table.Table.PrimaryKey)})");
        }

        return keys.Count == 0 ? [] : [$"Proved, but not declared in the file: the key of {string.Join(", of ", keys)}. Later runs hold to it, other programs need not."];
    }

    private static string Summary(MigratedTable table) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{table.Table}: {table.RowsIn} rows in = {table.RowsOut} out + {table.Collapsed} collapsed + {table.Quarantined} quarantined.");
}
