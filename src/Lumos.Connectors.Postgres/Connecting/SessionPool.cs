using System.Collections.Concurrent;

namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>Sessions that are used again, as many as work at the same time. One in which something failed is not. Thread-safe.</summary>
/// <param name="database">The database.</param>
internal sealed class SessionPool(PostgresDatabase database) : IAsyncDisposable
{
    private readonly ConcurrentBag<PostgresSession> _free = [];

    /// <summary>Does some work in a session of its own.</summary>
    public async ValueTask<T> UseAsync<T>(Func<PostgresSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        if (!_free.TryTake(out var session)) session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var isGood = false;
        try
        {
            var result = await work(session).ConfigureAwait(false);
            isGood = true;
            return result;
        }
        finally
        {
            if (isGood) _free.Add(session);
            else await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_free.TryTake(out var session)) await session.DisposeAsync().ConfigureAwait(false);
    }
}
