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
    private const string Help = "Write postgres://user@host:port/database?schema=public&table=a,b.";

    /// <summary>Server's name, address, or folder of its Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public int Port { get; init; } = 5432;

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
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var behind = rest[(rest.LastIndexOf('@') + 1)..];
        var query = Cut(ref rest, '?');
        var path = Cut(ref rest, '/');

        // An @ in a path is written %40; one that is not ends a password with a slash in it.
        if (path?.Contains('@', StringComparison.Ordinal) == true) throw PostgresErrors.PasswordInLocation($"postgres://{behind}");
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? null : rest[..at];
        var address = rest[(at + 1)..];
        var shown = at < 0 && query?.Contains('@', StringComparison.Ordinal) == true ? $"postgres://{behind}" : $"postgres://{address}/{path}";
        if (user?.Contains(':', StringComparison.Ordinal) == true) throw PostgresErrors.PasswordInLocation(shown);
        var (host, port) = ReadAddress(address, shown);
        var location = new PostgresLocation { Host = host, Port = port, User = Decode(user), Database = Decode(path) };
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries)) location = location.With(pair, shown);
        return location.Host.Length > 0 ? location : location with { Host = "localhost" };
    }

    private PostgresLocation With(string pair, string shown)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? pair : pair[..equals];
        var value = equals < 0 ? "" : pair[(equals + 1)..];
        return key.ToLowerInvariant() switch
        {
            "password" or "passfile" or "sslpassword" => throw PostgresErrors.PasswordInLocation(shown),
            "schema" when value.Length > 0 => this with { Schema = Decode(value)! },
            "table" or "tables" => this with { Tables = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Decode(name)!)] },
            "host" => this with { Host = Decode(value) ?? "" },
            "port" => this with { Port = ReadPort(value, shown) },
            "user" => this with { User = Decode(value) },
            "sslmode" => this with { SslMode = ReadMode(value) ?? throw PostgresErrors.LocationInvalid($"'{value}' is no sslmode.", shown, "Use disable, allow, prefer, require, verify-ca or verify-full.") },
            "sslrootcert" => this with { RootCertificate = Decode(value) },
            "connect_timeout" => this with { ConnectTimeout = ReadSeconds(key, value, shown) },
            "statement_timeout" => this with { StatementTimeout = ReadSeconds(key, value, shown) },
            "lock_timeout" => this with { LockTimeout = ReadSeconds(key, value, shown) },
            _ => throw PostgresErrors.LocationInvalid($"'{key}' is not understood.", shown, "Use schema, table, sslmode, sslrootcert, connect_timeout, statement_timeout or lock_timeout (seconds), host, port or user."),
        };
    }

    private static (string Host, int Port) ReadAddress(string address, string shown)
    {
        if (address.Contains(',', StringComparison.Ordinal)) throw PostgresErrors.LocationInvalid("Several servers are named.", shown, "Name the one to write to or read from.");
        var closing = address.LastIndexOf(']');
        var colon = address.LastIndexOf(':');
        var host = colon > closing ? address[..colon] : address;
        return (Decode(host.Trim('[', ']')) ?? "", colon > closing ? ReadPort(address[(colon + 1)..], shown) : 5432);
    }

    private static int ReadPort(string text, string shown) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : throw PostgresErrors.LocationInvalid("Its port is no number.", shown, Help);

    private static TimeSpan ReadSeconds(string key, string text, string shown) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000
            ? TimeSpan.FromSeconds(seconds)
            : throw PostgresErrors.LocationInvalid($"{key} is '{text}', which is no number of seconds.", shown, "Write whole seconds, such as 30.");

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

    private static string? Decode(string? text) => string.IsNullOrEmpty(text) ? null : Uri.UnescapeDataString(text);

    private static string? Cut(ref string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var behind = text[(at + 1)..];
        text = text[..at];
        return behind;
    }
}
