using System.Globalization;
using System.Text.Unicode;
using Lumos.Abstractions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lumos.Connectors.Sqlite;

/// <summary>Tables of a SQLite file, read in one transaction of a connection that cannot write.</summary>
internal sealed class SqliteSource : IDatabaseSource
{
    private const int WaitSeconds = 15;
    private const string SinceParameter = "$since";

    // Steps of the library's machine between two questions, some microseconds.
    private const int AskEvery = 10_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;
    private readonly SqliteLocation _location;
    private IReadOnlyList<TargetTable>? _tables;

    private SqliteSource(SqliteLocation location, SqliteConnection connection, SqliteTransaction snapshot) => (_location, _connection, _snapshot) = (location, connection, snapshot);

    /// <inheritdoc/>
    public string Name => $"sqlite:{_location.Name}";

    /// <summary>Opens the file and its snapshot.</summary>
    public static async ValueTask<SqliteSource> OpenAsync(SqliteLocation location, CancellationToken cancellationToken)
    {
        if (!File.Exists(location.Path)) throw SqliteErrors.FileMissing(location.Name);
        var settings = new SqliteConnectionStringBuilder { DataSource = location.Path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = WaitSeconds };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var snapshot = connection.BeginTransaction(deferred: true);

            // A deferred transaction stands still from its first read on.
            _ = SqliteCatalog.Names(connection, withViews: false);
            return new SqliteSource(location, connection, snapshot);
        }
        catch (SqliteException exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw SqliteErrors.Of(exception, location.Name);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A file has no roles; this connection may only read.</remarks>
    public ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DatabaseTable>> ListTablesAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<DatabaseTable>>([.. Tables().Select(static table => new DatabaseTable(table, null))]);

    /// <inheritdoc/>
    public async ValueTask<long> CopyAsync(DatabaseTable table, Stream csv, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(csv);
        var columns = table.Table.Columns;
        var writer = new DatabaseCsvWriter(csv, [.. columns.Select(static column => column.Name)], progress);
        try
        {
            // A statement that sorts gives no row for long: the library asks whether to go on.
            raw.sqlite3_progress_handler(_connection.Handle!, AskEvery, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
            using var command = _connection.CreateCommand();
            var changed = table.Since is null ? null : NotBelow(table.Table, table.Since);
            command.CommandText = SelectSql(table.Table, changed);
            if (changed is not null) command.Parameters.AddWithValue(SinceParameter, table.Since!.Value);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var i = 0; i < columns.Count; i++) Write(writer, reader.Handle!, i, columns[i], table.Table.Name);
                await writer.EndRowAsync(cancellationToken).ConfigureAwait(false);
            }

            return await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            if (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT) cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Of(exception, Name);
        }
        finally
        {
            raw.sqlite3_progress_handler(_connection.Handle!, 0, null, null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _snapshot.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private IReadOnlyList<TargetTable> Tables()
    {
        if (_tables is not null) return _tables;
        try
        {
            var there = SqliteCatalog.Names(_connection, withViews: _location.Tables.Count > 0);
            var missing = _location.Tables.Where(name => !there.Contains(name, StringComparer.Ordinal)).ToList();
            if (missing.Count > 0) throw SqliteErrors.TablesMissing(_location.Name, missing, there);
            if (there.Count == 0) throw SqliteErrors.NoTables(_location.Name);
            return _tables = [.. there.Where(name => _location.Tables.Count == 0 || _location.Tables.Contains(name, StringComparer.Ordinal)).Select(name => SqliteCatalog.Read(_connection, name))];
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Of(exception, _location.Name);
        }
    }

    private static string SelectSql(TargetTable table, string? changed)
    {
        // By the key; else by all columns, those that do not repeat first, which an index may give in order.
        var first = table.Unique.Count > 0 ? table.Unique[0] : [];
        var all = table.Columns.Select(static column => column.Name).OrderBy(name => !first.Contains(name, StringComparer.Ordinal));
        var order = table.PrimaryKey.Count > 0 ? table.PrimaryKey.Select(SqliteCatalog.Quote) : all.SelectMany(static name => new[] { $"{SqliteCatalog.Quote(name)} COLLATE BINARY", $"typeof({SqliteCatalog.Quote(name)})" });
        return $"SELECT {string.Join(", ", table.Columns.Select(static column => SqliteCatalog.Quote(column.Name)))} FROM {SqliteCatalog.Quote(table.Name)}{(changed is null ? "" : " WHERE ")}{changed} ORDER BY {string.Join(", ", order)}";
    }

    // Any column may hold any type: only what is known to be below is left out. Moments are texts; those that begin like ISO 8601 are compared, to the millisecond, by what they mean.
    private static string? NotBelow(TargetTable table, ChangedSince since)
    {
        const string moment = "'%Y-%m-%dT%H:%M:%f'";
        if (table.Columns.All(column => column.Name != since.Column)) return null;
        var name = SqliteCatalog.Quote(since.Column);
        return since.Kind == ColumnKind.Decimal
            ? $"(typeof({name}) <> 'integer' OR {name} >= CAST({SinceParameter} AS NUMERIC))"
            : $"(typeof({name}) <> 'text' OR {name} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' OR strftime({moment}, {name}) IS NULL OR strftime({moment}, {name}) >= strftime({moment}, {SinceParameter}))";
    }

    // A value keeps what it is, whatever its column declares; only what a declaration gives another spelling is spelled so.
    private void Write(DatabaseCsvWriter writer, sqlite3_stmt row, int place, TargetColumn column, string table)
    {
        Span<byte> text = stackalloc byte[40];
        switch (raw.sqlite3_column_type(row, place))
        {
            case raw.SQLITE_NULL:
                writer.WriteNull();
                break;
            case raw.SQLITE_INTEGER:
                var whole = raw.sqlite3_column_int64(row, place);
                if (column.Type.Kind == ColumnKind.Bool && whole is 0 or 1) writer.WritePlain(whole == 1 ? "true"u8 : "false"u8);
                else WriteNumber(writer, whole.TryFormat(text, out var digits, default, CultureInfo.InvariantCulture) ? text[..digits] : default, column);
                break;
            case raw.SQLITE_FLOAT:
                WriteNumber(writer, text[..Format(raw.sqlite3_column_double(row, place), column.Type, text)], column);
                break;
            case raw.SQLITE_BLOB:
                writer.WriteBytes(raw.sqlite3_column_blob(row, place));
                break;
            default:
                // Asked for as text first, so that a database of UTF-16 gives UTF-8.
                raw.sqlite3_column_text(row, place);
                var bytes = raw.sqlite3_column_blob(row, place);
                if (!Utf8.IsValid(bytes)) throw SqliteErrors.NotUtf8(_location.Name, table, column.Name, writer.Rows + 1);
                writer.WriteText(bytes);
                break;
        }
    }

    private static void WriteNumber(DatabaseCsvWriter writer, ReadOnlySpan<byte> text, TargetColumn column)
    {
        if (column.Type.Kind == ColumnKind.Text) writer.WriteText(text);
        else writer.WritePlain(text);
    }

    // A declared decimal was put in as decimal digits, of which a double keeps fifteen; a double is written so that it reads back the same.
    private static int Format(double value, ColumnType type, Span<byte> to)
    {
        const double decimalLimit = 1e28;
        int written;
        if (type.Kind == ColumnKind.Decimal && Math.Abs(value) < decimalLimit) ((decimal)value).TryFormat(to, out written, default, CultureInfo.InvariantCulture);
        else value.TryFormat(to, out written, "R", CultureInfo.InvariantCulture);
        return written;
    }
}
