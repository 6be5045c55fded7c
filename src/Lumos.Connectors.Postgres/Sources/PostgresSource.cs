using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Npgsql;

namespace Lumos.Connectors.Postgres.Sources;

/// <summary>Tables of a schema, read in one snapshot that no other session's work changes (<c>REPEATABLE READ</c>), in a transaction that cannot write.</summary>
internal sealed partial class PostgresSource : IReplicatedSource
{
    private const int ProgressRows = 50_000;

    private readonly PostgresDatabase _database;
    private readonly PostgresSession _session;
    private NpgsqlTransaction _snapshot;
    private IReadOnlyList<PgTable>? _tables;

    private PostgresSource(PostgresDatabase database, PostgresSession session, NpgsqlTransaction snapshot) => (_database, _session, _snapshot) = (database, session, snapshot);

    /// <inheritdoc/>
    public string Name => _database.Name;

    /// <summary>Opens the snapshot. The database is disposed with the source.</summary>
    public static async ValueTask<PostgresSource> OpenAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync("SET work_mem = '64MB'; SET default_transaction_read_only = on", cancellationToken).ConfigureAwait(false);
            var snapshot = await session.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("SELECT pg_current_snapshot()", cancellationToken).ConfigureAwait(false);
            return new PostgresSource(database, session, snapshot);
        }
        catch (Exception exception)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (ServerErrors.Is(exception)) throw ServerErrors.Of(exception, database.Name);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default)
    {
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        var names = string.Join(", ", tables.Select(table => $"({Sql.Text(table.Sql)})"));

        // A role it is a member of counts even where its rights are not inherited: SET ROLE takes them. So do rights on single columns.
        return await _session.AskAsync(
            $"""
            SELECT coalesce(bool_or(has_table_privilege(r.oid, t.name, 'INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(r.oid, t.name, 'INSERT, UPDATE')), false)
            FROM (VALUES {names}) AS t(name), pg_catalog.pg_roles AS r WHERE pg_has_role(r.oid, 'MEMBER')
            """,
            reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DatabaseTable>> ListTablesAsync(CancellationToken cancellationToken = default)
    {
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        return [.. tables.Select(table => new DatabaseTable(Declared(table), table.EstimatedRows))];
    }

    /// <inheritdoc/>
    public async ValueTask<long> CopyAsync(DatabaseTable table, Stream csv, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(csv);
        var found = (await TablesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(candidate => candidate.Name == table.Table.Name) ?? throw PostgresErrors.NoFinalTable(Name, table.Table.Name);
        if (_followed.GetValueOrDefault(found.Name) is { IsPart: true } followed) return await CopyChangedAsync(followed, csv, progress, cancellationToken).ConfigureAwait(false);
        return await CopyAsync(found, CopySql(found, NotBelow(found, table.Since)), csv, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Passes on what a COPY gives.</summary>
    /// <returns>Lines of it, outside quotes, without the header.</returns>
    private async ValueTask<long> CopyAsync(PgTable table, string sql, Stream csv, IProgress<long>? progress, CancellationToken cancellationToken, bool hasHeader = true, long before = 0)
    {
        try
        {
            var reader = await _session.Connection.BeginTextExportAsync(sql, cancellationToken).ConfigureAwait(false);
            using var opened = reader;

            // The reader decodes what the server sends as UTF-8 already; the bytes below it are taken as they are.
            return await PassOnAsync(((StreamReader)reader).BaseStream, csv, progress, hasHeader ? 1 : 0, before, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw ServerErrors.Of(exception, Name, table.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync().ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<PgTable>> TablesAsync(CancellationToken cancellationToken)
    {
        if (_tables is not null) return _tables;
        var (schema, wanted) = (_database.Location.Schema, _database.Location.Tables);
        var found = await PgCatalog.ReadAsync(_session, schema, wanted.Count == 0 ? null : wanted, wanted.Count == 0 ? "rp" : "rpvmf", cancellationToken).ConfigureAwait(false);
        var missing = wanted.Where(name => found.All(table => table.Name != name)).ToList();
        if (missing.Count > 0)
        {
            var there = await PgCatalog.ReadAsync(_session, schema, null, "rp", cancellationToken).ConfigureAwait(false);
            throw PostgresErrors.TablesMissing(Name, missing, [.. there.Select(table => table.Name)]);
        }

        // Rows of a partition are those of its table.
        if (wanted.Count == 0) found = [.. found.Where(table => !table.IsPartition)];
        if (found.Count == 0) throw PostgresErrors.NoTables(Name);
        var closed = found.Where(table => !table.IsReadable).ToList();
        if (closed.Count > 0) throw PostgresErrors.NotReadable(Name, [.. closed.Select(table => table.Name)], string.Join(", ", closed.Select(table => table.Sql)));
        return _tables = found;
    }

    private static TargetTable Declared(PgTable table)
    {
        var declared = table.ToTarget();
        return declared with { Columns = [.. declared.Columns.Select((column, i) => column with { Type = new SourceColumn(table.Columns[i]).Type })] };
    }

    private static string? NotBelow(PgTable table, ChangedSince? since) => since is not null && table.Find(since.Column) is { } column ? new SourceColumn(column).NotBelow(since) : null;

    private static string CopySql(PgTable table, string? condition, bool hasHeader = true)
    {
        var columns = table.Columns.Select(column => new SourceColumn(column)).ToList();
        var order = (table.PrimaryKey.Count > 0 ? columns.Where(column => table.PrimaryKey.Contains(column.Column.Name, StringComparer.Ordinal)).OrderBy(column => table.PrimaryKey.ToList().IndexOf(column.Column.Name)) : columns.AsEnumerable())
            .Select(column => table.PrimaryKey.Count > 0 ? Sql.Name(column.Column.Name) : column.Order);
        var values = columns.Select(column => $"{column.Value} AS {Sql.Name(column.Column.Name)}");
        var changed = condition is null ? "" : $" WHERE {condition}";
        return $"COPY (SELECT {string.Join(", ", values)} FROM {table.Sql} AS t{changed} ORDER BY {string.Join(", ", order)}) TO STDOUT ({Options(columns, hasHeader)})";
    }

    /// <summary>How a COPY is written.</summary>
    private static string Options(IReadOnlyList<SourceColumn> columns, bool hasHeader)
    {
        var quoted = columns.Where(column => column.IsQuoted).Select(column => column.Column.Name).ToList();
        var force = quoted.Count == 0 ? "" : $", FORCE_QUOTE ({Sql.Names(quoted)})";
        return $"FORMAT CSV{(hasHeader ? ", HEADER" : "")}{force}, ENCODING 'UTF8'";
    }

    private static async ValueTask<long> PassOnAsync(Stream from, Stream to, IProgress<long>? progress, int headers, long before, CancellationToken cancellationToken)
    {
        var buffer = new byte[256 << 10];
        var counter = new RowCounter();
        long told = 0;
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            counter.Add(buffer.AsSpan(0, read));
            if (counter.Rows - told < ProgressRows) continue;
            told = counter.Rows;
            progress?.Report(before + told - headers);
        }

        return counter.Rows - headers;
    }
}
