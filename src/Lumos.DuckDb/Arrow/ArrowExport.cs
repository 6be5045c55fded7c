using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Arrow;

/// <summary>Hands a result's schema and chunks to Arrow.</summary>
internal sealed unsafe class ArrowExport : IDisposable
{
    private readonly ArrowOptionsHandle _options;

    internal ArrowExport(ConnectionHandle connection)
    {
        Api.duckdb_connection_get_arrow_options(connection, out var options);
        _options = new ArrowOptionsHandle(options);
        if (options == 0) throw new DuckDbException("DuckDB gave no options for Arrow.", DuckDbErrorType.Connection);
    }

    internal void Schema(IReadOnlyList<DuckDbField> columns, ArrowSchema* schema)
    {
        using var names = new NameList([.. columns.Select(column => column.Name)]);
        var namePointer = names.Pointer;
        Errors.ThrowAndDestroy(LogicalTypes.WithChildren(
            [.. columns.Select(column => column.Type)],
            types => Api.duckdb_to_arrow_schema(_options, types, namePointer, (ulong)columns.Count, schema)));
    }

    internal void Chunk(DuckDbDataChunk chunk, ArrowArray* array) =>
        Errors.ThrowAndDestroy(Api.duckdb_data_chunk_to_arrow(_options, chunk.Handle, array));

    public void Dispose() => _options.Dispose();
}
