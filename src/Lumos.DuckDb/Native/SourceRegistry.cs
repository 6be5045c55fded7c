using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Native;

/// <summary>
/// The managed sources of one database. A name that is no table becomes a call of one table function, whose argument is the source's
/// number; so sources come and go without touching the catalogue.
/// </summary>
internal sealed unsafe class SourceRegistry
{
    private static readonly ConcurrentDictionary<long, DuckDbSource> Sources = new();
    private static long _last;

    private readonly ConcurrentDictionary<string, long> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private bool _hasFunction;

    internal static ReadOnlySpan<byte> FunctionName => "dotnet_source"u8;

    internal static DuckDbSource? Find(long number) => Sources.GetValueOrDefault(number);

    /// <summary>Teaches a database the names; before its first connection, because the engine's list of scans has no lock.</summary>
    internal void Install(DatabaseHandle database)
    {
        var self = GCHandle.Alloc(this);
        Api.duckdb_add_replacement_scan(database, &SourceCallbacks.Replace, GCHandle.ToIntPtr(self), &SourceCallbacks.Free);
    }

    internal bool TryFind(string name, out long number) => _numbers.TryGetValue(name, out number);

    internal IDisposable Add(ConnectionHandle connection, string name, DuckDbSource source)
    {
        lock (_gate)
        {
            if (!_hasFunction) CreateFunction(connection);
            _hasFunction = true;
        }

        var number = Interlocked.Increment(ref _last);
        Sources[number] = source;
        if (_numbers.TryAdd(name, number)) return new Registration(this, name, number);
        Sources.TryRemove(number, out _);
        throw new ArgumentException($"A source named '{name}' is registered already in this database.", nameof(name));
    }

    private static void CreateFunction(ConnectionHandle connection)
    {
        var function = Api.duckdb_create_table_function();
        var number = Api.duckdb_create_logical_type((int)DuckDbType.BigInt);
        try
        {
            fixed (byte* name = FunctionName) Api.duckdb_table_function_set_name(function, name);
            Api.duckdb_table_function_add_parameter(function, number);
            Api.duckdb_table_function_set_bind(function, &SourceCallbacks.Bind);
            Api.duckdb_table_function_set_init(function, &SourceCallbacks.Init);
            Api.duckdb_table_function_set_local_init(function, &SourceCallbacks.LocalInit);
            Api.duckdb_table_function_set_function(function, &SourceCallbacks.Read);
            Api.duckdb_table_function_supports_projection_pushdown(function, 1);
            if (Api.duckdb_register_table_function(connection, function) != 0)
            {
                throw new DuckDbException("DuckDB did not take the table function that reads .NET sources.", DuckDbErrorType.Catalog);
            }
        }
        finally
        {
            Api.duckdb_destroy_logical_type(ref number);
            Api.duckdb_destroy_table_function(ref function);
        }
    }

    private sealed class Registration(SourceRegistry registry, string name, long number) : IDisposable
    {
        public void Dispose()
        {
            registry._numbers.TryRemove(KeyValuePair.Create(name, number));
            Sources.TryRemove(number, out _);
        }
    }
}
