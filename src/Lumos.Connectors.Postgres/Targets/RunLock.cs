using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>
/// Lets one process work on a run. An advisory lock, held by a session of its own, keeps others out as long as that session lives; a token in the staging
/// area, which every write looks at inside its transaction, keeps out a process that lost the lock and wakes late.
/// </summary>
internal sealed class RunLock : IAsyncDisposable
{
    private readonly PostgresSession _session;
    private readonly string _place;

    private RunLock(PostgresSession session, string place, StagingArea area, string token)
    {
        _session = session;
        _place = place;
        Area = area;
        Token = token;
    }

    public StagingArea Area { get; }

    public string Token { get; }

    /// <summary>Takes the run over.</summary>
    /// <exception cref="Abstractions.LumosException"><c>TARGET_LOCKED</c>: another process has it.</exception>
    public static async ValueTask<RunLock> TakeAsync(PostgresDatabase database, StagingArea area, CancellationToken cancellationToken)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var taken = await session.AskAsync($"SELECT pg_try_advisory_lock(hashtextextended({Sql.Text("lumos run " + area.RunId)}, 0))", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            if (!taken) throw PostgresErrors.Locked(database.Name);
            await session.ExecuteAsync(area.CreateSql, cancellationToken).ConfigureAwait(false);

            // A process that lost the lock may be in the middle of a chunk: its transaction would hold up this one.
            await session.ListAsync(
                $"SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE relation = {Sql.Text(area.OwnerSql)}::regclass AND mode = 'RowShareLock' AND pid <> pg_backend_pid()",
                reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            var token = await session.AskAsync(
                $"WITH gone AS (DELETE FROM {area.OwnerSql}) INSERT INTO {area.OwnerSql} VALUES (gen_random_uuid()) RETURNING token::text", reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
            return new RunLock(session, database.Name, area, token!);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a staging table.</summary>
    public ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken) => _session.ExecuteAsync(sql, cancellationToken);

    /// <summary>Asks whether something is so.</summary>
    public ValueTask<bool> AskAsync(string sql, CancellationToken cancellationToken) => _session.AskAsync(sql, static reader => reader.GetBoolean(0), cancellationToken);

    /// <summary>Fails unless the run is still this process's; nobody takes it over until the session's transaction ends.</summary>
    public async ValueTask GuardAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var mine = await session.AskAsync($"SELECT true FROM {Area.OwnerSql} WHERE token = {Sql.Text(Token)}::uuid FOR KEY SHARE", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        if (!mine) throw PostgresErrors.Fenced(_place);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
