using System.Globalization;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Targets;

namespace Lumos.Connectors.Postgres.Proving;

/// <summary>Has the server hash staged tables, each once, and compares with what this process wrote. Thread-safe.</summary>
/// <param name="database">The database.</param>
/// <param name="area">The run's staging area.</param>
/// <param name="written">What this process wrote into a table of a run.</param>
/// <param name="staging">The tables as they are staged.</param>
internal sealed class StagedProofs(PostgresDatabase database, StagingArea area, Func<string, string, WrittenRows> written, IReadOnlyList<TargetTable> staging) : IAsyncDisposable
{
    // One statement keeps one processor of the server busy.
    private const int MostAtOnce = 2;

    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<IReadOnlyDictionary<long, (long Rows, Int128 Sum)>>> _found = new(StringComparer.Ordinal);

    /// <summary>Begins with all tables this process wrote, beside whatever else is asked of the server.</summary>
    public void Begin()
    {
        foreach (var table in Tables())
        {
            if (written(area.RunId, table.Name).Total().Count > 0) FindAsync(table);
        }
    }

    /// <summary>Whether the rows of a range of numbers are those this process wrote; false also when that is not known.</summary>
    public async ValueTask<bool> HoldsAsync(string relation, long first, long end, CancellationToken cancellationToken)
    {
        var table = Tables().FirstOrDefault(table => area.TableSql(table.Name) == relation);
        if (table is null) return false;
        var expected = written(area.RunId, table.Name).Total();
        if (expected.Count == 0) return false;
        var found = await FindAsync(table).WaitAsync(cancellationToken).ConfigureAwait(false);

        // Blocks that reach over the range count too: they must be as they were written all the same.
        for (var block = first >> BlockSums.BlockBits; block <= (end - 1) >> BlockSums.BlockBits; block++)
        {
            if (expected.GetValueOrDefault(block) != found.GetValueOrDefault(block)) return false;
        }

        return true;
    }

    private Task<IReadOnlyDictionary<long, (long Rows, Int128 Sum)>> FindAsync(TargetTable table)
    {
        lock (_lock)
        {
            if (!_found.TryGetValue(table.Name, out var found) || found.IsFaulted || found.IsCanceled) _found[table.Name] = found = Task.Run(() => SumAsync(table, _stop.Token));
            return found;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var begun in _found.Values) await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _places.Dispose();
    }

    private IEnumerable<TargetTable> Tables() => staging.SelectMany(static table => new[] { table, table with { Name = StagedTableNames.LateOf(table.Name) } });

    private async Task<IReadOnlyDictionary<long, (long Rows, Int128 Sum)>> SumAsync(TargetTable table, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using var opened = session.ConfigureAwait(false);
            await session.ExecuteAsync(SumsSql.Settings, cancellationToken).ConfigureAwait(false);
            var blocks = await session.ListAsync(
                SumsSql.Of(table, area.TableSql(table.Name)), static reader => (Block: reader.GetInt64(0), Rows: reader.GetInt64(1), Sum: Int128.Parse(reader.GetString(2), CultureInfo.InvariantCulture)),
                cancellationToken).ConfigureAwait(false);
            return blocks.ToDictionary(static block => block.Block, static block => (block.Rows, block.Sum));
        }
        finally
        {
            _places.Release();
        }
    }
}
