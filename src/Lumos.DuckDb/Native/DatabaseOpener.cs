namespace Lumos.DuckDb.Native;

/// <summary>Opens databases. One file or shared name is one database in this process, however often it is opened.</summary>
internal static unsafe class DatabaseOpener
{
    private static readonly Lazy<nint> Cache = new(() =>
    {
        var version = Utf8Text.Read(Api.duckdb_library_version()) ?? "";
        if (!Version.TryParse(version.TrimStart('v').Split('-')[0], out var number) || number < new Version(1, 5))
        {
            throw new NotSupportedException($"DuckDB 1.5 or newer is needed; the native library is {version}.");
        }

        return Api.duckdb_create_instance_cache();
    });

    internal static DatabaseHandle Open(string dataSource, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var cache = Cache.Value;
        if (Api.duckdb_create_config(out var config) != 0) throw new DuckDbException("DuckDB could not make a configuration.", DuckDbErrorType.OutOfMemory);
        try
        {
            foreach (var (name, value) in settings)
            {
                fixed (byte* nameBytes = Utf8Text.WithNul(name), valueBytes = Utf8Text.WithNul(value))
                {
                    if (Api.duckdb_set_config(config, nameBytes, valueBytes) != 0)
                    {
                        throw new DuckDbException($"DuckDB does not take the setting '{name}' with this value.", DuckDbErrorType.InvalidConfiguration);
                    }
                }
            }

            fixed (byte* path = Utf8Text.WithNul(dataSource))
            {
                if (Api.duckdb_get_or_create_from_cache(cache, path, out var database, config, out var error) == 0) return new DatabaseHandle(database);
                var message = Utf8Text.Take(error) ?? "DuckDB could not open the database.";
                throw new DuckDbException(message, Errors.KindOf(message));
            }
        }
        finally
        {
            Api.duckdb_destroy_config(ref config);
        }
    }

    internal static ConnectionHandle Connect(DatabaseHandle database) => Api.duckdb_connect(database, out var connection) == 0
        ? new ConnectionHandle(connection)
        : throw new DuckDbException("DuckDB could not open a connection.", DuckDbErrorType.Connection);
}
