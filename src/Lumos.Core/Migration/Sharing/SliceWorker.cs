using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.State.Leases;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Sharing;

/// <summary>
/// The side of a process that helps: takes slices under leases that run out, makes their rows, and hands them over under the lease's token. A lease is renewed while its slice is
/// computed; one that ran out meanwhile may be another's, and then what comes of it is refused.
/// </summary>
/// <param name="log">The leases.</param>
/// <param name="files">The slices.</param>
/// <param name="plan">What is moved.</param>
/// <param name="setup">How; whether keys are wanted is said with each slice.</param>
/// <param name="lease">How long a lease lasts.</param>
/// <param name="failpoints">Places a crash test may choose.</param>
internal sealed class SliceWorker(LeaseLog log, SliceFiles files, MigrationPlan plan, TransformSetup setup, TimeSpan lease, IFailpoints failpoints)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15), LookForOwner = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(int Pass, bool KeysApart), TransformWorker> _workers = [];
    private readonly List<LeaseRefusal> _refused = [];

    /// <summary>Slices that were handed over.</summary>
    public long Slices { get; private set; }

    /// <summary>Slices that were refused.</summary>
    public IReadOnlyList<LeaseRefusal> Refused => _refused;

    /// <summary>Helps until there is nothing more to do.</summary>
    /// <param name="isOwned">Whether a process stages the run.</param>
    /// <param name="cancellationToken">Stops it between slices.</param>
    public async Task RunAsync(Func<bool> isOwned, CancellationToken cancellationToken)
    {
        try
        {
            var (shown, asked) = (DateTimeOffset.MinValue, setup.Time.GetUtcNow());
            while (!cancellationToken.IsCancellationRequested && log.IsOpen)
            {
                var (slice, isEnded, now) = log.Look(static (table, now) => (table.Free(now), table.IsEnded, now));
                if (isEnded) return;
                if (slice is not null)
                {
                    Take(slice, cancellationToken);
                    continue;
                }

                if (now - shown > lease / 3 && log.Append(log.Entry(LeaseKinds.Here, lasts: lease)) > 0) shown = now;
                if (now - asked > LookForOwner)
                {
                    if (!isOwned()) return;
                    asked = now;
                }

                await Task.Delay(Look, setup.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            log.Append(log.Entry(LeaseKinds.Left));
            foreach (var worker in _workers.Values) worker.Dispose();
            _workers.Clear();
        }
    }

    private void Take(string slice, CancellationToken cancellationToken)
    {
        var token = log.Append(log.Entry(LeaseKinds.Taken, slice, lasts: lease));
        if (token == 0) return;

        // Somebody may have been faster.
        if (log.Look((table, _) => table[slice]) is not { State: LeaseState.Taken } taken || taken.Token != token) return;
        using var renewal = setup.Time.CreateTimer(_ => Renew(slice, token), null, lease / 3, lease / 3);
        try
        {
            Compute(slice, token, taken.Task, cancellationToken);
        }
        catch (Exception exception) when (exception is LumosException or IOException or InvalidDataException)
        {
            // The owner does the slice itself; when the rows are to blame, it says so.
            log.Append(log.Entry(LeaseKinds.Failed, slice, token));
            files.RemoveResult(slice, token);
            return;
        }

        var done = log.Append(log.Entry(LeaseKinds.Done, slice, token));
        if (done > 0 && log.Look((table, _) => table.Refusals.All(refusal => refusal.Slice != slice || refusal.Token != token)))
        {
            Slices++;
            return;
        }

        _refused.Add(new LeaseRefusal(slice, token, log.Worker));
        files.RemoveResult(slice, token);
    }

    private void Renew(string slice, long token)
    {
        try
        {
            log.Append(log.Entry(LeaseKinds.Renewed, slice, token, lease));
        }
        catch (IOException)
        {
            // Then it runs out, and somebody else does the slice.
        }
    }

    private void Compute(string slice, long token, SliceTask task, CancellationToken cancellationToken)
    {
        var pass = plan.Passes[task.Pass];
        using var raw = files.ReadRaw(slice);
        if (!_workers.TryGetValue((task.Pass, task.KeysApart), out var worker)) _workers[(task.Pass, task.KeysApart)] = worker = new TransformWorker(setup with { KeysApart = task.KeysApart }, pass, raw.Schema);
        var results = worker.Run(new SliceJob(raw, task.Chunk, task.Place, task.Slices, task.SliceRows), [.. task.FirstChunks], setup.ChunkRows, cancellationToken);
        try
        {
            files.WriteResult(slice, token, results);
        }
        finally
        {
            foreach (var result in results) result.Dispose();
        }

        failpoints.Hit(FailpointNames.SliceComputed, cancellationToken);
    }
}
