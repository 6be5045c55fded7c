using System.Globalization;
using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>Opens sessions on one database, all with the same settings whatever the server's defaults are.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int OldestVersion = 15;

    private readonly NpgsqlDataSource _connections;

    private PostgresDatabase(PostgresLocation location, NpgsqlConnectionStringBuilder settings)
    {
        (Location, _connections) = (location, Build(location, settings.ConnectionString));

        // Such a connection runs no statements before its own, so what it needs is given with the login.
        ReplicationSettings = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Options = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={(long)location.LockTimeout.TotalMilliseconds}") }.ConnectionString;
    }

    public PostgresLocation Location { get; }

    /// <summary>The place in a message.</summary>
    public string Name => Location.Name;

    /// <summary>How to log in for replication. Holds the password, so it goes nowhere else.</summary>
    public string ReplicationSettings { get; }

    /// <summary>Makes sure that the server can be reached, is new enough and has the schema.</summary>
    /// <exception cref="LumosException">It cannot be used; the message says why.</exception>
    public static async ValueTask<PostgresDatabase> OpenAsync(PostgresLocation location, PostgresOptions options, CancellationToken cancellationToken)
    {
        var password = await Passwords.FindAsync(location, options, cancellationToken).ConfigureAwait(false);
        var database = new PostgresDatabase(location, SettingsOf(location, password));
        try
        {
            var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using var opened = session.ConfigureAwait(false);
            if (session.Connection.PostgreSqlVersion.Major < OldestVersion) throw PostgresErrors.TooOld(location.Name, session.Connection.ServerVersion);
            if (!await session.AskAsync($"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = {Sql.Text(location.Schema)})", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false))
            {
                throw PostgresErrors.SchemaMissing(location.Name, location.Schema);
            }

            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a session.</summary>
    public async ValueTask<PostgresSession> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new PostgresSession(await _connections.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), Name);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, Name);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private static NpgsqlConnectionStringBuilder SettingsOf(PostgresLocation location, string? password)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = location.Host,
            Port = location.Port,
            Timeout = (int)Math.Min(location.ConnectTimeout.TotalSeconds, 1024),
            CommandTimeout = 0,
            ApplicationName = "lumos",
            Pooling = false,
            IncludeErrorDetail = false,
        };
        if (location.Database is not null) settings.Database = location.Database;
        if (location.User is not null) settings.Username = location.User;
        if (password is not null) settings.Password = password;
        if (location.SslMode is { } mode) settings.SslMode = mode;
        if (location.RootCertificate is not null) settings.RootCertificate = location.RootCertificate;
        return settings;
    }

    private static NpgsqlDataSource Build(PostgresLocation location, string settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings);
        var prepare = Prepare(location);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(prepare, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                var command = new NpgsqlCommand(prepare, connection);
                await using var made = command.ConfigureAwait(false);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        return builder.Build();
    }

    // Names without a schema are those of the location's; pg_catalog comes first by itself.
    private static string Prepare(PostgresLocation location) => string.Create(CultureInfo.InvariantCulture, $"""
        SET standard_conforming_strings = on;
        SET timezone = 'UTC';
        SET datestyle = 'ISO, YMD';
        SET intervalstyle = 'iso_8601';
        SET extra_float_digits = 1;
        SET bytea_output = 'hex';
        SET xmloption = 'content';
        SET idle_in_transaction_session_timeout = 0;
        SET synchronize_seqscans = off;
        SET row_security = off;
        SET lock_timeout = {(long)location.LockTimeout.TotalMilliseconds};
        SET statement_timeout = {(long)(location.StatementTimeout ?? TimeSpan.Zero).TotalMilliseconds};
        SET search_path = {Sql.Name(location.Schema)}
        """);
}
