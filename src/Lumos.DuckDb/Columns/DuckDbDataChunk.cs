using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>
/// Up to <see cref="DefaultCapacity"/> rows as columns, in the engine's own memory. Dispose it when its vectors are no longer read. Not thread-safe, but
/// it may move from one thread to another, and outlives the result it came from.
/// </summary>
public sealed unsafe class DuckDbDataChunk : IDisposable
{
    private readonly ChunkHandle _handle;
    private IDisposable? _owner;

    internal DuckDbDataChunk(nint handle, IReadOnlyList<DuckDbField> columns, IDisposable? owner = null)
    {
        _handle = new ChunkHandle(handle);
        _owner = owner;
        Columns = columns;
        RowCount = (int)Api.duckdb_data_chunk_get_size(handle);
    }

    /// <summary>Rows a chunk made here holds at most: 2048.</summary>
    public static int DefaultCapacity => 2048;

    /// <summary>Names and types.</summary>
    public IReadOnlyList<DuckDbField> Columns { get; }

    /// <summary>Rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>A column by its place.</summary>
    public DuckDbVector this[int column] => new(Vector(column), Columns[column].Type, RowCount);

    internal nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return _handle.DangerousGetHandle();
        }
    }

    /// <summary>An empty chunk to write into, for <see cref="DuckDbAppender.Append(DuckDbDataChunk)"/>.</summary>
    public static DuckDbDataChunk Create(IReadOnlyList<DuckDbField> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var handle = LogicalTypes.WithChildren([.. columns.Select(column => column.Type)], types => Api.duckdb_create_data_chunk(types, (ulong)columns.Count));
        return handle != 0 ? new DuckDbDataChunk(handle, columns) : throw new ArgumentException("DuckDB cannot make a chunk of these types.", nameof(columns));
    }

    /// <summary>A column to write into, valid until <see cref="Clear"/>. A chunk that came from a result must not be written.</summary>
    public DuckDbVectorWriter Write(int column) => new(Vector(column), Columns[column].Type, DefaultCapacity);

    /// <summary>States how many rows were written.</summary>
    public void SetRowCount(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, DefaultCapacity);
        Api.duckdb_data_chunk_set_size(Handle, (ulong)rows);
        RowCount = rows;
    }

    /// <summary>Empties the chunk for the next rows; text memory is given back.</summary>
    public void Clear()
    {
        Api.duckdb_data_chunk_reset(Handle);
        RowCount = 0;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        Interlocked.Exchange(ref _owner, null)?.Dispose();
    }

    internal nint Vector(int column)
    {
        if ((uint)column >= (uint)Columns.Count) throw new ArgumentOutOfRangeException(nameof(column));
        return Api.duckdb_data_chunk_get_vector(Handle, (ulong)column);
    }
}
