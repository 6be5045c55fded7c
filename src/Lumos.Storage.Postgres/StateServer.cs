using System.Globalization;
using System.Text;
using Npgsql;

namespace Lumos.Storage.Postgres;

/// <summary>The options, checked and taken apart.</summary>
/// <param name="ConnectionString">How to connect.</param>
/// <param name="Hosts">Hosts over the network; none for a Unix socket.</param>
/// <param name="Place">Host, port and database for messages; nothing secret.</param>
/// <param name="Schema">Name of the schema, quoted.</param>
internal sealed record StateServer(string ConnectionString, IReadOnlyList<string> Hosts, string Place, string Schema)
{
    private const int NameBytes = 63;

    /// <summary>Checks options.</summary>
    /// <exception cref="ArgumentException">They have mistakes; all are named, and no secret is.</exception>
    public static StateServer Of(PostgresStateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> mistakes = [];
        NpgsqlConnectionStringBuilder? builder = null;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What the parser says may repeat the string, and with it a password.
            mistakes.Add("ConnectionString is not in the form 'Host=...;Database=...;Username=...'.");
        }

        if (builder is not null && string.IsNullOrWhiteSpace(builder.Host)) mistakes.Add("ConnectionString names no Host.");
        if (string.IsNullOrWhiteSpace(options.Schema) || Encoding.UTF8.GetByteCount(options.Schema) > NameBytes || options.Schema.Any(char.IsControl)) mistakes.Add("Schema must be a name of 1 to 63 bytes without control characters.");
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(10)) mistakes.Add("Timeout must be 1 s to 10 minutes.");
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        builder!.CommandTimeout = builder.Timeout = (int)options.Timeout.TotalSeconds;
        var hosts = builder.Host!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new StateServer(
            builder.ConnectionString, [.. hosts.Where(static h => h[0] is not ('/' or '@')).Select(HostOf)], string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}"), Sql.Name(options.Schema));
    }

    // "host:port" and "[::1]:port" name a host too.
    private static string HostOf(string host)
    {
        if (host[0] == '[') return host[1..Math.Max(1, host.IndexOf(']', StringComparison.Ordinal))];
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && host.LastIndexOf(':') == colon ? host[..colon] : host;
    }
}
