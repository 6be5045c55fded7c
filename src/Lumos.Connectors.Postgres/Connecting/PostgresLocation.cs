using System.Globalization;
using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>
/// A place in a database, as <c>postgres://user@host:port/database?schema=public&amp;table=a,b</c>. Holds no password: the text goes into the contract and
/// the ledger.
/// </summary>
internal sealed record PostgresLocation
{
    private const string Form = "Write postgres://user@host:port/database?schema=public&table=a,b.";
    private const string Password = "Take it out and give it by PGPASSWORD, PGPASSFILE or a file named by PGPASSWORD_FILE.";
    private const int DefaultPort = 5432;

    /// <summary>Server's name, address, or folder of its Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Database; null for the one of the user's name.</summary>
    public string? Database { get; init; }

    /// <summary>Role to log in as; null for the one of the environment.</summary>
    public string? User { get; init; }

    /// <summary>Schema.</summary>
    public string Schema { get; init; } = "public";

    /// <summary>Tables that were named; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>How the connection is encrypted; null for the client's default, encrypted where the server can.</summary>
    public SslMode? SslMode { get; init; }

    /// <summary>File of the certificates that are trusted; null for the machine's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest a single statement may take; null for no limit.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>Longest wait for a lock that somebody else holds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The place in a message.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"postgres://{(User is null ? "" : User + "@")}{Host}:{Port}/{Database}?schema={Schema}");

    /// <summary>Whether a text is such a location.</summary>
    public static bool Is(string text) => text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a location.</summary>
    /// <exception cref="LumosException"><c>DATABASE_LOCATION_INVALID</c>, <c>DATABASE_PASSWORD_IN_LOCATION</c>.</exception>
    public static PostgresLocation Parse(string text)
    {
        var written = DatabaseLocation.Parse(text, Form, Password);
        var location = new PostgresLocation { Host = written.Host, Port = written.Port ?? DefaultPort, User = written.User, Database = written.Database };
        foreach (var (key, value) in written.Settings) location = location.With(key, value, written);
        return location.Host.Length > 0 ? location : location with { Host = "localhost" };
    }

    private PostgresLocation With(string key, string value, DatabaseLocation written) => key switch
    {
        "schema" when value.Length > 0 => this with { Schema = DatabaseLocation.Decode(value)! },
        "table" or "tables" => this with { Tables = DatabaseLocation.ReadNames(value) },
        "host" => this with { Host = written.ReadHost(value) },
        "port" => this with { Port = written.ReadPort(value) },
        "user" => this with { User = DatabaseLocation.Decode(value) },
        "sslmode" => this with { SslMode = ReadMode(value) ?? throw written.Invalid($"'{value}' is no sslmode.", "Use disable, allow, prefer, require, verify-ca or verify-full.") },
        "sslrootcert" => this with { RootCertificate = DatabaseLocation.Decode(value) },
        "connect_timeout" => this with { ConnectTimeout = written.ReadSeconds(key, value) },
        "statement_timeout" => this with { StatementTimeout = written.ReadSeconds(key, value) },
        "lock_timeout" => this with { LockTimeout = written.ReadSeconds(key, value) },
        _ => throw written.Invalid($"'{key}' is not understood.", "Use schema, table, sslmode, sslrootcert, connect_timeout, statement_timeout or lock_timeout (seconds), host, port or user."),
    };

    private static SslMode? ReadMode(string text) => text.ToLowerInvariant() switch
    {
        "disable" => Npgsql.SslMode.Disable,
        "allow" => Npgsql.SslMode.Allow,
        "prefer" => Npgsql.SslMode.Prefer,
        "require" => Npgsql.SslMode.Require,
        "verify-ca" => Npgsql.SslMode.VerifyCA,
        "verify-full" => Npgsql.SslMode.VerifyFull,
        _ => null,
    };
}
