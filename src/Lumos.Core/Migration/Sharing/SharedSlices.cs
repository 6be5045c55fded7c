using System.Globalization;
using System.Threading.Channels;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.State;
using Lumos.Core.State.Leases;

namespace Lumos.Core.Migration.Sharing;

/// <summary>
/// The side of the process that stages a run: hands slices to other processes that asked for them, and takes back what does not come in time. Only this process writes to staging and
/// to the state, so whatever a late worker writes can be no more than a file nobody looks at.
/// </summary>
internal sealed class SharedSlices : IDisposable
{
    private const int MostSlices = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15), LookForWorkers = TimeSpan.FromMilliseconds(150), LongestOpen = TimeSpan.FromSeconds(5);

    private readonly LeaseLog _log;
    private readonly SliceFiles _files;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly long _generation;
    private long _offered;

    private SharedSlices(string workFolder, TimeProvider time)
    {
        (_folder, _time) = (SharedFolder.Of(workFolder), time);
        if (Directory.Exists(SharedFolder.EndedOf(_folder))) Directory.Delete(SharedFolder.EndedOf(_folder), recursive: true);
        Directory.CreateDirectory(SharedFolder.LeasesOf(workFolder));
        _files = new SliceFiles(SharedFolder.SlicesOf(workFolder));
        _files.Clear();
        _log = new LeaseLog(SharedFolder.LeasesOf(workFolder), string.Create(CultureInfo.InvariantCulture, $"owner-{Environment.ProcessId}"), time);
        _generation = _log.Append(_log.Entry(LeaseKinds.Owner));
    }

    /// <summary>Lets other processes in. What an earlier owner offered is void.</summary>
    /// <exception cref="LumosException">The work folder cannot be written.</exception>
    public static SharedSlices Open(string workFolder, TimeProvider time)
    {
        try
        {
            return new SharedSlices(workFolder, time);
        }
        catch (Exception exception) when (StateErrors.IsRefusal(exception))
        {
            throw StateErrors.Unwritable(SharedFolder.Of(workFolder), exception);
        }
    }

    /// <summary>Hands slices of a pass to workers as long as there are any.</summary>
    /// <param name="setup">What makes rows of a slice that was taken back.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="schema">Columns of its source.</param>
    /// <param name="jobs">Slices that wait for somebody.</param>
    /// <param name="firstChunks">Chunks each table had before the pass.</param>
    /// <param name="joined">Told when another slice may be under way.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ServeAsync(TransformSetup setup, ReadPass pass, ColumnSchema schema, ChannelReader<SliceJob> jobs, long[] firstChunks, Action joined, CancellationToken cancellationToken)
    {
        var serving = new List<Task>();
        var widest = 0;

        // A pass that is given up leaves slices nobody takes, so that their channel never completes.
        while (!jobs.Completion.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            serving.RemoveAll(static task => task.IsCompletedSuccessfully);
            var workers = _log.Look(static (table, now) => table.WorkersAt(now));
            while (serving.Count < Math.Min(MostSlices, workers * 2))
            {
                serving.Add(ServeOneAsync(setup, pass, schema, jobs, firstChunks, cancellationToken));
                if (serving.Count <= widest) continue;
                widest = serving.Count;
                joined();
            }

            await Task.WhenAny([jobs.Completion, Task.Delay(LookForWorkers, _time, cancellationToken), .. serving]).ConfigureAwait(false);
            if (serving.Exists(static task => task.IsFaulted || task.IsCanceled)) break;
        }

        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    /// <summary>Ends it: whoever comes later finds nothing.</summary>
    public void Dispose()
    {
        try
        {
            _log.Append(_log.Entry(LeaseKinds.Ended));

            // Renamed first, so that nobody writes into it while it goes.
            Directory.Move(_folder, SharedFolder.EndedOf(_folder));
            Directory.Delete(SharedFolder.EndedOf(_folder), recursive: true);
        }
        catch (Exception exception) when (StateErrors.IsRefusal(exception))
        {
            // A worker was just writing, or the disk is full: what is left is cleared by the next owner, and nobody reads it.
        }
    }

    private async Task ServeOneAsync(TransformSetup setup, ReadPass pass, ColumnSchema schema, ChannelReader<SliceJob> jobs, long[] firstChunks, CancellationToken cancellationToken)
    {
        while (await jobs.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_log.Look(static (table, now) => table.WorkersAt(now)) == 0) return;
            if (!jobs.TryRead(out var job)) continue;
            try
            {
                var results = await ShareAsync(setup, pass, job, firstChunks, cancellationToken).ConfigureAwait(false);
                job.Done.SetResult(results ?? await Task.Run(() => Compute(setup, pass, schema, job, firstChunks, cancellationToken), cancellationToken).ConfigureAwait(false));
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

    /// <summary>Has a slice done elsewhere; null when it was taken back.</summary>
    private async Task<Transform.TransformedBatch[]?> ShareAsync(TransformSetup setup, ReadPass pass, SliceJob job, long[] firstChunks, CancellationToken cancellationToken)
    {
        var slice = string.Create(CultureInfo.InvariantCulture, $"{_generation}-{Interlocked.Increment(ref _offered)}");
        try
        {
            _files.WriteRaw(slice, job.Raw);
        }
        catch (IOException)
        {
            // A full disk, say: the slice is done here.
            return null;
        }

        _log.Append(_log.Entry(LeaseKinds.Offered, slice) with { Task = new SliceTask(pass.Index, job.Chunk, job.Slice, job.Slices, job.SliceRows, firstChunks, setup.KeysApart) });
        while (true)
        {
            var (lease, isLate) = _log.Look((table, now) => (table[slice]!, IsLate(table, table[slice]!, now)));
            switch (lease.State)
            {
                case LeaseState.Done:
                    var results = _files.ReadResult(slice, lease.Token, pass.Tables.Count);
                    Forget(slice, lease.Token);
                    return results;
                case LeaseState.TakenBack:
                    Forget(slice, lease.Token);
                    return null;
                case LeaseState.Failed:
                case var _ when isLate:
                    // It may be done by now: what stands in the log first counts.
                    _log.Append(_log.Entry(LeaseKinds.TakenBack, slice));
                    continue;
                default:
                    await Task.Delay(Look, _time, cancellationToken).ConfigureAwait(false);
                    continue;
            }
        }
    }

    private static bool IsLate(LeaseTable table, Lease lease, DateTimeOffset now) =>
        lease.IsOver(now) || (lease.State == LeaseState.Open && (table.WorkersAt(now) == 0 || now - lease.Until > LongestOpen));

    private void Forget(string slice, long token)
    {
        _log.Look((table, _) =>
        {
            table.Forget(slice);
            return true;
        });
        _files.Remove(slice, token);
    }

    private static Transform.TransformedBatch[] Compute(TransformSetup setup, ReadPass pass, ColumnSchema schema, SliceJob job, long[] firstChunks, CancellationToken cancellationToken)
    {
        using var worker = new TransformWorker(setup, pass, schema);
        return worker.Run(job, firstChunks, setup.ChunkRows, cancellationToken);
    }
}
