using Lumos.Abstractions;
using MySqlConnector;

namespace Lumos.Connectors.MySql;

/// <summary>Tables of a database, read in one consistent snapshot of a transaction that cannot write.</summary>
internal sealed class MySqlSource : IDatabaseSource
{
    // Engines whose tables take part in a consistent snapshot.
    private static readonly string[] SnapshotEngines = ["InnoDB", "ROCKSDB", "TokuDB"];

    private const string SinceParameter = "@since";

    private readonly MySqlConnection _connection;
    private readonly MySqlLocation _location;
    private IReadOnlyList<MySqlTable>? _tables;

    private MySqlSource(MySqlLocation location, MySqlConnection connection) => (_location, _connection) = (location, connection);

    /// <inheritdoc/>
    public string Name => _location.Name;

    private MySqlCatalog Catalog => new(_connection, _location.Database);

    /// <summary>Connects and takes the snapshot.</summary>
    public static async ValueTask<MySqlSource> OpenAsync(MySqlLocation location, MySqlOptions options, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(await SettingsAsync(location, options, cancellationToken).ConfigureAwait(false));
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

            // Moments as UTC; values are asked for as bytes, so no mode of the server changes how they are spelled but these.
            foreach (var statement in new[]
            {
                "SET SESSION time_zone = '+00:00', net_write_timeout = 3600, sql_mode = 'NO_BACKSLASH_ESCAPES'",
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            })
            {
                using var command = new MySqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return new MySqlSource(location, connection);
        }
        catch (Exception exception) when (IsServer(exception))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw MySqlErrors.Of(exception, location.Name);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await Catalog.MayWriteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsServer(exception))
        {
            throw MySqlErrors.Of(exception, Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DatabaseTable>> ListTablesAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return [.. (await TablesAsync(cancellationToken).ConfigureAwait(false)).Select(static table => new DatabaseTable(table.Declared, table.Rows))];
        }
        catch (Exception exception) when (IsServer(exception))
        {
            throw MySqlErrors.Of(exception, Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> CopyAsync(DatabaseTable table, Stream csv, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(csv);
        try
        {
            var found = (await TablesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(candidate => candidate.Name == table.Table.Name) ?? throw MySqlErrors.TablesMissing(Name, [table.Table.Name], []);
            var writer = new DatabaseCsvWriter(csv, [.. found.Columns.Select(static column => column.Name)], progress);
            var changed = table.Since is { } since ? found.Columns.FirstOrDefault(column => column.Name == since.Column)?.NotBelow(since.Kind, SinceParameter) : null;
            using var command = new MySqlCommand(SelectSql(found, changed), _connection) { CommandTimeout = 0 };
            if (changed is not null) command.Parameters.AddWithValue(SinceParameter, table.Since!.Value);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var opened = reader.ConfigureAwait(false);
            var columns = found.Columns;
            var cell = new byte[4096];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    if (reader.IsDBNull(i))
                    {
                        writer.WriteNull();
                        continue;
                    }

                    var length = (int)reader.GetBytes(i, 0, null, 0, 0);
                    if (length > cell.Length) cell = new byte[Math.Max(length, 2 * cell.Length)];
                    reader.GetBytes(i, 0, cell, 0, length);
                    if (columns[i].IsBytes) writer.WriteBytes(cell.AsSpan(0, length));
                    else if (columns[i].IsQuoted) writer.WriteText(cell.AsSpan(0, length));
                    else writer.WritePlain(cell.AsSpan(0, length));
                }

                await writer.EndRowAsync(cancellationToken).ConfigureAwait(false);
            }

            return await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception)
        {
            throw MySqlErrors.Of(exception, Name, table.Table.Name);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async ValueTask<IReadOnlyList<MySqlTable>> TablesAsync(CancellationToken cancellationToken)
    {
        if (_tables is not null) return _tables;
        var wanted = _location.Tables;
        var there = await Catalog.ListAsync(withViews: wanted.Count > 0, cancellationToken).ConfigureAwait(false);
        var missing = wanted.Where(name => there.All(table => table.Name != name)).ToList();
        if (missing.Count > 0) throw MySqlErrors.TablesMissing(Name, missing, [.. there.Select(static table => table.Name)]);
        var chosen = wanted.Count == 0 ? there : [.. there.Where(table => wanted.Contains(table.Name, StringComparer.Ordinal))];
        if (chosen.Count == 0) throw MySqlErrors.NoTables(Name);
        var moving = chosen.Where(static table => table.Engine is not null && !SnapshotEngines.Contains(table.Engine, StringComparer.OrdinalIgnoreCase)).Select(static table => (table.Name, table.Engine!)).ToList();
        if (moving.Count > 0 && !_location.AllowsNoSnapshot) throw MySqlErrors.NoSnapshot(Name, moving);
        var filled = new List<MySqlTable>();
        foreach (var table in chosen) filled.Add(await Catalog.FillAsync(table, cancellationToken).ConfigureAwait(false));
        return _tables = filled;
    }

    // By the key, else by every value: its bytes as they are written, or their hash.
    private string SelectSql(MySqlTable table, string? changed)
    {
        var order = table.PrimaryKey.Count > 0 ? table.PrimaryKey.Select(MySqlColumn.Quote) : table.Columns.Select(static column => column.Order);
        return $"SELECT {string.Join(", ", table.Columns.Select(static column => column.Value))} FROM {MySqlColumn.Quote(_location.Database)}.{MySqlColumn.Quote(table.Name)}{(changed is null ? "" : " WHERE ")}{changed} ORDER BY {string.Join(", ", order)}";
    }

    private static async ValueTask<string> SettingsAsync(MySqlLocation location, MySqlOptions options, CancellationToken cancellationToken)
    {
        var isSocket = location.Host[0] == '/';
        var settings = new MySqlConnectionStringBuilder
        {
            Server = location.Host,
            Port = (uint)location.Port,
            ConnectionProtocol = isSocket ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
            Database = location.Database,
            UserID = location.User ?? Environment.UserName,

            // Nobody is between the two ends of a socket. MySQL takes a password there in clear, which the client sends over TLS only; MariaDB has none unless told to.
            SslMode = isSocket ? MySqlSslMode.Preferred : location.SslMode,
            ConnectionTimeout = (uint)location.ConnectTimeout.TotalSeconds,
            DefaultCommandTimeout = 0,
            ApplicationName = "lumos",
            CharacterSet = "utf8mb4",
            Pooling = false,
            AllowLoadLocalInfile = false,
            NoBackslashEscapes = true,
        };
        if (location.RootCertificate is not null) settings.SslCa = location.RootCertificate;
        if (await PasswordAsync(location, options, cancellationToken).ConfigureAwait(false) is { } password) settings.Password = password;
        return settings.ConnectionString;
    }

    private static async ValueTask<string?> PasswordAsync(MySqlLocation location, MySqlOptions options, CancellationToken cancellationToken)
    {
        if (options.Password is { } ask && await ask(new MySqlLogin(location.Host, location.Port, location.Database, location.User), cancellationToken).ConfigureAwait(false) is { } given) return given;
        if (Environment.GetEnvironmentVariable("MYSQL_PWD_FILE") is not { Length: > 0 } file) return Environment.GetEnvironmentVariable("MYSQL_PWD");
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw MySqlErrors.PasswordFileUnreadable(file, location.Name, exception);
        }
    }

    private static bool IsServer(Exception exception) => exception is MySqlException or IOException or System.Net.Sockets.SocketException;
}
