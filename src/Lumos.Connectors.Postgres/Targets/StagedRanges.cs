using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Readies staged tables for being read by ranges of row numbers, each when the first range is asked for. Thread-safe.</summary>
/// <param name="database">The database.</param>
/// <param name="area">The run's staging area.</param>
/// <param name="staging">The tables as they are staged.</param>
internal sealed class StagedRanges(PostgresDatabase database, StagingArea area, IReadOnlyList<TargetTable> staging)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _ready = new(StringComparer.Ordinal);

    /// <summary>Readies a relation.</summary>
    public Task PrepareAsync(string relation, CancellationToken cancellationToken)
    {
        var table = staging.Select(static table => table.Name).SelectMany(static name => new[] { name, StagedTableNames.LateOf(name) }).FirstOrDefault(name => area.TableSql(name) == relation);
        if (table is null) return Task.CompletedTask;
        lock (_lock)
        {
            if (!_ready.TryGetValue(table, out var ready) || ready.IsFaulted || ready.IsCanceled) _ready[table] = ready = RunAsync(table, cancellationToken);
            return ready;
        }
    }

    private async Task RunAsync(string table, CancellationToken cancellationToken)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        await session.ExecuteAsync(area.PrepareRangesSql(table), cancellationToken).ConfigureAwait(false);
    }
}
