using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Staging;

/// <summary>Transforms the first part of each source without writing a row, and stops the run when too much of it would go to quarantine.</summary>
internal sealed class Canary(StagingContext context, MigrationPlan plan)
{
    // A part of a small table would be a row or two, which tells nothing.
    private const int FewestRows = 1000;

    /// <summary>Tries the first rows of every source.</summary>
    /// <param name="part">Part of a source's rows, 0 to 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(decimal part, CancellationToken cancellationToken)
    {
        // Rows that failed before say nothing about the others.
        foreach (var pass in plan.Passes.Where(static pass => pass.Only is null))
        {
            var rows = Math.Max(FewestRows, (long)Math.Ceiling((pass.Source.RowCount ?? 0) * part));
            await TryAsync(pass, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(ReadPass pass, long most, CancellationToken cancellationToken)
    {
        var source = await context.OpenAsync(pass, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        using var worker = new TransformWorker(context.Transform, pass, source.Schema);
        var sliceRows = context.SliceRows(source.Schema.Fields.Count);
        var slices = context.ChunkRows / sliceRows;
        var firstChunks = new long[pass.Tables.Count];
        var quarantined = new long[pass.Tables.Count];
        long rows = 0, slice = 0;
        var pace = new Pace(context.Time, context.MaxRowsPerSecond);
        await foreach (var raw in source.ReadAsync(new SourceReadOptions { BatchRows = sliceRows, MaxRows = most }, cancellationToken).ConfigureAwait(false))
        {
            using (raw)
            {
                await pace.WaitAsync(raw.RowCount, cancellationToken).ConfigureAwait(false);
                var job = new SliceJob(raw, slice / slices, (int)(slice % slices), slices, sliceRows);
                slice++;
                rows += raw.RowCount;
                var results = worker.Run(job, firstChunks, context.ChunkRows, cancellationToken);
                for (var table = 0; table < results.Length; table++)
                {
                    quarantined[table] += results[table].Quarantined.Count;
                    results[table].Dispose();
                }
            }

            context.Progress?.Report(new StageProgress(StageName.Migration, $"trying the first rows of {pass.Source.Name}", rows, most, "rows"));
        }

        for (var table = 0; table < quarantined.Length; table++)
        {
            if (context.Budget.IsSpent(rows, quarantined[table])) throw MigrationErrors.CanaryFailed(pass.Tables[table].Table.Name, rows, quarantined[table], context.Budget.MostRate);
        }
    }
}
