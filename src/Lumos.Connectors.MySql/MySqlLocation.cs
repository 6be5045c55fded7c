using System.Globalization;
using Lumos.Abstractions;
using MySqlConnector;

namespace Lumos.Connectors.MySql;

/// <summary>A database of a server, as <c>mysql://user@host:port/database?table=a,b</c>. Holds no password: the text goes into the contract and the ledger.</summary>
internal sealed record MySqlLocation
{
    private const string Form = "Write mysql://user@host:port/database?table=a,b.";
    private const string Password = "Take it out and give it by MYSQL_PWD or a file named by MYSQL_PWD_FILE.";
    private const int DefaultPort = 3306;

    /// <summary>Server's name, address, or path of its Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Database.</summary>
    public required string Database { get; init; }

    /// <summary>User to log in as; null for the one of the environment.</summary>
    public string? User { get; init; }

    /// <summary>Tables that were named; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>How the connection is encrypted; default encrypted where the server can.</summary>
    public MySqlSslMode SslMode { get; init; } = MySqlSslMode.Preferred;

    /// <summary>File of the certificates that are trusted; null for the machine's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether tables whose engine has no snapshots may be read all the same.</summary>
    public bool AllowsNoSnapshot { get; init; }

    /// <summary>The place in a message.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"mysql://{(User is null ? "" : User + "@")}{Host}:{Port}/{Database}");

    /// <summary>Whether a text is such a location.</summary>
    public static bool Is(string text) => text.StartsWith("mysql://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("mariadb://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a location.</summary>
    /// <exception cref="LumosException"><c>DATABASE_LOCATION_INVALID</c>, <c>DATABASE_PASSWORD_IN_LOCATION</c>.</exception>
    public static MySqlLocation Parse(string text)
    {
        var written = DatabaseLocation.Parse(text, Form, Password);
        var location = new MySqlLocation { Host = written.Host, Port = written.Port ?? DefaultPort, User = written.User, Database = written.Database ?? throw written.Invalid("No database is named.", Form) };
        foreach (var (key, value) in written.Settings) location = location.With(key, value, written);
        return location.Host.Length > 0 ? location : location with { Host = "localhost" };
    }

    private MySqlLocation With(string key, string value, DatabaseLocation written) => key switch
    {
        "table" or "tables" => this with { Tables = DatabaseLocation.ReadNames(value) },
        "host" => this with { Host = written.ReadHost(value) },
        "port" => this with { Port = written.ReadPort(value) },
        "user" => this with { User = DatabaseLocation.Decode(value) },
        "sslmode" => this with { SslMode = ReadMode(value) ?? throw written.Invalid($"'{value}' is no sslmode.", "Use disable, prefer, require, verify-ca or verify-full.") },
        "sslrootcert" => this with { RootCertificate = DatabaseLocation.Decode(value) },
        "connect_timeout" => this with { ConnectTimeout = written.ReadSeconds(key, value) },
        "snapshot" when value is "on" or "off" => this with { AllowsNoSnapshot = value == "off" },
        _ => throw written.Invalid($"'{key}' is not understood.", "Use table, sslmode, sslrootcert, connect_timeout (seconds), snapshot (on or off), host, port or user."),
    };

    private static MySqlSslMode? ReadMode(string text) => text.ToLowerInvariant() switch
    {
        "disable" => MySqlSslMode.Disabled,
        "prefer" => MySqlSslMode.Preferred,
        "require" => MySqlSslMode.Required,
        "verify-ca" => MySqlSslMode.VerifyCA,
        "verify-full" => MySqlSslMode.VerifyFull,
        _ => null,
    };
}
