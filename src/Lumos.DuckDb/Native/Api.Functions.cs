using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Native;

/// <summary>Table functions and replacement scans, through which SQL reads managed sources.</summary>
internal static unsafe partial class Api
{
    [LibraryImport(Library)] internal static partial nint duckdb_create_table_function();
    [LibraryImport(Library)] internal static partial void duckdb_destroy_table_function(ref nint function);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_name(nint function, byte* name);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_add_parameter(nint function, nint type);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_bind(nint function, delegate* unmanaged<nint, void> bind);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_init(nint function, delegate* unmanaged<nint, void> init);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_local_init(nint function, delegate* unmanaged<nint, void> init);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_function(nint function, delegate* unmanaged<nint, nint, void> read);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_supports_projection_pushdown(nint function, byte pushdown);
    [LibraryImport(Library)] internal static partial int duckdb_register_table_function(ConnectionHandle connection, nint function);

    [LibraryImport(Library)] internal static partial nint duckdb_bind_get_parameter(nint info, ulong index);
    [LibraryImport(Library)] internal static partial void duckdb_bind_add_result_column(nint info, byte* name, nint type);
    [LibraryImport(Library)] internal static partial void duckdb_bind_set_bind_data(nint info, nint data, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)] internal static partial void duckdb_bind_set_cardinality(nint info, ulong rows, byte isExact);
    [LibraryImport(Library)] internal static partial void duckdb_bind_set_error(nint info, byte* error);

    [LibraryImport(Library)] internal static partial nint duckdb_init_get_bind_data(nint info);
    [LibraryImport(Library)] internal static partial ulong duckdb_init_get_column_count(nint info);
    [LibraryImport(Library)] internal static partial ulong duckdb_init_get_column_index(nint info, ulong index);
    [LibraryImport(Library)] internal static partial void duckdb_init_set_init_data(nint info, nint data, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)] internal static partial void duckdb_init_set_max_threads(nint info, ulong threads);
    [LibraryImport(Library)] internal static partial void duckdb_init_set_error(nint info, byte* error);

    [LibraryImport(Library)] internal static partial nint duckdb_function_get_init_data(nint info);
    [LibraryImport(Library)] internal static partial nint duckdb_function_get_local_init_data(nint info);
    [LibraryImport(Library)] internal static partial void duckdb_function_set_error(nint info, byte* error);

    [LibraryImport(Library)] internal static partial void duckdb_add_replacement_scan(DatabaseHandle database, delegate* unmanaged<nint, byte*, nint, void> replace, nint data, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)] internal static partial void duckdb_replacement_scan_set_function_name(nint info, byte* function);
    [LibraryImport(Library)] internal static partial void duckdb_replacement_scan_add_parameter(nint info, nint value);
}
