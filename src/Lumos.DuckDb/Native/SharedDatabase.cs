namespace Lumos.DuckDb.Native;

/// <summary>A database of this process with all connections to it. It closes with the last reference.</summary>
internal sealed class SharedDatabase
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SharedDatabase> Named = new(StringComparer.Ordinal);

    private readonly string? _name;
    private int _references = 1;

    private SharedDatabase(DatabaseHandle handle, string? name)
    {
        Handle = handle;
        _name = name;
        Sources.Install(handle);
    }

    internal DatabaseHandle Handle { get; }

    internal SourceRegistry Sources { get; } = new();

    internal static SharedDatabase Open(string dataSource, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var name = NameOf(dataSource);
        lock (Gate)
        {
            // Also for a database that is open already: the engine refuses settings that differ.
            var handle = DatabaseOpener.Open(dataSource, settings);
            if (name is not null && Named.TryGetValue(name, out var open))
            {
                handle.Dispose();
                open._references++;
                return open;
            }

            var database = new SharedDatabase(handle, name);
            if (name is not null) Named.Add(name, database);
            return database;
        }
    }

    internal void AddReference()
    {
        lock (Gate) _references++;
    }

    internal void Release()
    {
        lock (Gate)
        {
            if (--_references > 0) return;
            if (_name is not null) Named.Remove(_name);
            Handle.Dispose();
        }
    }

    private static string? NameOf(string dataSource) => dataSource is "" or DuckDbConnectionStringBuilder.InMemory
        ? null
        : dataSource.StartsWith(DuckDbConnectionStringBuilder.InMemory, StringComparison.Ordinal) ? dataSource : Path.GetFullPath(dataSource);
}
