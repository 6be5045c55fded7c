using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

public sealed partial class DuckDbConnection
{
    /// <summary>Begins to append to a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Its schema; null for the current one.</param>
    /// <param name="catalog">Its database; null for the current one.</param>
    /// <param name="columns">The columns given, in order; the others take their default. Null for all.</param>
    /// <exception cref="DuckDbException">There is no such table or column.</exception>
    public unsafe DuckDbAppender CreateAppender(string table, string? schema = null, string? catalog = null, IReadOnlyList<string>? columns = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        EnsureIdle();
        AppenderHandle handle;
        int state;
        fixed (byte* tableBytes = Utf8Text.WithNul(table), schemaBytes = Optional(schema), catalogBytes = Optional(catalog))
        {
            state = Api.duckdb_appender_create_ext(Handle, catalogBytes, schemaBytes, tableBytes, out var appender);
            handle = new AppenderHandle(appender);
        }

        try
        {
            if (state != 0) ThrowFor(handle);
            foreach (var column in columns ?? [])
            {
                fixed (byte* name = Utf8Text.WithNul(column))
                {
                    if (Api.duckdb_appender_add_column(handle, name) != 0) ThrowFor(handle);
                }
            }

            return new DuckDbAppender(this, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static byte[]? Optional(string? text) => text is null ? null : Utf8Text.WithNul(text);

    private static void ThrowFor(AppenderHandle handle)
    {
        if (!handle.IsInvalid) Errors.ThrowAndDestroy(Api.duckdb_appender_error_data(handle));
        throw new DuckDbException("DuckDB could not open the table for appending.", DuckDbErrorType.Catalog);
    }
}
