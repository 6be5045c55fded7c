using Lumos.Abstractions;

namespace Lumos.Connectors.Sqlite;

/// <summary>A SQLite file and the tables of it that were named: <c>path</c> or <c>sqlite:path?table=a,b</c>.</summary>
/// <param name="Name">The place in a message.</param>
/// <param name="Path">Path to open.</param>
/// <param name="Tables">Tables that were named; empty for all.</param>
internal sealed record SqliteLocation(string Name, string Path, IReadOnlyList<string> Tables)
{
    private const string Scheme = "sqlite:";

    private static readonly string[] Endings = [".sqlite", ".sqlite3", ".db3", ".s3db"];

    /// <summary>Whether a text names such a file. A file that ends in <c>.db</c> may be any engine's, so it needs the scheme.</summary>
    public static bool Is(string text) =>
        text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || (!text.Contains("://", StringComparison.Ordinal) && Endings.Any(ending => PathOf(text).EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads a location.</summary>
    /// <exception cref="LumosException"><c>DATABASE_LOCATION_INVALID</c>.</exception>
    public static SqliteLocation Parse(string text, string baseFolder)
    {
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text;
        if (rest.StartsWith("//", StringComparison.Ordinal)) rest = rest[2..];
        var path = PathOf(rest);
        if (path.Length == 0) throw SqliteErrors.LocationInvalid("No file is named.", text);
        IReadOnlyList<string> tables = [];
        foreach (var setting in rest[path.Length..].TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || setting[..equals].ToLowerInvariant() is not ("table" or "tables")) throw SqliteErrors.LocationInvalid("A setting other than table is given.", path);
            tables = DatabaseLocation.ReadNames(setting[(equals + 1)..]);
        }

        return new SqliteLocation(path, System.IO.Path.GetFullPath(System.IO.Path.Combine(baseFolder, path)), tables);
    }

    private static string PathOf(string text) => text.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? text[..at] : text;
}
