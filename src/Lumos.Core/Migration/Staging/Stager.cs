using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>Stages every table of a plan, pass by pass, going on where an earlier life of the process stopped.</summary>
internal sealed class Stager(StagingContext context, MigrationPlan plan)
{
    /// <summary>Stages what is not staged yet.</summary>
    /// <param name="chunks">Chunks staged already, by table; extended.</param>
    /// <param name="cancellationToken">Stops between and inside chunks; finished segments are kept.</param>
    public async Task RunAsync(IReadOnlyDictionary<TablePlan, List<StagedChunk>> chunks, CancellationToken cancellationToken)
    {
        var stagers = new List<TableStager>();
        context.Noted.Clear();
        try
        {
            foreach (var table in plan.Tables)
            {
                var staging = await OpenAsync(table, table.Name, cancellationToken).ConfigureAwait(false);
                var late = HasLate(table) ? await OpenAsync(table, table.LateName, cancellationToken).ConfigureAwait(false) : null;
                stagers.Add(new TableStager(context, table, context.Engine is null ? staging : new ComputedStaging(staging), late, chunks[table]));
                if (!await HasAllAsync(staging, late, chunks[table], cancellationToken).ConfigureAwait(false)) chunks[table].Clear();
            }

            foreach (var pass in plan.Passes)
            {
                var fed = pass.Tables.Select(table => stagers[table.Table.Index]).ToList();
                if (context.Engine is { } engine) await ComputeAsync(pass, fed, engine, cancellationToken).ConfigureAwait(false);
                else await new PassPipeline(context, pass, fed, pass.Source.RowCount ?? -1).RunAsync(cancellationToken).ConfigureAwait(false);
            }

            foreach (var stager in stagers) stager.NoteTo(context.Noted, cancellationToken);
        }
        finally
        {
            foreach (var stager in stagers) await stager.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ComputeAsync(ReadPass pass, List<TableStager> fed, Targets.IComputesRows engine, CancellationToken cancellationToken)
    {
        var source = await context.OpenAsync(pass, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var rows = (source as IEngineRows)?.Table ?? throw MigrationErrors.NotInEngine(pass.Source.Name);
        await Task.Run(() => new ComputedPass(context, pass, fed, source, rows, engine).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the target still has every row the checkpoints say is staged: a file may have been removed, a server may have crashed.</summary>
    public async Task<bool> HasAllAsync(IReadOnlyDictionary<TablePlan, List<StagedChunk>> chunks, CancellationToken cancellationToken)
    {
        foreach (var table in plan.Tables)
        {
            var staging = await OpenAsync(table, table.Name, cancellationToken).ConfigureAwait(false);
            await using var opened = staging.ConfigureAwait(false);
            var late = HasLate(table) ? await OpenAsync(table, table.LateName, cancellationToken).ConfigureAwait(false) : null;
            try
            {
                if (!await HasAllAsync(staging, late, chunks[table], cancellationToken).ConfigureAwait(false)) return false;
            }
            finally
            {
                if (late is not null) await late.DisposeAsync().ConfigureAwait(false);
            }
        }

        return true;
    }

    private static async Task<bool> HasAllAsync(IStagingTable staging, IStagingTable? late, List<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var rows = (await staging.GetChunksAsync(cancellationToken).ConfigureAwait(false)).Values.Sum();
        if (late is not null) rows += (await late.GetChunksAsync(cancellationToken).ConfigureAwait(false)).Values.Sum();
        return rows >= chunks.Sum(chunk => chunk.RowsStaged);
    }

    private bool HasLate(TablePlan table) => context.Target.StagesRepeatedKeysApart && table.KeepsFirst;

    private ValueTask<IStagingTable> OpenAsync(TablePlan table, string name, CancellationToken cancellationToken) =>
        context.Target.OpenStagingAsync(context.RunId, table.Staging with { Name = name }, cancellationToken);
}
