using System.Globalization;

namespace Lumos.Abstractions;

/// <summary>
/// A place in a database as a contract writes it: <c>scheme://user@host:port/database?key=value&amp;key=value</c>, parts percent-encoded where they hold marks.
/// Holds no password: the text goes into the contract and the ledger.
/// </summary>
public sealed record DatabaseLocation
{
    private static readonly string[] Secrets = ["password", "passwd", "pwd", "passfile", "sslpassword"];

    /// <summary>Server's name, address, or folder of its Unix socket; empty when none is named.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535; null for the product's own.</summary>
    public int? Port { get; init; }

    /// <summary>Database; null when none is named.</summary>
    public string? Database { get; init; }

    /// <summary>User to log in as; null when none is named.</summary>
    public string? User { get; init; }

    /// <summary>Settings in their order, keys in lower case, values as they are written: see <see cref="Decode"/> and <see cref="ReadNames"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>The place in a message: its address and database, nothing that may be secret.</summary>
    public required string Shown { get; init; }

    /// <summary>Reads a location.</summary>
    /// <param name="text">The location, with a scheme.</param>
    /// <param name="form">Sentence that says how one is written.</param>
    /// <param name="password">Sentence that says where a password is given instead.</param>
    /// <exception cref="LumosException"><c>DATABASE_LOCATION_INVALID</c>, <c>DATABASE_PASSWORD_IN_LOCATION</c>.</exception>
    public static DatabaseLocation Parse(string text, string form, string password)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) throw Invalid("It has no scheme.", "", form);
        var (scheme, rest) = (text[..start], text[(start + 3)..]);
        var behind = rest[(rest.LastIndexOf('@') + 1)..];
        var query = Cut(ref rest, '?');
        var path = Cut(ref rest, '/');

        // An @ in a path is written %40; one that is not ends a password with a slash in it.
        if (path?.Contains('@', StringComparison.Ordinal) == true) throw HasPassword($"{scheme}://{behind}", password);
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? null : rest[..at];
        var address = rest[(at + 1)..];
        var shown = at < 0 && query?.Contains('@', StringComparison.Ordinal) == true ? $"{scheme}://{behind}" : $"{scheme}://{address}/{path}";
        if (Decode(user)?.Contains(':', StringComparison.Ordinal) == true) throw HasPassword(shown, password);
        var closing = address.LastIndexOf(']');
        var colon = address.LastIndexOf(':');
        var settings = (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Setting).ToList();
        if (settings.Exists(static setting => setting.Key.Contains('@', StringComparison.Ordinal) || Secrets.Contains(setting.Key, StringComparer.Ordinal))) throw HasPassword(shown, password);
        return new DatabaseLocation
        {
            Host = HostOf((colon > closing ? address[..colon] : address).Trim('[', ']'), shown),
            Port = colon > closing ? PortOf(address[(colon + 1)..], shown, form) : null,
            Database = Decode(path),
            User = Decode(user),
            Settings = settings,
            Shown = shown,
        };
    }

    /// <summary>What is wrong with the location, in the taxonomy's words.</summary>
    /// <param name="problem">What, as a sentence; holds no secret.</param>
    /// <param name="nextStep">What to do.</param>
    public LumosException Invalid(string problem, string nextStep) => Invalid(problem, Shown, nextStep);

    /// <summary>Reads the name of one server: a client would take several for alternatives, of which the policy saw none.</summary>
    /// <exception cref="LumosException">Several are named.</exception>
    public string ReadHost(string text) => HostOf(text, Shown);

    /// <summary>Reads a port.</summary>
    /// <exception cref="LumosException">It is none.</exception>
    public int ReadPort(string text) => PortOf(text, Shown, "Write a number from 1 to 65535.");

    /// <summary>Reads a setting that is a number of whole seconds, 1 to 999999.</summary>
    /// <exception cref="LumosException">It is none.</exception>
    public TimeSpan ReadSeconds(string key, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid($"{key} is '{text}', which is no number of seconds.", "Write whole seconds, such as 30.");

    /// <summary>Reads a list of names with commas between them.</summary>
    public static IReadOnlyList<string> ReadNames(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    /// <summary>A part without its percent-encoding; null when it is empty.</summary>
    public static string? Decode(string? text) => string.IsNullOrEmpty(text) ? null : Uri.UnescapeDataString(text);

    private static KeyValuePair<string, string> Setting(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(pair.ToLowerInvariant(), "") : new(pair[..equals].ToLowerInvariant(), pair[(equals + 1)..]);
    }

    private static string HostOf(string text, string shown)
    {
        var host = Decode(text) ?? "";
        return host.AsSpan().IndexOfAny(",;") < 0 ? host : throw Invalid("Several servers are named.", shown, "Name the one to write to or read from.");
    }

    private static int PortOf(string text, string shown, string form) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : throw Invalid("Its port is no number.", shown, form);

    private static LumosException Invalid(string problem, string shown, string nextStep) =>
        new(ErrorCode.DeterministicFailure, "DATABASE_LOCATION_INVALID", problem, new ErrorLocation(shown), nextStep);

    private static LumosException HasPassword(string shown, string nextStep) =>
        new(ErrorCode.PolicyBlock, "DATABASE_PASSWORD_IN_LOCATION", "The location holds a password, which would end up in the contract and the ledger.", new ErrorLocation(shown), nextStep);

    private static string? Cut(ref string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var behind = text[(at + 1)..];
        text = text[..at];
        return behind;
    }
}
