using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Batches;

namespace Lumos.Dsl.Columnar;

public sealed partial class ColumnarPlan
{
    /// <summary>Computes a stream of batches, several at a time, and gives the results in the order of the stream.</summary>
    /// <param name="batches">Taken over: each batch is disposed when it has been computed.</param>
    /// <param name="cancellationToken">Stops reading and computing.</param>
    /// <remarks>
    /// At most one batch more than <see cref="ColumnarOptions.MaxThreads"/> is read ahead of the consumer. Dispose each result when done with
    /// it; results nobody took are disposed here, however the enumeration ends.
    /// </remarks>
    public async IAsyncEnumerable<ColumnBatch> ExecuteAsync(IAsyncEnumerable<ColumnBatch> batches, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<ColumnBatch>>();
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                running.Enqueue(StartAsync(batch, stop.Token));
                if (running.Count > Options.MaxThreads) yield return await TakeAsync(running).ConfigureAwait(false);
            }

            while (running.Count > 0) yield return await TakeAsync(running).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var task in running) await DiscardAsync(task).ConfigureAwait(false);
        }
    }

    private Task<ColumnBatch> StartAsync(ColumnBatch batch, CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteAndDispose(batch, cancellationToken), CancellationToken.None);

    // A failed task leaves the queue only when it was seen, so that its neighbours are still waited for.
    private static async Task<ColumnBatch> TakeAsync(Queue<Task<ColumnBatch>> running)
    {
        var result = await running.Peek().ConfigureAwait(false);
        _ = running.Dequeue();
        return result;
    }

    private static async Task DiscardAsync(Task<ColumnBatch> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully) (await task.ConfigureAwait(false)).Dispose();
    }

    private ColumnBatch ExecuteAndDispose(ColumnBatch batch, CancellationToken cancellationToken)
    {
        using (batch) return new BatchRun(this, batch, detailed: false, cancellationToken).Run(threads: 1);
    }
}
