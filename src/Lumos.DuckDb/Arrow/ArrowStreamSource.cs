using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Arrow;

/// <summary>An Arrow stream as a source. A stream runs once, so one query may read it.</summary>
internal sealed unsafe class ArrowStreamSource : DuckDbSource, IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ArrowImport _import;
    private ArrowArrayStream _stream;
    private int _scans;

    /// <param name="connection">A connection of its own, closed with the source.</param>
    /// <param name="stream">Taken over.</param>
    internal ArrowStreamSource(DuckDbConnection connection, ArrowArrayStream* stream)
    {
        _connection = connection;
        _stream = *stream;
        stream->Release = null;
        ArrowSchema schema = default;
        try
        {
            fixed (ArrowArrayStream* own = &_stream) Check(own->GetSchema(own, &schema));
            _import = new ArrowImport(connection.Handle, &schema);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
        finally
        {
            schema.Dispose();
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<DuckDbField> Columns => _import.Columns;

    /// <inheritdoc />
    public override DuckDbScan Scan(IReadOnlyList<int> projection) => Interlocked.Exchange(ref _scans, 1) == 0
        ? new StreamScan(this, projection)
        : throw new InvalidOperationException("The Arrow stream was read already; a stream runs once.");

    public void Dispose()
    {
        _import.Dispose();
        _stream.Dispose();
        _connection.Dispose();
    }

    private DuckDbDataChunk? Next()
    {
        while (true)
        {
            ArrowArray array = default;
            fixed (ArrowArrayStream* own = &_stream) Check(own->GetNext(own, &array));
            if (array.Release == null) return null;
            if (array.Length > 0) return _import.Import(&array);
            array.Dispose();
        }
    }

    private void Check(int code)
    {
        if (code == 0) return;
        string? message;
        fixed (ArrowArrayStream* own = &_stream) message = Utf8Text.Read(own->GetLastError(own));
        throw new InvalidOperationException($"The Arrow stream failed with {code}: {message ?? "it does not say why"}");
    }

    private sealed class StreamScan(ArrowStreamSource source, IReadOnlyList<int> projection) : DuckDbScan
    {
        public override DuckDbScanReader OpenReader() => new StreamReader(source, projection);
    }

    private sealed class StreamReader(ArrowStreamSource source, IReadOnlyList<int> projection) : DuckDbScanReader
    {
        private DuckDbDataChunk? _chunk;
        private int _next;

        public override int Read(DuckDbScanOutput output)
        {
            if (_chunk is null || _next >= _chunk.RowCount)
            {
                _chunk?.Dispose();
                _chunk = source.Next();
                _next = 0;
                if (_chunk is null) return 0;
            }

            var rows = Math.Min(output.Capacity, _chunk.RowCount - _next);
            var selection = rows == _chunk.RowCount ? 0 : Select(_next, rows);
            for (var i = 0; i < projection.Count; i++)
            {
                var vector = Api.duckdb_data_chunk_get_vector(output.Chunk, (ulong)i);
                Api.duckdb_vector_reference_vector(vector, _chunk.Vector(projection[i]));
                if (selection != 0) Api.duckdb_slice_vector(vector, selection, (ulong)rows);
            }

            if (selection != 0) Api.duckdb_destroy_selection_vector(selection);
            _next += rows;
            return rows;
        }

        protected override void Dispose(bool disposing) => _chunk?.Dispose();

        private static nint Select(int first, int rows)
        {
            var selection = Api.duckdb_create_selection_vector((ulong)rows);
            var places = Api.duckdb_selection_vector_get_data_ptr(selection);
            for (var i = 0; i < rows; i++) places[i] = (uint)(first + i);
            return selection;
        }
    }
}
