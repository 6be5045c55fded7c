using System.Collections.Concurrent;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Promotion;
using Lumos.Connectors.Postgres.Proving;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>
/// A schema of a PostgreSQL database. Staged rows stand in tables of a schema of the run's own; promotion makes those tables final, or moves their rows into the final ones, in one
/// transaction and keeps what they replace in a schema <c>lumos_previous_&lt;run&gt;</c>.
/// </summary>
internal sealed partial class PostgresTarget(PostgresDatabase database, string job) : ITarget
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<(string Run, string Table), WrittenRows> _written = new();
    private readonly ConcurrentDictionary<string, bool> _becomesFinal = new(StringComparer.Ordinal);
    private readonly SessionPool _sessions = new(database);
    private RunLock? _lock;

    /// <inheritdoc/>
    public string Name => database.Name;

    /// <summary>The database.</summary>
    public PostgresDatabase Database => database;

    /// <inheritdoc/>
    public bool StagesRepeatedKeysApart => true;

    /// <inheritdoc/>
    public bool WritesChunksAtOnce => true;

    /// <inheritdoc/>
    public bool ProvesStagedRows => true;

    private string Schema => database.Location.Schema;

    /// <inheritdoc/>
    public async ValueTask<TargetTable?> DescribeAsync(string table, CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        return (await FindAsync(table, session, cancellationToken).ConfigureAwait(false))?.ToTarget();
    }

    /// <inheritdoc/>
    public async ValueTask<IStagingTable> OpenStagingAsync(string runId, TargetTable table, CancellationToken cancellationToken = default)
    {
        var owner = await LockAsync(runId, cancellationToken).ConfigureAwait(false);
        var isLogged = await CreateAsync(owner, table, cancellationToken).ConfigureAwait(false);

        // Left by an earlier life, it would be in the way of rows that are staged again.
        if (await owner.AskAsync(owner.Area.HasKeySql(table.Name), cancellationToken).ConfigureAwait(false)) await owner.ExecuteAsync(owner.Area.DropKeySql(table.Name), cancellationToken).ConfigureAwait(false);
        return new PostgresStaging(_sessions, Name, owner, table, isLogged, WrittenOf(runId, table.Name));
    }

    /// <inheritdoc/>
    public async ValueTask<IStagedTables> OpenStagedAsync(string runId, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads, CancellationToken cancellationToken = default)
    {
        var owner = await LockAsync(runId, cancellationToken).ConfigureAwait(false);
        var withLate = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in staging)
        {
            var late = table with { Name = StagedTableNames.LateOf(table.Name) };
            foreach (var each in new[] { table, late }) await CreateAsync(owner, each, cancellationToken).ConfigureAwait(false);
            if (await owner.AskAsync($"SELECT EXISTS (SELECT FROM {owner.Area.TableSql(late.Name)})", cancellationToken).ConfigureAwait(false)) withLate.Add(table.Name);
        }

        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("SET work_mem = '64MB'; SET maintenance_work_mem = '256MB'", cancellationToken).ConfigureAwait(false);
        return new PostgresStagedTables(this, session, owner.Area, staging, loads, withLate);
    }

    /// <inheritdoc/>
    public async ValueTask DiscardAsync(string runId, CancellationToken cancellationToken = default)
    {
        var area = new StagingArea(runId);
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        await session.ExecuteAsync($"DROP SCHEMA IF EXISTS {Sql.Name(area.Schema)} CASCADE", cancellationToken).ConfigureAwait(false);
        foreach (var table in _written.Keys.Where(key => key.Run == runId)) _written.TryRemove(table, out _);
        await UnlockAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(TargetTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var existing = await FindAsync(table.Name, session, cancellationToken).ConfigureAwait(false) ?? throw PostgresErrors.NoFinalTable(Name, table.Name);
        var wrong = table.Columns.Where(column => existing.Find(column.Name) is not { } there || !PgTypes.Holds(there, column.Type)).Select(column => $"it has no {column.Type} column '{column.Name}'").ToList();
        if (wrong.Count > 0) throw PostgresErrors.SchemaMismatch(Name, table.Name, wrong);
        var schema = new ColumnSchema([.. table.Columns.Select(column => new ColumnField(column.Name, column.Type, column.Nullable))]);
        await foreach (var batch in CopyReader.ReadAsync(session, $"SELECT {CopyReader.Select(schema)} FROM {StoredTypes.ToStaged(existing, existing.Sql, table)} AS there", schema, table.Name, Name, cancellationToken).ConfigureAwait(false)) yield return batch;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await UnlockAsync().ConfigureAwait(false);
        await _sessions.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
        await database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A table of the location's schema, or whatever else has its name.</summary>
    internal ValueTask<PgTable?> FindAsync(string table, PostgresSession session, CancellationToken cancellationToken) => PgCatalog.FindAsync(session, Schema, table, cancellationToken);

    /// <summary>What this process wrote into a staging table.</summary>
    internal WrittenRows WrittenOf(string runId, string table) => _written.GetOrAdd((runId, table), static _ => new WrittenRows());

    /// <summary>Makes a staging table where there is none; says whether it is logged, which one is when it is to be the final table itself.</summary>
    private async ValueTask<bool> CreateAsync(RunLock owner, TargetTable table, CancellationToken cancellationToken)
    {
        var isLogged = _becomesFinal.Any(final => final.Value && (final.Key == table.Name || StagedTableNames.LateOf(final.Key) == table.Name));
        await owner.ExecuteAsync(owner.Area.CreateTableSql(table, isLogged), cancellationToken).ConfigureAwait(false);
        return await owner.AskAsync(owner.Area.IsLoggedSql(table.Name), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RunLock> LockAsync(string runId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lock is { } mine && mine.Area.RunId == runId) return mine;
            if (_lock is not null) await _lock.DisposeAsync().ConfigureAwait(false);
            _lock = null;
            return _lock = await RunLock.TakeAsync(database, new StagingArea(runId), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask UnlockAsync()
    {
        if (_lock is not null) await _lock.DisposeAsync().ConfigureAwait(false);
        _lock = null;
    }
}
