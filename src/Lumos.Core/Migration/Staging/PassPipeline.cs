using System.Threading.Channels;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Runs one pass: one reader, some transforming workers, and one consumer that takes the results in source order. Few slices are in
/// flight at a time, so memory does not grow with the source.
/// </summary>
internal sealed class PassPipeline(StagingContext context, ReadPass pass, IReadOnlyList<TableStager> stagers, long totalRows)
{
    // Segments of a pass are numbered from pass * this.
    private const long SegmentsPerPass = 1_000_000_000;

    /// <summary>Number of a segment among those of all passes.</summary>
    public static long SegmentOf(ReadPass pass, long segment) => (pass.Index * SegmentsPerPass) + segment;

    private readonly long[] _firstChunks = [.. stagers.Select(stager => (long)stager.Done.Count(chunk => chunk.Pass < pass.Index))];

    /// <summary>Reads from where the last finished segment ended to the end of the source.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var firstChunk = pass.Tables.Count == 0 ? 0 : stagers.Min(stager => stager.Done.Count(chunk => chunk.Pass == pass.Index));
        if (IsFinished(firstChunk)) return;
        firstChunk -= firstChunk % context.SegmentChunks;
        var from = firstChunk == 0 ? null : ChunkOf(stagers[0], firstChunk - 1).Next;
        foreach (var stager in stagers)
        {
            stager.Forget(pass.Index, firstChunk);
            await stager.RestoreKeysAsync(cancellationToken).ConfigureAwait(false);
        }

        var source = await context.OpenAsync(pass, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var jobs = Channel.CreateBounded<SliceJob>(context.Workers);
        var ordered = Channel.CreateUnbounded<SliceJob>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var room = new SemaphoreSlim(context.TransformsHere ? context.Workers * 2 : 0);
        var tasks = new List<Task> { Task.Run(() => ReadAsync(source, from, firstChunk, jobs.Writer, ordered.Writer, room, stop.Token), CancellationToken.None) };
        for (var i = 0; context.TransformsHere && i < context.Workers; i++)
        {
            // The engine computes on the thread that asks, so each worker gets one of its own instead of holding up the pool.
            tasks.Add(Task.Factory.StartNew(() => Work(source.Schema, jobs.Reader, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }

        if (context.Shared is { } shared)
        {
            tasks.Add(Task.Run(() => shared.ServeAsync(context.Transform, pass, source.Schema, jobs.Reader, _firstChunks, () => room.Release(), stop.Token), CancellationToken.None));
        }

        try
        {
            await ConsumeAsync(ordered.Reader, room, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await FinishAsync(tasks, jobs.Reader, ordered.Reader, cancellationToken, stop).ConfigureAwait(false);
        }
    }

    private static async Task FinishAsync(List<Task> tasks, ChannelReader<SliceJob> jobs, ChannelReader<SliceJob> ordered, CancellationToken cancellationToken, CancellationTokenSource stop)
    {
        try
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch (Exception) when (stop.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // The consumer's failure, or the caller's wish, is what is reported.
        }

        while (jobs.TryRead(out var job)) job.Raw.Dispose();
        while (ordered.TryRead(out var job))
        {
            if (job.Done.Task.IsCompletedSuccessfully) foreach (var result in await job.Done.Task.ConfigureAwait(false)) result.Dispose();
        }
    }

    private bool IsFinished(int chunks) =>
        chunks > 0 && stagers.All(stager => stager.Done.Count(chunk => chunk.Pass == pass.Index) == chunks && ChunkOf(stager, chunks - 1).Next is null);

    private StagedChunk ChunkOf(TableStager stager, int inPass) => stager.Done.Where(chunk => chunk.Pass == pass.Index).ElementAt(inPass);

    private async Task ReadAsync(
        ISource source, SourcePosition? from, int firstChunk, ChannelWriter<SliceJob> jobs, ChannelWriter<SliceJob> ordered, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        try
        {
            var sliceRows = context.SliceRows(source.Schema.Fields.Count);
            var slices = context.ChunkRows / sliceRows;
            long slice = (long)firstChunk * slices;
            var pace = new Pace(context.Time, context.MaxRowsPerSecond);
            await foreach (var raw in source.ReadAsync(new SourceReadOptions { BatchRows = sliceRows, From = from }, cancellationToken).ConfigureAwait(false))
            {
                if (raw.RowCount == 0)
                {
                    raw.Dispose();
                    continue;
                }

                var job = new SliceJob(raw, slice / slices, (int)(slice % slices), slices, sliceRows);
                slice++;
                await pace.WaitAsync(raw.RowCount, cancellationToken).ConfigureAwait(false);

                // Few slices are under way at a time, one more for each that another process has.
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                await ordered.WriteAsync(job, cancellationToken).ConfigureAwait(false);
                await jobs.WriteAsync(job, cancellationToken).ConfigureAwait(false);
            }

            ordered.Complete();
        }
        catch (Exception exception)
        {
            ordered.TryComplete(exception);
            throw;
        }
        finally
        {
            jobs.TryComplete();
        }
    }

    private void Work(ColumnSchema schema, ChannelReader<SliceJob> jobs, CancellationToken cancellationToken)
    {
        TransformWorker? worker = null;
        try
        {
            while (jobs.WaitToReadAsync(cancellationToken).AsTask().GetAwaiter().GetResult())
            {
                if (!jobs.TryRead(out var job)) continue;
                try
                {
                    worker ??= new TransformWorker(context.Transform, pass, schema);
                    job.Done.SetResult(worker.Run(job, _firstChunks, context.ChunkRows, cancellationToken));
                }
                catch (Exception exception)
                {
                    job.Done.TrySetException(exception);
                    throw;
                }
                finally
                {
                    job.Raw.Dispose();
                }
            }
        }
        finally
        {
            worker?.Dispose();
        }
    }

    private async Task ConsumeAsync(ChannelReader<SliceJob> ordered, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        long? segment = null;
        await foreach (var job in ordered.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            room.Release();
            var results = await job.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            var own = SegmentOf(pass, job.Chunk / context.SegmentChunks);
            if (segment is { } open && open != own) await EndSegmentAsync(cancellationToken).ConfigureAwait(false);
            segment = own;
            var place = new SlicePlace(pass.Index, own, pass.Source.Name, job.Origin.FirstRow, job.Origin.Next);
            for (var i = 0; i < stagers.Count; i++)
            {
                await stagers[i].AddAsync(results[i], place, cancellationToken).ConfigureAwait(false);
                if (job.Slice == job.Slices - 1) stagers[i].EndChunk();
            }

            context.Progress?.Report(new StageProgress(StageName.Migration, $"moving {JoinedTables.OwnName(pass.Source)}", job.Origin.FirstRow + results[0].RowsIn, totalRows < 0 ? null : totalRows, "rows"));
        }

        foreach (var stager in stagers) await stager.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EndSegmentAsync(CancellationToken cancellationToken)
    {
        foreach (var stager in stagers) await stager.EndSegmentAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A slice on its way through the workers.</summary>
internal sealed class SliceJob(ColumnBatch raw, long chunk, int slice, int slices, int sliceRows)
{
    public ColumnBatch Raw { get; } = raw;

    public RowOrigin Origin { get; } = raw.Origin;

    /// <summary>Chunk of the pass it belongs to.</summary>
    public long Chunk { get; } = chunk;

    /// <summary>Which slice of the chunk it is.</summary>
    public int Slice { get; } = slice;

    public int Slices { get; } = slices;

    public int SliceRows { get; } = sliceRows;

    /// <summary>Place of its first row in the chunk.</summary>
    public int FirstRowInChunk { get; } = slice * sliceRows;

    /// <summary>One result per table of the pass.</summary>
    public TaskCompletionSource<TransformedBatch[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
