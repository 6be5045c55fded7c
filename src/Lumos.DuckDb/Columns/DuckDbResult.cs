using System.Runtime.CompilerServices;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>
/// The rows of one statement as a stream of chunks. A connection computes one stream at a time: running another statement on it ends
/// this one. Not thread-safe.
/// </summary>
public sealed unsafe partial class DuckDbResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly ConnectionHandle _connection;
    private readonly bool _streaming;
    private bool _ended;

    internal DuckDbResult(ResultHandle handle, ConnectionHandle connection, bool streaming)
    {
        _handle = handle;
        _connection = connection;
        _streaming = streaming;
        Kind = Api.duckdb_result_return_type(*handle.Pointer);
        RowsChanged = Kind == ResultKind.ChangedRows ? (long)Api.duckdb_rows_changed(handle.Pointer) : -1;
        var columns = new DuckDbField[Api.duckdb_column_count(handle.Pointer)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new DuckDbField(
                Utf8Text.Read(Api.duckdb_column_name(handle.Pointer, (ulong)i)) ?? "",
                LogicalTypes.Take(Api.duckdb_column_logical_type(handle.Pointer, (ulong)i)));
        }

        Columns = columns;
    }

    /// <summary>Names and types of the columns.</summary>
    public IReadOnlyList<DuckDbField> Columns { get; }

    /// <summary>Rows an INSERT, UPDATE or DELETE changed; -1 for other statements.</summary>
    public long RowsChanged { get; }

    /// <summary>Whether the statement gives rows.</summary>
    public bool HasRows => Kind == ResultKind.Rows;

    internal ResultKind Kind { get; }

    /// <summary>Whether rows are still to be computed on the connection.</summary>
    internal bool IsOpen => _streaming && HasRows && !_ended && !_handle.IsClosed;

    internal ConnectionHandle Connection => _connection;

    /// <summary>Computes and hands over the next chunk, which the caller disposes.</summary>
    /// <returns>Null at the end.</returns>
    /// <exception cref="DuckDbException">The engine failed on the way.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine was interrupted.</exception>
    public DuckDbDataChunk? ReadChunk(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_ended) return null;
        using var interrupt = Interruption.On(_connection, cancellationToken);
        while (true)
        {
            var chunk = Api.duckdb_fetch_chunk(*_handle.Pointer);
            if (chunk == 0)
            {
                _ended = true;
                if (Api.duckdb_result_error(_handle.Pointer) == null) return null;
                var exception = Errors.FromResult(_handle);
                cancellationToken.ThrowIfCancellationRequested();
                throw exception;
            }

            if (Api.duckdb_data_chunk_get_size(chunk) != 0) return new DuckDbDataChunk(chunk, Columns);
            Api.duckdb_destroy_data_chunk(ref chunk);
        }
    }

    /// <summary>As <see cref="ReadChunk"/>, on a thread of the pool.</summary>
    public Task<DuckDbDataChunk?> ReadChunkAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => ReadChunk(cancellationToken), cancellationToken);

    /// <summary>All chunks that are left; each must be disposed by the caller.</summary>
    public async IAsyncEnumerable<DuckDbDataChunk> ReadChunksAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadChunkAsync(cancellationToken).ConfigureAwait(false) is { } chunk) yield return chunk;
    }

    /// <summary>Ends the stream.</summary>
    public void Dispose() => _handle.Dispose();
}
