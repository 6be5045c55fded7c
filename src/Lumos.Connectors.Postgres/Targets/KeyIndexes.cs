using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>
/// Builds, while staged rows are being validated, the index behind the primary key of every table that is to become a final one, and gathers its statistics, in a session of its own. Whatever keeps it from
/// doing so is left to promotion, which then does it itself.
/// </summary>
internal sealed class KeyIndexes : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly StagingArea _area;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<IReadOnlySet<string>> _work;

    public KeyIndexes(PostgresDatabase database, StagingArea area, IReadOnlyList<TargetTable> tables)
    {
        (_database, _area) = (database, area);
        _work = Task.Run(() => RunAsync(tables));
    }

    /// <summary>Waits for it.</summary>
    /// <returns>Tables that are ready.</returns>
    public Task<IReadOnlySet<string>> FinishAsync() => _work;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<IReadOnlySet<string>> RunAsync(IReadOnlyList<TargetTable> tables)
    {
        var ready = new HashSet<string>(StringComparer.Ordinal);
        if (tables.Count == 0) return ready;
        try
        {
            var session = await _database.ConnectAsync(_stop.Token).ConfigureAwait(false);
            await using var opened = session.ConfigureAwait(false);
            await session.ExecuteAsync("SET maintenance_work_mem = '256MB'", _stop.Token).ConfigureAwait(false);
            foreach (var table in tables)
            {
                try
                {
                    if (_area.KeySql(table) is { } key) await session.ExecuteAsync(key, _stop.Token).ConfigureAwait(false);
                    await session.ExecuteAsync($"ANALYZE {_area.TableSql(table.Name)}", _stop.Token).ConfigureAwait(false);
                    ready.Add(table.Name);
                }
                catch (LumosException)
                {
                    // Rows that are to be left out may have keys twice; promotion builds the index when they are gone, or says what is wrong.
                }
            }
        }
        catch (Exception exception) when (exception is LumosException or OperationCanceledException)
        {
            // The same: nothing depends on it.
        }

        return ready;
    }
}
