using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

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
        try
        {
            foreach (var table in plan.Tables)
            {
                var staging = await context.Target.OpenStagingAsync(context.RunId, table.Staging, cancellationToken).ConfigureAwait(false);
                var late = context.Target.StagesRepeatedKeysApart && table.KeepsFirst
                    ? await context.Target.OpenStagingAsync(context.RunId, table.Staging with { Name = table.LateName }, cancellationToken).ConfigureAwait(false)
                    : null;
                stagers.Add(new TableStager(context, table, staging, late, chunks[table]));
                await ForgetWhatIsGoneAsync(staging, late, chunks[table], cancellationToken).ConfigureAwait(false);
            }

            foreach (var pass in plan.Passes)
            {
                var fed = pass.Tables.Select(table => stagers[table.Table.Index]).ToList();
                await new PassPipeline(context, pass, fed, pass.Source.RowCount ?? -1).RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var stager in stagers) await stager.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Checkpoints whose rows are no longer in staging, because someone removed the file, count for nothing.</summary>
    private static async Task ForgetWhatIsGoneAsync(IStagingTable staging, IStagingTable? late, List<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var rows = (await staging.GetChunksAsync(cancellationToken).ConfigureAwait(false)).Values.Sum();
        if (late is not null) rows += (await late.GetChunksAsync(cancellationToken).ConfigureAwait(false)).Values.Sum();
        if (rows < chunks.Sum(chunk => chunk.RowsStaged)) chunks.Clear();
    }
}
