namespace Lumos.Core.State;

/// <summary>The writer's lock of a state folder, shared by the runs of one engine: taken by the first, given back by the last.</summary>
/// <param name="paths">The folder.</param>
/// <param name="time">Clock.</param>
/// <param name="sweep">Removes what a killed writer left half written.</param>
internal sealed class StateLease(StatePaths paths, TimeProvider time, Action<string>? sweep = null)
{
    private readonly Lock _gate = new();
    private StateLock? _lock;
    private int _holders;

    /// <summary>Takes part in the lock until the result is disposed of.</summary>
    public IDisposable Take(string purpose)
    {
        lock (_gate)
        {
            if (_lock is null)
            {
                var taken = StateLock.Take(paths, time, purpose);
                try
                {
                    (sweep ?? AtomicFile.Sweep)(paths.Root);
                }
                catch
                {
                    taken.Dispose();
                    throw;
                }

                _lock = taken;
            }

            _holders++;
            return new Share(this);
        }
    }

    private void Return()
    {
        lock (_gate)
        {
            if (--_holders > 0) return;
            _lock?.Dispose();
            _lock = null;
        }
    }

    private sealed class Share(StateLease lease) : IDisposable
    {
        private StateLease? _lease = lease;

        public void Dispose() => Interlocked.Exchange(ref _lease, null)?.Return();
    }
}
