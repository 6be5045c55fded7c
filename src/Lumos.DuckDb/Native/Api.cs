using System.Runtime.InteropServices;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Lumos.DuckDb.Native;

/// <summary>
/// DuckDB's C API (duckdb.h 1.5) under its own names: databases, connections and statements. Text is UTF-8 ending in NUL unless a length
/// is passed. Functions that only read a field skip the transition of the garbage collector.
/// </summary>
internal static unsafe partial class Api
{
    internal const string Library = "duckdb";

    [LibraryImport(Library)] internal static partial byte* duckdb_library_version();
    [LibraryImport(Library)] internal static partial void duckdb_free(void* pointer);

    [LibraryImport(Library)] internal static partial nint duckdb_create_instance_cache();
    [LibraryImport(Library)] internal static partial int duckdb_get_or_create_from_cache(nint cache, byte* path, out nint database, nint config, out byte* error);
    [LibraryImport(Library)] internal static partial void duckdb_close(ref nint database);
    [LibraryImport(Library)] internal static partial int duckdb_create_config(out nint config);
    [LibraryImport(Library)] internal static partial int duckdb_set_config(nint config, byte* name, byte* value);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Library)] internal static partial int duckdb_connect(DatabaseHandle database, out nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_disconnect(ref nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_interrupt(ConnectionHandle connection);
    [LibraryImport(Library)] internal static partial ProgressStruct duckdb_query_progress(ConnectionHandle connection);

    [LibraryImport(Library)] internal static partial ulong duckdb_extract_statements(ConnectionHandle connection, byte* sql, out nint statements);
    [LibraryImport(Library)] internal static partial byte* duckdb_extract_statements_error(ExtractedHandle statements);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_extracted(ref nint statements);
    [LibraryImport(Library)] internal static partial int duckdb_prepare_extracted_statement(ConnectionHandle connection, ExtractedHandle statements, ulong index, out nint prepared);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_prepare(ref nint prepared);
    [LibraryImport(Library)] internal static partial byte* duckdb_prepare_error(PreparedHandle prepared);
    [LibraryImport(Library)] internal static partial ulong duckdb_nparams(PreparedHandle prepared);
    [LibraryImport(Library)] internal static partial byte* duckdb_parameter_name(PreparedHandle prepared, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_param_logical_type(PreparedHandle prepared, ulong index);
    [LibraryImport(Library)] internal static partial ulong duckdb_prepared_statement_column_count(PreparedHandle prepared);
    [LibraryImport(Library)] internal static partial byte* duckdb_prepared_statement_column_name(PreparedHandle prepared, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_prepared_statement_column_logical_type(PreparedHandle prepared, ulong index);
    [LibraryImport(Library)] internal static partial int duckdb_clear_bindings(PreparedHandle prepared);
    [LibraryImport(Library)] internal static partial int duckdb_bind_value(PreparedHandle prepared, ulong index, ValueHandle value);

    [LibraryImport(Library)] internal static partial int duckdb_pending_prepared(PreparedHandle prepared, out nint pending);
    [LibraryImport(Library)] internal static partial int duckdb_pending_prepared_streaming(PreparedHandle prepared, out nint pending);
    [LibraryImport(Library)] internal static partial byte* duckdb_pending_error(nint pending);
    [LibraryImport(Library)] internal static partial int duckdb_execute_pending(nint pending, ResultStruct* result);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_pending(ref nint pending);

    [LibraryImport(Library)] internal static partial void duckdb_destroy_result(ResultStruct* result);
    [LibraryImport(Library)] internal static partial byte* duckdb_result_error(ResultStruct* result);
    [LibraryImport(Library)] internal static partial int duckdb_result_error_type(ResultStruct* result);
    [LibraryImport(Library)] internal static partial ulong duckdb_column_count(ResultStruct* result);
    [LibraryImport(Library)] internal static partial byte* duckdb_column_name(ResultStruct* result, ulong column);
    [LibraryImport(Library)] internal static partial nint duckdb_column_logical_type(ResultStruct* result, ulong column);
    [LibraryImport(Library)] internal static partial ulong duckdb_rows_changed(ResultStruct* result);
    [LibraryImport(Library)] internal static partial ResultKind duckdb_result_return_type(ResultStruct result);
    [LibraryImport(Library)] internal static partial int duckdb_result_statement_type(ResultStruct result);
    [LibraryImport(Library)] internal static partial nint duckdb_fetch_chunk(ResultStruct result);

    [LibraryImport(Library)] internal static partial byte* duckdb_error_data_message(nint error);
    [LibraryImport(Library)] internal static partial int duckdb_error_data_error_type(nint error);
    [LibraryImport(Library)] internal static partial byte duckdb_error_data_has_error(nint error);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_error_data(ref nint error);
}
