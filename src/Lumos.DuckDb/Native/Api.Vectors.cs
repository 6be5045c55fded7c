using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Native;

/// <summary>Data chunks, vectors, the appender and Arrow.</summary>
internal static unsafe partial class Api
{
    [LibraryImport(Library)] internal static partial nint duckdb_create_data_chunk(nint* types, ulong columns);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_reset(nint chunk);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial ulong duckdb_data_chunk_get_column_count(nint chunk);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial ulong duckdb_vector_size();

    [LibraryImport(Library)] internal static partial nint duckdb_vector_get_column_type(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial void* duckdb_vector_get_data(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)] internal static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Library)] internal static partial void duckdb_unsafe_vector_assign_string_element_len(nint vector, ulong index, byte* text, ulong length);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial nint duckdb_list_vector_get_child(nint vector);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial ulong duckdb_list_vector_get_size(nint vector);

    [LibraryImport(Library)] internal static partial int duckdb_list_vector_set_size(nint vector, ulong size);
    [LibraryImport(Library)] internal static partial int duckdb_list_vector_reserve(nint vector, ulong capacity);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);

    [SuppressGCTransition]
    [LibraryImport(Library)] internal static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(Library)] internal static partial nint duckdb_create_selection_vector(ulong size);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_selection_vector(nint selection);
    [LibraryImport(Library)] internal static partial uint* duckdb_selection_vector_get_data_ptr(nint selection);
    [LibraryImport(Library)] internal static partial void duckdb_slice_vector(nint vector, nint selection, ulong length);
    [LibraryImport(Library)] internal static partial void duckdb_vector_reference_vector(nint to, nint from);

    [LibraryImport(Library)] internal static partial int duckdb_appender_create_ext(ConnectionHandle connection, byte* catalog, byte* schema, byte* table, out nint appender);
    [LibraryImport(Library)] internal static partial ulong duckdb_appender_column_count(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial nint duckdb_appender_column_type(AppenderHandle appender, ulong column);
    [LibraryImport(Library)] internal static partial nint duckdb_appender_error_data(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_add_column(AppenderHandle appender, byte* name);
    [LibraryImport(Library)] internal static partial int duckdb_append_data_chunk(AppenderHandle appender, nint chunk);
    [LibraryImport(Library)] internal static partial int duckdb_appender_flush(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_clear(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_close(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_destroy(ref nint appender);

    [LibraryImport(Library)] internal static partial void duckdb_connection_get_arrow_options(ConnectionHandle connection, out nint options);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_arrow_options(ref nint options);
    [LibraryImport(Library)] internal static partial nint duckdb_to_arrow_schema(ArrowOptionsHandle options, nint* types, byte** names, ulong columns, void* schema);
    [LibraryImport(Library)] internal static partial nint duckdb_data_chunk_to_arrow(ArrowOptionsHandle options, nint chunk, void* array);
    [LibraryImport(Library)] internal static partial nint duckdb_schema_from_arrow(ConnectionHandle connection, void* schema, out nint converted);
    [LibraryImport(Library)] internal static partial nint duckdb_data_chunk_from_arrow(ConnectionHandle connection, void* array, ArrowConvertedSchemaHandle converted, out nint chunk);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_arrow_converted_schema(ref nint converted);
}
