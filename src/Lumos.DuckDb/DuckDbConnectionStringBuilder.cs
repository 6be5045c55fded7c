using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lumos.DuckDb;

/// <summary>
/// A connection string: <c>Data Source</c> and any of the engine's settings under its own name, such as
/// <c>Data Source=warehouse.duckdb;memory_limit=1GB;threads=4;access_mode=read_only</c>.
/// </summary>
public sealed class DuckDbConnectionStringBuilder : DbConnectionStringBuilder
{
    /// <summary>The data source of a database in memory that only its own connection and its duplicates see.</summary>
    public const string InMemory = ":memory:";

    private const string DataSourceKey = "Data Source";

    /// <summary>An empty connection string: a database in memory.</summary>
    public DuckDbConnectionStringBuilder()
    {
    }

    /// <summary>Reads a connection string.</summary>
    public DuckDbConnectionStringBuilder(string? connectionString) => ConnectionString = connectionString;

    /// <summary>
    /// A file; <c>:memory:</c>; or <c>:memory:name</c>, which all connections of the process that use the name share until the last closes.
    /// </summary>
    public string DataSource
    {
        get => Text(DataSourceKey) ?? Text("DataSource") ?? Text("Filename") ?? InMemory;
        set => this[DataSourceKey] = value;
    }

    /// <summary>Upper bound of the engine's memory, such as <c>1GB</c> or <c>80%</c>; null for its default (80 % of the machine's).</summary>
    public string? MemoryLimit
    {
        get => Text("memory_limit");
        set => Set("memory_limit", value);
    }

    /// <summary>Threads the engine uses; null for one per core.</summary>
    public int? Threads
    {
        get => Text("threads") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        set => Set("threads", value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Folder for what does not fit in memory; null for the engine's default beside the file.</summary>
    public string? TempDirectory
    {
        get => Text("temp_directory");
        set => Set("temp_directory", value);
    }

    /// <summary>Whether the file is opened for reading only.</summary>
    public bool ReadOnly
    {
        get => string.Equals(Text("access_mode"), "read_only", StringComparison.OrdinalIgnoreCase);
        set => Set("access_mode", value ? "read_only" : null);
    }

    /// <summary>Whether rows may come back in another order than they went in, which saves memory; null for the engine's default.</summary>
    public bool? PreserveInsertionOrder
    {
        get => Text("preserve_insertion_order") is { } text ? bool.Parse(text) : null;
        set => Set("preserve_insertion_order", value is null ? null : value.Value ? "true" : "false");
    }

    /// <summary>All keys but the data source, ordered by name: the engine's settings.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings => Keys.Cast<string>()
        .Where(key => !IsDataSource(key))
        .Select(key => KeyValuePair.Create(key.Replace(' ', '_').ToLowerInvariant(), Text(key)!))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static bool IsDataSource(string key) =>
        key.Equals(DataSourceKey, StringComparison.OrdinalIgnoreCase) || key.Equals("DataSource", StringComparison.OrdinalIgnoreCase)
        || key.Equals("Filename", StringComparison.OrdinalIgnoreCase);

    private string? Text(string key) => TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private void Set(string key, string? value)
    {
        if (value is null) Remove(key);
        else this[key] = value;
    }

    /// <inheritdoc />
    [AllowNull]
    public override object this[string keyword]
    {
        get => base[keyword];
        set => base[keyword] = value;
    }
}
